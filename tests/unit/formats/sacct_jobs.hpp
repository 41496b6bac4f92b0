// SPDX-License-Identifier: Apache-2.0
/// What tests of Slurm's accounting share: rows, and what became of them.
#pragma once

#include "plume/formats/sacct.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

inline constexpr const char* whole_header =
    "JobID|JobName|User|Account|Cluster|State|Start|ElapsedRaw|NNodes|AllocTRES|ConsumedEnergyRaw";

struct Outcome {
  std::optional<SacctJob> job;
  Faults faults;
};

inline Outcome read_row(const std::string& columns, const std::string& row) {
  Outcome out;
  out.job = SacctTable(columns).read(row, out.faults);
  return out;
}

/// The job of a row that must be one.
inline SacctJob job_of(const std::string& columns, const std::string& row) {
  const Outcome out = read_row(columns, row);
  CHECK(out.faults.empty());
  REQUIRE(out.job);
  return *out.job;
}

inline SacctJob with_resources(const std::string& list) {
  return job_of("JobID|ElapsedRaw|AllocTRES", "7|100|" + list);
}

inline std::string only_code(const Faults& faults) {
  REQUIRE(faults.size() == 1);
  CHECK_FALSE(faults.front().message.empty());
  CHECK_FALSE(faults.front().cure.empty());
  return faults.front().code;
}

inline std::string code_of_row(const std::string& columns, const std::string& row) {
  const Outcome out = read_row(columns, row);
  CHECK_FALSE(out.job);
  return only_code(out.faults);
}

inline bool says(const std::vector<ConfigNote>& notes, std::string_view code) {
  return std::any_of(notes.begin(), notes.end(),
                     [&](const ConfigNote& note) { return note.code == code; });
}

}  // namespace plume
