// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/report/findings.hpp"
#include "plume/report/render.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace plume {

/// Two lists of names as one.
template <std::size_t n, std::size_t m>
constexpr std::array<std::string_view, n + m> both(const std::array<std::string_view, n>& first,
                                                   const std::array<std::string_view, m>& second) {
  std::array<std::string_view, n + m> out;
  for (std::size_t i = 0; i < n + m; ++i) {
    out[i] = i < n ? first[i] : second[i - n];
  }
  return out;
}

/// How an answer with findings is written: as all commands do, and as those who collect findings
/// want it.
inline constexpr auto answer_format_names = both(format_names, finding_format_names);

/// Whether a place in `answer_format_names` is one of `Format`.
constexpr bool is_format(std::size_t answer_format) {
  return answer_format < format_names.size();
}

/// A place in `answer_format_names` behind those of `Format`.
constexpr FindingFormat finding_format(std::size_t answer_format) {
  return static_cast<FindingFormat>(answer_format - format_names.size());
}

}  // namespace plume
