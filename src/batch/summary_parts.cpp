// SPDX-License-Identifier: Apache-2.0
#include "plume/batch/summary.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace plume {

namespace {

using Json = nlohmann::json;

ExactSum sum_of(const Json& sums, const char* name) {
  ExactSum sum;
  for (const Json& part : sums.at(name)) {
    sum.add(part.get<double>());
  }
  return sum;
}

Totals totals_of(const Json& json) {
  const Json& sums = json.at("sums");
  Totals out;
  out.records = json.at("records").get<std::uint64_t>();
  out.bad = json.at("errors").get<std::uint64_t>();
  out.assumed = json.at("assumed").get<std::uint64_t>();
  out.carbon = sum_of(sums, "carbon");
  out.carbon_low = sum_of(sums, "carbon_low");
  out.carbon_high = sum_of(sums, "carbon_high");
  out.carbon_mean = sum_of(sums, "carbon_mean");
  out.carbon_variance = sum_of(sums, "carbon_variance");
  out.operational = sum_of(sums, "operational");
  out.embodied = sum_of(sums, "embodied");
  out.energy = sum_of(sums, "energy");
  out.device_time = sum_of(sums, "device_time");
  out.work = sum_of(sums, "work");
  return out;
}

PrintedSummary summary_of(const Json& json) {
  PrintedSummary out;
  out.version = json.at("plume").get<std::string>();
  out.catalogue = json.at("catalogue").get<std::string>();
  const Json& group_by = json.at("group_by");
  out.group_by = group_by.is_null() ? std::string() : group_by.get<std::string>();
  out.summary.total = totals_of(json.at("total"));
  out.summary.warnings =
      json.at("warnings").get<std::map<std::string, std::uint64_t, std::less<>>>();
  out.summary.errors = json.at("errors").get<std::map<std::string, std::uint64_t, std::less<>>>();
  for (const Json& group : json.at("groups")) {
    const Json& name = group.at("group");
    out.summary.groups[name.is_null() ? std::string() : name.get<std::string>()] = totals_of(group);
  }
  return out;
}

void require_same(std::string_view what, const std::string& a, const std::string& b,
                  const std::string& file) {
  if (a != b) {
    throw Failure(
        Diagnostic{.code = "other-summary",
                   .message = fmt::format("{} is {} here and {} in the summaries before", what,
                                          b.empty() ? "none" : b, a.empty() ? "none" : a),
                   .cure = "add up parts that were made by the same program with the same flags",
                   .file = file});
  }
}

}  // namespace

PrintedSummary read_summary(std::string_view text, const std::string& file) {
  const auto json = Json::parse(text, nullptr, false);
  if (json.is_object() && json.value("schema", Json()) == Json("plume.summary/1")) {
    try {
      return summary_of(json);
    } catch (const nlohmann::json::exception&) {
      // told below
    }
  }
  throw Failure(Diagnostic{.code = "no-summary",
                           .message = "the file is no summary of a batch",
                           .cure = "give what `plume batch --summary` printed",
                           .file = file});
}

void add_part(PrintedSummary& whole, const PrintedSummary& part, const std::string& file) {
  require_same("the version of plume", whole.version, part.version, file);
  require_same("the catalogue", whole.catalogue, part.catalogue, file);
  require_same("--group-by", whole.group_by, part.group_by, file);
  whole.summary.add(part.summary);
}

}  // namespace plume
