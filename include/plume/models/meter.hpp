// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/units/units.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace plume {

/// What the values of a meter are.
enum class ReadingKind : std::uint8_t {
  power,    ///< W at an instant, or averaged over a short time before it
  counter,  ///< J since some instant; it may wrap or begin anew
  energy,   ///< J of the stretch that ends at the reading
};
inline constexpr std::array<std::string_view, 3> reading_kind_names{"power", "counter", "energy"};

/// One value of a meter. Not a number where the meter gave none.
struct Reading {
  double time = 0;   ///< s, on the clock of the log
  double value = 0;  ///< W or J
  double span = 0;   ///< s before `time` that an energy is of; 0 of the others
};

/// How a series of readings became energy, and what was wrong with it.
struct MeteredEnergy {
  Energy energy;
  /// Between the first and the last reading that were used; of energies, what their stretches cover
  /// together.
  Time covered;
  double begin = 0;  ///< s, on the clock of the log
  double end = 0;
  std::size_t used = 0;         ///< readings
  std::size_t missing = 0;      ///< readings without a value
  std::size_t merged = 0;       ///< readings with the time stamp of another
  std::size_t reversed = 0;     ///< readings that stand before the one in front of them
  std::size_t wraps = 0;        ///< of a counter
  std::size_t resets = 0;       ///< of a counter, that began anew; what lay between is lost
  std::vector<Reading> gaps{};  ///< more than three times the usual distance: end, -, length
  bool constant = false;        ///< six readings of power, two of a counter or more: all the same
};

/// The readings that have a value, by time; of several with one time stamp the last. A value or a
/// time that is negative (the value), not finite or beyond 1e18 is none.
std::vector<Reading> usable_readings(std::span<const Reading> readings);

/// Adds up what a meter read: power by the trapezoid rule, a counter by differences, energies as
/// they are. Readings are sorted by time; of several with one time stamp the last counts; one
/// without a value is left out, and the stretch is bridged. `range` is the value at which a counter
/// begins anew, J; 0 for one that never wraps, whose fall is a reset. Whether energies overlap is
/// for whoever made the readings to know: each counts in full. Nothing where fewer than two
/// readings of power or of a counter have a value, or no energy.
std::optional<MeteredEnergy> metered_energy(ReadingKind kind, std::span<const Reading> readings,
                                            double range = 0);

/// What a meter read, summed up over time, for questions about many stretches of it.
class EnergyCurve {
 public:
  /// The readings in any order, by the rules of `metered_energy`; power and counters are linear
  /// between readings, an energy is spread evenly over its stretch, or lies at its end where it has
  /// none.
  EnergyCurve(ReadingKind kind, std::span<const Reading> readings, double range = 0);

  /// The energy between two times; outside of the readings there is none. What lies at an instant
  /// belongs to what ends there, at the first reading to what begins there: neighbouring stretches
  /// add up. Takes a time that grows with the logarithm of the number of readings.
  Energy between(double begin, double end) const;

 private:
  /// Energy grows evenly from one to the next, but for what a change of power bends it by.
  struct Knot {
    double time;
    double joules;  ///< until then
    double bend;    ///< J: half the change of power by the time until the next
  };
  void add_powers(std::span<const Reading> readings);
  void add_counts(std::span<const Reading> readings, double range);
  void add_energies(std::span<const Reading> readings);
  double until(double time) const;

  std::vector<Knot> knots_;
};

/// The energy between two times of the same clock, by the same rules, with power and counters taken
/// as linear between readings. Outside of the readings there is none. Looks at every reading: for
/// many stretches of one meter make an `EnergyCurve`.
Energy energy_between(ReadingKind kind, std::span<const Reading> sorted, double begin, double end,
                      double range = 0);

}  // namespace plume
