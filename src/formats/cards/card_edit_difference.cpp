// SPDX-License-Identifier: Apache-2.0
#include "plume/formats/card_edit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace plume {

namespace {

using Lines = std::vector<std::string_view>;

constexpr std::size_t context = 3;  ///< lines that are shown around what changes

/// Beyond so many changed lines a text counts as another: the search for the shortest difference
/// takes time by their square.
constexpr std::int64_t most_changes = 1000;

/// The lines of a text with their line feeds; the last may lack it.
Lines lines_with_ends(std::string_view text) {
  Lines out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    out.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return out;
}

/// What becomes of a line: it stays (' '), goes ('-') or comes ('+').
using Script = std::string;

/// The shortest way from one list of lines to another (Myers, An O(ND) Difference Algorithm and Its
/// Variations, 1986): furthest[k] is how far along `before` the paths on diagonal k reach.
class Search {
 public:
  Search(const Lines& before, const Lines& after)
      : before_(before), after_(after), rows_(static_cast<std::int64_t>(before.size())),
        columns_(static_cast<std::int64_t>(after.size())) {}

  Script script() {
    const std::int64_t most = std::min(rows_ + columns_, most_changes);
    furthest_.assign(static_cast<std::size_t>(2 * most + 3), 0);
    middle_ = most + 1;
    for (std::int64_t changes = 0; changes <= most; ++changes) {
      trace_.push_back({furthest_.begin() + (middle_ - changes - 1),
                        furthest_.begin() + (middle_ + changes + 2)});
      if (advance(changes)) {
        return walk_back(changes);
      }
    }
    return Script(before_.size(), '-') + Script(after_.size(), '+');
  }

 private:
  std::int64_t& at(std::int64_t diagonal) {
    return furthest_[static_cast<std::size_t>(middle_ + diagonal)];
  }

  bool advance(std::int64_t changes) {
    for (std::int64_t k = -changes; k <= changes; k += 2) {
      std::int64_t x =
          comes_from_above(k, changes, at(k - 1), at(k + 1)) ? at(k + 1) : at(k - 1) + 1;
      while (x < rows_ && x - k < columns_ && is_same(x, x - k)) {
        ++x;
      }
      at(k) = x;
      if (x >= rows_ && x - k >= columns_) {
        return true;
      }
    }
    return false;
  }

  static bool comes_from_above(std::int64_t k, std::int64_t changes, std::int64_t left,
                               std::int64_t above) {
    return k == -changes || (k != changes && left < above);
  }

  bool is_same(std::int64_t x, std::int64_t y) const {
    return before_[static_cast<std::size_t>(x)] == after_[static_cast<std::size_t>(y)];
  }

  Script walk_back(std::int64_t changes) const {
    Script out;
    std::int64_t x = rows_;
    std::int64_t y = columns_;
    for (; changes > 0; --changes) {
      const auto& row = trace_[static_cast<std::size_t>(changes)];
      const auto reached = [&](std::int64_t k) {
        return row[static_cast<std::size_t>(k + changes + 1)];
      };
      const std::int64_t k = x - y;
      const bool added = comes_from_above(k, changes, reached(k - 1), reached(k + 1));
      const std::int64_t start = added ? reached(k + 1) : reached(k - 1) + 1;
      out.append(static_cast<std::size_t>(x - start), ' ').push_back(added ? '+' : '-');
      x = added ? start : start - 1;
      y = added ? start - k - 1 : start - k;
    }
    out.append(static_cast<std::size_t>(x), ' ');
    std::reverse(out.begin(), out.end());
    return out;
  }

  const Lines& before_;
  const Lines& after_;
  std::int64_t rows_;
  std::int64_t columns_;
  std::int64_t middle_ = 0;
  std::vector<std::int64_t> furthest_;
  std::vector<std::vector<std::int64_t>> trace_;
};

/// How many lines two texts share at their beginning.
std::size_t shared_lines(const Lines& a, const Lines& b) {
  return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first -
                                  a.begin());
}

/// How many they share at their end, behind the first `begin`.
std::size_t shared_at_end(const Lines& a, const Lines& b, std::size_t begin) {
  const std::size_t most = std::min(a.size(), b.size()) - begin;
  std::size_t shared = 0;
  while (shared < most && a[a.size() - 1 - shared] == b[b.size() - 1 - shared]) {
    ++shared;
  }
  return shared;
}

Script script_of(const Lines& before, const Lines& after) {
  const std::size_t begin = shared_lines(before, after);
  const std::size_t end = shared_at_end(before, after, begin);
  const auto between = [&](const Lines& lines) {
    return Lines(lines.begin() + static_cast<std::ptrdiff_t>(begin),
                 lines.end() - static_cast<std::ptrdiff_t>(end));
  };
  const Lines old_lines = between(before);
  const Lines new_lines = between(after);
  return Script(begin, ' ') + Search(old_lines, new_lines).script() + Script(end, ' ');
}

/// "3,2" of two lines from line 3; an empty range stands behind the line that it names.
std::string range(std::size_t first, std::size_t count) {
  const std::size_t line = count == 0 ? first : first + 1;
  return count == 1 ? fmt::format("{}", line) : fmt::format("{},{}", line, count);
}

/// Lines that are printed together: changes with what stands around them, by their steps in the
/// script.
struct Hunk {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::vector<Hunk> hunks_of(const Script& script) {
  std::vector<Hunk> out;
  for (std::size_t at = script.find_first_of("-+"); at != Script::npos;
       at = script.find_first_of("-+", at + 1)) {
    const std::size_t begin = at - std::min(at, context);
    const std::size_t end = std::min(at + 1 + context, script.size());
    if (!out.empty() && begin <= out.back().end) {
      out.back().end = end;
    } else {
      out.push_back({begin, end});
    }
  }
  return out;
}

/// How many lines of one side the steps take.
std::size_t taken(std::string_view steps, char other) {
  return steps.size() - static_cast<std::size_t>(std::count(steps.begin(), steps.end(), other));
}

std::string print_hunk(const Script& script, const Hunk& hunk, const Lines& before,
                       const Lines& after) {
  const std::string_view ahead = std::string_view(script).substr(0, hunk.begin);
  const std::string_view steps = std::string_view(script).substr(hunk.begin, hunk.end - hunk.begin);
  std::size_t old_line = taken(ahead, '+');
  std::size_t new_line = taken(ahead, '-');
  std::string out = fmt::format("@@ -{} +{} @@\n", range(old_line, taken(steps, '+')),
                                range(new_line, taken(steps, '-')));
  for (const char step : steps) {
    const std::string_view line = step == '+' ? after[new_line] : before[old_line];
    old_line += step == '+' ? 0U : 1U;
    new_line += step == '-' ? 0U : 1U;
    out.append(1, step).append(line);
    out.append(line.ends_with('\n') ? "" : "\n\\ No newline at end of file\n");
  }
  return out;
}

}  // namespace

std::string unified_difference(const std::string& file, std::string_view before,
                               std::string_view after) {
  const Lines old_lines = lines_with_ends(before);
  const Lines new_lines = lines_with_ends(after);
  const Script script = script_of(old_lines, new_lines);
  std::string out;
  for (const Hunk& hunk : hunks_of(script)) {
    out.append(out.empty() ? fmt::format("--- {0}\n+++ {0}\n", file) : std::string());
    out.append(print_hunk(script, hunk, old_lines, new_lines));
  }
  return out;
}

}  // namespace plume
