// SPDX-License-Identifier: Apache-2.0
#include "formats/logs/log_notes.hpp"

#include "plume/support/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plume::logs {

namespace {

constexpr std::size_t kinds_of_a_code = 32;
constexpr std::size_t longest_shown = 60;

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// The text of a line, counted from 1; empty where there is no such line.
std::string_view line_of(std::string_view text, std::size_t line) {
  for (std::size_t i = 1; i < line; ++i) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) {
      return {};
    }
    text.remove_prefix(end + 1);
  }
  const std::string_view found = text.substr(0, text.find('\n'));
  return found.substr(0, found.find('\r'));
}

}  // namespace

Notes::Entry* Notes::find(std::string_view code, std::string_view kind) {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.note.code == code && entry.kind == kind;
  });
  return found == entries_.end() ? nullptr : &*found;
}

bool Notes::first(std::string_view code, std::string_view kind) const {
  return std::none_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.note.code == code && entry.kind == kind;
  });
}

void Notes::count(std::string_view code, std::string_view kind) {
  if (Entry* const entry = find(code, kind)) {
    ++entry->times;
  }
}

void Notes::add(std::string_view code, std::size_t line, std::string message, std::string cure,
                std::string_view kind) {
  const auto same = std::count_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& entry) { return entry.note.code == code; });
  if (!first(code, kind)) {
    count(code, kind);
  } else if (static_cast<std::size_t>(same) < kinds_of_a_code) {
    entries_.push_back({{code, std::move(message), std::move(cure), line}, std::string(kind)});
  } else {
    ++std::find_if(entries_.rbegin(), entries_.rend(), [&](const Entry& entry) {
        return entry.note.code == code;
      })->times;
  }
}

std::vector<LogNote> Notes::take() {
  std::vector<LogNote> out;
  for (Entry& entry : entries_) {
    if (entry.times > 1) {
      entry.note.message += fmt::format(", and {} more like it", entry.times - 1);
    }
    out.push_back(std::move(entry.note));
  }
  entries_.clear();
  return out;
}

std::string printable(std::string_view text) {
  std::string out(text);
  std::replace_if(
      out.begin(), out.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20U || c == 0x7f; }, ' ');
  return out;
}

std::string shown(std::string_view text) {
  std::size_t size = std::min(text.size(), longest_shown);
  while (size > 0 && size < text.size() && continues_character(text[size])) {
    --size;
  }
  const std::string out = printable(text.substr(0, size));
  return size < text.size() ? out + "..." : out;
}

void refuse(const LogFile& file, std::string_view code, std::size_t line, std::size_t column,
            std::string message, std::string cure) {
  Diagnostic diagnostic{.code = std::string(code),
                        .message = std::move(message),
                        .cure = std::move(cure),
                        .file = file.name,
                        .position = {line, line == 0 ? 0 : std::max<std::size_t>(column, 1)}};
  const std::string_view text = line == 0 ? std::string_view() : line_of(file.text, line);
  if (text.size() <= 400) {
    diagnostic.line = std::string(text);
  }
  throw Failure(std::move(diagnostic));
}

}  // namespace plume::logs
