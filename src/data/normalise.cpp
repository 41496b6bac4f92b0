// SPDX-License-Identifier: Apache-2.0
#include "data/normalise.hpp"

namespace plume {

namespace {

/// The letters U+00C0 to U+00FF without accents; '.' where there is no plain letter.
constexpr std::string_view plain_latin =
    "aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty";

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// The plain letter of the two-byte UTF-8 sequence 0xC3 `second`.
char without_accent(char second) {
  return plain_latin[static_cast<unsigned char>(second) & 0x3FU];
}

}  // namespace

std::string normalised(std::string_view name) {
  std::string result;
  result.reserve(name.size());
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool accented = name[i] == '\xC3' && i + 1 < name.size();
    const char c = accented ? without_accent(name[++i]) : lower(name[i]);
    if (is_letter_or_digit(c)) {
      result += c;
    }
  }
  return result;
}

}  // namespace plume
