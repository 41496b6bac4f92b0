// SPDX-License-Identifier: Apache-2.0
#include "formats/document_parts.hpp"
#include "formats/letters.hpp"
#include "support/json_syntax.hpp"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace plume {

namespace {

namespace ondemand = simdjson::ondemand;

constexpr const char* cure_of_syntax = "mend the file; it must be JSON in UTF-8";

/// What Python's json writes for numbers that JSON does not have.
constexpr std::array<std::string_view, 3> python_numbers{"NaN", "Infinity", "-Infinity"};

class JsonDocument {
 public:
  explicit JsonDocument(const Document& document)
      : document_(document), allowance_(document), padded_(document.text) {
    std::fill_n(padded_.begin(), mark_size(padded_), ' ');
  }

  DocumentNode read() {
    try {
      return root();
    } catch (const simdjson::simdjson_error& error) {
      refuse(error.what());
    }
  }

 private:
  DocumentNode root() {
    padded_.reserve(padded_.size() + simdjson::SIMDJSON_PADDING);
    ondemand::document top = parser_.iterate(simdjson::padded_string_view(
        padded_.data(), padded_.size(), padded_.size() + simdjson::SIMDJSON_PADDING));
    const ondemand::json_type type = top.type();
    if (type != ondemand::json_type::object && type != ondemand::json_type::array) {
      return alone();
    }
    DocumentNode out = node(ondemand::value(top.get_value()), 0);
    if (top.current_location().error() != simdjson::OUT_OF_BOUNDS) {
      throw simdjson::simdjson_error(simdjson::TRAILING_CONTENT);
    }
    return out;
  }

  /// What stands in place of an object is at most worth a message.
  DocumentNode alone() const {
    if (const JsonFault fault = find_json_fault(padded_); !fault.reason.empty()) {
      throw simdjson::simdjson_error(simdjson::TAPE_ERROR);
    }
    const std::size_t begin = padded_.find_first_not_of(" \t\r\n");
    return text_node({}, place_between(begin, begin + 1));
  }

  std::size_t offset_of(const char* at) const {
    return static_cast<std::size_t>(at - padded_.data());
  }

  static std::string_view token_of(ondemand::value& value) {
    std::string_view token = value.raw_json_token();
    while (!token.empty() && is_blank(token.back())) {
      token.remove_suffix(1);
    }
    return token;
  }

  DocumentNode node(ondemand::value value, std::size_t level) {
    const std::string_view token = token_of(value);
    const std::size_t begin = offset_of(token.data());
    const TextPlace place = place_between(begin, begin + token.size());
    allowance_.take(place, level, token.size());
    if (is_python_number(token)) {
      return odd_number(token, place);
    }
    switch (value.type()) {
      case ondemand::json_type::object:
        return map(value.get_object(), place, level);
      case ondemand::json_type::array:
        return list(value.get_array(), place, level);
      case ondemand::json_type::string:
        return text_node(std::string(std::string_view(value.get_string())), place);
      case ondemand::json_type::number:
        return number(value, token, place);
      case ondemand::json_type::boolean:
        (void)value.get_bool().value();
        return plain_node(token, place);
      case ondemand::json_type::null:
        break;
    }
    if (!bool{value.is_null()}) {
      throw simdjson::simdjson_error(simdjson::N_ATOM_ERROR);
    }
    return plain_node(token, place);
  }

  static bool is_python_number(std::string_view token) {
    return std::find(python_numbers.begin(), python_numbers.end(), token) != python_numbers.end();
  }

  DocumentNode odd_number(std::string_view token, TextPlace place) {
    odd_numbers_.push_back(place);
    return text_node(std::string(token), place);
  }

  DocumentNode number(ondemand::value& value, std::string_view token, TextPlace place) {
    double parsed = 0;
    if (const auto error = value.get_double().get(parsed); error != simdjson::SUCCESS) {
      if (!is_json_number(token)) {
        throw simdjson::simdjson_error(error);
      }
      return odd_number(token, place);
    }
    DocumentNode out = text_node(std::string(token), place);
    out.kind = DocumentNode::Kind::number;
    out.number = parsed;
    return out;
  }

  DocumentNode list(ondemand::array values, TextPlace place, std::size_t level) {
    DocumentNode out;
    out.kind = DocumentNode::Kind::list;
    out.place = place;
    for (auto value : values) {
      out.items.push_back(node(value.value(), level + 1));
    }
    return out;
  }

  DocumentNode map(ondemand::object fields, TextPlace place, std::size_t level) {
    DocumentNode out;
    out.kind = DocumentNode::Kind::map;
    out.place = place;
    for (auto entry : fields) {
      if (entry.error() != simdjson::SUCCESS) {
        throw simdjson::simdjson_error(entry.error());
      }
      ondemand::field& field = entry.value_unsafe();
      const std::size_t begin = offset_of(field.key().raw()) - 1;
      std::string key(std::string_view(field.unescaped_key()));
      out.entries.push_back({std::move(key), place_between(begin, end_of_string(begin)),
                             node(field.value(), level + 1)});
    }
    return out;
  }

  std::size_t end_of_string(std::size_t begin) const {
    std::size_t at = begin + 1;
    while (padded_[at] != '"') {
      at += padded_[at] == '\\' ? 2U : 1U;
    }
    return at + 1;
  }

  /// The other reader, which finds the place, knows no numbers that JSON does not have.
  [[noreturn]] void refuse(const char* otherwise) {
    for (const TextPlace place : odd_numbers_) {
      std::fill_n(padded_.begin() + place.offset, place.width, '1');
    }
    const JsonFault fault = find_json_fault(padded_);
    refuse_document(document_, {static_cast<std::uint32_t>(fault.offset), 1}, "invalid-json",
                    fault.reason.empty() ? otherwise : fault.reason, cure_of_syntax);
  }

  const Document& document_;
  Allowance allowance_;
  std::string padded_;
  std::vector<TextPlace> odd_numbers_;
  ondemand::parser parser_;
};

}  // namespace

DocumentNode read_json_document(const Document& document) {
  return JsonDocument(document).read();
}

}  // namespace plume
