// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace plume {

/// A processor's name as it is compared. On top of `normalised` it leaves out what systems add to
/// the name: "Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz" is "Xeon E5-2680 v4", and "AMD EPYC 7742
/// 64-Core Processor" is "EPYC 7742".
std::string normalised_cpu(std::string_view name);

}  // namespace plume
