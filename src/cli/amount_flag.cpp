// SPDX-License-Identifier: Apache-2.0
#include "cli/amount_flag.hpp"

#include "plume/units/text.hpp"

#include <fmt/format.h>

namespace plume {

double amount_of(const AmountFlag& flag, const std::string& text) {
  Measure measure;
  const auto fault = parse_measure(text, measure);
  const auto suffix = count_suffix(measure.unit);
  const auto unit = measure.unit.empty()                ? AnyUnit{flag.dimension, flag.unit}
                    : flag.dimension == Dim{} && suffix ? AnyUnit{Dim{}, *suffix}
                                                        : parse_unit(measure.unit);
  const bool fits = unit && unit->dimension == flag.dimension;
  if (fault != MeasureFault::none || !fits || measure.low != measure.high ||
      !(measure.value > 0 || (flag.takes_zero && measure.value == 0))) {
    throw usage(fmt::format("`{}` is nothing that {} takes", text, flag.name),
                fmt::format("write it as `{}`", flag.example));
  }
  return measure.value * unit->factor;
}

void add_amount(CLI::App& app, const AmountFlag& flag, const char* group,
                const std::function<void(double)>& set) {
  app.add_option_function<std::string>(
         flag.name, [flag, set](const std::string& text) { set(amount_of(flag, text)); }, flag.what)
      ->type_name(flag.example)
      ->group(group);
}

}  // namespace plume
