// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace plume {

/// One instruction of a pattern's machine.
struct PatternStep {
  enum class Kind : std::uint8_t {
    one_of,
    fork,
    jump,
    save,
    line_begin,
    line_end,
    word_edge,
    done
  };
  Kind kind = Kind::done;
  std::bitset<256> bytes{};  ///< that `one_of` takes
  std::size_t target = 0;    ///< of a jump; the better way of a fork; what to save: 0 or 1
  std::size_t second = 0;    ///< the other way of a fork
};

/// A regular expression that is looked for in lines, in a time that grows with the line's length
/// alone: characters, `.`, `[a-z]`, `\d \w \s \b` and their opposites, groups `( )` and `(?: )`,
/// `|`, `* + ? {2,5}` and their lazy forms, `^` and `$`. Bytes, not characters; the best match is
/// that of Perl.
class Pattern {
 public:
  /// Throws `Failure` (bad input) for what is no such expression, or too large a one.
  explicit Pattern(std::string_view text);

  struct Match {
    std::optional<std::string_view> group;  ///< what the first group took
  };

  /// The leftmost match in a line.
  std::optional<Match> search(std::string_view line) const;

 private:
  std::vector<PatternStep> program_;
};

/// Turns an expression into a machine; throws as `Pattern` does.
std::vector<PatternStep> compile_pattern(std::string_view text);

}  // namespace plume
