// SPDX-License-Identifier: Apache-2.0
#include "plume/models/embodied.hpp"
#include "plume/models/energy.hpp"
#include "support/catch.hpp"

using namespace plume;

TEST_CASE("Hours become energy, energy emissions, as Patterson et al. count them", "[models]") {
  const auto machines = it_energy(exactly(hours(3552000)), exactly(watts(330)));
  const auto building = facility_energy(machines, exactly(1.1));
  const auto emissions = operational_emissions(building, exactly(grams_per_kilowatt_hour(429)));
  CHECK_THAT(machines.value.in(kilowatt_hours), WithinRel(1172160.0, 1e-12));
  CHECK_THAT(building.value.in(kilowatt_hours), WithinRel(1289376.0, 1e-12));
  CHECK_THAT(emissions.value.in(tonnes), WithinRel(553.142304, 1e-12));
  CHECK(emissions.low() == emissions.high());
}

TEST_CASE("System power is rated power times its ratio, with the ratio's band", "[models]") {
  const auto power =
      system_power(exactly(watts(400)), Estimate<double>{1.2, spread_between(1, 1.2, 1.5)});
  CHECK_THAT(power.value.in(watts), WithinRel(480.0, 1e-12));
  CHECK_THAT(power.low().in(watts), WithinRel(400.0, 1e-6));
  CHECK_THAT(power.high().in(watts), WithinRel(600.0, 1e-6));
}

TEST_CASE("The embodied rate spreads device and host share over the hours of work", "[models]") {
  const auto rate = embodied_rate({.making = exactly(kilograms(462.5)),
                                   .lifetime = exactly(years(6)),
                                   .utilisation = exactly(0.85)});
  CHECK_THAT(rate.value.in(grams_per_hour), WithinRel(462500 / (6 * 8760 * 0.85), 1e-12));
}

TEST_CASE("Longer and busier service lowers the embodied rate", "[models]") {
  EmbodiedInputs in{exactly(kilograms(462.5)), exactly(years(4)), exactly(0.5)};
  const auto first = embodied_rate(in).value;
  in.lifetime = exactly(years(8));
  CHECK_THAT(first / embodied_rate(in).value, WithinRel(2.0, 1e-12));
  in.utilisation = exactly(1.0);
  CHECK_THAT(first / embodied_rate(in).value, WithinRel(4.0, 1e-12));
}

TEST_CASE(
    "A device's making is that of its wafer area over the yield and its memory, and of the rest",
    "[models]") {
  using CarbonPerByte = CarbonPerInformation;
  const auto making =
      chip_carbon({.die = exactly(square_millimetres(826)),
                   .carbon_per_area = exactly(kilograms(1.5) / square_centimetres(1)),
                   .yield = exactly(0.8),
                   .memory = exactly(gigabytes(80)),
                   .carbon_per_memory = exactly(CarbonPerByte(kilograms(0.3) / gigabytes(1))),
                   .device_over_chip = exactly(2.0)});
  CHECK_THAT(making.value.in(kilograms), WithinRel(2 * (8.26 * 1.5 / 0.8 + 80 * 0.3), 1e-12));
}
