// SPDX-License-Identifier: Apache-2.0
#include "formats/cards/card_edit_parts.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace plume {

namespace {

constexpr std::string_view section_title = "environmental impact";
constexpr std::string_view blanks_and_tabs = " \t";
constexpr std::string_view comment_begin = "<!--";
constexpr std::string_view comment_end = "-->";

std::string_view trimmed(std::string_view text, std::string_view ends = blanks_and_tabs) {
  const auto first = text.find_first_not_of(ends);
  return first == std::string_view::npos
             ? std::string_view()
             : text.substr(first, text.find_last_not_of(ends) - first + 1);
}

/// Up to three blanks may stand before what makes a line more than text.
std::string_view without_margin(std::string_view line) {
  const std::size_t margin = std::min(line.find_first_not_of(' '), line.size());
  return margin <= 3 ? line.substr(margin) : std::string_view();
}

struct Heading {
  std::size_t level = 0;
  std::string_view title;
};

/// "## Title ##"
std::optional<Heading> read_heading(std::string_view line) {
  const std::string_view rest = without_margin(line);
  const std::size_t level = std::min(rest.find_first_not_of('#'), rest.size());
  const std::string_view title = rest.substr(level);
  if (level == 0 || level > 6 ||
      (!title.empty() && blanks_and_tabs.find(title[0]) == std::string_view::npos)) {
    return std::nullopt;
  }
  return Heading{level, trimmed(title, " \t#")};
}

/// What a line of dashes or equals signs makes of the text above it.
std::size_t underline_level(std::string_view line) {
  const std::string_view rest = trimmed(without_margin(line));
  const bool one = !rest.empty() && rest.find_first_not_of('=') == std::string_view::npos;
  const bool two = !rest.empty() && rest.find_first_not_of('-') == std::string_view::npos;
  return one ? 1 : (two ? 2 : 0);
}

/// Whether dashes below a line make it a heading: not below items, quotes, tables and headings.
bool is_paragraph(std::string_view line) {
  const std::string_view rest = trimmed(without_margin(line));
  return !rest.empty() && std::string_view("-*+>|#").find(rest.front()) == std::string_view::npos;
}

bool is_section_title(std::string_view title) {
  const std::string_view plain = trimmed(title, " \t*_:");
  return std::equal(plain.begin(), plain.end(), section_title.begin(), section_title.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a | 0x20 : a) == b; });
}

/// The run of ticks or tildes that a block of code begins or ends with; empty for other lines.
std::string_view fence_of(std::string_view line) {
  const std::string_view rest = without_margin(line);
  const char mark = rest.empty() ? ' ' : rest.front();
  const std::size_t width = std::min(rest.find_first_not_of(mark), rest.size());
  const bool in_line = mark == '`' && rest.find('`', width) != std::string_view::npos;
  const bool is_fence = (mark == '`' || mark == '~') && width >= 3 && !in_line;
  return is_fence ? rest.substr(0, width) : std::string_view();
}

/// Where the last comment of a line begins, unless a backslash makes it text.
std::size_t last_comment(std::string_view line) {
  std::size_t at = line.rfind(comment_begin);
  while (at != std::string_view::npos && at > 0 && line[at - 1] == '\\') {
    at = line.rfind(comment_begin, at - 1);
  }
  return at;
}

/// Follows a text from line to line: whether what comes next is a block of code, or a comment.
class Nesting {
 public:
  bool is_open() const { return !fence_.empty() || comment_; }

  /// What would close it.
  std::string closer() const { return comment_ ? std::string(comment_end) : std::string(fence_); }

  void read(std::string_view line) {
    if (!comment_) {
      read_fence(line);
    }
    if (fence_.empty()) {
      read_comment(line);
    }
  }

 private:
  void read_fence(std::string_view line) {
    const std::string_view fence = fence_of(line);
    if (fence_.empty()) {
      fence_ = fence;
    } else if (fence.starts_with(fence_) && fence == trimmed(line)) {
      fence_ = {};
    }
  }

  void read_comment(std::string_view line) {
    const std::size_t begin = last_comment(line);
    const std::size_t end = line.rfind(comment_end);
    if (begin != std::string_view::npos && (end == std::string_view::npos || end < begin)) {
      comment_ = true;
    } else if (end != std::string_view::npos) {
      comment_ = false;
    }
  }

  std::string_view fence_;
  bool comment_ = false;
};

/// A heading of a text, with the place of its line, or of its two lines.
struct PlacedHeading {
  Heading heading;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool underlined = false;
};

struct Outline {
  std::vector<PlacedHeading> headings;
  std::string closer;  ///< of a block of code or a comment that is open at the end
};

