// SPDX-License-Identifier: Apache-2.0
#include "plume/batch/summary.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <random>

using namespace plume;

namespace {

/// Figures over many orders of magnitude.
std::vector<double> numbers(std::size_t count) {
  std::mt19937_64 random(11);
  std::uniform_real_distribution<double> exponent(-12, 12);
  std::vector<double> out(count);
  std::generate(out.begin(), out.end(), [&] { return std::pow(10, exponent(random)); });
  return out;
}

ExactSum sum_of(const std::vector<double>& terms) {
  ExactSum sum;
  for (const double term : terms) {
    sum.add(term);
  }
  return sum;
}

/// The sum of the sums of parts of this size.
ExactSum sum_in_parts(const std::vector<double>& terms, std::size_t size) {
  ExactSum whole;
  for (std::size_t at = 0; at < terms.size(); at += size) {
    ExactSum part;
    for (std::size_t i = at; i < std::min(at + size, terms.size()); ++i) {
      part.add(terms[i]);
    }
    whole.add(part);
  }
  return whole;
}

}  // namespace

TEST_CASE("A sum is the same in whatever order it is added up", "[batch]") {
  std::vector<double> terms = numbers(5000);
  const double sum = sum_of(terms).value();
  std::mt19937 random(5);
  for (int i = 0; i < 50; ++i) {
    std::shuffle(terms.begin(), terms.end(), random);
    CHECK(sum_of(terms).value() == sum);
  }
  std::sort(terms.begin(), terms.end());
  CHECK(sum_of(terms).value() == sum);
  std::reverse(terms.begin(), terms.end());
  CHECK(sum_of(terms).value() == sum);
}

TEST_CASE("A sum is the same in whatever parts it is added up", "[batch]") {
  const std::vector<double> terms = numbers(5000);
  const double sum = sum_of(terms).value();
  for (const std::size_t size : {1UL, 2UL, 3UL, 17UL, 256UL, 2500UL, 4999UL, 5000UL}) {
    CHECK(sum_in_parts(terms, size).value() == sum);
  }
}

TEST_CASE("A sum keeps what a double would lose", "[batch]") {
  ExactSum sum;
  sum.add(1e16);
  for (int i = 0; i < 1001; ++i) {
    sum.add(1);
  }
  sum.add(-1e16);
  CHECK(sum.value() == 1001);
  CHECK(sum_of(std::vector<double>(10, 0.1)).value() == 1);
  CHECK(ExactSum().value() == 0);
}

TEST_CASE("The parts of a sum are all of it, the largest first", "[batch]") {
  std::vector<double> terms = numbers(2000);
  const std::vector<double> parts = sum_of(terms).parts();
  REQUIRE(parts.size() >= 2);
  CHECK(parts.front() == sum_of(terms).value());
  CHECK(sum_of(parts).parts() == parts);
  std::reverse(terms.begin(), terms.end());
  CHECK(sum_of(terms).parts() == parts);
  CHECK(sum_in_parts(terms, 77).parts() == parts);
  CHECK(ExactSum().parts().empty());
  CHECK(sum_of({5, -5}).parts().empty());
}

TEST_CASE("Half-way between two doubles what is left of a sum decides", "[batch]") {
  constexpr double half = 0x1p-53;
  CHECK(sum_of({1, half}).value() == 1);
  CHECK(sum_of({1, half, 1e-300}).value() == 1 + 2 * half);
  CHECK(sum_of({1, 3 * half}).value() == 1 + 4 * half);
  CHECK(sum_of({1, 3 * half, -1e-300}).value() == 1 + 2 * half);
}
