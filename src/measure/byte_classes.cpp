// SPDX-License-Identifier: Apache-2.0
#include "measure/byte_classes.hpp"

namespace plume {

Bytes range_of(unsigned char first, unsigned char last) {
  Bytes out;
  for (unsigned c = first; c <= last; ++c) {
    out.set(c);
  }
  return out;
}

Bytes bytes_of(std::string_view text) {
  Bytes out;
  for (const char c : text) {
    out.set(static_cast<unsigned char>(c));
  }
  return out;
}

Bytes word_bytes() {
  return range_of('0', '9') | range_of('A', 'Z') | range_of('a', 'z') | bytes_of("_");
}

std::optional<Bytes> class_of(char letter) {
  switch (letter) {
    case 'd':
      return range_of('0', '9');
    case 'D':
      return ~range_of('0', '9');
    case 'w':
      return word_bytes();
    case 'W':
      return ~word_bytes();
    case 's':
      return bytes_of(" \t\n\v\f\r");
    case 'S':
      return ~bytes_of(" \t\n\v\f\r");
    default:
      return std::nullopt;
  }
}

}  // namespace plume
