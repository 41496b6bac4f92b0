// SPDX-License-Identifier: Apache-2.0
#include "formats/logs/log_notes.hpp"
#include "formats/logs/log_readers_a.hpp"
#include "formats/logs/log_readers_b.hpp"
#include "plume/formats/log.hpp"
#include "plume/support/closest_match.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

namespace plume {

namespace {

using logs::refuse;

constexpr std::size_t format_count = logs::formats_a.size() + logs::formats_b.size();

/// Ours first: theirs are told apart by words that may stand anywhere.
constexpr std::array<LogFormat, format_count> joined() {
  std::array<LogFormat, format_count> out{};
  std::copy(logs::formats_a.begin(), logs::formats_a.end(), out.begin());
  std::copy(logs::formats_b.begin(), logs::formats_b.end(), out.begin() + logs::formats_a.size());
  return out;
}
constexpr std::array<LogFormat, format_count> table = joined();

std::vector<std::string_view> ids() {
  std::vector<std::string_view> out;
  for (const LogFormat& format : table) {
    out.push_back(format.id);
  }
  return out;
}

const LogFormat& format_named(const std::string& id) {
  const auto* const found = std::find_if(table.begin(), table.end(),
                                         [&](const LogFormat& format) { return format.id == id; });
  if (found != table.end()) {
    return *found;
  }
  const auto known = ids();
  const auto near = closest_matches(id, known);
  throw Failure(
      Diagnostic{.code = "unknown-log-format",
                 .message = fmt::format("there is no format of logs `{}`", logs::shown(id)),
                 .cure = near.empty() ? fmt::format("give one of: {}", fmt::join(known, ", "))
                                      : did_you_mean(near),
                 .file = "--from"});
}

const LogFormat& format_of(const LogFile& file, const std::string& id) {
  if (!id.empty()) {
    return format_named(id);
  }
  const auto* const found = std::find_if(table.begin(), table.end(), [&](const LogFormat& format) {
    return format.recognises(file.text);
  });
  if (found == table.end()) {
    refuse(file, "log-not-recognised", 1, 1, "this is the log of no tool that is known",
           fmt::format("say which with --from: {}", fmt::join(ids(), ", ")));
  }
  return *found;
}

/// Windows' shells write UTF-16.
void require_text(const LogFile& file) {
  const std::string_view text = file.text;
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff")) {
    refuse(file, "log-utf-16", 0, 0, "the log is in UTF-16",
           "write it in UTF-8: in PowerShell, `| Out-File -Encoding utf8 FILE`");
  }
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    refuse(file, "log-empty", 0, 0, "the log is empty",
           "see whether the tool wrote it, and to this place");
  }
}

/// How many bytes a character of UTF-8 has that begins with `first`; 0 where none does.
std::size_t length_of_character(unsigned char first) {
  return first < 0x80U   ? 1
         : first < 0xC2U ? 0
         : first < 0xE0U ? 2
         : first < 0xF0U ? 3
         : first < 0xF5U ? 4
                         : 0;
}

/// The text with a question mark for each byte that is not UTF-8.
std::string valid_text(std::string text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t size = length_of_character(static_cast<unsigned char>(text[i]));
    if (size > 0 && i + size <= text.size() && simdjson::validate_utf8(&text[i], size)) {
      i += size;
    } else {
      text[i++] = '?';
    }
  }
  return text;
}

/// Files of one log, the places where they were given, and what must be said of them.
struct Group {
  const LogFormat* format = nullptr;
  std::vector<LogFile> files;
  bool mended = false;
};

void add_file(const LogFile& file, const LogOptions& options, std::vector<Group>& groups) {
  require_text(file);
  const bool sound = simdjson::validate_utf8(file.text);
  LogFile text{file.name, sound ? file.text : valid_text(file.text)};
  const LogFormat& format = format_of(text, options.format);
  const auto same = std::find_if(groups.begin(), groups.end(), [&](const Group& group) {
    return group.format == &format && format.joins_files;
  });
  Group& group = same == groups.end() ? groups.emplace_back(Group{&format, {}, false}) : *same;
  group.files.push_back(std::move(text));
  group.mended = group.mended || !sound;
}

EnergyLog read_group(const Group& group, const LogOptions& options) {
  EnergyLog log = group.format->read(group.files, options);
  log.format = group.format->id;
  log.file = group.files.front().name;
  for (std::size_t i = 1; i < group.files.size(); ++i) {
    log.file += ", " + group.files[i].name;
  }
  if (group.mended) {
    log.notes.push_back({"log-not-utf-8",
                         "the log is not all UTF-8: what is not reads as question marks",
                         "write it in UTF-8", 0});
  }
  return log;
}

}  // namespace

std::span<const LogFormat> log_formats() {
  return table;
}

std::vector<EnergyLog> read_logs(std::span<const LogFile> files, const LogOptions& options) {
  std::vector<Group> groups;
  for (const LogFile& file : files) {
    add_file(file, options, groups);
  }
  std::vector<EnergyLog> out;
  out.reserve(groups.size());
  for (const Group& group : groups) {
    out.push_back(read_group(group, options));
  }
  return out;
}

}  // namespace plume
