// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.hpp"
#include "plume/units/quantity.hpp"

#include <functional>
#include <string>

namespace plume {

/// A flag that takes one number, perhaps with a unit of the dimension; a count may end in K, M, B.
struct AmountFlag {
  std::string name;
  std::string what;
  std::string example;
  Dim dimension{};
  double unit = 1;  ///< of a bare number, in base units
  bool takes_zero = false;
};

/// What such a flag was given, in base units. Throws `Failure` (bad input).
double amount_of(const AmountFlag& flag, const std::string& text);

/// Declares it; `set` receives the amount in base units.
void add_amount(CLI::App& app, const AmountFlag& flag, const char* group,
                const std::function<void(double)>& set);

}  // namespace plume
