// SPDX-License-Identifier: Apache-2.0
#include "plume/models/extrapolation.hpp"
#include "support/catch.hpp"
#include "support/profile_trace.hpp"

#include <numeric>

using namespace plume;
using test::Noise;

namespace {

std::vector<double> counted(std::size_t n) {
  std::vector<double> out(n);
  std::iota(out.begin(), out.end(), 1.0);
  return out;
}

}  // namespace

TEST_CASE("An autocorrelation is corrected for the length of its series", "[models]") {
  const std::vector<double> five{1, 2, 3, 4, 5};
  // About 3: (2 + 0 + 0 + 2) / 10 = 0.4, and (1 + 3 x 0.4) / 5 more.
  CHECK_THAT(autocorrelation(five), WithinAbs(0.84, 1e-12));
  CHECK(autocorrelation(counted(100)) == 0.99);
  CHECK(autocorrelation(std::vector<double>{1, -1, 1, -1, 1, -1, 1, -1}) == 0);
}

TEST_CASE("Values that differ by rounding only have no scatter", "[models]") {
  std::vector<double> values(1000, 0.1);
  values[3] = 0.1 + 1e-17;
  const Scatter scatter = scatter_of(values);
  CHECK(scatter.variance == 0);
  CHECK(scatter.autocorrelation == 0);
  CHECK(scatter.effective == 1000);
  CHECK(scatter.error_of_mean() == 0);
  CHECK(mser5(values) == 0);
}

TEST_CASE("Few values have few degrees of freedom, and none has no scatter", "[models]") {
  CHECK(scatter_of({}).mean == 0);
  CHECK(scatter_of({}).error_of_mean() == 0);
  CHECK(scatter_of(std::vector<double>{7}).mean == 7);
  CHECK(scatter_of(std::vector<double>{7}).variance == 0);
  CHECK(scatter_of(std::vector<double>{7, 9}).degrees() == 1);
}

TEST_CASE("Independent values are worth their number, correlated ones fewer", "[models]") {
  Noise noise(1);
  const Scatter independent = scatter_of(noise.series(0, 20000));
  CHECK_THAT(independent.effective, WithinRel(20000.0, 0.05));
  CHECK_THAT(independent.variance, WithinRel(1.0, 0.03));
  const Scatter correlated = scatter_of(noise.series(0.8, 20000));
  CHECK_THAT(correlated.autocorrelation, WithinAbs(0.8, 0.02));
  CHECK_THAT(correlated.effective, WithinRel(20000.0 / 9, 0.1));
}

TEST_CASE("Five batches give the error of a mean", "[models]") {
  // Means 1.5, 3.5, 5.5, 7.5, 9.5: variance 10, by five 2.
  CHECK_THAT(error_of_five_batches(counted(10)), WithinRel(std::sqrt(2.0), 1e-12));
  CHECK(error_of_five_batches(counted(9)) == 0);
  std::vector<double> longer = counted(10);
  longer.insert(longer.begin(), {1e6, -1e6, 3, 4});
  CHECK_THAT(error_of_five_batches(longer), WithinRel(std::sqrt(2.0), 1e-12));
}

TEST_CASE("MSER-5 leaves out what is unlike the rest", "[models]") {
  Noise noise(2);
  std::vector<double> values = noise.series(0, 100);
  for (std::size_t i = 0; i < 15; ++i) {
    values[i] += 50;
  }
  CHECK(mser5(values) >= 15);
  CHECK(mser5(values) <= 50);
}

TEST_CASE("MSER-5 chooses the least criterion of a small case", "[models]") {
  // Ten means: 4, then 1 and 0 in turn. Without the first the squares fall from 13.6 to 2.22.
  std::vector<double> values(5, 4.0);
  for (std::size_t i = 0; i < 45; ++i) {
    values.push_back(i / 5 % 2 == 0 ? 1.0 : 0.0);
  }
  CHECK(mser5(values) == 5);
}

TEST_CASE("MSER-5 leaves out half at most, and nothing of a few values", "[models]") {
  CHECK(mser5(counted(100)) == 50);
  CHECK(mser5(counted(104)) == 50);
  CHECK(mser5(counted(49)) == 0);
  CHECK(mser5({}) == 0);
}
