// SPDX-License-Identifier: Apache-2.0
#include "fit/image_rows.hpp"
#include "plume/data/catalogue.hpp"
#include "support/catch.hpp"

#include <cmath>

using namespace plume;
using namespace plume::fit;

namespace {

std::vector<ImageMeasurement> image_measurements() {
  return read_image_measurements("data/measurements/images.json");
}

/// Rates that follow the formula exactly, for traffic 40 and 5 G^0.5 million activations.
std::vector<ImageMeasurement> made_up() {
  std::vector<ImageMeasurement> out;
  ImageCoefficients c = image_scaling();
  c.traffic = 40;
  for (int i = 1; i <= 12; ++i) {
    ImageMeasurement row{.source = i % 3 == 0 ? "a" : "b",
                         .forward = i * 4e9,
                         .activations = 5e6 * std::sqrt(2.0 * i),
                         .peak = 1e14,
                         .bandwidth = 1e12,
                         .count = double(i)};
    row.samples_per_second = row.count / image_seconds({3 * row.forward, row.activations, 2},
                                                       {row.peak, row.bandwidth, row.count}, c);
    out.push_back(row);
    row.kind = ImageKind::vision_transformer;
    out.push_back(row);
  }
  return out;
}

}  // namespace

TEST_CASE("Rates that follow the formula give its coefficients back", "[fit]") {
  const auto rows = made_up();
  const ImageFit fit = fit_images(rows, image_scaling());
  CHECK_THAT(fit.traffic, WithinRel(40.0, 1e-6));
  CHECK_THAT(fit.cnn.coefficient, WithinRel(5.0, 1e-9));
  CHECK_THAT(fit.vision_transformer.exponent, WithinRel(0.5, 1e-9));
  const auto left_out = leave_sources_out(rows, image_scaling(), false);
  REQUIRE(left_out.size() == rows.size());
  CHECK(error_of(left_out, true).p90 < 1e-6);
}

TEST_CASE("The shipped coefficients are the fit to the shipped measurements", "[fit]") {
  const ImageFit fit = fit_images(image_measurements(), image_scaling());
  CHECK_THAT(constant(Constant::image_traffic).value, WithinRel(fit.traffic, 0.005));
  CHECK_THAT(constant(Constant::cnn_activations).value, WithinRel(fit.cnn.coefficient, 0.005));
  CHECK_THAT(constant(Constant::cnn_activations_exponent).value,
             WithinRel(fit.cnn.exponent, 0.005));
  CHECK_THAT(constant(Constant::vit_activations).value,
             WithinRel(fit.vision_transformer.coefficient, 0.005));
  CHECK_THAT(constant(Constant::vit_activations_exponent).value,
             WithinRel(fit.vision_transformer.exponent, 0.005));
}

TEST_CASE("Images of sources left out are predicted as well as the manual says", "[fit]") {
  const auto left_out = leave_sources_out(image_measurements(), image_scaling(), false);
  CHECK(error_of(left_out, false).median < 0.24);
  CHECK(error_of(left_out, false).p90 < 0.64);
  CHECK(error_of(left_out, true).median < 0.20);
  CHECK(error_of(left_out, true).p90 < 0.50);
  const auto guessed = leave_sources_out(image_measurements(), image_scaling(), true);
  CHECK(error_of(guessed, false).median > error_of(left_out, false).median);
}

TEST_CASE("The bands hold nine in ten of the rows left out", "[fit]") {
  for (const bool guess : {false, true}) {
    const auto left_out = leave_sources_out(image_measurements(), image_scaling(), guess);
    double inside = 0;
    for (const LeftOut& row : left_out) {
      const bool cnn = row.kind == ImageKind::cnn;
      const Figure& band = constant(
          guess ? (cnn ? Constant::image_band_cnn_guessed : Constant::image_band_vit_guessed)
                : (cnn ? Constant::image_band_cnn : Constant::image_band_vit));
      inside += 1 / row.ratio >= band.low && 1 / row.ratio <= band.high ? 1 : 0;
    }
    const double share = inside / static_cast<double>(left_out.size());
    INFO("guessed: " << guess);
    CHECK(share > 0.85);
    CHECK(share < 0.97);
  }
}
