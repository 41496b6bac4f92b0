// SPDX-License-Identifier: Apache-2.0
#include "formats/grids/json_rows.hpp"

#include "formats/letters.hpp"
#include "formats/logs/log_number.hpp"
#include "support/json_syntax.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace plume::grids {

namespace {

namespace dom = simdjson::dom;

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
constexpr std::size_t first_part = std::size_t{64} << 10;
constexpr const char* cure = "give the answer of the service as it came";

std::string_view without_mark(std::string_view text) {
  return text.starts_with(byte_order_mark) ? text.substr(byte_order_mark.size()) : text;
}

[[noreturn]] void refuse_syntax(const GridReading& reading, std::string_view text,
                                simdjson::error_code error) {
  const JsonFault fault = find_json_fault(text);
  const Position place = position_at(text, fault.offset);
  const std::string reason = fault.reason.empty() ? simdjson::error_message(error) : fault.reason;
  logs::refuse(reading.file, "grid-bad-json", place.line, place.column,
               fmt::format("the text is no JSON: {}", logs::shown(reason)), cure);
}

}  // namespace

JsonLog::JsonLog(const GridReading& reading)
    : reading_(reading), text_(without_mark(reading.file.text)) {
  if (const auto error = parser_.parse(text_).get(root_); error != simdjson::SUCCESS) {
    refuse_syntax(reading, std::string_view(text_.data(), text_.size()), error);
  }
}

std::size_t JsonLog::line_of(const std::string& pointer) const {
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  simdjson::ondemand::value value;
  if (parser.iterate(text_).get(document) != simdjson::SUCCESS ||
      document.at_pointer(pointer).get(value) != simdjson::SUCCESS) {
    return 1;
  }
  const auto offset = static_cast<std::size_t>(value.raw_json_token().data() - text_.data());
  return position_at(std::string_view(text_.data(), text_.size()), offset).line;
}

JsonRow::JsonRow(const JsonLog& log, dom::element element, std::string pointer)
    : log_(log), pointer_(std::move(pointer)) {
  if (element.get(object_) != simdjson::SUCCESS) {
    grids::refuse(log.reading(), "grid-bad-json", log.line_of(pointer_),
                  fmt::format("there is no object at `{}`", logs::shown(pointer_)), cure);
  }
}

std::optional<dom::element> JsonRow::find(std::string_view key) const {
  dom::element out;
  return object_[key].get(out) == simdjson::SUCCESS ? std::optional(out) : std::nullopt;
}

dom::element JsonRow::need(std::string_view key) const {
  const auto found = find(key);
  if (!found) {
    refuse("", "grid-bad-json", fmt::format("an object has no `{}`", key), cure);
  }
  return *found;
}

std::string_view JsonRow::text(std::string_view key) const {
  std::string_view out;
  return object_[key].get(out) == simdjson::SUCCESS ? out : std::string_view();
}

bool JsonRow::is_true(std::string_view key) const {
  bool out = false;
  return object_[key].get(out) == simdjson::SUCCESS && out;
}

std::optional<double> JsonRow::number(std::string_view key) const {
  double out = 0;
  return object_[key].get(out) == simdjson::SUCCESS ? std::optional(out) : std::nullopt;
}

double JsonRow::time(std::string_view key) const {
  const std::string_view written = text(key);
  const auto stamp = read_time_stamp(written);
  if (!stamp || !(stamp->seconds >= 0 && stamp->seconds <= logs::largest_seconds)) {
    refuse(key, "grid-bad-time",
           written.empty() ? fmt::format("there is no time under `{}`", key)
                           : fmt::format("`{}` is no time", logs::shown(written)),
           cure);
  }
  return stamp->seconds;
}

std::optional<double> JsonRow::intensity(std::string_view key, double factor) const {
  const auto element = find(key);
  if (!element || element->is_null()) {
    return std::nullopt;
  }
  const auto found = number(key);
  if (!found || !(*found * factor >= 0 && *found * factor <= largest_intensity)) {
    refuse(key, "grid-bad-value", fmt::format("what stands under `{}` is no intensity", key),
           fmt::format("an intensity is a number from 0 to {:.0f} g/kWh", largest_intensity));
  }
  return *found * factor;
}

JsonRow JsonRow::inner(std::string_view key) const {
  return JsonRow(log_, need(key), fmt::format("{}/{}", pointer_, key));
}

void JsonRow::refuse(std::string_view key, std::string_view code, std::string message,
                     std::string fault_cure) const {
  const std::string whole = key.empty() ? pointer_ : fmt::format("{}/{}", pointer_, key);
  const bool is_there = key.empty() || find(key);
  grids::refuse(log_.reading(), code, log_.line_of(is_there ? whole : pointer_), std::move(message),
                std::move(fault_cure));
}

bool is_json_with(std::string_view text, std::string_view word) {
  const std::string_view said = trimmed(without_mark(text.substr(0, first_part)));
  const bool begins = said.starts_with('{') || said.starts_with('[');
  return begins && said.find(fmt::format("\"{}\"", word)) != std::string_view::npos;
}

}  // namespace plume::grids
