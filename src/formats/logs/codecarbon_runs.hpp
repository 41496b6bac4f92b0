// SPDX-License-Identifier: Apache-2.0
/// Which rows of CodeCarbon's emissions.csv count: cumulative ones once, those of several processes
/// that each measured the whole machine once.
#pragma once

#include "formats/logs/log_notes.hpp"
#include "plume/formats/log.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plume::logs::codecarbon {

/// A part of the machine that has a column of its own, and the total where it is all there is.
struct Part {
  MeterScope scope;
  std::string_view device;
  std::string_view column;
};
inline constexpr std::array<Part, 4> parts{{
    {MeterScope::board, "gpu", "gpu_energy"},
    {MeterScope::package, "cpu", "cpu_energy"},
    {MeterScope::memory, "ram", "ram_energy"},
    {MeterScope::node, "all", "energy_consumed"},
}};
inline constexpr std::size_t part_count = 3;
inline constexpr std::size_t gpu = 0;
inline constexpr std::size_t all = 3;

/// One row in plain values.
struct Record {
  std::size_t line = 0;
  std::string run;
  std::string project;
  std::string machine;  ///< what tells hosts apart, as far as anything does
  std::string region;
  std::string accelerator;
  bool is_task = false;
  bool shares_machine = true;  ///< it measured all of the machine, not one process
  bool has_parts = false;      ///< there are energies of parts
  bool parts_differ = false;   ///< which are not its total
  double end = 0;              ///< s
  double seconds = 0;
  std::array<double, parts.size()> joules{};  ///< with the PUE inside
  double pue = 1;
  double accelerators = 0;
  std::optional<double> emissions{};  ///< kg

  double begin() const { return end - seconds; }
};

/// Of rows with one run's id, which are cumulative, keeps the longest. Tasks, and rows without an
/// id, are runs of their own.
void keep_last_flush(std::vector<Record>& records, LogRows& rows);

/// Of runs that overlap by more than half of the shorter on one machine, each of which measured all
/// of it, keeps the longest (`log-overlapping-runs`).
void drop_shared(std::vector<Record>& records, LogRows& rows, Notes& notes);

/// Tasks have the time at which their file was written: puts them one behind the other, so that the
/// last ends then.
void put_tasks_in_order(std::vector<Record>& records);

}  // namespace plume::logs::codecarbon
