// SPDX-License-Identifier: Apache-2.0
#include "plume/data/catalogue.hpp"
#include "support/catch.hpp"

#include <string>

/// Figures that anybody can look up, each with the place where it stands.
using namespace plume;

namespace {

double value_of(std::string_view id) {
  INFO(id);
  const Figure* figure = find_figure(id);
  REQUIRE(figure != nullptr);
  return figure->value;
}

/// g/kWh over the life cycle, of that very year.
double intensity_of(std::string_view place, int year) {
  const auto found = find_places(place);
  REQUIRE(found.size() == 1);
  const auto intensity = find_intensity(*found.front(), year, Basis::life_cycle);
  REQUIRE(intensity);
  REQUIRE(intensity->year == year);
  REQUIRE(intensity->place == found.front());
  return intensity->grams_per_kilowatt_hour;
}

}  // namespace

// Ember (2026) with major processing by Our World in Data, carbon intensity of electricity.
TEST_CASE("carbon intensities are those of Ember", "[data]") {
  CHECK_THAT(intensity_of("world", 2023), WithinAbs(483.0, 0.5));
  CHECK_THAT(intensity_of("world", 2024), WithinAbs(471.0, 0.5));
  CHECK_THAT(intensity_of("France", 2023), WithinAbs(53.26, 0.01));
  CHECK_THAT(intensity_of("Poland", 2023), WithinAbs(650.68, 0.01));
  CHECK_THAT(intensity_of("India", 2023), WithinAbs(713.36, 0.01));
}

// NVIDIA HGX H100 product carbon footprint summary, 2025: 1,312 kgCO2e for eight.
TEST_CASE("the manufacture of an H100 is an eighth of its board's", "[data]") {
  CHECK_THAT(value_of("accelerator/h100-sxm/embodied"), WithinRel(1312.0 / 8, 1e-9));
}

// NVIDIA H100 data sheet: 1,979 BF16 and 3,958 FP8 with sparsity, half of it dense; 700 W.
TEST_CASE("the peaks of an H100 are dense", "[data]") {
  CHECK_THAT(value_of("accelerator/h100-sxm/fp16"), WithinRel(1979.0 / 2, 0.001));
  CHECK_THAT(value_of("accelerator/h100-sxm/fp8"), WithinRel(3958.0 / 2, 0.001));
  CHECK(value_of("accelerator/h100-sxm/tdp") == 700);
}

// NVIDIA A100 data sheet: 312 TFLOPS BF16, 624 with sparsity; 400 W and 250 W.
TEST_CASE("the peak of an A100 is dense", "[data]") {
  CHECK_THAT(value_of("accelerator/a100-sxm-80gb/fp16"), WithinRel(312.0, 0.001));
  CHECK(value_of("accelerator/a100-sxm-80gb/tdp") == 400);
}

// NVIDIA Ada white paper, version 2.1, appendix A: 165.2 with 32-bit accumulation, 330.3 without.
TEST_CASE("a GeForce has the rate of 32-bit accumulation", "[data]") {
  CHECK_THAT(value_of("accelerator/rtx-4090/fp16"), WithinRel(165.2, 0.001));
  CHECK_THAT(value_of("accelerator/rtx-4090/fp8"), WithinRel(330.3, 0.001));
}

// NVIDIA Turing Architecture In-Depth, table 1: RTX 2080 Ti at reference clocks, Quadro RTX 6000.
TEST_CASE("a Quadro of the Turing generation has the full rate", "[data]") {
  CHECK_THAT(value_of("accelerator/rtx-2080-ti/fp16"), WithinRel(53.8, 0.002));
  CHECK_THAT(value_of("accelerator/quadro-rtx-6000/fp16"), WithinRel(130.5, 0.002));
}

// AWS Neuron documentation, architecture of Trainium and Inferentia.
TEST_CASE("Trainium and Inferentia are those of the Neuron documentation", "[data]") {
  CHECK(value_of("accelerator/trainium1/fp16") == 190);
  CHECK(value_of("accelerator/trainium3/memory") == 144);
  CHECK(value_of("accelerator/inferentia1/int8") == 128);
}

// Google, Environmental Report 2025, figure 4; Google's post of March 2012 for 2010 and 2011.
TEST_CASE("the PUE of Google's fleet is what Google reports", "[data]") {
  CHECK(value_of("pue/gcp/2024") == 1.09);
  CHECK(value_of("pue/gcp/2020") == 1.10);
  CHECK(value_of("pue/gcp/2011") == 1.14);
  CHECK(value_of("pue/gcp/2010") == 1.16);
}

// Intel ARK and AMD's product page of the EPYC 7742, through codecarbon.
TEST_CASE("processors have the rated power of their vendors", "[data]") {
  CHECK(value_of("cpu/amd-epyc-7742/tdp") == 225);
  CHECK(value_of("cpu/intel-xeon-e5-2680-v4/tdp") == 120);
}

// US EPA Greenhouse Gas Equivalencies Calculator: 1.24e-5 t a charge, 0.060 t a seedling.
TEST_CASE("equivalences are those of the EPA", "[data]") {
  CHECK_THAT(value_of("equivalence/phone-charge"), WithinRel(0.0124, 1e-9));
  CHECK(value_of("equivalence/tree-seedling-decade") == 60);
}
