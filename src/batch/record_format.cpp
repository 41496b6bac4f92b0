// SPDX-License-Identifier: Apache-2.0
#include "batch/record_format.hpp"

#include <array>

namespace plume {

namespace {

struct Ending {
  std::string_view text;
  RecordFormat format;
};

constexpr std::array<Ending, 4> endings{{{".jsonl", RecordFormat::lines},
                                         {".ndjson", RecordFormat::lines},
                                         {".json", RecordFormat::json},
                                         {".csv", RecordFormat::csv}}};

std::string_view without_packing(std::string_view name) {
  for (const std::string_view ending : {".gz", ".zst"}) {
    if (name.ends_with(ending)) {
      return name.substr(0, name.size() - ending.size());
    }
  }
  return name;
}

std::size_t first_byte(std::string_view head) {
  return head.find_first_not_of(" \t\r\n");
}

RecordFormat format_by_content(std::string_view head) {
  const auto first = first_byte(head);
  const char c = first == std::string_view::npos ? '{' : head[first];
  return c == '[' ? RecordFormat::json : c == '{' ? RecordFormat::lines : RecordFormat::csv;
}

/// The table begins with the names of its columns; JSON may have a banner of the site before it.
RecordFormat format_of_accounting(std::string_view head) {
  const std::string_view line = head.substr(0, head.find('\n'));
  return line.find('|') != std::string_view::npos || head.find('{') == std::string_view::npos
             ? RecordFormat::sacct
             : RecordFormat::sacct_json;
}

}  // namespace

bool is_telling(std::string_view head) {
  const auto first = first_byte(head);
  return first != std::string_view::npos && head.find('\n', first) != std::string_view::npos;
}

RecordFormat format_of(std::string_view name, std::string_view head,
                       std::optional<RecordFormat> asked) {
  if (asked) {
    return *asked == RecordFormat::sacct ? format_of_accounting(head) : *asked;
  }
  const std::string_view plain = without_packing(name);
  for (const Ending& ending : endings) {
    if (plain.ends_with(ending.text)) {
      return ending.format;
    }
  }
  return format_by_content(head);
}

bool has_header(RecordFormat format) {
  return format == RecordFormat::csv || format == RecordFormat::sacct;
}

bool can_be_divided(RecordFormat format) {
  return format == RecordFormat::lines || has_header(format);
}

std::unique_ptr<Splitter> splitter_of(RecordFormat format, const SplitStart& start) {
  switch (format) {
    case RecordFormat::csv:
      return row_splitter(start);
    case RecordFormat::json:
      return json_splitter();
    case RecordFormat::sacct_json:
      return json_splitter("jobs");
    default:
      return line_splitter(start);
  }
}

}  // namespace plume