Outline outline_of(std::string_view text) {
  Outline out;
  Nesting nesting;
  std::string_view above;
  std::size_t above_begin = 0;
  for (const TextLine& place : text_lines(text)) {
    const std::string_view line = text.substr(place.begin, place.end - place.begin);
    const bool outside = !nesting.is_open();
    nesting.read(line);
    const bool is_text = outside && fence_of(line).empty();
    const auto heading = is_text ? read_heading(line) : std::nullopt;
    const std::size_t level = is_text && is_paragraph(above) ? underline_level(line) : 0;
    if (heading) {
      out.headings.push_back({*heading, place.begin, place.end, false});
    } else if (level > 0) {
      out.headings.push_back({{level, trimmed(above)}, above_begin, place.end, true});
    }
    above = is_text && level == 0 ? line : std::string_view();
    above_begin = place.begin;
  }
  out.closer = nesting.closer();
  return out;
}

/// A text that Markdown shows as itself, within one line.
std::string shown_as_itself(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  std::string out;
  for (const char c : trimmed(line)) {
    if (std::string_view("\\`*[<&").find(c) != std::string_view::npos ||
        (out.empty() && std::string_view("#>+-=|~").find(c) != std::string_view::npos)) {
      out += '\\';
    }
    out += c;
  }
  return out;
}

/// The lines below the heading.
std::string section_lines(const CardSection& section, std::string_view line_break) {
  const std::array<std::pair<std::string_view, std::string_view>, 5> facts{
      {{"Hardware Type", section.hardware},
       {"Hours used", section.hours},
       {"Cloud Provider", section.provider},
       {"Compute Region", section.region},
       {"Carbon Emitted", section.emissions}}};
  std::string out;
  for (const auto& [name, fact] : facts) {
    const std::string text = shown_as_itself(fact);
    if (!text.empty()) {
      out.append(out.empty() ? line_break : "").append(line_break).append("- **").append(name);
      out.append(":** ").append(text);
    }
  }
  const std::string method = shown_as_itself(section.method);
  if (!method.empty()) {
    out.append(line_break).append(line_break).append(method);
  }
  return out;
}

/// Where the content of a text ends: before the blank lines at its end.
std::size_t end_of_content(std::string_view text) {
  const auto last = text.find_last_not_of(" \t\r\n");
  return last == std::string_view::npos ? 0 : last + 1;
}

/// A heading as it stands there; one that is underlined on one line, since its dashes could be
/// taken for the end of front matter.
std::string heading_line(std::string_view body, const PlacedHeading& own) {
  return own.underlined ? std::string(own.heading.level, '#').append(" ").append(own.heading.title)
                        : std::string(body.substr(own.begin, own.end - own.begin));
}

std::string with_section_replaced(std::string_view body, const Outline& outline, std::size_t which,
                                  const std::string& section) {
  const PlacedHeading& own = outline.headings[which];
  const auto next = std::find_if(
      outline.headings.begin() + static_cast<std::ptrdiff_t>(which) + 1, outline.headings.end(),
      [&](const PlacedHeading& each) { return each.heading.level <= own.heading.level; });
  const std::size_t limit = next == outline.headings.end() ? body.size() : next->begin;
  const std::size_t end = std::max(end_of_content(body.substr(0, limit)), own.end);
  return std::string(body.substr(0, own.begin))
      .append(heading_line(body, own))
      .append(section)
      .append(body.substr(end));
}

/// The section behind the whole card, on lines of its own.
std::string with_section_added(const Card& card, const Outline& outline,
                               const std::string& section) {
  const std::string_view line_break = line_break_of(card);
  std::string out = card.text;
  const bool behind_dashes =
      card.front_matter.present &&
      card.text.size() == card.front_matter.whole.offset + card.front_matter.whole.width;
  if (!ends_a_line(out)) {
    out.append(behind_dashes ? closing_break_of(card) : line_break);
  }
  if (!outline.closer.empty()) {
    out.append(outline.closer).append(line_break);
  }
  out.append(out.empty() ? "" : line_break).append("## Environmental Impact").append(section);
  return out.append(line_break);
}

}  // namespace

std::string with_section(const Card& card, const CardSection& section) {
  const std::size_t begin = card.front_matter.present
                                ? card.front_matter.whole.offset + card.front_matter.whole.width
                                : 0;
  const std::string_view body = std::string_view(card.text).substr(begin);
  const Outline outline = outline_of(body);
  const std::string lines = section_lines(section, line_break_of(card));
  const auto own =
      std::find_if(outline.headings.begin(), outline.headings.end(),
                   [](const PlacedHeading& each) { return is_section_title(each.heading.title); });
  if (own == outline.headings.end()) {
    return with_section_added(card, outline, lines);
  }
  const auto which = static_cast<std::size_t>(own - outline.headings.begin());
  return card.text.substr(0, begin) + with_section_replaced(body, outline, which, lines);
}

}  // namespace plume
