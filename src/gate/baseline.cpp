// SPDX-License-Identifier: Apache-2.0
#include "plume/gate/baseline.hpp"

#include "plume/formats/model_config.hpp"
#include "plume/pipeline/manifest.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <utility>

namespace plume {

namespace {

using Json = nlohmann::json;

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr std::string_view blanks = " \t\r\n";

/// Where a document has a figure, and where that goes.
struct FigureRow {
  std::string_view pointer;
  double BaselineEntry::*figure;
};

/// A kind of document that a baseline may hold.
struct DocumentKind {
  std::string_view schema;
  std::string_view title;
  bool names_file;
  std::array<FigureRow, 4> figures;
};
constexpr std::array<DocumentKind, 2> document_kinds{{
    {"plume.ledger/1",
     "a line of a ledger",
     true,
     {{{"/kgco2e/value", &BaselineEntry::kgco2e},
       {"/kgco2e/low", &BaselineEntry::low},
       {"/kgco2e/high", &BaselineEntry::high},
       {"/energy_kwh", &BaselineEntry::energy_kwh}}}},
    {"plume.report/1",
     "a report",
     false,
     {{{"/emissions/total/value", &BaselineEntry::kgco2e},
       {"/emissions/total/low", &BaselineEntry::low},
       {"/emissions/total/high", &BaselineEntry::high},
       {"/energy/facility/value", &BaselineEntry::energy_kwh}}}},
}};

/// One document within the text of a baseline.
struct Part {
  std::size_t begin;
  std::string_view text;
};

std::string text_of(const Json& document, const char* key) {
  const auto found = document.find(key);
  return found != document.end() && found->is_string() ? found->get<std::string>() : std::string();
}

const DocumentKind* kind_of(const Json& document) {
  if (!document.is_object()) {
    return nullptr;
  }
  const std::string schema = text_of(document, "schema");
  const auto* const found =
      std::find_if(document_kinds.begin(), document_kinds.end(),
                   [&](const DocumentKind& kind) { return kind.schema == schema; });
  return found == document_kinds.end() ? nullptr : &*found;
}

/// A figure of the document if it is one that emissions or energy can have, else 0.
double figure_at(const Json& document, std::string_view pointer) {
  const Json::json_pointer place{std::string(pointer)};
  if (!document.contains(place) || !document[place].is_number()) {
    return 0;
  }
  const double figure = document[place].get<double>();
  return std::isfinite(figure) && figure > 0 ? figure : 0;
}

/// The lines that are not blank; the whole where the first line is no document by itself.
std::vector<Part> parts_of(std::string_view text) {
  std::vector<Part> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    if (line.find_first_not_of(blanks) != std::string_view::npos) {
      lines.push_back({begin, line});
    }
    begin = end + 1;
  }
  const bool whole = !lines.empty() && !Json::accept(lines.front().text);
  return whole ? std::vector<Part>{{0, text}} : lines;
}

/// Reads a baseline; all that is wrong with it is told at once.
class BaselineReader {
 public:
  BaselineReader(const std::string& file, std::string_view text)
      : file_(file), folder_(std::filesystem::path(file).parent_path().string()),
        size_(text.size()), text_(text) {
    text_.append(ManifestReader::padding, ' ');
    if (text.starts_with(byte_order_mark)) {
      text_.replace(0, byte_order_mark.size(), byte_order_mark.size(), ' ');
    }
  }

  std::vector<BaselineEntry> read() {
    const std::vector<Part> parts = parts_of(std::string_view(text_).substr(0, size_));
    if (parts.empty()) {
      throw Failure(Diagnostic{.code = "empty-baseline",
                               .message = "the baseline is empty",
                               .cure = "write it with `--update-baseline`",
                               .file = file_});
    }
    for (const Part& part : parts) {
      document(part);
    }
    if (!faults_.empty()) {
      throw Failure(ExitCode::bad_input, locate(faults_, file_, text_));
    }
    return std::move(entries_);
  }

 private:
  void blame(const Part& part, std::string code, std::string message, std::string cure) {
    const auto offset = static_cast<std::uint32_t>(part.begin);
    faults_.push_back({std::move(code),
                       std::move(message),
                       std::move(cure),
                       "",
                       {Origin::Where::manifest, offset, 1}});
  }

