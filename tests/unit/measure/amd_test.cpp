// SPDX-License-Identifier: Apache-2.0
#include "measure/amd.hpp"
#include "unit/measure/finding.hpp"

#include <array>

using namespace plume;
using test::codes_of;
using test::devices_of;
using test::Names;

namespace {

enum class Habit { moves, stands, refuses, host };
std::array<Habit, 3> habits{};
std::uint64_t ticks = 0;

Habit at(void* handle) {
  return *static_cast<Habit*>(handle);
}

AmdApi fake(std::array<Habit, 3> all) {
  habits = all;
  AmdApi api;
  api.init = [](std::uint64_t flags) { return flags == 2 ? 0 : 1; };
  api.shut_down = [] { return 0; };
  api.sockets = [](std::uint32_t* count, void** out) {
    *count = 1;
    if (out != nullptr) {
      out[0] = &habits;
    }
    return 0;
  };
  api.processors = [](void*, std::uint32_t* count, void** out) {
    *count = 3;
    for (std::size_t i = 0; out != nullptr && i < 3; ++i) {
      out[i] = &habits[i];
    }
    return 0;
  };
  api.type = [](void* handle, unsigned* out) {
    *out = at(handle) == Habit::host ? 2 : 1;
    return 0;
  };
  api.energy = [](void* handle, std::uint64_t* count, float* unit, std::uint64_t*) {
    *count = at(handle) == Habit::moves ? 4000000 + ticks++ * 1000000 : 0;
    *unit = 15.25F;
    return at(handle) == Habit::refuses ? 2 : 0;
  };
  return api;
}

FoundSensors found_by(const AmdApi& api) {
  FoundSensors found;
  Selection selection({});
  add_amd_sensors(api, selection, found);
  return found;
}

}  // namespace

TEST_CASE("Counters of AMD are measured where they move", "[measure]") {
  ticks = 0;
  const auto found = found_by(fake({Habit::moves, Habit::stands, Habit::refuses}));
  REQUIRE(devices_of(found) == Names{"gpu 0"});
  CHECK(found.sensors[0]->read() == 91.5);
  CHECK(codes_of(found) == Names{"counter-stands-still", "no-power-reading"});
}

TEST_CASE("Only accelerators of AMD are looked at", "[measure]") {
  const auto found = found_by(fake({Habit::host, Habit::moves, Habit::host}));
  CHECK(devices_of(found) == Names{"gpu 0"});
  CHECK(found.notes.empty());
}

TEST_CASE("AMD SMI that is not there is not told of", "[measure]") {
  FoundSensors found;
  CHECK(load_amd("libplume-has-no-such-thing.so", found).init == nullptr);
  CHECK(found.notes.empty());
  CHECK(load_amd("libm.so.6", found).init == nullptr);
  CHECK(codes_of(found) == Names{"amd-unusable"});
}
