// SPDX-License-Identifier: Apache-2.0
#include "data/generate/text_pool.hpp"

#include <stdexcept>

namespace plume::generate {

namespace {

constexpr std::size_t characters_a_line = 80;
constexpr std::size_t longest_text = 65'535;

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

std::string TextPool::operator()(std::string_view text) {
  if (text.empty()) {
    return "{}";
  }
  if (text.size() > longest_text) {
    throw std::length_error("a text of the catalogue is longer than 65,535 bytes");
  }
  const auto [found, added] = begins_.emplace(text, pool_.size());
  if (added) {
    pool_ += text;
  }
  return '{' + std::to_string(found->second) + ", " + std::to_string(text.size()) + '}';
}

std::string TextPool::literals() const {
  std::string result;
  for (std::size_t i = 0; i < pool_.size(); ++i) {
    result += i % characters_a_line == 0 ? (i == 0 ? "    \"" : "\"\n    \"") : "";
    result += escaped(pool_[i]);
  }
  return result.empty() ? "    \"\"" : result + '"';
}

}  // namespace plume::generate
