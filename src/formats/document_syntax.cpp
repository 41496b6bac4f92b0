// SPDX-License-Identifier: Apache-2.0
#include "formats/document_parts.hpp"
#include "formats/letters.hpp"

#include <algorithm>
#include <array>

namespace plume {

namespace {

struct Ending {
  std::string_view name;
  Syntax syntax;
};
constexpr std::array<Ending, 6> endings{{{".json", Syntax::json},
                                         {".yaml", Syntax::yaml},
                                         {".yml", Syntax::yaml},
                                         {".toml", Syntax::toml},
                                         {".sh", Syntax::arguments},
                                         {".args", Syntax::arguments}}};

/// The first line that says something, without the blanks around it.
std::string_view telling_line(std::string_view text) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    if (!line.empty() && (line.front() != '#' || line.starts_with("#!"))) {
      return line;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {};
}

bool is_assignment(std::string_view line) {
  const auto* const name = std::find_if_not(line.begin(), line.end(), is_in_name);
  return line.starts_with("export ") || (!line.empty() && line.front() >= 'A' &&
                                         line.front() <= 'Z' && name != line.end() && *name == '=');
}

bool has_flag(std::string_view text) {
  for (auto at = text.find("--"); at != std::string_view::npos; at = text.find("--", at + 2)) {
    const bool begins = at == 0 || is_blank(text[at - 1]);
    if (begins && at + 2 < text.size() && begins_name(text[at + 2])) {
      return true;
    }
  }
  return false;
}

bool is_toml(std::string_view line) {
  if (line.front() == '[') {
    const auto name = line.find_first_not_of("[ ");  // a list of JSON begins with no word
    return name != std::string_view::npos && begins_name(line[name]);
  }
  const auto equals = line.find('=');
  return equals != std::string_view::npos &&
         trimmed(line.substr(0, equals)).find_first_of(" :${}()") == std::string_view::npos;
}

Syntax syntax_by_content(std::string_view text) {
  const std::string_view line = telling_line(text);
  if (line.empty()) {
    return Syntax::yaml;
  }
  if (line.starts_with("#!") || is_assignment(line) || has_flag(line)) {
    return Syntax::arguments;
  }
  if (is_toml(line)) {
    return Syntax::toml;
  }
  if (line.front() == '{' || line.front() == '[') {
    return Syntax::json;
  }
  const bool has_keys = line.ends_with(':') || line.find(": ") != std::string_view::npos ||
                        line.starts_with("- ") || line.starts_with("---");
  return !has_keys && has_flag(text) ? Syntax::arguments : Syntax::yaml;
}

}  // namespace

Syntax syntax_of(std::string_view name, std::string_view text) {
  const auto* const found = std::find_if(endings.begin(), endings.end(), [&](const Ending& ending) {
    return name.ends_with(ending.name);
  });
  return found == endings.end() ? syntax_by_content(text) : found->syntax;
}

}  // namespace plume
