// SPDX-License-Identifier: Apache-2.0
#include "plume/gate/settings.hpp"

#include "plume/support/closest_match.hpp"
#include "plume/support/glob.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>

namespace plume {

namespace {

namespace fs = std::filesystem;
using Kind = DocumentNode::Kind;

/// Reads one file of settings; what is wrong is gathered, to be told all at once.
class SettingsReader {
 public:
  explicit SettingsReader(Document document) : document_(std::move(document)) {}

  Settings read() {
    settings_.file = document_.file;
    settings_.folder = fs::path(document_.file).parent_path().string();
    keys(document_.root, "",
         {{"defaults", [&](const Entry& e) { defaults(e, "defaults", settings_.defaults); }},
          {"datasets", [&](const Entry& e) { datasets(e); }},
          {"budgets", [&](const Entry& e) { budgets(e); }},
          {"total", [&](const Entry& e) { limits(e.value, "total", settings_.total, {}); }},
          {"fail-on", [&](const Entry& e) { fail_on(e); }},
          {"baseline", [&](const Entry& e) { settings_.baseline = text(e); }},
          {"max-increase",
           [&](const Entry& e) { settings_.most_increase = limit(BudgetOf::increase, e); }}});
    if (!faults_.empty()) {
      throw Failure(ExitCode::bad_input, faults_);
    }
    return std::move(settings_);
  }

 private:
  using Entry = DocumentNode::Entry;
  struct Key {
    std::string_view name;
    std::function<void(const Entry&)> read;
  };
  using Keys = std::vector<Key>;

  void fault(TextPlace place, std::string code, std::string message, std::string cure) {
    faults_.push_back(
        diagnostic_at(document_, place, std::move(code), std::move(message), std::move(cure)));
  }

  void wrong_type(const DocumentNode& node, std::string_view path, std::string_view wanted) {
    fault(node.place, "wrong-type", fmt::format("`{}` must be {}", path, wanted),
          "see docs/reference/check.md");
  }

  /// Walks a map whose keys are known.
  void keys(const DocumentNode& node, std::string_view path, const Keys& known) {
    if (node.kind != Kind::map) {
      return wrong_type(node, path.empty() ? "settings" : path, "a map of keys");
    }
    std::vector<std::string_view> names;
    for (const Key& key : known) {
      names.push_back(key.name);
    }
    for (const Entry& entry : node.entries) {
      const auto found = std::find(names.begin(), names.end(), entry.key);
      if (found == names.end()) {
        const auto near = closest_matches(entry.key, names);
        fault(entry.key_place, "unknown-key", fmt::format("there is no setting `{}`", entry.key),
              near.empty() ? fmt::format("known are {}", fmt::join(names, ", "))
                           : did_you_mean(near));
      } else {
        known[static_cast<std::size_t>(found - names.begin())].read(entry);
      }
    }
  }

  std::string text(const Entry& entry) {
    const DocumentNode& node = entry.value;
    if (node.kind == Kind::map || node.kind == Kind::list || node.kind == Kind::null) {
      wrong_type(node, entry.key, "a text");
      return {};
    }
    return node.text;
  }

  std::string place_of(const Entry& entry) const {
    return fmt::format("{}:{}", document_.file,
                       position_at(document_.text, entry.key_place.offset).line);
  }

  /// Manifest keys, in sections as a manifest has them or dotted.
  void defaults(const Entry& entry, const std::string& path, std::vector<GivenValue>& out,
                const std::string& within = "") {
    if (entry.value.kind != Kind::map) {
      return wrong_type(entry.value, path, "a map of a manifest's keys");
    }
    for (const Entry& child : entry.value.entries) {
      const bool name = within == "hardware.accelerator" && child.key == "name";
      const std::string key = name ? within : within.empty() ? child.key : within + "." + child.key;
      if (child.value.kind == Kind::map) {
        defaults(child, path, out, key);
      } else {
        default_value(child, path, key, out);
      }
    }
  }

  void default_value(const Entry& entry, const std::string& path, const std::string& key,
                     std::vector<GivenValue>& out) {
    const Field* const field = find_field(key);
    if (field == nullptr) {
      const Fault unknown = unknown_key(key, {});
      return fault(entry.key_place, unknown.code, unknown.message, unknown.cure);
    }
    if (entry.value.kind == Kind::null) {
      return;
    }
    Run scratch;
    Faults faults;
    const bool scalar = entry.value.kind != Kind::list;
    read_value(*field,
               {scalar ? RawValue::Kind::text : RawValue::Kind::structure, 0, entry.value.text, {}},
               scratch, faults);
    for (const Fault& found : faults) {
      fault(entry.value.place, found.code, found.message, found.cure);
    }
    out.push_back({field,
                   {path + "." + key, entry.value.text, document_.file,
                    position_at(document_.text, entry.value.place.offset)}});
  }

  void datasets(const Entry& entry) {
    if (entry.value.kind != Kind::map) {
      return wrong_type(entry.value, "datasets", "a map of data sets by name");
    }
    for (const Entry& set : entry.value.entries) {
      KnownDataset known{set.key};
      keys(set.value, "datasets." + set.key,
           {{"samples", [&](const Entry& e) { known.samples = count(e, "training.samples"); }},
            {"tokens", [&](const Entry& e) { known.tokens = count(e, "training.tokens"); }}});
      if (!set.key.empty()) {
        settings_.datasets.push_back(std::move(known));
      }
    }
  }

