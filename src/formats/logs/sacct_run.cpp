// SPDX-License-Identifier: Apache-2.0
#include "plume/formats/sacct.hpp"

#include <fmt/format.h>

namespace plume {

namespace {

void enter_text(Key key, std::string_view text, Run& run, Faults& faults, Origin origin) {
  read_value(field(key), {RawValue::Kind::text, 0, text, origin}, run, faults);
}

void enter_number(Key key, double number, Run& run, Faults& faults, Origin origin) {
  read_value(field(key), {RawValue::Kind::number, number, {}, origin}, run, faults);
}

/// Whether anything can be estimated of the job; if not, a fault says why.
bool is_usable(const SacctJob& job, Faults& faults, Origin origin) {
  if (!(job.elapsed > 0)) {
    faults.push_back(
        {"sacct-no-time",
         fmt::format("job {}{} took no time: nothing to estimate", job.id,
                     job.state.empty() ? std::string() : fmt::format(" ({})", job.state)),
         "leave it out: a job that waits, or was cancelled before it began, took nothing",
         std::string(field(Key::wall_hours).path), origin});
    return false;
  }
  if (!(job.gpus > 0) && !job.energy) {
    faults.push_back(
        {"sacct-no-accelerator",
         fmt::format("job {} allocated no GPU and its energy {}: nothing to estimate "
                     "from",
                     job.id,
                     job.energy_implausible ? "cannot be what its nodes drew" : "was not measured"),
         "leave it out, or estimate it on its own with --power and --hours",
         std::string(field(Key::accelerator).path), origin});
    return false;
  }
  return true;
}

void enter_hardware(const SacctJob& job, Run& run, Faults& faults, Origin origin) {
  const double count = job.gpus > 0 ? job.gpus : 1;
  enter_number(Key::count, count, run, faults, origin);
  enter_number(Key::wall_hours, job.elapsed / 3600, run, faults, origin);
  if (!job.gpu_type.empty()) {
    enter_text(Key::accelerator, job.gpu_type, run, faults, origin);
  }
  if (job.energy) {
    enter_number(Key::power, *job.energy / (job.elapsed * count), run, faults, origin);
    run.set_choice(Key::power_scope, static_cast<std::size_t>(PowerScope::system), origin);
  }
}

}  // namespace

void enter(const SacctJob& job, Run& run, Faults& faults, Origin origin) {
  enter_text(Key::name, job.name.empty() ? job.id : fmt::format("{} {}", job.id, job.name), run,
             faults, origin);
  if (!is_usable(job, faults, origin)) {
    return;
  }
  enter_hardware(job, run, faults, origin);
  if (job.year) {
    enter_number(Key::year, *job.year, run, faults, origin);
  }
  run.architecture_notes.insert(run.architecture_notes.end(), job.notes.begin(), job.notes.end());
}

}  // namespace plume
