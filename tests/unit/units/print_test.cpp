// SPDX-License-Identifier: Apache-2.0
#include "plume/units/text.hpp"
#include "support/catch.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <random>
#include <string>

using namespace plume;

TEST_CASE("Numbers for people have three digits and grouped thousands", "[units]") {
  struct Row {
    double number;
    const char* text;
  };
  const Row table[] = {{0, "0"},
                       {1, "1"},
                       {0.5, "0.5"},
                       {1.08, "1.08"},
                       {552.7, "553"},
                       {1234, "1230"},
                       {9999, "10,000"},
                       {12345, "12,300"},
                       {1234567, "1,230,000"},
                       {0.001234, "0.00123"},
                       {3.14e23, "3.14e23"},
                       {8.0899e22, "8.09e22"},
                       {1e10, "1e10"},
                       {9.994e9, "9,990,000,000"},
                       {1e-5, "1e-5"},
                       {0.0001, "0.0001"},
                       {-12345, "-12,300"},
                       {99.96, "100"},
                       {0.99999, "1"},
                       {1.5e-7, "1.5e-7"}};
  for (const Row& row : table) {
    INFO(row.number);
    CHECK(print_human(row.number) == row.text);
  }
}

TEST_CASE("Numbers for people take as many digits as asked for", "[units]") {
  CHECK(print_human(3552000, 6) == "3,552,000");
  CHECK(print_human(3552123.4, 6) == "3,552,120");
  CHECK(print_human(0.21934, 4) == "0.2193");
  CHECK(print_human(47, 1) == "50");
  CHECK(print_human(47, 2) == "47");
  CHECK(print_human(1234.5678, 8) == "1234.5678");
}

TEST_CASE("Numbers for machines are the shortest that read back to 12 digits", "[units]") {
  CHECK(print_machine(0.1 + 0.2) == "0.3");
  CHECK(print_machine(330) == "330");
  CHECK(print_machine(0) == "0");
  CHECK(print_machine(-5) == "-5");
  CHECK(print_machine(3.14e23) == "3.14e+23");
  CHECK(print_machine(1.0 / 3) == "0.333333333333");
}

TEST_CASE("Any number printed for machines reads back within 12 digits", "[units]") {
  std::mt19937_64 random(42);
  std::uniform_real_distribution<double> exponent(-300, 300);
  std::uniform_real_distribution<double> digits(1, 10);
  for (int i = 0; i < 10000; ++i) {
    const double number = digits(random) * std::pow(10.0, exponent(random));
    const std::string text = print_machine(number);
    double again = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), again);
    REQUIRE(error == std::errc{});
    REQUIRE(end == text.data() + text.size());
    REQUIRE(std::abs(again - number) <= 1e-11 * number);
    REQUIRE(print_machine(again) == text);
  }
}

TEST_CASE("The largest and smallest numbers are printed without harm", "[units]") {
  const double largest = std::numeric_limits<double>::max();
  const double least = std::numeric_limits<double>::denorm_min();
  CHECK(print_human(largest) == "1.8e308");
  CHECK(print_human(least) == "4.94e-324");
  CHECK(print_machine(largest) == "1.79769313486e+308");
}

TEST_CASE("Rounding keeps the digits asked for", "[units]") {
  CHECK(round_significant(123456, 3) == 123000.0);
  CHECK(round_significant(0.00012345, 2) == 0.00012);
  CHECK(round_significant(-9.99, 1) == -10.0);
  CHECK(round_significant(0, 3) == 0.0);
}

TEST_CASE("Numbers for machines are the shortest text of the number rounded to 12 digits",
          "[units]") {
  std::mt19937_64 random(12);
  std::uniform_real_distribution<double> exponent(-14, 34);
  std::uniform_int_distribution<int> digits(1, 17);
  std::size_t unlike = 0;
  for (int i = 0; i < 300'000; ++i) {
    const double number =
        round_significant(std::pow(10.0, exponent(random)), digits(random)) * (i % 7 == 0 ? -1 : 1);
    std::array<char, 64> buffer{};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), round_significant(number, 12))
            .ptr;
    unlike += print_machine(number) == std::string(buffer.data(), end) ? 0U : 1U;
  }
  CHECK(unlike == 0);
  for (const double number : {0.0, 1e-300, 1e300, 5e-324, 999999999999.5, 99999999999.95,
                              1.000000000005, 123456789012.5, 0.1, 1.0, 1e11, 1e12, 1e16, 1e17}) {
    std::array<char, 64> buffer{};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), round_significant(number, 12))
            .ptr;
    CHECK(print_machine(number) == std::string(buffer.data(), end));
  }
}
