// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/generate/object_reader.hpp"

#include <optional>
#include <string>

namespace plume::generate {

/// The word of a fixed vocabulary that a text is: "verified", "life-cycle", "board". Reports a text
/// that is none of the `count` words, and gives the first one then.
template <class Word>
Word word_from(const std::string& text, const Spot& spot, std::size_t count, Faults& faults) {
  std::string known;
  for (std::size_t i = 0; i < count; ++i) {
    const auto word = static_cast<Word>(i);
    if (name_of(word) == text) {
      return word;
    }
    known.append(i == 0 ? "" : ", ").append(name_of(word));
  }
  if (!text.empty()) {
    faults.add(spot, "unknown word \"" + text + '"', "use one of: " + known);
  }
  return Word{};
}

/// The member `key`, which must be there.
template <class Word>
Word read_word(ObjectReader& reader, std::string_view key, std::size_t count) {
  return word_from<Word>(reader.text(key), reader.spot().inside(key), count, reader.faults());
}

}  // namespace plume::generate
