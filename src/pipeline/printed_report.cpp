// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/printed_report.hpp"

#include <nlohmann/json.hpp>

namespace plume {

namespace {

std::string text_of(const nlohmann::json& document, const char* key) {
  const auto found = document.find(key);
  return found != document.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

std::optional<PrintedReport> read_printed_report(std::string_view text) {
  const auto document = nlohmann::json::parse(text, nullptr, false);
  if (!document.is_object() || !text_of(document, "schema").starts_with("plume.report/")) {
    return std::nullopt;
  }
  const nlohmann::json::json_pointer place("/emissions/total/value");
  if (!document.contains(place) || !document[place].is_number()) {
    return std::nullopt;
  }
  return PrintedReport{kilograms(document[place].get<double>()), text_of(document, "plume"),
                       text_of(document, "catalogue")};
}

}  // namespace plume
