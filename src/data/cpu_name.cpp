// SPDX-License-Identifier: Apache-2.0
#include "data/cpu_name.hpp"

#include "data/normalise.hpp"

#include <algorithm>
#include <array>

namespace plume {

namespace {

/// Signs of a trade mark as /proc/cpuinfo writes them.
constexpr std::array<std::string_view, 4> marks{"(R)", "(r)", "(TM)", "(tm)"};

/// From here on a name speaks of the clock or of the graphics.
constexpr std::array<std::string_view, 2> tails{" @ ", " with "};

/// Words that say nothing about which processor it is.
constexpr std::array<std::string_view, 12> idle_words{"amd",   "ampere", "apple",     "aws",
                                                      "core",  "cpu",    "fujitsu",   "ibm",
                                                      "intel", "nvidia", "processor", "xseries"};

bool is_core_count(std::string_view word) {
  const bool ends = word.size() > 4 && word.substr(word.size() - 4) == "core";
  return ends &&
         std::all_of(word.begin(), word.end() - 4, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_idle(std::string_view word) {
  return is_core_count(word) ||
         std::find(idle_words.begin(), idle_words.end(), word) != idle_words.end();
}

std::string without_marks(std::string_view name) {
  std::string result(name);
  for (const std::string_view mark : marks) {
    for (auto at = result.find(mark); at != std::string::npos; at = result.find(mark)) {
      result.replace(at, mark.size(), 1, ' ');
    }
  }
  for (const std::string_view tail : tails) {
    result.resize(std::min(result.find(tail), result.size()));
  }
  return result;
}

}  // namespace

std::string normalised_cpu(std::string_view name) {
  const std::string text = without_marks(name);
  std::string result;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string word = normalised(std::string_view(text).substr(begin, end - begin));
    result += is_idle(word) ? "" : word;
    begin = end + 1;
  }
  return result;
}

}  // namespace plume
