// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/compare.hpp"

#include "pipeline/compare_spread.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

namespace plume {

namespace {

Factor multiplier(std::string_view name, std::string_view unit, double a, double b) {
  return {.name = name, .unit = unit, .a = a, .b = b, .factor = b / a};
}

Factor divisor(std::string_view name, std::string_view unit, double a, double b) {
  return {.name = name, .unit = unit, .a = a, .b = b, .factor = a / b, .divides = true};
}

/// One unit of each input quantity, as people read it.
double device_hours(const Report& r) {
  return r.device_time.value.in(hours);
}

Power power_of(const Report& r) {
  return r.it_energy.value / r.device_time.value;
}

double pue_of(const Report& r) {
  return r.facility_energy.value / r.it_energy.value;
}

CarbonIntensity intensity_of(const Report& r) {
  return r.operational.value / r.facility_energy.value;
}

CarbonRate embodied_rate_of(const Report& r) {
  return r.embodied.value / r.device_time.value;
}

bool time_follows(const Report& r) {
  return r.time_from != TimeFrom::given && r.work && r.steady_time;
}

double overhead_of(const Report& r) {
  return r.device_time.value / r.steady_time->value;
}

WorkRate peak_of(const Report& r) {
  return *r.work / (r.device_time.value * r.mfu->value);
}

/// FLOP = parameters x tokens x operations for each of either.
Factor work_factor(const Report& a, const Report& b) {
  Factor out = multiplier("work", "FLOP", a.work->in(flop), b.work->in(flop));
  if (a.parameters > 0 && a.tokens > 0 && b.parameters > 0 && b.tokens > 0) {
    const auto each = [](const Report& r) { return r.work->in(flop) / (r.parameters * r.tokens); };
    out.finer = {multiplier("parameters", "1", a.parameters, b.parameters),
                 multiplier("tokens", "1", a.tokens, b.tokens),
                 multiplier("work_per_parameter_and_token", "FLOP", each(a), each(b))};
  }
  return out;
}

/// Work over the steady rate of a device, which is its peak times its utilisation.
void add_rate_factors(const Report& a, const Report& b, std::vector<Factor>& out) {
  const auto rate = [](const Report& r) { return *r.work / r.steady_time->value; };
  if (!a.mfu || !b.mfu) {
    out.push_back(divisor("rate", "TFLOP/s", rate(a).in(teraflop_per_second),
                          rate(b).in(teraflop_per_second)));
    return;
  }
  out.push_back(divisor("peak", "TFLOP/s", peak_of(a).in(teraflop_per_second),
                        peak_of(b).in(teraflop_per_second)));
  out.push_back(divisor("utilisation", "1", rate(a) / peak_of(a), rate(b) / peak_of(b)));
}

/// Device hours, and what they follow from where neither run was given its time.
Factor time_factor(const Report& a, const Report& b) {
  Factor out = multiplier("device_hours", "h", device_hours(a), device_hours(b));
  if (time_follows(a) && time_follows(b)) {
    out.finer.push_back(work_factor(a, b));
    add_rate_factors(a, b, out.finer);
    out.finer.push_back(multiplier("overhead", "1", overhead_of(a), overhead_of(b)));
  }
  return out;
}

std::vector<Factor> operational_factors(const Report& a, const Report& b) {
  return {time_factor(a, b), multiplier("power", "W", power_of(a).in(watts), power_of(b).in(watts)),
          multiplier("pue", "1", pue_of(a), pue_of(b)),
          multiplier("carbon_intensity", "g/kWh", intensity_of(a).in(grams_per_kilowatt_hour),
                     intensity_of(b).in(grams_per_kilowatt_hour))};
}

std::vector<Factor> embodied_factors(const Report& a, const Report& b) {
  if (!(a.embodied.value > Carbon{})) {
    return {};
  }
  return {multiplier("device_hours", "h", device_hours(a), device_hours(b)),
          multiplier("embodied_rate", "g/h", embodied_rate_of(a).in(grams_per_hour),
                     embodied_rate_of(b).in(grams_per_hour))};
}

Warning mixed(std::string_view code, std::string_view what, const std::set<std::string>& kinds,
              std::string_view cure) {
  return {code, fmt::format("{}: {}", what, fmt::join(kinds, ", ")), std::string(cure)};
}

const Input* grid_of(const Report& r) {
  const auto found = std::find_if(r.inputs.begin(), r.inputs.end(),
                                  [](const Input& input) { return input.series != nullptr; });
  return found == r.inputs.end() ? nullptr : &*found;
}

std::string basis_of(const Report& r) {
  const Input* const grid = grid_of(r);
  return grid == nullptr ? std::string() : std::string(name_of(grid->series->basis));
}

std::string grid_year_of(const Report& r) {
  const Input* const grid = grid_of(r);
  return grid == nullptr ? std::string() : std::to_string(grid->year);
}

std::string method_of(const Report& r) {
  return std::string(
      method_names[static_cast<std::size_t>(r.run.choice_or(Key::method, Method::plume))]);
}

std::string power_scope_of(const Report& r) {
  return std::string(power_scope_names[static_cast<std::size_t>(
      r.run.choice_or(Key::power_scope, PowerScope::system))]);
}

/// A way in which runs may differ in kind, and the key by which it is chosen.
struct Kind {
  Key key;
  std::string_view code;
  std::string_view what;
  std::string_view cure;
  std::string (*of)(const Report&);
};

constexpr std::array<Kind, 4> kinds{{
    {Key::basis, "mixed-basis", "the carbon intensities do not count the same",
     "give --basis direct or --basis life-cycle", basis_of},
    {Key::year, "mixed-years", "the carbon intensities are of different years",
     "give --year, to compare the runs as of one year", grid_year_of},
    {Key::method, "mixed-methods", "the runs are estimated by different methods",
     "give --method for both", method_of},
    {Key::power_scope, "mixed-power-scope",
     "power covers the system in one run, the board and an assumed rest in another",
     "give the power of the whole system in both", power_scope_of},
}};

}  // namespace

Ratio ratio_of(const Report& a, const Report& b) {
  const RatioSpreads spreads = ratio_spreads(a, b);
  Ratio out{.total = {b.total.value / a.total.value, spreads.total},
            .operational = {b.operational.value / a.operational.value, spreads.operational},
            .embodied = {},
            .probability_lower = 0};
  if (a.embodied.value > Carbon{}) {
    out.embodied = {b.embodied.value / a.embodied.value, spreads.embodied};
  }
  out.probability_lower = probability_below(out.total.value, out.total.spread, 1);
  return out;
}

Levers levers_of(const Report& a, const Report& b) {
  const double energy = b.it_energy.value / a.it_energy.value;
  const bool known = a.work && b.work;
  const double work = known ? *b.work / *a.work : 1;
  return {.model = known ? std::optional(work) : std::nullopt,
          .machine = energy / work,
          .mechanisation = pue_of(b) / pue_of(a),
          .map = intensity_of(b) / intensity_of(a)};
}

std::vector<Warning> differences_in_kind(std::span<const Report* const> reports,
                                         std::span<const Key> varied) {
  std::vector<Warning> out;
  for (const Kind& kind : kinds) {
    if (std::find(varied.begin(), varied.end(), kind.key) != varied.end()) {
      continue;
    }
    std::set<std::string> found;
    for (const Report* report : reports) {
      found.insert(kind.of(*report));
    }
    found.erase("");
    if (found.size() > 1) {
      out.push_back(mixed(kind.code, kind.what, found, kind.cure));
    }
  }
  return out;
}

Comparison compare(const Report& a, const Report& b) {
  Comparison out{.ratio = ratio_of(a, b),
                 .overlap = a.total.low() <= b.total.high() && b.total.low() <= a.total.high(),
                 .operational_factors = operational_factors(a, b),
                 .embodied_factors = embodied_factors(a, b),
                 .levers = levers_of(a, b),
                 .shared = shared_inputs(a, b),
                 .warnings = {}};
  const std::array<const Report*, 2> both{&a, &b};
  out.warnings = differences_in_kind(both, {});
  return out;
}

}  // namespace plume
