// SPDX-License-Identifier: Apache-2.0
#include "data/normalise.hpp"
#include "plume/data/catalogue.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace plume {

namespace {

using Words = std::vector<std::string>;

/// Words that say who makes a device or for what market, but not which it is.
constexpr std::array<std::string_view, 10> brand_words{
    "nvidia", "amd", "google", "intel", "aws", "tesla", "geforce", "radeon", "instinct", "apple"};

bool is_brand(const std::string& word) {
  return std::find(brand_words.begin(), brand_words.end(), word) != brand_words.end();
}

/// The words of a name, without case, sorted, brands left out.
Words words_of(std::string_view name) {
  constexpr std::string_view between = " -_/()[],";
  Words words;
  while (!name.empty()) {
    const auto size = std::min(name.find_first_of(between), name.size());
    std::string word = normalised(name.substr(0, size));
    if (!word.empty() && !is_brand(word)) {
      words.push_back(std::move(word));
    }
    name.remove_prefix(std::min(size + 1, name.size()));
  }
  std::sort(words.begin(), words.end());
  return words;
}

bool could_mean(const Words& words, const Accelerator& other) {
  const Words name = words_of(other.name);
  return std::includes(name.begin(), name.end(), words.begin(), words.end());
}

}  // namespace

std::vector<const Accelerator*> variants_of(const Accelerator& taken, std::string_view written) {
  if (normalised(written) == normalised(taken.id)) {
    return {};
  }
  std::vector<const Accelerator*> out;
  const Words words = words_of(written);
  if (words.empty() || words == words_of(taken.name)) {
    return out;
  }
  for (const Accelerator& other : accelerators()) {
    if (&other != &taken && other.vendor.view() == taken.vendor.view() &&
        other.generation.view() == taken.generation.view() && could_mean(words, other)) {
      out.push_back(&other);
    }
  }
  return out;
}

}  // namespace plume
