// SPDX-License-Identifier: Apache-2.0
#include "data/generate/check.hpp"

#include <algorithm>
#include <cmath>

namespace plume::generate {

namespace {

/// A measured rate is compared with the 16-bit peak.
void check_peak(const MeasurementDraft& m, const Draft& draft, Faults& faults) {
  const auto found =
      std::find_if(draft.accelerators.begin(), draft.accelerators.end(),
                   [&m](const AcceleratorDraft& a) { return a.id == m.accelerator; });
  const bool known = found != draft.accelerators.end();
  if (known && !found->figures[static_cast<std::size_t>(Property::fp16)]) {
    faults.add(m.spot.inside("accelerator"),
               '"' + m.accelerator + "\" has no 16-bit peak to compare the rate with",
               "give the accelerator its \"fp16\", or leave the measurement out");
  }
}

void check_number(const MeasurementDraft& m, std::string_view key, double value, Faults& faults) {
  const bool unknown = value == 0;
  if (!unknown && !(value >= 1 && value <= 1e9)) {
    faults.add(m.spot.inside(key), "this cannot be a number of that kind",
               "write a number from 1 to 1e9, or leave it out where it is not known");
  }
}

void check_active(const MeasurementDraft& m, Faults& faults) {
  if (m.active > m.parameters) {
    faults.add(m.spot.inside("active_parameters"),
               "no more parameters can be active than there are",
               "give all of them in \"parameters\"");
  }
}

}  // namespace

void check_measurements(const Draft& draft, Faults& faults) {
  for (const MeasurementDraft& m : draft.measurements) {
    check_peak(m, draft, faults);
    check_number(m, "count", m.count, faults);
    check_number(m, "sequence_length", m.sequence_length, faults);
    check_active(m, faults);
  }
}

}  // namespace plume::generate
