// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/words.hpp"

#include <cstdint>
#include <string_view>

namespace plume {

/// Both ends of a text, eight bytes each, which overlap in a short one. Of two texts of one size,
/// up to sixteen bytes, equal ends make equal texts.
struct TextEnds {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  constexpr bool operator==(const TextEnds&) const = default;
};

template <class Word>
constexpr TextEnds ends_by(std::string_view text) {
  return {word_at<Word>(text.data()), word_at<Word>(text.data() + text.size() - sizeof(Word))};
}

constexpr TextEnds ends_of(std::string_view text) {
  const std::size_t size = text.size();
  return size >= 8   ? ends_by<std::uint64_t>(text)
         : size >= 4 ? ends_by<std::uint32_t>(text)
         : size >= 2 ? ends_by<std::uint16_t>(text)
         : size == 1 ? ends_by<std::uint8_t>(text)
                     : TextEnds{};
}

/// The middle of a text of more than sixteen bytes: up to 24, it has all that its ends leave out.
constexpr std::uint64_t middle_of(std::string_view text) {
  return text.size() > 16 ? word_at<std::uint64_t>(text.data() + text.size() / 2 - 4) : 0;
}

/// Whether a text begins with `start`, word by word: texts of a few words are not worth a call.
constexpr bool begins_with(std::string_view text, std::string_view start) {
  using Word = std::uint64_t;
  if (text.size() < start.size()) {
    return false;
  }
  const char* at = text.data();
  while (start.size() > sizeof(TextEnds)) {
    if (word_at<Word>(at) != word_at<Word>(start.data())) {
      return false;
    }
    at += sizeof(Word);
    start.remove_prefix(sizeof(Word));
  }
  return ends_of({at, start.size()}) == ends_of(start);
}

}  // namespace plume
