// SPDX-License-Identifier: Apache-2.0
#include "pipeline/profile_parts.hpp"
#include "plume/data/catalogue.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

namespace plume {

namespace {

void warn_of_count(const Run& given, Profile& profile) {
  const double shown = profile.accelerators;
  if (shown > 0 && given.has(Key::count) && given.number(Key::count).value != shown) {
    profile.warnings.push_back(
        {"count-contradicts",
         fmt::format("the run is said to have {} accelerators, and the logs show {}: those count",
                     print_human(given.number(Key::count).value, 6), print_human(shown, 6)),
         "give the logs of all of them, or the number that was measured"});
  }
}

void warn_of_accelerator(const Run& given, Profile& profile) {
  if (profile.accelerator.empty()) {
    return;
  }
  const auto* const logged = find_accelerator(profile.accelerator);
  const auto* const said =
      given.has(Key::accelerator) ? find_accelerator(given.text(Key::accelerator)) : nullptr;
  if (logged != nullptr && said != nullptr && logged != said) {
    profile.warnings.push_back({"accelerator-contradicts",
                                fmt::format("the run is said to have `{}`, and the logs show `{}`",
                                            given.text(Key::accelerator), profile.accelerator),
                                "see that the logs are of this run"});
  }
  if (logged == nullptr && !given.has(Key::accelerator) && !given.has(Key::instance)) {
    profile.warnings.push_back(
        {"accelerator-not-known",
         fmt::format("the catalogue has no `{}`, which the logs show", profile.accelerator),
         "give --accelerator, by a name of the catalogue: plume data search"});
  }
}

}  // namespace

void warn_of_given(const Run& given, Profile& profile) {
  warn_of_count(given, profile);
  warn_of_accelerator(given, profile);
  for (const Key key : {Key::wall_hours, Key::device_hours, Key::power, Key::power_scope}) {
    const bool taken = key == Key::wall_hours && !(profile.duration > Time{});
    if (given.has(key) && !taken) {
      profile.warnings.push_back(
          {"flag-without-effect",
           fmt::format("{} counts for nothing: the logs say it", field(key).flag), "leave it out"});
    }
  }
}

}  // namespace plume
