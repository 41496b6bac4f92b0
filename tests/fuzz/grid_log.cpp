// SPDX-License-Identifier: Apache-2.0
/// Logs of carbon intensity, of whatever format. The first byte says what is known beside the log:
/// the format, a zone, the basis, how far local times are ahead of UTC.
#include "plume/formats/grid_log.hpp"

#include "plume/support/diagnostic.hpp"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace plume;

namespace {

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

GridLogOptions options_of(std::uint8_t choice) {
  const auto formats = grid_log_formats();
  const std::size_t format = choice % (formats.size() + 1);
  GridLogOptions out{.format = format < formats.size() ? std::string(formats[format]) : ""};
  out.zone = (choice & 32U) != 0 ? "AA" : "";
  out.direct = (choice & 64U) != 0;
  if ((choice & 128U) != 0) {
    out.utc_offset = 3600;
  }
  return out;
}

void require_hours(const GridLog& log) {
  require(!log.hours.empty());
  double before = log.hours.front().begin;
  for (const GridHour& hour : log.hours) {
    require(std::isfinite(hour.begin) && std::isfinite(hour.end));
    require(hour.begin >= before && hour.end > hour.begin);
    require(hour.grams_per_kilowatt_hour >= 0 && hour.grams_per_kilowatt_hour <= 2000);
    before = hour.end;
  }
}

void require_told(const GridLog& log) {
  require(log.notes.size() < 100);
  for (const LogNote& note : log.notes) {
    require(!note.code.empty() && !note.message.empty() && !note.cure.empty());
    require(note.message.size() < 1000);
  }
}

void require_told(const Failure& failure) {
  require(failure.exit_code() == ExitCode::bad_input && failure.diagnostics().size() == 1);
  const Diagnostic& told = failure.diagnostics().front();
  require(!told.code.empty() && !told.message.empty() && !told.cure.empty());
  require(told.file == "grid.log" && told.message.size() < 1000);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) {
    return 0;
  }
  try {
    const LogFile file{.name = "grid.log", .text = std::string(data + 1, data + size)};
    const GridLog log = read_grid_log(file, options_of(data[0]));
    require_hours(log);
    require_told(log);
  } catch (const Failure& failure) {
    require_told(failure);
  }
  return 0;
}
