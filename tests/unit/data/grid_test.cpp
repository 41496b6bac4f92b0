// SPDX-License-Identifier: Apache-2.0
#include "plume/data/catalogue.hpp"
#include "support/catch.hpp"

#include <cmath>
#include <optional>

using namespace plume;

namespace {

std::optional<Intensity> intensity(std::string_view place, int year,
                                   std::optional<Basis> basis = std::nullopt) {
  const auto places = find_places(place);
  REQUIRE(places.size() == 1);
  return find_intensity(*places.front(), year, basis);
}

double grams(std::string_view place, int year, std::optional<Basis> basis = std::nullopt) {
  return intensity(place, year, basis)->grams_per_kilowatt_hour;
}

Percentiles band(const Intensity& found) {
  return percentiles(found.grams_per_kilowatt_hour, found.spread);
}

}  // namespace

TEST_CASE("intensities are those of the publishers", "[data]") {
  CHECK(grams("world", 2024) == 471.08);
  CHECK(grams("fr", 2023) == 53.26);
  CHECK(grams("pl", 2023) == 650.68);
  CHECK(grams("in", 2023) == 713.36);
}

TEST_CASE("a country without a basis gives its life-cycle figure", "[data]") {
  const auto us = intensity("us", 2020);
  CHECK(us->grams_per_kilowatt_hour == 411.73);
  CHECK(us->series->basis == Basis::life_cycle);
  CHECK(us->place->id.view() == "us");
  CHECK(us->years_apart == 0);
}

TEST_CASE("the direct figure of the United States is that of eGRID", "[data]") {
  CHECK(grams("us", 2020, Basis::direct) == 373.13);
  CHECK(grams("us", 2023, Basis::direct) == 349.67);
  CHECK(grams("us-rfcw", 2023, Basis::direct) == 415.54);
}

TEST_CASE("year 0 is the latest", "[data]") {
  const auto found = intensity("fr", 0);
  CHECK(found->year == 2025);
  CHECK(found->years_apart == 0);
}

TEST_CASE("a year without a figure takes the nearest one and says so", "[data]") {
  const auto early = intensity("fr", 1990);
  CHECK(early->year == 2000);
  CHECK(early->years_apart == 10);
  const auto late = intensity("us-ca", 2026);
  CHECK(late->year == 2023);
  CHECK(late->years_apart == 3);
}

TEST_CASE("a missing year inside a series is passed over", "[data]") {
  CHECK(intensity("us-prms", 2018)->year == 2019);
}

TEST_CASE("several series of one basis are searched together", "[data]") {
  CHECK(grams("ca-ab", 2019) == 670);
  CHECK(grams("ca-ab", 2020) == 590);
  CHECK(grams("ca-ab", 2022) == 335);  // 2020 is as near: the later one is taken
}

TEST_CASE("the interval widens with the distance in years", "[data]") {
  const auto same = intensity("fr", 2025);
  const auto near = intensity("fr", 2026);
  const auto far = intensity("fr", 2029);
  CHECK(band(*same).low > band(*near).low);
  CHECK(band(*near).low > band(*far).low);
  CHECK(band(*near).high < band(*far).high);
}

TEST_CASE("grids grow cleaner, so an old figure is more likely too high", "[data]") {
  const auto onward = intensity("fr", 2028);
  CHECK(onward->grams_per_kilowatt_hour / band(*onward).low >
        band(*onward).high / onward->grams_per_kilowatt_hour);
  const auto back = intensity("fr", 1997);
  CHECK(back->grams_per_kilowatt_hour / band(*back).low <
        band(*back).high / back->grams_per_kilowatt_hour);
}

TEST_CASE("a figure of the place and the year is known within 5 %", "[data]") {
  const auto found = intensity("fr", 2023);
  CHECK_THAT(band(*found).low, WithinRel(53.26 / 1.05, 1e-6));
  CHECK_THAT(band(*found).high, WithinRel(53.26 * 1.05, 1e-6));
}

TEST_CASE("a state by its country is less sure than the country", "[data]") {
  const auto state = intensity("us-ca", 2023, Basis::life_cycle);
  const auto country = intensity("us", 2023, Basis::life_cycle);
  CHECK(state->place->id.view() == "us");
  CHECK(state->grams_per_kilowatt_hour == country->grams_per_kilowatt_hour);
  CHECK(band(*state).high > 1.4 * country->grams_per_kilowatt_hour);
  CHECK(band(*state).high > band(*country).high);
}

TEST_CASE("a cloud region is as sure as the grid that it stands on", "[data]") {
  const auto region = intensity("aws:eu-west-3", 2023);
  CHECK(region->place->id.view() == "fr");
  CHECK(region->spread == intensity("fr", 2023)->spread);
  CHECK(intensity("aws:us-east-1", 2023)->place->id.view() == "us-srvc");
}

TEST_CASE("a cloud region with its own figure gives it", "[data]") {
  const auto paris = intensity("gcp:europe-west9", 2024);
  CHECK(paris->grams_per_kilowatt_hour == 16.3);
  CHECK(paris->place->kind == PlaceKind::cloud_region);
  CHECK(intensity("gcp:europe-west9", 2024, Basis::life_cycle)->place->id.view() == "fr");
}

TEST_CASE("somewhere in the world is nearly anything", "[data]") {
  const auto world = intensity("world", 2024);
  CHECK(band(*world).low < 45);
  CHECK(band(*world).high > 700);
}

TEST_CASE("an average over countries is one step too coarse", "[data]") {
  CHECK(band(*intensity("eu27", 2024)).high > 1.4 * grams("eu27", 2024));
}

TEST_CASE("a basis that nobody reports gives nothing", "[data]") {
  CHECK_FALSE(intensity("fr", 2023, Basis::direct).has_value());
}

TEST_CASE("an unverified series widens the interval", "[data]") {
  const auto found = intensity("ca-qc", 2020);
  CHECK(found->series->confirmation == Confirmation::unverified);
  CHECK(band(*found).high > 1.19 * found->grams_per_kilowatt_hour);
}

TEST_CASE("shares of low-carbon electricity stand beside the intensities", "[data]") {
  REQUIRE(low_carbon_shares().size() == intensities().size());
  const auto france = intensity("fr", 2023);
  const auto row = france->series->values.begin +
                   static_cast<std::uint32_t>(france->year - france->series->first_year);
  CHECK(intensities()[row] == 53.26);
  CHECK(low_carbon_shares()[row] > 90.0F);
}
