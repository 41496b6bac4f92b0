// SPDX-License-Identifier: Apache-2.0
/// Slurm's accounting: a text that begins with a brace is one job of `sacct --json`, any other is
/// what `sacct -P` prints, header first.
#include "plume/formats/sacct.hpp"

#include "carry_on.hpp"
#include "plume/support/diagnostic.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

using namespace plume;

namespace {

void require_told(const Faults& faults) {
  for (const Fault& fault : faults) {
    fuzz::require(!fault.code.empty() && !fault.message.empty() && !fault.cure.empty());
    fuzz::require(fault.message.size() < 1000);
  }
}

void require_sound(const SacctJob& job) {
  fuzz::require(!job.id.empty());
  for (const double number : {job.elapsed, job.nodes, job.gpus, job.energy.value_or(1)}) {
    fuzz::require(std::isfinite(number) && number >= 0);
  }
  fuzz::require(!job.energy || (*job.energy > 0 && job.elapsed > 0));
  fuzz::require(job.notes.size() <= 5);
}

void enter_and_carry_on(const SacctJob& job) {
  require_sound(job);
  Run run;
  Faults faults;
  enter(job, run, faults);
  if (faults.empty()) {
    fuzz::require(run.has(Key::wall_hours) && run.has(Key::count));
    fuzz::carry_on(run);
  }
}

void read_json(const std::string& text) {
  Faults faults;
  const auto job = read_sacct_job(text, faults);
  require_told(faults);
  fuzz::require(job.has_value() == faults.empty());
  if (job) {
    enter_and_carry_on(*job);
  }
}

void read_table(std::string_view text) {
  const auto next_line = [&text] {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
  };
  const SacctTable table(next_line());
  while (!text.empty()) {
    Faults faults;
    const auto job = table.read(next_line(), faults);
    require_told(faults);
    fuzz::require(!job || faults.empty());
    if (job) {
      enter_and_carry_on(*job);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  if (text.starts_with('{')) {
    read_json(text);
    return 0;
  }
  try {
    read_table(text);
  } catch (const Failure& failure) {
    fuzz::require(failure.diagnostics().front().code == "sacct-missing-column");
  }
  return 0;
}
