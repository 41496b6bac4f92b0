// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// How many letters must be inserted, deleted, replaced or swapped with their neighbour to turn
/// one word into the other.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The words nearest to a mistyped one, best first: at most `limit`, none further than a third of
/// the word's length (at least 2), nor than one letter beyond the nearest.
std::vector<std::string_view> closest_matches(std::string_view word,
                                              std::span<const std::string_view> words,
                                              std::size_t limit = 3);

/// "did you mean `a`, `b` or `c`?", or nothing when there is no candidate.
std::string did_you_mean(std::span<const std::string_view> candidates);

}  // namespace plume
