// SPDX-License-Identifier: Apache-2.0
#include "formats/logs/log_json.hpp"

#include "support/json_syntax.hpp"

#include <fmt/format.h>

namespace plume::logs {

namespace dom = simdjson::dom;

std::optional<dom::element> JsonReader::read(std::string_view text) {
  dom::element out;
  return parser_.parse(text.data(), text.size()).get(out) == simdjson::SUCCESS ? std::optional(out)
                                                                               : std::nullopt;
}

dom::element JsonReader::need(const LogFile& file, std::string_view part) {
  if (const auto out = read(part)) {
    return *out;
  }
  const JsonFault fault = find_json_fault(part);
  const auto offset = static_cast<std::size_t>(part.data() - file.text.data()) + fault.offset;
  const Position place = position_at(file.text, offset);
  refuse(file, "log-bad-json", place.line, place.column,
         fault.reason.empty() ? "the text is no JSON that can be read: too deep, or not in UTF-8"
                              : fmt::format("the text is no JSON: {}", shown(fault.reason)),
         "give the whole answer, as it was printed");
}

std::string_view text_of(simdjson::simdjson_result<dom::element> value) {
  std::string_view out;
  return value.get(out) == simdjson::SUCCESS ? out : std::string_view();
}

std::string_view from_brace(std::string_view text) {
  const auto brace = text.find('{');
  return brace == std::string_view::npos ? text : text.substr(brace);
}

}  // namespace plume::logs
