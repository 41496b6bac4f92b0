// SPDX-License-Identifier: Apache-2.0
/// What must be said of how a log was read, and errors that name its place.
#pragma once

#include "plume/formats/log.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace plume::logs {

/// Gathers notes: one of each code and kind, with the first line that it is about and how many more
/// there are.
class Notes {
 public:
  /// `code` and `kind` must be literals, or live as long as the log. Of several kinds with one code
  /// (a column, a word) each is a note of its own, at most 32.
  void add(std::string_view code, std::size_t line, std::string message, std::string cure,
           std::string_view kind = {});
  /// Whether the next note of this code would be the first: to save the work of a message.
  bool first(std::string_view code, std::string_view kind = {}) const;
  /// Counts one more of a code that has a note.
  void count(std::string_view code, std::string_view kind = {});
  /// All notes, by first appearance, with their counts in words.
  std::vector<LogNote> take();

 private:
  struct Entry {
    LogNote note;
    std::string kind;
    std::size_t times = 1;
  };
  Entry* find(std::string_view code, std::string_view kind);
  std::vector<Entry> entries_;
};

/// A text with blanks in place of control characters.
std::string printable(std::string_view text);

/// A text of a log as messages show it: at most 60 bytes, without control characters, whole
/// characters of UTF-8.
std::string shown(std::string_view text);

/// Throws a `Failure` (bad input) that names file, line and column; 0 where there is none.
[[noreturn]] void refuse(const LogFile& file, std::string_view code, std::size_t line,
                         std::size_t column, std::string message, std::string cure);

}  // namespace plume::logs
