// SPDX-License-Identifier: Apache-2.0
#include "plume/units/text.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace plume {

namespace {

std::string group_thousands(const std::string& plain) {
  std::string digits = plain;
  const auto point = digits.find('.');
  const auto first = digits.starts_with('-') ? std::size_t{1} : std::size_t{0};
  auto end = point == std::string::npos ? digits.size() : point;
  if (end - first < 5) {
    return digits;
  }
  while (end > first + 3) {
    end -= 3;
    digits.insert(end, ",");
  }
  return digits;
}

std::string with_format(double number, std::chars_format format, int precision) {
  std::array<char, 64> buffer{};
  const auto result =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, format, precision);
  return {buffer.data(), result.ptr};
}

/// "8.090e+22" as people write it: "8.09e22".
std::string scientific(double number, int digits) {
  std::string text = with_format(number, std::chars_format::scientific, digits - 1);
  const auto exponent = text.find('e');
  const int power = std::stoi(text.substr(exponent + 1));
  text.resize(exponent);
  if (text.find('.') != std::string::npos) {
    text.resize(text.find_last_not_of('0') + 1);
    if (text.back() == '.') {
      text.pop_back();
    }
  }
  return text + "e" + std::to_string(power);
}

}  // namespace

double round_significant(double number, int digits) {
  std::array<char, 64> buffer{};
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number,
                                    std::chars_format::scientific, digits - 1);
  double rounded = number;
  std::from_chars(buffer.data(), result.ptr, rounded);
  return rounded;
}

std::string print_human(double number, int digits) {
  const double rounded = round_significant(number, digits);
  if (rounded == 0) {
    return "0";
  }
  const double size = std::abs(rounded);
  if (size >= 1e10 || size < 1e-4) {
    return scientific(rounded, digits);
  }
  const int decimals = digits - 1 - static_cast<int>(std::floor(std::log10(size)));
  std::string text = with_format(rounded, std::chars_format::fixed, decimals > 0 ? decimals : 0);
  if (decimals > 0) {
    text.resize(text.find_last_not_of('0') + 1);
    if (text.back() == '.') {
      text.pop_back();
    }
  }
  return group_thousands(text);
}

}  // namespace plume
