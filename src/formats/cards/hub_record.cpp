// SPDX-License-Identifier: Apache-2.0
#include "plume/formats/hub_record.hpp"

#include "formats/letters.hpp"
#include "plume/support/diagnostic.hpp"
#include "support/json_syntax.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace plume {

namespace {

namespace dom = simdjson::dom;

constexpr const char* cure =
    "give what the Hub's interface prints of a model, or an array of such records, or one a line";

struct Precision {
  std::string_view name;
  double bytes;
};
constexpr auto precisions = std::to_array<Precision>({
    {"F64", 8},
    {"I64", 8},
    {"U64", 8},
    {"F32", 4},
    {"I32", 4},
    {"U32", 4},
    {"F16", 2},
    {"BF16", 2},
    {"I16", 2},
    {"U16", 2},
    {"I8", 1},
    {"U8", 1},
    {"BOOL", 1},
    {"F8_E4M3", 1},
    {"F8_E5M2", 1},
    {"F8_E8M0", 1},
    {"F4", 0.5},
});

/// The kinds of files that hold weights; a repository has the same ones in each.
constexpr auto endings = std::to_array<std::string_view>({".safetensors", ".bin"});

[[noreturn]] void refuse(const std::string& file, std::string_view text, std::size_t offset,
                         std::string message) {
  constexpr std::size_t longest_line = 400;
  Diagnostic fault{.code = "invalid-hub-record", .message = std::move(message), .cure = cure};
  fault.file = file;
  fault.position = position_at(text, offset);
  const std::string_view line = line_at(text, offset);
  fault.line = line.size() <= longest_line ? std::string(line) : std::string();
  throw Failure(std::move(fault));
}

std::optional<double> number_under(const dom::object& object, std::string_view key) {
  double out = 0;
  const bool is_sound = object[key].get(out) == simdjson::SUCCESS && std::isfinite(out) && out >= 0;
  return is_sound ? std::optional(out) : std::nullopt;
}

std::string_view text_under(const dom::object& object, std::string_view key) {
  std::string_view out;
  return object[key].get(out) == simdjson::SUCCESS ? out : std::string_view();
}

std::vector<dom::element> list_under(const dom::object& object, std::string_view key) {
  dom::array list;
  return object[key].get(list) == simdjson::SUCCESS
             ? std::vector<dom::element>(list.begin(), list.end())
             : std::vector<dom::element>();
}

std::optional<double> bytes_of_precision(std::string_view name) {
  const auto* const found = std::find_if(precisions.begin(), precisions.end(),
                                         [&](const Precision& one) { return one.name == name; });
  return found == precisions.end() ? std::nullopt : std::optional(found->bytes);
}

/// Of `safetensors.parameters`; nothing where a precision is unknown.
std::optional<double> bytes_by_precision(const dom::object& record) {
  dom::object parameters;
  if (record["safetensors"]["parameters"].get(parameters) != simdjson::SUCCESS) {
    return std::nullopt;
  }
  double sum = 0;
  for (const auto& [name, value] : parameters) {
    const auto bytes = bytes_of_precision(name);
    double count = 0;
    if (!bytes || value.get(count) != simdjson::SUCCESS || count < 0) {
      return std::nullopt;
    }
    sum += *bytes * count;
  }
  return sum > 0 ? std::optional(sum) : std::nullopt;
}

bool holds_weights(std::string_view path, std::string_view ending) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name.ends_with(ending) && (ending != ".bin" || name.starts_with("pytorch_model"));
}

/// The size of a file, its own or that of what it points to.
double size_of(const dom::object& file) {
  dom::object stored;
  const bool is_stored = file["lfs"].get(stored) == simdjson::SUCCESS;
  const auto own = number_under(file, "size");
  return own.value_or(is_stored ? number_under(stored, "size").value_or(0) : 0);
}

/// Of the files that hold weights, in the first kind of which there are any.
std::optional<double> bytes_of_files(const dom::object& record) {
  for (const std::string_view ending : endings) {
    double sum = 0;
    for (const dom::element one : list_under(record, "siblings")) {
      dom::object file;
      const bool counts = one.get(file) == simdjson::SUCCESS &&
                          holds_weights(text_under(file, "rfilename"), ending);
      sum += counts ? size_of(file) : 0;
    }
    if (sum > 0) {
      return sum;
    }
  }
  return std::nullopt;
}

std::vector<std::string> tags_of(const dom::object& record) {
  std::vector<std::string> out;
  for (const dom::element tag : list_under(record, "tags")) {
    std::string_view text;
    if (tag.get(text) == simdjson::SUCCESS) {
      out.emplace_back(text);
    }
  }
  return out;
}

HubRecord record_of(const dom::object& object) {
  const std::string_view id = text_under(object, "id");
  const auto files = bytes_of_files(object);
  return {.id = std::string(id.empty() ? text_under(object, "modelId") : id),
          .downloads = number_under(object, "downloads"),
          .likes = number_under(object, "likes"),
          .weights_bytes = files ? files : bytes_by_precision(object),
          .datasets_bytes = number_under(object, "datasets_size"),
          .tags = tags_of(object)};
}

