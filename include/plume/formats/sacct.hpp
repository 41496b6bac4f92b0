// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/run.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// What Slurm's accounting says of one job, in plain values; a text is empty where it says nothing.
struct SacctJob {
  std::string id{};  ///< "481516", of an array "481522_7", of a heterogeneous job "481530+1"
  std::string name{};
  std::string user{};
  std::string account{};
  std::string cluster{};
  std::string state{};        ///< one word: "COMPLETED", "CANCELLED"
  std::optional<int> year{};  ///< in which it began
  double elapsed = 0;         ///< seconds; 0 when it never ran
  double nodes = 0;           ///< 0 when that is not said
  double gpus = 0;
  std::string gpu_type{};           ///< "a100"; empty when it is not said, or there are several
  std::optional<double> energy{};   ///< joules of the whole job, where they were measured soundly
  std::vector<ConfigNote> notes{};  ///< what must be said of how it was read
  bool energy_implausible = false;  ///< an energy is there that no node can have drawn
};

/// The table that `sacct -P` prints, row by row. Rows of steps are passed over: their energies and
/// times are those of the job once more.
class SacctTable {
 public:
  /// Reads the header: columns in any order and number, a trailing pipe or none. Throws `Failure`
  /// (bad input) when a column that is needed is missing.
  explicit SacctTable(std::string_view header);

  /// The job of a row; nothing for an empty row, the header once more, and a step. A row that
  /// cannot be used is nothing and a fault.
  std::optional<SacctJob> read(std::string_view row, Faults& faults) const;

 private:
  std::string header_;
  std::vector<std::uint8_t> columns_;  ///< what each of them is, by its place in a list of names
  bool trailing_pipe_ = false;
};

/// One element of the list `jobs` that `sacct --json` prints, of Slurm 21 to 24. What cannot be
/// used is nothing and a fault.
std::optional<SacctJob> read_sacct_job(std::string_view json, Faults& faults);

/// Enters a job into a run: its name, hours, count, accelerator, year, and its power where the
/// energy was measured. Its notes are added to what the run's report says. A job that never ran,
/// one with neither GPU nor energy, and a value that its field does not take, are faults.
void enter(const SacctJob& job, Run& run, Faults& faults, Origin origin = {});

}  // namespace plume
