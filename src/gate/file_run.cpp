// SPDX-License-Identifier: Apache-2.0
#include "gate/file_run.hpp"

#include "plume/formats/model_config.hpp"
#include "plume/pipeline/manifest.hpp"
#include "plume/support/file.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <utility>

namespace plume {

namespace {

constexpr std::size_t largest_config = std::size_t{4} << 20;

using Fillers = std::vector<std::span<const GivenValue>>;

/// What fills the gaps of a file, the first to count first: variables, then the settings of its
/// budgets, the last one that fits before those above it, then the settings of all files.
Fillers fillers_of(const CheckOptions& options, std::span<const FileBudget* const> budgets) {
  Fillers out{options.variables};
  for (auto budget = budgets.rbegin(); budget != budgets.rend(); ++budget) {
    out.emplace_back((*budget)->defaults);
  }
  if (options.settings != nullptr) {
    out.emplace_back(options.settings->defaults);
  }
  return out;
}

void add(std::vector<Diagnostic>& all, std::vector<Diagnostic> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

/// All that is said of a run beside its file.
Run said_beside(const CheckOptions& options, const Fillers& fillers, FileRun& out) {
  Run run = run_of(options.flags, out.faults);
  for (const auto values : fillers) {
    fill_in(run, run_of(values, out.faults));
  }
  return run;
}

void read_config(const CheckOptions& options, const Fillers& fillers, const std::string& folder,
                 FileRun& out) {
  out.documents.insert(out.documents.end(), options.companions.begin(), options.companions.end());
  const Run given = said_beside(options, fillers, out);
  Surroundings surroundings{.given = &given, .folder = folder};
  if (options.settings != nullptr) {
    surroundings.datasets = options.settings->datasets;
  }
  TrainingConfig config = read_training_config(out.documents, surroundings, out.faults);
  out.format = config.format;
  out.derivations = std::move(config.derivations);
  out.run = std::move(config.run);
}

/// Every value of a manifest stands at a place of its own.
void note_places(const Document& document, FileRun& out) {
  for (const Field& field : fields()) {
    const Origin origin = out.run.origin(field.key);
    if (origin.where == Origin::Where::manifest) {
      out.derivations.push_back(
          {field.key,
           "",
           {{std::string(field.path), document.text.substr(origin.offset, origin.width),
             document.file, position_at(document.text, origin.offset)}}});
    }
  }
}

void read_own_manifest(FileRun& out) {
  out.format = "manifest";
  const Document& document = out.documents.front();
  Faults faults;
  read_manifest(document.text, document.file, out.run, faults);
  note_places(document, out);
  add(out.faults, out.located(faults));
}

void derive_from(const GivenValue& value, FileRun& out) {
  const Key key = value.field->key;
  std::erase_if(out.derivations, [key](const Derivation& d) { return d.key == key; });
  out.derivations.push_back({key, "", {value.source}});
}

void apply(std::span<const GivenValue> flags, FileRun& out) {
  for (const GivenValue& flag : flags) {
    Faults faults;
    read_flag(*flag.field, flag.source.value, out.run, faults);
    derive_from(flag, out);
    add(out.faults, out.located(faults));
    if (flag.field->key == Key::config || !out.run.has(Key::config)) {
      out.run.architecture.reset();
      out.run.architecture_text.clear();
    }
  }
}

void fill_gaps(std::span<const GivenValue> values, FileRun& out) {
  const Run before = out.run;
  fill_in(out.run, run_of(values, out.faults));
  for (const GivenValue& value : values) {
    if (out.run.has(value.field->key) && !before.has(value.field->key)) {
      derive_from(value, out);
    }
  }
}

void load_model(const std::string& folder, FileRun& out) {
  if (!out.run.architecture && out.faults.empty()) {
    Faults faults;
    load_model_config(out.run, folder, faults);
    add(out.faults, out.located(faults));
  }
}

}  // namespace

std::vector<Diagnostic> FileRun::located(const Faults& found) const {
  return format == "manifest" ? locate(found, documents.front().file, documents.front().text)
                              : locate(found, derivations, documents);
}

bool is_manifest(const Document& document) {
  constexpr std::array<std::string_view, 6> keys{"name",     "model", "training",
                                                 "hardware", "site",  "method"};
  if (document.syntax != Syntax::json && document.syntax != Syntax::yaml) {
    return false;
  }
  const DocumentNode* const schema = document.root.find("schema");
  if (schema != nullptr && schema->text.starts_with("plume.report/")) {
    return true;
  }
  const auto is_own = [&](const DocumentNode::Entry& entry) {
    return std::find(keys.begin(), keys.end(), entry.key) != keys.end();
  };
  const auto& entries = document.root.entries;
  return std::all_of(entries.begin(), entries.end(), is_own) ||
         (std::any_of(entries.begin(), entries.end(), is_own) &&
          recognise_config(document).empty());
}

FileRun read_file_run(const std::string& file, const CheckOptions& options,
                      std::span<const FileBudget* const> budgets) {
  FileRun out;
  try {
    out.documents.push_back(parse_document(file, read_file(file, largest_config)));
  } catch (const Failure& why) {
    out.faults = why.diagnostics();
    return out;
  }
  const std::string folder = std::filesystem::path(file).parent_path().string();
  const Fillers fillers = fillers_of(options, budgets);
  if (is_manifest(out.documents.front())) {
    read_own_manifest(out);
  } else {
    read_config(options, fillers, folder, out);
  }
  apply(options.flags, out);
  for (const auto values : fillers) {
    fill_gaps(values, out);
  }
  std::erase_if(out.derivations, [&](const Derivation& d) { return !out.run.has(d.key); });
  std::stable_sort(out.derivations.begin(), out.derivations.end(),
                   [](const Derivation& a, const Derivation& b) { return a.key < b.key; });
  load_model(folder, out);
  return out;
}

}  // namespace plume
