// SPDX-License-Identifier: Apache-2.0
#include "formats/cards/markup.hpp"

#include "formats/cards/card_reader.hpp"
#include "formats/cards/front_matter.hpp"
#include "formats/document_parts.hpp"
#include "formats/letters.hpp"

#include <algorithm>

namespace plume::cards {

namespace {

constexpr std::size_t longest_link = 2000;
constexpr std::size_t longest_tag = 300;

/// The first of some character not far behind a byte.
std::optional<std::size_t> find_near(std::string_view text, std::size_t at, char c,
                                     std::size_t limit) {
  const auto found = text.substr(0, std::min(text.size(), at + limit)).find(c, at);
  return found == std::string_view::npos ? std::nullopt : std::optional(found);
}

bool follows(std::string_view text, std::size_t at, char c) {
  return at < text.size() && text[at] == c;
}

/// Takes a text apart from the front.
class Markup {
 public:
  explicit Markup(std::string_view text) : text_(text) {}

  std::string read() {
    while (at_ < text_.size()) {
      if (!take_escape() && !take_emphasis() && !take_link() && !take_tag()) {
        out_.push_back(text_[at_++]);
      }
    }
    return std::string(trimmed(out_));
  }

 private:
  bool take_escape() {
    const bool escapes = text_[at_] == '\\' && at_ + 1 < text_.size() &&
                         !is_letter(text_[at_ + 1]) && !is_digit(text_[at_ + 1]) &&
                         static_cast<unsigned char>(text_[at_ + 1]) < 0x80;
    if (escapes) {
      out_.push_back(text_[at_ + 1]);
      at_ += 2;
    }
    return escapes;
  }

  bool stands_alone() const {
    const bool before = at_ > 0 && is_blank(text_[at_ - 1]);
    return before && at_ + 1 < text_.size() && is_blank(text_[at_ + 1]);
  }

  bool take_emphasis() {
    const char c = text_[at_];
    const bool is_star = (c == '*' && !stands_alone()) || c == '`';
    const bool is_at_edge = at_ == 0 || at_ + 1 == text_.size();
    const bool is_double = c == '_' && follows(text_, at_ + 1, '_');
    const bool is_mark = is_star || is_double || (c == '_' && is_at_edge);
    at_ += is_mark ? (is_double ? 2U : 1U) : 0U;
    return is_mark;
  }

  bool take_link() {
    const std::size_t open = at_ + (text_[at_] == '!' ? 1 : 0);
    const auto close =
        follows(text_, open, '[') ? find_near(text_, open, ']', longest_link) : std::nullopt;
    if (!close) {
      return false;
    }
    if (follows(text_, open + 1, '^')) {
      at_ = *close + 1;
      return true;
    }
    const auto end = end_of_target(*close + 1);
    if (end) {
      out_ += Markup(text_.substr(open + 1, *close - open - 1)).read();
      at_ = *end;
    }
    return end.has_value();
  }

  std::optional<std::size_t> end_of_target(std::size_t at) const {
    const bool is_place = follows(text_, at, '(');
    const bool is_name = follows(text_, at, '[') && !follows(text_, at + 1, '^');
    const auto end = is_place || is_name ? find_near(text_, at, is_place ? ')' : ']', longest_link)
                                         : std::nullopt;
    return end ? std::optional(*end + 1) : std::nullopt;
  }

