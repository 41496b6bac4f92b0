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

/// The most bytes that a whole number takes.
constexpr std::size_t room_for_number = 20;

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
constexpr auto labels = make_labels();

/// A line on its way to the end of a string, by a buffer: the string asks for its room each time.
class Line {
 public:
  explicit Line(std::string& out) : out_(out) {}
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  ~Line() { flush(); }

  Line& add(std::string_view words) {
    if (words.size() > left()) {
      flush();
      if (words.size() > left()) {
        out_.append(words);
        return *this;
      }
    }
    end_ = std::copy(words.begin(), words.end(), end_);
    return *this;
  }

  template <std::size_t size>
  Line& add(const char (&words)[size]) {
    provide(size);
    std::memcpy(end_, &words[0], size);
    end_ += size - 1;
    return *this;
  }

  Line& add(char c) {
    provide(1);
    *end_++ = c;
    return *this;
  }

  Line& number(std::uint64_t number) {
    provide(room_for_number);
    end_ = std::to_chars(end_, end_ + room_for_number, number).ptr;
    return *this;
  }

  Line& figures(const RecordFigures& figures) {
    provide(RecordFigures::count * (sizeof(Label::text) + room_for_machine));
    char* end = end_;
    for (std::size_t i = 0; i < RecordFigures::count; ++i) {
      std::memcpy(end, labels[i].text.data(), labels[i].text.size());
      end += labels[i].size;
      end = figures.knows(i) ? write_machine(end, figures.values[i]) : write_null(end);
      *end++ = ',';
    }
    end_ = end;
    return *this;
  }

 private:
  static char* write_null(char* out) {
    std::memcpy(out, "null", 4);
    return out + 4;
  }

  std::size_t left() const {
    return static_cast<std::size_t>(buffer_.data() + buffer_.size() - end_);
  }

  void provide(std::size_t room) {
    if (room > left()) {
      flush();
    }
  }

  void flush() {
    out_.append(buffer_.data(), static_cast<std::size_t>(end_ - buffer_.data()));
    end_ = buffer_.data();
  }

  std::string& out_;
  std::array<char, 1024> buffer_;
  char* end_ = buffer_.data();
};

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
void add_text(Line& line, std::string_view text) {
  if (is_plain(text)) {
    line.add('"').add(text).add('"');
  } else {
    line.add(nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  }
}

/// `"file":"a.jsonl","line":7,`
void add_place(Line& line, const RecordResult& result, bool with_line) {
  if (!result.file.empty()) {
    line.add("\"file\":");
    add_text(line, result.file);
    line.add(',');
  }
  if (with_line) {
    line.add("\"line\":").number(result.line).add(',');
  }
}

void add_error(Line& line, const BadRecord& bad) {
  const Diagnostic& d = bad.diagnostic;
  line.add("\"error\":{\"code\":");
  add_text(line, d.code);
  line.add(",\"message\":");
  add_text(line, d.message);
  line.add(",\"pointer\":");
  add_text(line, bad.pointer);
  line.add(",\"column\":").number(d.position.column).add("}}\n");
}

/// The figures as members of an object, the number of assumed inputs among them; nothing is
/// allocated for them.
void add_figures(Line& line, const Report& report) {
  line.figures(RecordFigures(report));
  line.add("\"assumed\":").number(report.assumed).add(',');
}

/// The last member, and the end of the object.
void add_codes(Line& line, const Report& report) {
  line.add("\"warnings\":[");
  bool first = true;
  for (const Warning& warning : report.warnings) {
    line.add(first ? "\"" : ",\"").add(warning.code).add('"');
    first = false;
  }
  line.add("]}\n");
}

/// The members before those of the record itself are put into its whole report.
void append_report(std::string& out, const RecordResult& result, bool with_line) {
  out.append("{");
  {
    Line line(out);
    add_place(line, result, with_line);
  }
  const std::string report =
      json_of(*result.report).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  out.append(report, 1);
}

}  // namespace

void write_record_json(std::string& out, const RecordResult& result, bool with_line) {
  Line line(out);
  line.add("{\"name\":");
  if (result.run->has(Key::name)) {
    add_text(line, result.run->text(Key::name));
  } else {
    line.add("null");
  }
  line.add(',');
  add_place(line, result, with_line);
  if (result.bad != nullptr) {
    return add_error(line, *result.bad);
  }
  add_figures(line, *result.report);
  add_codes(line, *result.report);
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
    out.append(std::to_string(result.line)).append(",");
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
  out.append(std::to_string(result.report->assumed))
      .append(",")
      .append(codes_of(*result.report))
      .append(",,\n");
}

}  // namespace plume
