// SPDX-License-Identifier: Apache-2.0
/// JSON as tools print it, all of it at once.
#pragma once

#include "formats/logs/log_notes.hpp"
#include "plume/formats/log.hpp"

#include <simdjson.h>

#include <optional>
#include <string_view>

namespace plume::logs {

/// Reads texts one after another; what it gave is lost when it reads the next.
class JsonReader {
 public:
  /// Nothing where the text is no JSON.
  std::optional<simdjson::dom::element> read(std::string_view text);
  /// The same of a part of a file; throws `Failure` (bad input, `log-bad-json`) at the fault.
  simdjson::dom::element need(const LogFile& file, std::string_view part);

 private:
  simdjson::dom::parser parser_;
};

/// The text of a value; empty where it is missing or none.
std::string_view text_of(simdjson::simdjson_result<simdjson::dom::element> value);

/// A text from its first brace on, behind what a login may print; all of it where there is none.
std::string_view from_brace(std::string_view text);

}  // namespace plume::logs
