// SPDX-License-Identifier: Apache-2.0
#include "plume/report/findings.hpp"

#include "report/finding_writers.hpp"
#include "report/table.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>

namespace plume {

namespace {

constexpr std::array<FindingWriter, finding_format_names.size()> writers{
    render_github, render_gitlab, render_sarif, render_junit};

constexpr std::string_view replacement = "\ufffd";

std::string valid_utf8(std::string_view text) {
  using Json = nlohmann::json;
  return Json::parse(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace))
      .get<std::string>();
}

/// Bytes of the character in front that XML has no place for: a control, U+FFFE or U+FFFF; 0 where
/// it is another.
std::size_t width_of_forbidden(std::string_view text) {
  const char c = text.front();
  if (static_cast<unsigned char>(c) < 0x20) {
    return c == '\t' || c == '\n' || c == '\r' ? 0 : 1;
  }
  return text.starts_with("\xef\xbf\xbe") || text.starts_with("\xef\xbf\xbf") ? 3 : 0;
}

/// Units that move with their figure: 980 kg today, 1.2 t tomorrow.
constexpr auto moving_units = std::to_array<std::string_view>(
    {"g",  "kg",   "t", "kt", "Mt",    "Wh",   "kWh", "MWh",  "GWh",  "TWh",   "W", "kW",
     "MW", "FLOP", "h", "s",  "hours", "hour", "day", "days", "year", "years", "%", "kgCO2e"});

/// A word without the punctuation around it.
std::string_view bare(std::string_view word) {
  constexpr std::string_view marks = "()[],.;:~";
  const auto first = word.find_first_not_of(marks);
  return first == std::string_view::npos
             ? std::string_view()
             : word.substr(first, word.find_last_not_of(marks) - first + 1);
}

/// "412", "-3%", "x2", "1.5e9"
bool is_figure(std::string_view word) {
  const auto digit = bare(word).find_first_not_of("+-x");
  return digit != std::string_view::npos && bare(word)[digit] >= '0' && bare(word)[digit] <= '9';
}

bool is_unit(std::string_view word) {
  return std::find(moving_units.begin(), moving_units.end(), bare(word)) != moving_units.end();
}

/// The words of a message that stay when its figures move.
std::string steady_words(std::string_view message) {
  std::string out;
  bool behind_figure = false;
  while (!message.empty()) {
    const std::string_view word = message.substr(0, message.find(' '));
    const bool figure = is_figure(word);
    if (!figure && !(behind_figure && is_unit(word))) {
      out.append(word).append(1, ' ');
    }
    behind_figure = figure;
    message.remove_prefix(std::min(word.size() + 1, message.size()));
  }
  return out;
}

/// FNV-1a
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  }
  return hash;
}

/// What a finding is about, in full.
std::string identity_of(const Finding& finding) {
  return fmt::format("{}\n{}\n{}", finding.code, plain_path(finding.file),
                     finding.about.empty() ? steady_words(finding.message) : finding.about);
}

}  // namespace

std::string render_findings(const Findings& findings, FindingFormat format, std::string_view suite,
                            std::span<const FindingRule> rules) {
  return writers[static_cast<std::size_t>(format)](findings, suite, rules);
}

std::string escaped(std::string_view text, std::span<const Escape> escapes) {
  std::string out;
  for (const char c : text) {
    const auto escape = std::find_if(escapes.begin(), escapes.end(),
                                     [c](const Escape& e) { return e.character == c; });
    out += escape == escapes.end() ? std::string_view(&c, 1) : escape->written;
  }
  return out;
}

std::string carried(std::string_view text) {
  const std::string valid = valid_utf8(text);
  std::string_view rest = valid;
  std::string out;
  while (!rest.empty()) {
    const std::size_t width = width_of_forbidden(rest);
    out += width > 0 ? replacement : rest.substr(0, 1);
    rest.remove_prefix(std::max<std::size_t>(width, 1));
  }
  return out;
}

std::string words_of(const Finding& finding) {
  const std::string& message = finding.message.empty() ? finding.code : finding.message;
  return finding.cure.empty() ? message : fmt::format("{}\ncure: {}", message, finding.cure);
}

std::string plain_path(const std::string& file) {
  return std::filesystem::path(file).lexically_normal().generic_string();
}

std::optional<Columns> columns_of(const Finding& finding) {
  const std::string_view line = finding.line;
  const std::size_t column = finding.position.column;
  if (finding.width == 0 || column == 0 || column > line.size()) {
    return std::nullopt;
  }
  const std::size_t begin = width_of(line.substr(0, column - 1)) + 1;
  return Columns{begin, begin + width_of(line.substr(column - 1, finding.width))};
}

std::string file_of(const Finding& finding, const Findings& findings) {
  if (!finding.file.empty()) {
    return plain_path(finding.file);
  }
  const auto with_file = std::find_if(findings.cases.begin(), findings.cases.end(),
                                      [](const Findings::Case& c) { return !c.file.empty(); });
  return with_file == findings.cases.end() ? std::string() : plain_path(with_file->file);
}

std::vector<std::string> fingerprints_of(const Findings& findings) {
  std::map<std::string, int> seen;
  std::vector<std::string> out;
  for (const Finding& finding : findings.all) {
    const std::string identity = identity_of(finding);
    out.push_back(
        fmt::format("{:016x}", hash_of(fmt::format("{}\n{}", identity, ++seen[identity]))));
  }
  return out;
}

}  // namespace plume
