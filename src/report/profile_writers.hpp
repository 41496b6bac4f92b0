// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/report/profile.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// What one unit of service took.
struct Served {
  std::string_view of;    ///< "request", "1,000 tokens"
  double count = 0;       ///< requests or tokens in the measured time
  double per = 1;         ///< of them in a unit
  double watt_hours = 0;  ///< of the site, a unit
  double grams = 0;       ///< CO2e, a unit
};
std::vector<Served> served_of(const ProfileView& view);

std::string profile_json_text(const ProfileView& view);

/// The sections of a profile for people, behind those of its report.
std::string profile_sections(const ProfileView& view, bool colour);

}  // namespace plume
