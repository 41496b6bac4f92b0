// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/data/catalogue.hpp"
#include "plume/pipeline/run.hpp"
#include "plume/units/units.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// Where a figure of a report comes from.
enum class Status : std::uint8_t {
  given,      ///< by the user
  catalogue,  ///< looked up, with a source
  derived,    ///< by a formula from others
  assumed,    ///< a default: it widens the interval, and `--strict` refuses it
};
inline constexpr std::array<std::string_view, 4> status_names{"given", "catalogue", "derived",
                                                              "assumed"};

/// Which part of the total an input acts on; work and tokens act on the whole where the time
/// follows from them.
enum class Branch { whole, work, tokens, operational, embodied, making };

/// What the device time follows from.
enum class TimeFrom {
  given,
  rate,   ///< tokens and a measured rate
  work,   ///< work, peak and utilisation
  curve,  ///< work, and a throughput in FLOP/s: the peak does not enter
};

/// One figure that entered the estimate.
struct Input {
  std::string_view name;  ///< "pue"
  std::string_view unit;  ///< "1"
  double value = 0;
  double low = 0;
  double high = 0;
  Status status = Status::given;
  std::string_view cure{};         ///< the flag that would replace it; empty when there is none
  const Figure* figure = nullptr;  ///< the catalogue's row, when it has one
  const Place* place = nullptr;    ///< of a carbon intensity
  const Series* series = nullptr;  ///< of a carbon intensity
  int year = 0;                    ///< of the catalogue's figure; 0 when it has none
  double variance_share = 0;       ///< of the logarithm of the total emissions
  Spread spread{};
  Branch branch = Branch::whole;
  double weight = 1;  ///< the exponent within its branch, -1 of a divisor; of a part of the making,
                      ///< its share of that sum
};

/// Something the reader should know, and what to do about it.
struct Warning {
  std::string_view code;  ///< a stable word, listed in docs/reference/diagnostics.md
  std::string message;
  std::string cure;
};

/// One step of the sum, so that a reader can redo it by hand.
struct Step {
  std::string_view title;
  std::string_view formula;
  std::string numbers;  ///< the formula with its numbers
  std::string result;
  std::string_view reference;  ///< the work behind the formula
};

/// A run's whole project: what is beside the run itself, and never hidden in it.
struct Project {
  Estimate<double> factor;  ///< computing of the project over that of the run
  Estimate<Carbon> total;
  Estimate<Energy> facility_energy;
};

/// The figures of one run's footprint. Parts sum to their totals.
struct Footprint {
  Estimate<Carbon> total;
  Estimate<Carbon> operational;
  Estimate<Carbon> embodied;
  Estimate<Energy> it_energy;
  std::optional<Estimate<Energy>> board_energy;  ///< of the accelerators alone, when known
  Estimate<Energy> facility_energy;
  Estimate<Time> wall_time;
  Estimate<Time> device_time;
  TimeFrom time_from = TimeFrom::given;
  std::optional<Estimate<Time>>
      steady_time;           ///< device time without lost time, where it follows from a rate
  double parameters = 0;     ///< active for a token; 0 when not known
  double tokens = 0;         ///< of all epochs; 0 when not known
  std::optional<Work> work;  ///< model FLOP, when known
  std::optional<Estimate<double>> mfu;       ///< model FLOP utilisation, when known
  std::optional<Project> project;            ///< where something was said of it
  const Accelerator* accelerator = nullptr;  ///< null when described inline, or not named
  const Place* place = nullptr;              ///< null when none was named
  std::size_t assumed = 0;                   ///< how many of the inputs are defaults
};

/// The footprint of one run, with everything that led to it.
struct Report : Footprint {
  Run run;            ///< what was asked
  std::string basis;  ///< "location-based, life-cycle, 2020"
  std::vector<Input> inputs;
  std::vector<Warning> warnings;
  std::vector<Step> steps;  ///< filled when asked for

  /// Forgets everything but the run, and keeps the room that it took.
  void clear();
};

/// How much of the way to the result is written down.
enum class Detail {
  footprint,  ///< the figures, and the codes of the warnings
  result,     ///< and the run, the inputs, and the warnings in words
  steps,      ///< and the sum, step by step
};

}  // namespace plume
