// SPDX-License-Identifier: Apache-2.0
#include "plume/report/check.hpp"
#include "report/check_writers.hpp"
#include "report/json.hpp"
#include "report/json_values.hpp"
#include "report/writers.hpp"

#include <fmt/format.h>

namespace plume {

namespace {

Json::json_pointer pointer_to(Key key) {
  std::string path = fmt::format("/{}", field(key).path);
  for (char& c : path) {
    c = c == '.' ? '/' : c;
  }
  return Json::json_pointer(path);
}

/// A value as the manifest has it; objects in words.
std::string manifest_value(const Run& run, Key key) {
  const Json manifest = json_of(run);
  const Json::json_pointer pointer = pointer_to(key);
  if (!manifest.contains(pointer)) {
    return {};
  }
  const Json& value = manifest[pointer];
  if (value.is_object()) {
    return said_in_words(run, key);
  }
  return value.is_string() ? value.get<std::string>() : value.dump();
}

/// A row for each piece of evidence; a value from elsewhere has one without.
Cells derivation_cells(const CheckedRun& run) {
  Cells cells{{"key", "value", "formula", "from", "at"}};
  for (const Derivation& derivation : run.derivations) {
    const std::string path(field(derivation.key).path);
    const std::string value = manifest_value(run.report->run, derivation.key);
    for (const Evidence& evidence : derivation.evidence) {
      cells.push_back({path, value, derivation.formula,
                       fmt::format("{} = {}", evidence.key, evidence.value),
                       place_in_words(evidence)});
    }
    if (derivation.evidence.empty()) {
      cells.push_back({path, value, derivation.formula, "", ""});
    }
  }
  return cells;
}

/// Of several rows of one value only the first says what it is.
Cells without_repeats(Cells cells) {
  for (std::size_t i = cells.size() - 1; i > 1; --i) {
    if (cells[i][0] == cells[i - 1][0]) {
      cells[i][0].clear();
      cells[i][1].clear();
      cells[i][2].clear();
    }
  }
  return cells;
}

std::string text_table(const Cells& cells) {
  if (cells.size() == 1) {
    return {};
  }
  Cells safe = without_repeats(cells);
  for (auto& row : safe) {
    for (std::string& cell : row) {
      cell = printable(cell);
    }
  }
  std::string out = "\n";
  for (const std::string& line : aligned(safe, safe.front().size())) {
    out += line + "\n";
  }
  return out;
}

std::string markdown_of(const std::string& manifest, const Cells& cells) {
  std::string out = fmt::format("```json\n{}```\n", manifest);
  Cells safe = without_repeats(cells);
  for (auto& row : safe) {
    for (std::string& cell : row) {
      cell = markdown_cell(printable(cell));
    }
  }
  return cells.size() == 1 ? out : out + "\n" + markdown_table(safe, safe.front().size());
}

}  // namespace

std::string render_derivation(const CheckedRun& run, const RenderOptions& options) {
  if (!run.report) {
    throw Failure(ExitCode::bad_input, run.faults);
  }
  const std::string manifest = dumped(json_of(run.report->run));
  switch (options.format) {
    case Format::json:
      return manifest;
    case Format::csv:
      return csv_table(derivation_cells(run));
    case Format::markdown:
      return markdown_of(manifest, derivation_cells(run));
    case Format::text:
      break;
  }
  return manifest + text_table(derivation_cells(run));
}

}  // namespace plume
