// SPDX-License-Identifier: Apache-2.0
#include "report/record_columns.hpp"

namespace plume {

RecordFigures::RecordFigures(const Footprint& f) : has_work(f.work.has_value()) {
  const Percentiles band = percentiles(f.total.value.base(), f.total.spread);
  values = {f.total.value.in(kilograms),
            Carbon::from_base(band.low).in(kilograms),
            Carbon::from_base(band.high).in(kilograms),
            f.operational.value.in(kilograms),
            f.embodied.value.in(kilograms),
            f.facility_energy.value.in(kilowatt_hours),
            f.device_time.value.in(hours),
            f.work.value_or(Work{}).in(flop)};
}

std::string codes_of(const Report& report) {
  std::string out;
  for (const Warning& warning : report.warnings) {
    out.append(out.empty() ? "" : " ").append(warning.code);
  }
  return out;
}

}  // namespace plume
