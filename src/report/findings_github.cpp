// SPDX-License-Identifier: Apache-2.0
#include "report/finding_writers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace plume {

namespace {

/// Annotations of one kind that GitHub shows of a step; it drops the rest without a word.
constexpr std::size_t shown = 10;

constexpr std::array<std::string_view, severity_names.size()> commands{"notice", "warning",
                                                                       "error"};

/// As GitHub's toolkit escapes the message of a command.
constexpr auto data_escapes = std::to_array<Escape>({{'%', "%25"}, {'\r', "%0D"}, {'\n', "%0A"}});

/// As it escapes the properties, which end at a comma or a colon.
constexpr auto property_escapes =
    std::to_array<Escape>({{'%', "%25"}, {'\r', "%0D"}, {'\n', "%0A"}, {':', "%3A"}, {',', "%2C"}});

using Counts = std::array<std::size_t, severity_names.size()>;

std::size_t index_of(Severity severity) {
  return static_cast<std::size_t>(severity);
}

std::string property(std::string_view text) {
  return escaped(carried(text), property_escapes);
}

/// `file=a.yaml,line=3,col=5,endColumn=9,`, as far as known.
std::string place_of(const Finding& finding) {
  if (finding.file.empty()) {
    return {};
  }
  std::string out = fmt::format("file={},", property(plain_path(finding.file)));
  if (finding.position.line > 0) {
    out += fmt::format("line={},", finding.position.line);
    if (const auto columns = columns_of(finding)) {
      out += fmt::format("col={},endColumn={},", columns->begin, columns->end);
    }
  }
  return out;
}

std::string command(Severity severity, std::string_view place, std::string_view title,
                    std::string_view message) {
  return fmt::format("::{} {}title={}::{}\n", commands[index_of(severity)], place, property(title),
                     escaped(carried(message), data_escapes));
}

std::string command(const Finding& finding, std::string_view suite) {
  return command(finding.severity, place_of(finding), fmt::format("{}: {}", suite, finding.code),
                 words_of(finding));
}

std::vector<const Finding*> gravest_first(const Findings& findings) {
  std::vector<const Finding*> out;
  std::transform(findings.all.begin(), findings.all.end(), std::back_inserter(out),
                 [](const Finding& finding) { return &finding; });
  std::stable_sort(out.begin(), out.end(),
                   [](const Finding* a, const Finding* b) { return a->severity > b->severity; });
  return out;
}

Counts counts_of(const Findings& findings) {
  Counts out{};
  for (const Finding& finding : findings.all) {
    ++out[index_of(finding.severity)];
  }
  return out;
}

/// How many of each kind are written. Where some are left out, a notice says so.
Counts room_for(const Counts& counts) {
  Counts out;
  out.fill(shown);
  if (std::any_of(counts.begin(), counts.end(), [](std::size_t n) { return n > shown; })) {
    out[index_of(Severity::note)] = shown - 1;
  }
  return out;
}

/// "2 errors, 1 note"
std::string left_out(const Counts& counts, const Counts& room) {
  std::string out;
  for (std::size_t i = counts.size(); i-- > 0;) {
    if (counts[i] > room[i]) {
      const std::size_t n = counts[i] - room[i];
      out += fmt::format("{}{} {}{}", out.empty() ? "" : ", ", n, severity_names[i],
                         n == 1 ? "" : "s");
    }
  }
  return out;
}

std::string last_line(const Counts& counts, const Counts& room, std::string_view suite) {
  const std::string rest = left_out(counts, room);
  return rest.empty() ? rest
                      : command(Severity::note, {}, suite,
                                fmt::format("not shown here, where {} of a kind have room: {} more",
                                            shown, rest));
}

}  // namespace

std::string render_github(const Findings& findings, std::string_view suite,
                          std::span<const FindingRule>) {
  const Counts counts = counts_of(findings);
  const Counts room = room_for(counts);
  Counts written{};
  std::string out;
  for (const Finding* finding : gravest_first(findings)) {
    const std::size_t kind = index_of(finding->severity);
    if (written[kind]++ < room[kind]) {
      out += command(*finding, suite);
    }
  }
  return out + last_line(counts, room, suite);
}

}  // namespace plume
