// SPDX-License-Identifier: Apache-2.0
#include "plume/support/closest_match.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace plume {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  constexpr std::size_t longest_word = 64;
  a = a.substr(0, longest_word);
  b = b.substr(0, longest_word);
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(above.begin(), above.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, above[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

std::vector<std::string_view>
closest_matches(std::string_view word, std::span<const std::string_view> words, std::size_t limit) {
  const std::size_t furthest = std::max<std::size_t>(2, word.size() / 3);
  std::vector<std::pair<std::size_t, std::string_view>> ranked;
  for (const std::string_view candidate : words) {
    if (const auto distance = edit_distance(word, candidate); distance <= furthest) {
      ranked.emplace_back(distance, candidate);
    }
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string_view> out;
  for (const auto& [distance, candidate] : ranked) {
    if (out.size() == limit || distance > ranked.front().first + 1) {
      break;
    }
    if (std::find(out.begin(), out.end(), candidate) == out.end()) {
      out.push_back(candidate);
    }
  }
  return out;
}

std::string did_you_mean(std::span<const std::string_view> candidates) {
  std::string out;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    out += i == 0 ? "did you mean `" : (i + 1 == candidates.size() ? " or `" : ", `");
    out.append(candidates[i]).append("`");
  }
  return out.empty() ? out : out + "?";
}

}  // namespace plume
