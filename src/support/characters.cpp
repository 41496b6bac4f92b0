// SPDX-License-Identifier: Apache-2.0
#include "plume/support/characters.hpp"

namespace plume {

namespace {

unsigned byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

}  // namespace

std::size_t control_width(std::string_view text) {
  const unsigned first = byte_at(text, 0);
  const bool plain = !text.empty() && (first < 0x20 || first == 0x7f);
  const bool second = first == 0xc2 && byte_at(text, 1) >= 0x80 && byte_at(text, 1) <= 0x9f;
  return plain ? 1 : second ? 2 : 0;
}

std::size_t turn_width(std::string_view text) {
  const unsigned last = byte_at(text, 2);
  const bool embedding = byte_at(text, 1) == 0x80 && last >= 0xaa && last <= 0xae;
  const bool isolate = byte_at(text, 1) == 0x81 && last >= 0xa6 && last <= 0xa9;
  return byte_at(text, 0) == 0xe2 && (embedding || isolate) ? 3 : 0;
}

}  // namespace plume
