// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/generate/draft.hpp"
#include "data/generate/faults.hpp"

namespace plume::generate {

/// Reports what single entries cannot show: names that stand for two things or for nothing, units
/// of another dimension than the property's, and values that cannot be.
void check(const Draft& draft, Faults& faults);

/// The parts of it.
void check_values(const Draft& draft, Faults& faults);
void check_references(const Draft& draft, Faults& faults);
void check_measurements(const Draft& draft, Faults& faults);
void check_published(const Draft& draft, Faults& faults);

}  // namespace plume::generate