  void document(const Part& part) {
    const Json document = Json::parse(part.text, nullptr, false);
    const DocumentKind* const kind = kind_of(document);
    const bool object = part.text.substr(part.text.find_first_not_of(blanks)).starts_with('{');
    if (kind == nullptr && !(object && document.is_discarded())) {
      return blame(part, "not-a-baseline",
                   "this is neither a line of a ledger nor a report of plume",
                   "write the ledger with `--update-baseline`");
    }
    BaselineEntry entry;
    if (read_run(part, entry.run) && kind != nullptr &&
        read_figures(part, document, *kind, entry)) {
      enter(part, *kind, std::move(entry));
    }
  }

  /// What is no JSON is told by the reader of manifests too.
  bool read_run(const Part& part, Run& run) {
    Faults faults;
    reader_.read(part.text, run, faults);
    load_model_config(run, folder_, faults);
    for (Fault& fault : faults) {
      fault.origin.where = Origin::Where::manifest;
      fault.origin.offset += static_cast<std::uint32_t>(part.begin);
      faults_.push_back(fault);
    }
    return faults.empty();
  }

  bool read_figures(const Part& part, const Json& document, const DocumentKind& kind,
                    BaselineEntry& entry) {
    for (const FigureRow& row : kind.figures) {
      entry.*row.figure = figure_at(document, row.pointer);
      if (!(entry.*row.figure > 0)) {
        blame(part, "missing-figure",
              fmt::format("`{}` of {} is no number above 0", row.pointer, kind.title),
              "write the ledger with `--update-baseline`");
        return false;
      }
    }
    entry.name = text_of(document, "name");
    entry.file = kind.names_file ? ledger_path(text_of(document, "file")) : std::string();
    entry.plume = text_of(document, "plume");
    entry.catalogue = text_of(document, "catalogue");
    return true;
  }

  void enter(const Part& part, const DocumentKind& kind, BaselineEntry entry) {
    const std::string& key = kind.names_file ? entry.file : entry.name;
    if (key.empty()) {
      return blame(part, "nameless-baseline",
                   fmt::format("{} does not say which {} it is of", kind.title,
                               kind.names_file ? "file" : "run"),
                   kind.names_file ? "write the ledger with `--update-baseline`"
                                   : "give the run a name");
    }
    const std::size_t line = position_at(text_, part.begin).line;
    const auto [earlier, is_new] = lines_.try_emplace({kind.names_file, key}, line);
    if (!is_new) {
      return blame(part, "duplicate-run",
                   fmt::format("`{}` stands in line {} too", key, earlier->second),
                   "leave one of them");
    }
    entries_.push_back(std::move(entry));
  }

  const std::string& file_;
  std::string folder_;
  std::size_t size_;
  std::string text_;  ///< and as many bytes behind it as the reader of manifests wants
  ManifestReader reader_;
  std::vector<BaselineEntry> entries_;
  std::map<std::pair<bool, std::string>, std::size_t> lines_;  ///< by file, or by name
  Faults faults_;
};

}  // namespace

std::vector<BaselineEntry> read_baseline(const std::string& file, std::string_view text) {
  return BaselineReader(file, text).read();
}

std::string ledger_path(std::string_view file, const std::string& folder) {
  namespace fs = std::filesystem;
  const fs::path path = fs::path(file).lexically_normal();
  if (file.empty() || file == "-" || (folder.empty() && path.is_relative())) {
    return path.generic_string();
  }
  std::error_code gone;
  const fs::path top = fs::absolute(folder.empty() ? "." : folder, gone).lexically_normal();
  const std::string below =
      fs::absolute(path, gone).lexically_normal().lexically_relative(top).generic_string();
  return gone || below.empty() || below.starts_with("..") ? path.generic_string() : below;
}

const BaselineEntry* find_entry(std::span<const BaselineEntry> baseline, std::string_view file,
                                std::string_view name, const std::string& folder) {
  const std::string path = ledger_path(file, folder);
  const auto by_file = std::find_if(baseline.begin(), baseline.end(), [&](const auto& entry) {
    return !entry.file.empty() && entry.file == path;
  });
  if (by_file != baseline.end()) {
    return &*by_file;
  }
  const auto by_name = std::find_if(baseline.begin(), baseline.end(), [&](const auto& entry) {
    return entry.file.empty() && entry.name == name;
  });
  return by_name == baseline.end() ? nullptr : &*by_name;
}

}  // namespace plume