  double count(const Entry& entry, std::string_view path) {
    std::vector<GivenValue> given;
    default_value(entry, "datasets", std::string(path), given);
    std::vector<Diagnostic> told_already;
    const Run run = run_of(given, told_already);
    return given.empty() ? 0 : run.value_or(given.front().field->key, 0);
  }

  void budgets(const Entry& entry) {
    if (entry.value.kind != Kind::list) {
      return wrong_type(entry.value, "budgets", "a list");
    }
    for (const DocumentNode& item : entry.value.items) {
      FileBudget budget;
      limits(item, "budgets", budget.limits,
             {{"files", [&](const Entry& e) { budget.pattern = text(e); }},
              {"defaults",
               [&](const Entry& e) { defaults(e, "budgets.defaults", budget.defaults); }}});
      if (budget.pattern.empty() && item.kind == Kind::map) {
        fault(item.place, "missing-files", "this budget names no files",
              "give `files: \"configs/**/*.yaml\"`");
      }
      settings_.budgets.push_back(std::move(budget));
    }
  }

  /// The keys that set limits, and others beside them.
  void limits(const DocumentNode& node, std::string_view path, std::vector<Limit>& out,
              Keys known) {
    const auto add = [&](std::optional<Limit> found) {
      if (found) {
        out.push_back(std::move(*found));
      }
    };
    known.push_back(
        {"max-emissions", [&, add](const Entry& e) { add(limit(BudgetOf::emissions, e)); }});
    known.push_back({"max-energy", [&, add](const Entry& e) { add(limit(BudgetOf::energy, e)); }});
    known.push_back({"max-cost-of", [&, add](const Entry& e) { add(equivalent(e)); }});
    keys(node, path, known);
  }

  template <class Parse>
  std::optional<Limit> parsed(const Entry& entry, Parse parse) {
    const std::string written = text(entry);
    if (written.empty()) {
      return std::nullopt;
    }
    try {
      return parse(written, place_of(entry));
    } catch (const Failure& why) {
      const Diagnostic& first = why.diagnostics().front();
      fault(entry.value.place, first.code, first.message, first.cure);
      return std::nullopt;
    }
  }

  std::optional<Limit> limit(BudgetOf of, const Entry& entry) {
    return parsed(entry, [of](std::string_view written, std::string set_by) {
      return parse_limit(of, written, std::move(set_by));
    });
  }

  std::optional<Limit> equivalent(const Entry& entry) { return parsed(entry, parse_equivalent); }

  void fail_on(const Entry& entry) {
    const std::string written = text(entry);
    const auto found = std::find(fail_on_names.begin(), fail_on_names.end(), written);
    if (found == fail_on_names.end()) {
      return fault(entry.value.place, "unknown-value", fmt::format("`{}` is no `fail-on`", written),
                   fmt::format("give one of {}", fmt::join(fail_on_names, ", ")));
    }
    settings_.fail_on = static_cast<FailOn>(found - fail_on_names.begin());
  }

  Document document_;
  Settings settings_;
  std::vector<Diagnostic> faults_;
};

}  // namespace

std::string find_settings(const std::string& folder) {
  std::error_code unreadable;
  std::string way = folder;
  std::string nearest;
  for (fs::path at = fs::absolute(folder.empty() ? "." : folder, unreadable).lexically_normal();;
       at = at.parent_path()) {
    const std::string name = (fs::path(way) / settings_name).string();
    if (nearest.empty() && fs::is_regular_file(name, unreadable)) {
      nearest = name;
    }
    if (fs::exists(at / ".git", unreadable)) {
      return nearest;
    }
    if (at == at.parent_path()) {
      break;
    }
    way = (fs::path(way) / "..").string();
  }
  const std::string here = (fs::path(folder) / settings_name).string();
  return nearest == here ? nearest : std::string();
}

Settings read_settings(const std::string& file, std::string text) {
  return SettingsReader(parse_document(file, std::move(text))).read();
}

std::vector<const FileBudget*> budgets_of(const Settings& settings, const std::string& file) {
  const fs::path folder = settings.folder.empty() ? fs::path(".") : fs::path(settings.folder);
  std::error_code gone;
  const std::string path = fs::absolute(file, gone)
                               .lexically_normal()
                               .lexically_relative(fs::absolute(folder, gone).lexically_normal())
                               .generic_string();
  std::vector<const FileBudget*> out;
  for (const FileBudget& budget : settings.budgets) {
    if (matches_glob(budget.pattern, path)) {
      out.push_back(&budget);
    }
  }
  return out;
}

Run run_of(std::span<const GivenValue> values, std::vector<Diagnostic>& faults) {
  Run run;
  for (const GivenValue& value : values) {
    Faults found;
    read_value(*value.field,
               {RawValue::Kind::text, 0, value.source.value, {Origin::Where::flag, 0, 0}}, run,
               found);
    for (const Fault& fault : found) {
      faults.push_back({.code = fault.code,
                        .message = fault.message,
                        .cure = fault.cure,
                        .file = value.source.file.empty() ? value.source.key : value.source.file});
    }
  }
  return run;
}

}  // namespace plume
