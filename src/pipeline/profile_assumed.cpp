// SPDX-License-Identifier: Apache-2.0
#include "pipeline/profile_parts.hpp"
#include "plume/data/catalogue.hpp"

#include <algorithm>

namespace plume {

namespace {

void enter_number(Key key, double value, Run& run, Faults& faults) {
  read_value(field(key), {RawValue::Kind::number, value, {}, {}}, run, faults);
}

/// A machine without accelerators is as good as the rated power of its processor.
void enter_processor(const Cpu& cpu, Run& run, Faults& faults) {
  const std::string name(cpu.name.view());
  read_value(field(Key::accelerator), {RawValue::Kind::text, 0, name, {}}, run, faults);
  enter_number(Key::accelerator_tdp, figures()[cpu.tdp].as<Power>().value.in(watts), run, faults);
}

void enter_machine(const EnergyLog& log, Run& run, Faults& faults) {
  const bool known = run.has(Key::accelerator) || run.has(Key::instance) || run.has(Key::power);
  if (known) {
    return;
  }
  const Cpu* const cpu = log.processor.empty() ? nullptr : find_cpu(log.processor);
  if (find_accelerator(log.accelerator) != nullptr) {
    read_value(field(Key::accelerator), {RawValue::Kind::text, 0, log.accelerator, {}}, run,
               faults);
  } else if (cpu != nullptr) {
    enter_processor(*cpu, run, faults);
  }
}

}  // namespace

bool is_unmetered(std::span<const EnergyLog> logs) {
  return std::all_of(logs.begin(), logs.end(), [](const EnergyLog& log) {
    return log.meters.empty() && log.steps.empty() && log.hours.has_value();
  });
}

Run unmetered_run(const EnergyLog& log, const Run& given, Faults& faults) {
  Run run = given;
  enter_machine(log, run, faults);
  run.unset(Key::device_hours);
  enter_number(Key::wall_hours, *log.hours, run, faults);
  if (!run.has(Key::count) && !run.has(Key::instance)) {
    enter_number(Key::count, log.accelerators.value_or(1), run, faults);
  }
  return run;
}

}  // namespace plume