  bool take_tag() {
    const bool begins = text_[at_] == '<' && at_ + 1 < text_.size() &&
                        (is_letter(text_[at_ + 1]) || text_[at_ + 1] == '/');
    const auto end = begins ? find_near(text_, at_, '>', longest_tag) : std::nullopt;
    if (end) {
      const std::string_view inside = text_.substr(at_ + 1, *end - at_ - 1);
      out_ += inside.starts_with("http") ? inside : std::string_view();
      at_ = *end + 1;
    }
    return end.has_value();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string out_;
};

std::size_t run_of(std::string_view text, std::size_t at, char c) {
  return std::min(text.find_first_not_of(c, at), text.size()) - at;
}

std::size_t behind_blanks(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(" \t", at), text.size());
}

bool closes(std::string_view line, char mark, std::size_t size) {
  const std::size_t first = behind_blanks(line, 0);
  const std::size_t run = run_of(line, first, mark);
  return run >= size && behind_blanks(line, first + run) == line.size();
}

void blank(std::string& text, const TextPlace& place) {
  const auto begin = text.begin() + place.offset;
  std::replace_if(
      begin, begin + place.width, [](char c) { return c != '\n' && c != '\r'; }, ' ');
}

/// Behind the comment that begins at a byte; one that is never closed hides what follows only at
/// the beginning of a line.
std::size_t behind_comment(std::string_view text, std::size_t at) {
  const auto close = text.find("-->", at);
  if (close != std::string_view::npos) {
    return close + 3;
  }
  const auto before = at == 0 ? std::string_view::npos : text.find_last_not_of(" \t", at - 1);
  const bool begins_line =
      before == std::string_view::npos || text[before] == '\n' || text[before] == '\r';
  return begins_line ? text.size() : at;
}

/// Blanks the comments of a line; behind the last of them where one goes on, else the line's end.
std::size_t blank_comments(std::string& text, std::size_t begin, std::size_t end, bool& closable) {
  std::size_t at = begin;
  while (closable) {
    const auto comment = std::string_view(text).substr(0, end).find("<!--", at);
    if (comment == std::string_view::npos) {
      return end;
    }
    const std::size_t rest = behind_comment(text, comment);
    closable = rest != comment;
    blank(text, place_between(comment, rest));
    at = std::max(rest, comment + 4);
    if (rest > end) {
      return rest;
    }
  }
  return end;
}

void blank_hidden(std::string& text, std::size_t begin) {
  bool closable = true;
  for (std::size_t at = begin; at < text.size();) {
    if (const auto fence = fence_at(text, at)) {
      blank(text, fence->whole);
      at = end_of(fence->whole);
      continue;
    }
    const std::size_t end = blank_comments(text, at, line_end(text, at), closable);
    at = behind_line_end(text, line_end(text, end));
  }
}

/// Behind a mark of a list at a byte: "- ", "* ", "-- ", "1. "; the byte itself where there is
/// none.
std::size_t behind_item_mark(std::string_view text, std::size_t at, std::size_t end) {
  const char c = at < end ? text[at] : ' ';
  const bool is_sign = c == '-' || c == '*' || c == '+';
  const std::size_t digits =
      std::min(text.substr(0, end).find_first_not_of("0123456789", at), end) - at;
  const bool is_number = digits > 0 && digits < 4 && at + digits < end &&
                         (text[at + digits] == '.' || text[at + digits] == ')');
  const std::size_t behind =
      is_sign ? at + (c == '-' ? run_of(text, at, '-') : 1) : (is_number ? at + digits + 1 : at);
  return behind > at && behind < end && (text[behind] == ' ' || text[behind] == '\t') ? behind : at;
}

}  // namespace

std::string without_markup(std::string_view text) {
  return Markup(text).read();
}

std::optional<Fence> fence_at(std::string_view text, std::size_t line) {
  const std::size_t first = behind_blanks(text, line);
  const char mark = first < text.size() ? text[first] : ' ';
  const std::size_t size = mark == '`' || mark == '~' ? run_of(text, first, mark) : 0;
  const std::size_t end = line_end(text, first);
  if (size < 3 ||
      text.substr(first + size, end - first - size).find('`') != std::string_view::npos) {
    return std::nullopt;
  }
  const std::size_t inside = behind_line_end(text, end);
  std::size_t at = inside;
  while (at < text.size()) {
    const std::size_t stop = line_end(text, at);
    const std::size_t next = behind_line_end(text, stop);
    if (closes(text.substr(at, stop - at), mark, size)) {
      return Fence{place_between(line, next), place_between(inside, at)};
    }
    at = next;
  }
  return Fence{place_between(line, text.size()), place_between(inside, text.size())};
}

std::string visible_text(std::string_view text, std::size_t begin, TextPlace taken) {
  std::string out(text);
  blank(out, place_between(0, begin));
  blank(out, taken);
  blank_hidden(out, begin);
  return out;
}

BodyLine body_line(std::string_view text, std::size_t begin, std::size_t end) {
  BodyLine out;
  std::size_t at = begin;
  for (bool found = true; found;) {
    at = std::min(text.find_first_not_of(" \t>", at), end);
    const std::size_t behind = behind_item_mark(text, at, end);
    found = behind != at;
    out.is_item = out.is_item || found;
    at = behind;
  }
  const std::size_t signs = run_of(text.substr(0, end), at, '#');
  out.heading = signs <= 6 ? signs : 0;
  at = std::min(text.find_first_not_of(" \t", at + out.heading), end);
  while (end > at && is_blank(text[end - 1])) {
    --end;
  }
  out.words = place_between(at, end);
  return out;
}

TextPlace without_emphasis(std::string_view text, TextPlace place) {
  constexpr std::string_view marks = " \t\r\n*`";
  const std::string_view words = text_at(text, place);
  const auto first = words.find_first_not_of(marks);
  if (first == std::string_view::npos) {
    return place_between(end_of(place), end_of(place));
  }
  return place_between(place.offset + first, place.offset + words.find_last_not_of(marks) + 1);
}

}  // namespace plume::cards
