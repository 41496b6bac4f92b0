// SPDX-License-Identifier: Apache-2.0
#include "plume/units/text.hpp"

#include "units/short_decimal.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace plume {

namespace {

void skip_spaces(std::string_view& text) {
  while (!text.empty() && text.front() == ' ') {
    text.remove_prefix(1);
  }
}

/// Takes a finite decimal number off the front of the text.
bool take_number(std::string_view& text, double& out) {
  skip_spaces(text);
  const char* const all = text.data() + text.size();
  if (const char* const behind = read_short_decimal<take_digits>(text.data(), all, out)) {
    text = {behind, static_cast<std::size_t>(all - behind)};
    return true;
  }
  const std::size_t sign = text.starts_with('-') ? 1 : 0;
  if (text.size() <= sign || !(text[sign] == '.' || (text[sign] >= '0' && text[sign] <= '9'))) {
    return false;  // from_chars would read "inf" and "nan"
  }
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc{} || !std::isfinite(out)) {
    return false;
  }
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  // In "1..2" the first number ends before the dots, where from_chars takes "1.".
  const bool took_dot = end[-1] == '.' && text.starts_with('.');
  text = took_dot ? std::string_view(end - 1, text.size() + 1) : text;
  return true;
}

/// Splits "W +-5%" into the unit and the tolerance that follows it.
std::pair<std::string_view, std::string_view> split_tolerance(std::string_view text) {
  if (std::none_of(text.begin(), text.end(), [](char c) { return c == '+' || c == '\xc2'; })) {
    return {text, {}};
  }
  for (const std::string_view sign : {"+-", "+/-", "\u00b1"}) {
    if (const auto at = text.find(sign); at != std::string_view::npos) {
      return {text.substr(0, at), text.substr(at + sign.size())};
    }
  }
  return {text, {}};
}

bool apply_tolerance(std::string_view text, Measure& out) {
  double percent = 0;
  if (!take_number(text, percent)) {
    return false;
  }
  skip_spaces(text);
  const bool ends_there = text.find_last_not_of(' ') == 0;
  if (!text.starts_with('%') || !ends_there || percent < 0 || percent >= 100) {
    return false;
  }
  out.low = out.value * (1 - percent / 100);
  out.high = out.value * (1 + percent / 100);
  return true;
}

MeasureFault take_range(std::string_view& text, Measure& out) {
  text.remove_prefix(2);
  out.low = out.value;
  if (!take_number(text, out.high) || out.high < out.low) {
    return MeasureFault::bad_range;
  }
  out.value = (out.low + out.high) / 2;
  return MeasureFault::none;
}

std::string_view without_trailing_spaces(std::string_view text) {
  const auto last = text.find_last_not_of(' ');
  return last == std::string_view::npos ? std::string_view{} : text.substr(0, last + 1);
}

}  // namespace

MeasureFault parse_measure(std::string_view text, Measure& out) {
  skip_spaces(text);
  if (text.empty()) {
    return MeasureFault::empty;
  }
  if (!take_number(text, out.value)) {
    return MeasureFault::not_a_number;
  }
  out.low = out.high = out.value;
  out.unit = {};
  skip_spaces(text);
  if (text.empty()) {
    return MeasureFault::none;
  }
  if (text.starts_with("..")) {
    if (const auto fault = take_range(text, out); fault != MeasureFault::none) {
      return fault;
    }
  }
  skip_spaces(text);
  const auto [unit, tolerance] = split_tolerance(text);
  if (unit.size() != text.size() && (out.low != out.high || !apply_tolerance(tolerance, out))) {
    return MeasureFault::bad_tolerance;
  }
  out.unit = without_trailing_spaces(unit);
  return MeasureFault::none;
}

std::optional<double> count_suffix(std::string_view suffix) {
  if (suffix.size() > 1) {
    return std::nullopt;
  }
  if (suffix.empty()) {
    return 1;
  }
  switch (suffix.front()) {
    case 'k':
    case 'K':
      return 1e3;
    case 'M':
      return 1e6;
    case 'B':
    case 'G':
      return 1e9;
    case 'T':
      return 1e12;
    default:
      return std::nullopt;
  }
}

}  // namespace plume
