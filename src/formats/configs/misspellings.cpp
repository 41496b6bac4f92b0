// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/config_view.hpp"
#include "formats/letters.hpp"
#include "plume/support/closest_match.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace plume {

namespace {

using Kind = DocumentNode::Kind;

constexpr std::size_t shortest_key = 4;
constexpr std::size_t longest_key = 64;

bool is_separator(char c) {
  return c == '_' || c == '-';
}

/// Small letters and digits alone: "maxSteps" and "max-steps" are "maxsteps".
std::string bare(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (!is_separator(c)) {
      out.push_back(small_letter(c));
    }
  }
  return out;
}

std::vector<std::string_view> words_of(std::string_view key) {
  std::vector<std::string_view> out;
  while (!key.empty()) {
    const auto end = std::min(key.find_first_of("_-"), key.size());
    out.push_back(key.substr(0, end));
    key.remove_prefix(std::min(end + 1, key.size()));
  }
  return out;
}

std::string digits_of(std::string_view word) {
  std::string out;
  std::copy_if(word.begin(), word.end(), std::back_inserter(out), is_digit);
  return out;
}

/// One slip of the fingers; two in a long word. Names that differ by their first letter or by a
/// digit (`tp_size` and `ep_size`, `beta1` and `beta2`) are different names.
bool is_slip(std::string_view word, std::string_view meant) {
  if (word == meant) {
    return true;
  }
  const std::size_t shorter = std::min(word.size(), meant.size());
  const std::size_t longer = std::max(word.size(), meant.size());
  if (shorter < shortest_key || longer - shorter > 2 || word.front() != meant.front() ||
      digits_of(word) != digits_of(meant)) {
    return false;
  }
  return edit_distance(word, meant) <= (shorter >= 8 ? 2U : 1U);
}

bool is_nearly(std::string_view key, std::string_view meant) {
  const bool sensible = key.size() >= shortest_key && key.size() <= longest_key;
  if (!sensible || key == meant) {
    return false;
  }
  if (bare(key) == bare(meant)) {
    return true;
  }
  const auto words = words_of(key);
  const auto meant_words = words_of(meant);
  return std::equal(words.begin(), words.end(), meant_words.begin(), meant_words.end(), is_slip);
}

/// The deepest map on a path that is there, and the key that it lacks.
struct Gap {
  const DocumentNode* map;
  std::string_view above;  ///< the path of the map, with a dot behind it
  std::string_view key;
};

Gap gap_of(const DocumentNode& root, std::string_view path) {
  Gap gap{&root, path.substr(0, 0), path};
  while (true) {
    const auto end = std::min(path.find('.', gap.above.size()), path.size());
    gap.key = path.substr(gap.above.size(), end - gap.above.size());
    const DocumentNode* const next = gap.map->find(gap.key);
    if (next == nullptr || end == path.size()) {
      return gap;
    }
    gap.map = next;
    gap.above = path.substr(0, end + 1);
  }
}

/// The paths that were asked for, and all above them.
std::set<std::string, std::less<>> with_those_above(const std::vector<std::string>& paths) {
  std::set<std::string, std::less<>> out;
  for (const std::string& path : paths) {
    for (auto dot = path.find('.'); dot != std::string::npos; dot = path.find('.', dot + 1)) {
      out.insert(path.substr(0, dot));
    }
    out.insert(path);
  }
  return out;
}

}  // namespace

std::vector<ConfigView::Misspelling> ConfigView::misspellings() const {
  const auto asked = with_those_above(asked_);
  std::set<std::string> told;
  std::vector<Misspelling> out;
  for (const std::string& path : missed_) {
    const Gap gap = gap_of(document_.root, path);
    for (const DocumentNode::Entry& entry : gap.map->entries) {
      if (!is_nearly(entry.key, gap.key)) {
        continue;
      }
      const std::string written = std::string(gap.above) + entry.key;
      if (!asked.contains(written) && told.insert(written).second) {
        out.push_back({written, std::string(gap.above).append(gap.key), entry.key_place});
      }
    }
  }
  return out;
}

}  // namespace plume
