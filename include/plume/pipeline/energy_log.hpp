// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/models/meter.hpp"
#include "plume/pipeline/fault.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// What a meter covers of a machine. Meters of a scope do not overlap, but for `node`, which holds
/// all others.
enum class MeterScope : std::uint8_t {
  board,    ///< an accelerator with its memory
  package,  ///< a processor
  memory,   ///< of the host
  node,     ///< a whole machine, at its power supply
};
inline constexpr std::array<std::string_view, 4> meter_scope_names{"board", "package", "memory",
                                                                   "node"};

/// What the time stamps of a log count from.
enum class LogClock : std::uint8_t {
  utc,       ///< 1970-01-01, UTC
  local,     ///< the same, of a local time without zone
  relative,  ///< the log's own beginning, or nothing that is known
};

/// One device's meter.
struct Meter {
  MeterScope scope = MeterScope::board;
  ReadingKind kind = ReadingKind::power;
  std::string device;  ///< tells it from others of its host: "GPU-6d5c", "gpu 0", "package-0"
  std::string name;    ///< "Tesla T4"; empty when the log does not say
  std::string host;    ///< empty when the log does not say
  std::string sensor;  ///< "power.draw", "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION"
  double range = 0;    ///< J at which a counter begins anew; 0 for never
  double update = 0;   ///< s between changes of the sensor's value, where that is known
  std::vector<Reading> readings;  ///< in the order of the log
};

/// What a training did in a stretch of time, where the log tells.
enum class StepKind : std::uint8_t { train, evaluation, checkpoint, setup };
inline constexpr std::array<std::string_view, 4> step_kind_names{"train", "evaluation",
                                                                 "checkpoint", "setup"};
struct StepMark {
  StepKind kind = StepKind::train;
  double begin = 0;  ///< s, on the clock of the log
  double end = 0;
  double steps = 1;
  std::optional<double> joules;  ///< where the log says it of the step itself
};

/// Something that must be said of how a log was read.
struct LogNote {
  std::string_view code;  ///< a stable word, listed in docs/reference/diagnostics.md
  std::string message;
  std::string cure;
  std::size_t line = 0;  ///< 0 for the whole log
};

/// How many rows of a log there are, and what became of them.
struct LogRows {
  std::size_t read = 0;
  std::size_t used = 0;
  std::size_t merged = 0;    ///< that repeat what others say
  std::size_t rejected = 0;  ///< that could not be used; a note says why of each kind
};

/// A log of power or energy, whatever tool wrote it.
struct EnergyLog {
  std::string_view format;  ///< "nvidia-smi"
  std::string file;
  LogClock clock = LogClock::relative;
  std::vector<Meter> meters;
  std::vector<StepMark> steps;
  LogRows rows;
  double pue_inside = 1;            ///< the energies are divided by it: the log's are of the site
  std::optional<double> emissions;  ///< kgCO2e that the log states
  std::optional<double> hours;      ///< wall time, where the readings do not span it
  std::string region;               ///< as written; empty when the log does not say
  std::string accelerator;          ///< likewise
  std::string processor;            ///< likewise, of the host
  std::optional<double> accelerators;  ///< how many
  std::optional<int> year;
  std::vector<LogNote> notes;
};

/// What somebody says of a log that it does not say itself.
struct LogOptions {
  std::string format;                  ///< id; empty to tell by the content
  std::vector<std::string> columns{};  ///< of a table without a header
  std::string window{};                ///< of a log with nested windows, a name or a pattern
  std::optional<double> interval{};    ///< s between samples of a log without times
  std::optional<double> utc_offset{};  ///< s that local times are ahead of UTC
  std::string job{};                   ///< of a log with several runs: one of them
};

}  // namespace plume
