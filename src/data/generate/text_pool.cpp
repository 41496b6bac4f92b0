// SPDX-License-Identifier: Apache-2.0
#include "data/generate/text_pool.hpp"

#include <stdexcept>

namespace plume::generate {

namespace {

constexpr std::size_t characters_a_line = 80;

/// Octal, since a hexadecimal escape would swallow the digits behind it.
std::string octal(unsigned char c) {
  const auto digit = [c](unsigned shift) { return static_cast<char>('0' + ((c >> shift) & 7U)); };
  return {'\\', digit(6), digit(3), digit(0)};
}

std::string escaped(char c) {
  if (c == '"' || c == '\\' || c == '?') {
    return {'\\', c};
  }
  return c >= ' ' && c <= '~' ? std::string(1, c) : octal(static_cast<unsigned char>(c));
}

}  // namespace

Text TextPool::operator()(std::string_view text) {
  if (text.empty()) {
    return {};
  }
  if (text.size() > longest_text) {
    throw std::length_error("a text of the catalogue is longer than 65,535 bytes");
  }
  const auto begin = static_cast<std::uint32_t>(pool_.size());
  const auto [found, added] = begins_.emplace(text, begin);
  if (added) {
    pool_ += text;
  }
  return {found->second, static_cast<std::uint16_t>(text.size())};
}

std::string as_literals(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    result += i % characters_a_line == 0 ? (i == 0 ? "    \"" : "\"\n    \"") : "";
    result += escaped(text[i]);
  }
  return result.empty() ? "    \"\"" : result + '"';
}

}  // namespace plume::generate
