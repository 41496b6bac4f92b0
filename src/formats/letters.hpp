// SPDX-License-Identifier: Apache-2.0
/// ASCII letters and words, as configurations and scripts are written in them.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

namespace plume {

inline constexpr std::string_view blanks = " \t\r\n";

inline bool is_blank(char c) {
  return blanks.find(c) != std::string_view::npos;
}

/// Without the blanks around it.
inline std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  return first == std::string_view::npos
             ? std::string_view()
             : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

inline char small_letter(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

inline bool is_letter(char c) {
  return small_letter(c) >= 'a' && small_letter(c) <= 'z';
}

/// Whether a name may begin with it; behind that also digits may stand.
inline bool begins_name(char c) {
  return is_letter(c) || c == '_';
}

inline bool is_in_name(char c) {
  return begins_name(c) || is_digit(c);
}

inline std::string small_letters(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), small_letter);
  return out;
}

inline bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// A message that repeats a text of a file, which may be long: its first 500 bytes, whole letters.
inline std::string brief(std::string message) {
  constexpr std::size_t most = 500;
  if (message.size() > most) {
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(message[end]) & 0xC0U) == 0x80U) {
      --end;
    }
    message.resize(end);
    message += " ...";
  }
  return message;
}

}  // namespace plume