/// A member of a record that is read, and what it must be where it is there and not null.
struct Member {
  std::string_view key;
  std::string_view wanted;
  bool (*is_sound)(const dom::object& record, std::string_view key);
};

template <class T>
bool holds(const dom::object& record, std::string_view key) {
  T value;
  return record[key].get(value) == simdjson::SUCCESS;
}

bool holds_count(const dom::object& record, std::string_view key) {
  return number_under(record, key).has_value();
}

constexpr std::string_view count_words = "a number, 0 or more";
constexpr auto members = std::to_array<Member>({
    {"id", "a text", holds<std::string_view>},
    {"modelId", "a text", holds<std::string_view>},
    {"downloads", count_words, holds_count},
    {"likes", count_words, holds_count},
    {"datasets_size", count_words, holds_count},
    {"safetensors", "an object", holds<dom::object>},
    {"siblings", "a list", holds<dom::array>},
    {"tags", "a list", holds<dom::array>},
});

bool is_sound(const dom::object& record, const Member& member) {
  dom::element value;
  const bool is_there = record[member.key].get(value) == simdjson::SUCCESS && !value.is_null();
  return !is_there || member.is_sound(record, member.key);
}

/// Reads pieces of one file, each a record or an array of them.
class RecordReader {
 public:
  RecordReader(const std::string& file, std::string_view text) : file_(file), text_(text) {}

  /// Whether a piece is JSON; what it holds is entered.
  bool take(std::string_view piece) {
    const auto offset = static_cast<std::size_t>(piece.data() - text_.data());
    dom::element root;
    if (parser_.parse(simdjson::padded_string(piece)).get(root) != simdjson::SUCCESS) {
      return false;
    }
    dom::array records;
    if (root.get(records) != simdjson::SUCCESS) {
      enter(root, offset);
      return true;
    }
    for (const dom::element one : records) {
      enter(one, offset);
    }
    return true;
  }

  void take_lines() {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      const std::string_view line = trimmed(text_.substr(at, end - at));
      if (!line.empty() && !take(line)) {
        refuse_syntax(line);
      }
      at = end + 1;
    }
  }

  [[noreturn]] void refuse_syntax(std::string_view piece) const {
    const JsonFault fault = find_json_fault(piece);
    const auto offset = static_cast<std::size_t>(piece.data() - text_.data());
    refuse(file_, text_, offset + fault.offset,
           "the record is no JSON" + (fault.reason.empty() ? "" : ": " + fault.reason));
  }

  std::vector<HubRecord> records() { return std::move(records_); }

 private:
  void enter(const dom::element& element, std::size_t offset) {
    dom::object object;
    if (element.get(object) != simdjson::SUCCESS) {
      refuse(file_, text_, offset, "a record of the Hub must be an object");
    }
    for (const Member& member : members) {
      if (!is_sound(object, member)) {
        refuse(file_, text_, offset,
               fmt::format("`{}` of a record of the Hub must be {}", member.key, member.wanted));
      }
    }
    records_.push_back(record_of(object));
    if (records_.back().id.empty()) {
      refuse(file_, text_, offset, "a record of the Hub has no `id`");
    }
  }

  const std::string& file_;
  std::string_view text_;
  dom::parser parser_;
  std::vector<HubRecord> records_;
};

/// Whether a text goes on behind its first line: it may be one record a line then.
bool has_lines(std::string_view text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view first = trimmed(text.substr(0, end));
  return end < text.size() && first.starts_with('{') && first.ends_with('}');
}

std::string_view without_mark(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  return text.substr(text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
}

std::string_view name_of(std::string_view id) {
  return id.substr(id.rfind('/') + 1);
}

bool has_owner(std::string_view id) {
  return id.find('/') != std::string_view::npos;
}

template <class Fits>
const HubRecord* only_record(const std::vector<HubRecord>& records, Fits fits) {
  const auto found = std::find_if(records.begin(), records.end(), fits);
  const bool is_only =
      found != records.end() && std::find_if(found + 1, records.end(), fits) == records.end();
  return is_only ? &*found : nullptr;
}

}  // namespace

std::vector<HubRecord> read_hub_records(const std::string& file, std::string_view text) {
  const std::string_view said = trimmed(without_mark(text));
  if (said.empty()) {
    refuse(file, text, 0, "the file is empty");
  }
  RecordReader reader(file, text);
  if (has_lines(said)) {
    reader.take_lines();
  } else if (!reader.take(said)) {
    reader.refuse_syntax(said);
  }
  return reader.records();
}

const HubRecord* find_record(const std::vector<HubRecord>& records, std::string_view id) {
  const auto is_whole = [&](const HubRecord& one) { return one.id == id; };
  if (std::any_of(records.begin(), records.end(), is_whole)) {
    return only_record(records, is_whole);
  }
  return only_record(records, [&](const HubRecord& one) {
    return has_owner(one.id) != has_owner(id) && name_of(one.id) == name_of(id);
  });
}

}  // namespace plume
