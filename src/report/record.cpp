// SPDX-License-Identifier: Apache-2.0
#include "plume/report/record.hpp"

#include "plume/units/text.hpp"
#include "report/json.hpp"
#include "report/record_columns.hpp"
#include "report/writers.hpp"
#include "support/words.hpp"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace plume {

namespace {

// What a record needs in any case is written into buffers: a string asks for its room each time.

/// The most bytes that a whole number takes.
constexpr std::size_t room_for_number = 20;

char* write_number(char* out, std::uint64_t number) {
  return std::to_chars(out, out + room_for_number, number).ptr;
}

char* write_words(char* out, std::string_view words) {
  return std::copy(words.begin(), words.end(), out);
}

/// What stands in a buffer before `end`.
template <std::size_t size>
void append_written(std::string& out, const std::array<char, size>& buffer, const char* end) {
  out.append(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
}

void append_number(std::string& out, std::uint64_t number) {
  std::array<char, room_for_number> buffer;
  append_written(out, buffer, write_number(buffer.data(), number));
}

/// Whether JSON writes a text as it stands. The bytes are all looked at, which takes less time than
/// to stop at the first that tells.
bool is_plain(std::string_view text) {
  std::uint64_t escaped = 0;
  std::uint64_t high = 0;
  const auto look_at = [&](std::uint64_t bytes) {
    escaped |= mark_escaped(bytes);
    high |= bytes & top_bits;
  };
  constexpr std::size_t word = sizeof(std::uint64_t);
  if (text.size() < word) {
    for (const char c : text) {
      look_at(eight_of(c));
    }
  } else {
    for (std::size_t at = 0; at + word < text.size(); at += word) {
      look_at(eight_bytes(text.data() + at));
    }
    look_at(eight_bytes(text.data() + text.size() - word));
  }
  return escaped == 0 && (high == 0 || simdjson::validate_utf8(text.data(), text.size()));
}

/// Bytes that are no UTF-8 are replaced: names of files and of jobs may have any.
void append_json_text(std::string& out, std::string_view text) {
  if (is_plain(text)) {
    out.push_back('"');
    out.append(text);
    out.push_back('"');
  } else {
    out.append(nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  }
}

/// `"file":"a.jsonl","line":7,`
void append_place(std::string& out, const RecordResult& result, bool with_line) {
  if (!result.file.empty()) {
    out.append("\"file\":");
    append_json_text(out, result.file);
    out.append(",");
  }
  if (with_line) {
    std::array<char, 8 + room_for_number> buffer;
    char* end = write_number(write_words(buffer.data(), "\"line\":"), result.line);
    *end++ = ',';
    append_written(out, buffer, end);
  }
}

void append_error(std::string& out, const BadRecord& bad) {
  const Diagnostic& d = bad.diagnostic;
  out.append("\"error\":{\"code\":");
  append_json_text(out, d.code);
  out.append(",\"message\":");
  append_json_text(out, d.message);
  out.append(",\"pointer\":");
  append_json_text(out, bad.pointer);
  out.append(",\"column\":");
  append_number(out, d.position.column);
  out.append("}");
}

/// `"kgco2e":`, with room behind it, so that every label is copied alike.
struct Label {
  std::array<char, 24> text{};
  std::size_t size = 0;
};

constexpr Label label_of(std::string_view name) {
  Label label;
  for (const std::string_view part : {std::string_view("\""), name, std::string_view("\":")}) {
    std::copy(part.begin(), part.end(), label.text.begin() + label.size);
    label.size += part.size();
  }
  return label;
}

constexpr std::array<Label, RecordFigures::count> make_labels() {
  std::array<Label, RecordFigures::count> labels;
  std::transform(RecordFigures::names.begin(), RecordFigures::names.end(), labels.begin(),
                 label_of);
  return labels;
}

char* write_label(char* out, const Label& label) {
  std::memcpy(out, label.text.data(), label.text.size());
  return out + label.size;
}

/// The figures as members of an object, the number of assumed inputs among them; nothing is
/// allocated for them.
void append_figures(std::string& out, const Report& report) {
  static constexpr auto labels = make_labels();
  constexpr std::size_t room_for_figure = sizeof(Label::text) + room_for_machine;
  std::array<char, (RecordFigures::count + 1) * room_for_figure> buffer;
  const RecordFigures figures(report);
  char* end = buffer.data();
  for (std::size_t i = 0; i < RecordFigures::count; ++i) {
    end = write_label(end, labels[i]);
    end = figures.knows(i) ? write_machine(end, figures.values[i]) : write_words(end, "null");
    *end++ = ',';
  }
  end = write_number(write_words(end, "\"assumed\":"), report.assumed);
  *end++ = ',';
  append_written(out, buffer, end);
}

/// The last member, and the end of the object.
void append_codes(std::string& out, const Report& report) {
  std::string_view between = "\"warnings\":[\"";
  for (const Warning& warning : report.warnings) {
    out.append(between).append(warning.code);
    between = "\",\"";
  }
  out.append(report.warnings.empty() ? "\"warnings\":[]}\n" : "\"]}\n");
}

/// The members before those of the record itself are put into its whole report.
void append_report(std::string& out, const RecordResult& result, bool with_line) {
  out.append("{");
  append_place(out, result, with_line);
  const std::string report =
      json_of(*result.report).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  out.append(report, 1);
}

}  // namespace

void write_record_json(std::string& out, const RecordResult& result, bool with_line) {
  out.append("{\"name\":");
  if (result.run->has(Key::name)) {
    append_json_text(out, result.run->text(Key::name));
  } else {
    out.append("null");
  }
  out.push_back(',');
  append_place(out, result, with_line);
  if (result.bad != nullptr) {
    append_error(out, *result.bad);
    out.append("}\n");
    return;
  }
  append_figures(out, *result.report);
  append_codes(out, *result.report);
}

void write_record_report(std::string& out, const RecordResult& result, bool with_line) {
  if (result.bad != nullptr) {
    return write_record_json(out, result, with_line);
  }
  append_report(out, result, with_line);
  out.append("\n");
}

std::string record_header(bool several_files, bool with_line) {
  std::string out = "name,";
  out.append(several_files ? "file," : "").append(with_line ? "line," : "");
  for (const std::string_view name : RecordFigures::names) {
    out.append(name).append(",");
  }
  return out + "assumed,warnings,error,message\n";
}

void write_record_csv(std::string& out, const RecordResult& result, bool with_line) {
  const Run& run = *result.run;
  out.append(run.has(Key::name) ? csv_field(run.text(Key::name)) : std::string()).append(",");
  if (!result.file.empty()) {
    out.append(csv_field(result.file)).append(",");
  }
  if (with_line) {
    append_number(out, result.line);
    out.append(",");
  }
  if (result.bad != nullptr) {
    out.append(RecordFigures::count + 2, ',');
    out.append(result.bad->diagnostic.code).append(",");
    out.append(csv_field(result.bad->diagnostic.message)).append("\n");
    return;
  }
  const RecordFigures figures(*result.report);
  for (std::size_t i = 0; i < RecordFigures::count; ++i) {
    out.append(figures.knows(i) ? print_machine(figures.values[i]) : std::string()).append(",");
  }
  append_number(out, result.report->assumed);
  out.append(",").append(codes_of(*result.report)).append(",,\n");
}

}  // namespace plume
