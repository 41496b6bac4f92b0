// SPDX-License-Identifier: Apache-2.0
#include "gate/card_lint.hpp"
#include "gate/card_words.hpp"
#include "plume/support/characters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace plume {

namespace {

struct Danger {
  std::string_view letters;  ///< small
  std::string_view what;
};
constexpr auto dangers = std::to_array<Danger>({
    {"<script", "a script"},
    {"<iframe", "a page within the page"},
    {"<object", "a foreign object"},
    {"javascript:", "a link that runs a script"},
    {"vbscript:", "a link that runs a script"},
    {"data:text/html", "a link that carries a page"},
    {"onerror=", "a handler that runs a script"},
    {"onload=", "a handler that runs a script"},
    {"file://", "a link to a file of the reader's machine"},
});

/// Addresses inside of networks, by the letters that a host begins with.
constexpr std::array<std::string_view, 12> inner_hosts{"localhost",
                                                       "127.",
                                                       "0.0.0.0",
                                                       "10.",
                                                       "192.168.",
                                                       "169.254.",
                                                       "[::1]",
                                                       "[fe80",
                                                       "[fc",
                                                       "[fd",
                                                       "metadata.google.internal",
                                                       "100.100.100.200"};

/// 172.16.0.0 to 172.31.255.255
bool is_private_block(std::string_view host) {
  constexpr std::string_view begin = "172.";
  unsigned second = 0;
  return host.starts_with(begin) &&
         std::from_chars(host.data() + begin.size(), host.data() + host.size(), second).ec ==
             std::errc() &&
         second >= 16 && second <= 31;
}

bool is_inner(std::string_view host) {
  return is_private_block(host) ||
         std::any_of(inner_hosts.begin(), inner_hosts.end(),
                     [host](std::string_view inner) { return host.starts_with(inner); });
}

void add_hostile(CardLint& lint, std::string_view what, std::size_t offset, std::size_t width) {
  lint.add({.code = "hostile-content",
            .severity = Severity::error,
            .message = fmt::format("{}: nothing of it is opened or run here, but readers of the "
                                   "card may do so",
                                   what),
            .cure = "take it out",
            .about = std::string(what)},
           TextPlace{static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(width)});
}

void find_dangers(CardLint& lint, const std::string& small, TextPlace region) {
  for (const Danger& danger : dangers) {
    const auto at = small.find(danger.letters);
    if (at != std::string::npos) {
      add_hostile(lint, danger.what, region.offset + at, danger.letters.size());
    }
  }
}

/// The first tells enough.
void find_inner_links(CardLint& lint, const std::string& small, TextPlace region) {
  constexpr std::string_view mark = "://";
  for (auto at = small.find(mark); at != std::string::npos; at = small.find(mark, at + 1)) {
    std::string_view host = std::string_view(small).substr(at + mark.size());
    host = host.substr(0, host.find_first_of("/ \t\r\n\"'<>"));
    const auto user = host.rfind('@');
    const std::string_view name = user == std::string_view::npos ? host : host.substr(user + 1);
    if (is_inner(name)) {
      return add_hostile(lint, "a link to an address inside of a network",
                         region.offset + at + mark.size(), host.size());
    }
  }
}

/// Line ends and tabs belong to a text.
bool is_control(std::string_view text) {
  constexpr std::string_view plain = "\n\r\t\f";
  return control_width(text) > 0 && plain.find(text.front()) == std::string_view::npos;
}

struct Strange {
  std::size_t at = 0;
  std::size_t width = 0;
  std::string_view what;
};

/// The first of each kind: one tells enough.
std::vector<Strange> strange_characters(std::string_view text) {
  std::vector<Strange> out;
  bool control = false;
  bool turn = false;
  for (std::size_t at = 0; at < text.size() && !(control && turn); ++at) {
    const std::string_view rest = text.substr(at);
    if (!control && is_control(rest)) {
      control = true;
      out.push_back({at, 1, "a control character"});
    }
    if (!turn && turn_width(rest) > 0) {
      turn = true;
      out.push_back({at, turn_width(rest), "a character that turns the direction of writing"});
    }
  }
  return out;
}

void find_characters(CardLint& lint) {
  for (const Strange& strange : strange_characters(lint.card().text)) {
    add_hostile(lint, strange.what, strange.at, strange.width);
  }
}

/// What YAML writes by escapes: "\e[31m", "\u202e".
void find_escaped(CardLint& lint, const CardStatement& statement) {
  const auto written = lint.card().text.substr(statement.place.offset, statement.place.width);
  for (const Strange& strange : strange_characters(statement.text)) {
    if (strange_characters(written).empty()) {
      add_hostile(lint, strange.what, statement.place.offset, statement.place.width);
    }
  }
}

bool is_inside(const CardStatement& statement, TextPlace region) {
  return statement.place.offset >= region.offset &&
         statement.place.offset < std::size_t{region.offset} + region.width;
}

void look_at(CardLint& lint, TextPlace region) {
  const std::string small =
      in_small_letters(std::string_view(lint.card().text).substr(region.offset, region.width));
  find_dangers(lint, small, region);
  find_inner_links(lint, small, region);
}

}  // namespace

void lint_hostile(CardLint& lint) {
  const Card& card = lint.card();
  const TextPlace metadata = card.front_matter.present ? card.front_matter.inside : TextPlace{};
  look_at(lint, metadata);
  for (const CardStatement& statement : card.statements) {
    if (!is_inside(statement, metadata)) {
      look_at(lint, statement.place);
    }
    find_escaped(lint, statement);
  }
  find_characters(lint);
}

}  // namespace plume
