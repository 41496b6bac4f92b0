// SPDX-License-Identifier: Apache-2.0
/// Must not compile; with PLUME_CONTROL, which leaves the mistake out, it must.
#include "plume/units/units.hpp"

#ifdef PLUME_CONTROL
const auto sum = plume::joules(1) + plume::joules(1);
#else
const auto sum = plume::watts(1) + plume::joules(1);
#endif
