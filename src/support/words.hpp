// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace plume {

/// Bytes of a text as one number, in the order of the machine.
template <class Word>
constexpr Word word_at(const char* text) {
  std::array<char, sizeof(Word)> bytes{};
  std::copy_n(text, bytes.size(), bytes.begin());
  return std::bit_cast<Word>(bytes);
}

/// Eight bytes of a text, of which the first is the lowest of the number.
constexpr std::uint64_t eight_bytes(const char* text) {
  const auto word = word_at<std::uint64_t>(text);
  return std::endian::native == std::endian::little ? word : __builtin_bswap64(word);
}

/// Eight times the same byte.
constexpr std::uint64_t eight_of(char byte) {
  return 0x0101010101010101U * static_cast<unsigned char>(byte);
}

inline constexpr std::uint64_t top_bits = eight_of('\x80');

/// How many bytes stand before the first whose top bit is set; eight when there is none.
constexpr std::size_t bytes_before(std::uint64_t marks) {
  return static_cast<std::size_t>(std::countr_zero(marks)) / 8;
}

/// Marks the first byte that JSON does not write as it stands within a text, a quotation mark, a
/// backslash or a control, and perhaps others behind it.
constexpr std::uint64_t mark_escaped(std::uint64_t bytes) {
  // To subtract the least allowed sets the top bit of what is less, unless it was set before; a
  // byte that is to be found is made zero first.
  const std::uint64_t quotes = (bytes ^ eight_of('"')) - eight_of(1);
  const std::uint64_t backslashes = (bytes ^ eight_of('\\')) - eight_of(1);
  const std::uint64_t controls = bytes - eight_of(' ');
  return (quotes | backslashes | controls) & ~bytes & top_bits;
}

/// The digits that eight bytes begin with.
struct DigitRun {
  std::size_t count = 0;
  std::uint64_t number = 0;
};

constexpr DigitRun digits_in(std::uint64_t bytes) {
  constexpr char above_nine = 0x76;  // sets the top bit of 10 and more
  std::uint64_t values = bytes ^ eight_of('0');
  const std::size_t count = bytes_before((values | (values + eight_of(above_nine))) & top_bits);
  if (count == 0) {
    return {};
  }
  values <<= 8 * (8 - count);                                            // zeros before the first
  values = (values & 0x0f0f0f0f0f0f0f0fU) * (10 * 0x100 + 1) >> 8U;      // two digits each
  values = (values & 0x00ff00ff00ff00ffU) * (100 * 0x10000 + 1) >> 16U;  // four
  values = (values & 0x0000ffff0000ffffU) * (10000 * 0x100000000U + 1) >> 32U;  // eight
  return {count, values};
}

}  // namespace plume
