// SPDX-License-Identifier: Apache-2.0
/// Logs of any tool, told apart by what they hold. A line of one record separator (0x1e) parts two
/// files.
#include "plume/formats/log.hpp"

#include "carry_on.hpp"
#include "plume/support/diagnostic.hpp"

#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

using namespace plume;

namespace {

bool is_amount(double value) {
  return std::isfinite(value) && value >= 0;
}

bool is_text(std::string_view text) {
  return text.empty() || simdjson::validate_utf8(text.data(), text.size());
}

void require_sound(const Meter& meter) {
  fuzz::require(!meter.device.empty() || !meter.readings.empty());
  fuzz::require(is_text(meter.device) && is_text(meter.name) && is_text(meter.host) &&
                is_text(meter.sensor));
  fuzz::require(is_amount(meter.range) && is_amount(meter.update));
  for (const Reading& reading : meter.readings) {
    fuzz::require(std::isfinite(reading.time) && is_amount(reading.span));
    fuzz::require(std::isnan(reading.value) || is_amount(reading.value));
  }
  if (const auto energy = metered_energy(meter.kind, meter.readings, meter.range)) {
    fuzz::require(is_amount(energy->energy.base()) && is_amount(energy->covered.base()));
  }
}

void require_sound(const StepMark& step) {
  fuzz::require(std::isfinite(step.begin) && std::isfinite(step.end) && step.end >= step.begin);
  fuzz::require(is_amount(step.steps) && is_amount(step.joules.value_or(0)));
}

void require_sound(const LogNote& note, std::size_t lines) {
  fuzz::require(!note.code.empty() && !note.message.empty() && note.line <= lines);
  fuzz::require(is_text(note.message) && is_text(note.cure));
}

void require_sound(const EnergyLog& log, std::size_t lines) {
  fuzz::require(!log.format.empty() && !log.file.empty() && !log.meters.empty());
  fuzz::require(log.rows.read >= log.rows.used + log.rows.merged + log.rows.rejected);
  fuzz::require(std::isfinite(log.pue_inside) && log.pue_inside >= 1);
  fuzz::require(is_amount(log.emissions.value_or(0)) && is_amount(log.hours.value_or(0)) &&
                is_amount(log.accelerators.value_or(0)));
  fuzz::require(is_text(log.region) && is_text(log.accelerator));
  for (const Meter& meter : log.meters) {
    require_sound(meter);
  }
  for (const StepMark& step : log.steps) {
    require_sound(step);
  }
  for (const LogNote& note : log.notes) {
    require_sound(note, lines);
  }
}

std::vector<LogFile> files_of(const std::string& text) {
  constexpr std::string_view separator = "\x1e\n";
  const auto at = text.find(separator);
  if (at == std::string::npos) {
    return {{"one", text}};
  }
  return {{"one", text.substr(0, at)}, {"two", text.substr(at + separator.size())}};
}

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
}

void read_with(const std::string& text, const LogOptions& options) {
  try {
    for (const EnergyLog& log : read_logs(files_of(text), options)) {
      require_sound(log, lines_of(text));
    }
  } catch (const Failure& failure) {
    fuzz::require(failure.exit_code() == ExitCode::bad_input);
    const Diagnostic& why = failure.diagnostics().front();
    fuzz::require(!why.code.empty() && !why.message.empty() && !why.cure.empty());
    fuzz::require(why.position.line <= lines_of(text) && is_text(why.message));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  read_with(text, {});
  LogOptions told;
  told.interval = 60;
  told.utc_offset = 7200;
  told.window = "s*";
  read_with(text, told);
  return 0;
}
