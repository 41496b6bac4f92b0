// SPDX-License-Identifier: Apache-2.0
#include "report/json_values.hpp"

#include "plume/units/text.hpp"

#include <cmath>

namespace plume {

Json plain(double number) {
  constexpr double exact_integers = 9007199254740992;  // 2^53
  if (number == std::floor(number) && std::abs(number) < exact_integers) {
    return static_cast<std::int64_t>(number);
  }
  return number;
}

Json rounded(double number) {
  return plain(round_significant(number, 12));
}

Json interval(double value, const Percentiles& bounds, double unit) {
  Json out;
  out["value"] = rounded(value / unit);
  out["low"] = rounded(bounds.low / unit);
  out["high"] = rounded(bounds.high / unit);
  return out;
}

Json interval(const Estimate<double>& estimate) {
  return interval(estimate.value, percentiles(estimate.value, estimate.spread), 1);
}

Json warnings_json(const std::vector<Warning>& warnings) {
  Json out = Json::array();
  for (const Warning& warning : warnings) {
    out.push_back({{"code", warning.code}, {"message", warning.message}, {"cure", warning.cure}});
  }
  return out;
}

std::string dumped(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace plume
