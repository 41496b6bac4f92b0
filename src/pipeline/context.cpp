// SPDX-License-Identifier: Apache-2.0
#include "pipeline/context.hpp"

namespace plume {

void Context::enter(std::string_view name, std::string_view unit, double value, double low,
                    double high, const Spread& spread, const Provenance& from, Branch branch) {
  report.inputs.push_back({.name = name,
                           .unit = unit,
                           .value = value,
                           .low = low,
                           .high = high,
                           .status = from.status,
                           .cure = from.cure,
                           .figure = from.figure,
                           .year = from.figure != nullptr ? from.figure->year : 0,
                           .spread = spread,
                           .branch = branch});
}

void Context::tell_again(std::size_t assumed, const std::vector<std::string_view>& warnings) {
  report.assumed += assumed;
  for (const std::string_view code : warnings) {
    report.warnings.emplace_back().code = code;
  }
}

std::vector<std::string_view> Context::codes_from(std::size_t first) const {
  std::vector<std::string_view> codes;
  for (std::size_t i = first; i < report.warnings.size(); ++i) {
    codes.push_back(report.warnings[i].code);
  }
  return codes;
}

void Context::fault(Key key, std::string_view code, std::string message, std::string cure) {
  faults_.push_back({std::string(code), std::move(message), std::move(cure),
                     std::string(field(key).path), run.origin(key)});
}

namespace {

/// How much of a branch's relative change the total takes over.
double lever_of(Branch branch, double operational_share, TimeFrom time_from) {
  switch (branch) {
    case Branch::work:
      return time_from == TimeFrom::work || time_from == TimeFrom::curve ? 1 : 0;
    case Branch::tokens:
      return time_from == TimeFrom::given ? 0 : 1;
    case Branch::operational:
      return operational_share;
    case Branch::embodied:
    case Branch::making:
      return 1 - operational_share;
    default:
      return 1;
  }
}

}  // namespace

void Context::share_variance(double operational_share, TimeFrom time_from) {
  double sum = 0;
  for (Input& input : report.inputs) {
    const double lever = lever_of(input.branch, operational_share, time_from) * input.weight;
    input.variance_share = lever * lever * input.spread.variance;
    sum += input.variance_share;
  }
  for (Input& input : report.inputs) {
    input.variance_share = sum > 0 ? input.variance_share / sum : 0;
  }
}

}  // namespace plume
