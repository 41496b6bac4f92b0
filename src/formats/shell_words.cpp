// SPDX-License-Identifier: Apache-2.0
#include "formats/shell_words.hpp"

#include "formats/letters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace plume {

namespace {

constexpr std::string_view ends_of_words = " \t\r\n;&|()<>";

}  // namespace

std::size_t shell_name_size(std::string_view text) {
  if (text.empty() || !begins_name(text.front())) {
    return 0;
  }
  const auto end = std::find_if_not(text.begin(), text.end(), is_in_name);
  return static_cast<std::size_t>(end - text.begin());
}

ShellWords::ShellWords(const Document& document, ShellVariables& variables)
    : document_(document), text_(document.text), variables_(variables), allowance_(document) {}

std::size_t ShellWords::read(std::size_t at, std::vector<ShellWord>& out) {
  splits_ = true;
  const std::size_t end = read(at);
  std::move(done_.begin(), done_.end(), std::back_inserter(out));
  return end;
}

std::size_t ShellWords::read_assigned(std::size_t at, ShellWord& out) {
  splits_ = false;
  const std::size_t end = read(at);
  out = {};
  out.begin = static_cast<std::uint32_t>(at);
  for (const ShellWord& word : done_) {
    if (&word != &done_.front()) {
      out.text.push_back(' ');
      out.from.push_back(word.begin);
    }
    out.text += word.text;
    out.from.insert(out.from.end(), word.from.begin(), word.from.end());
    out.is_quoted = out.is_quoted || word.is_quoted;
  }
  return end;
}

std::size_t ShellWords::read(std::size_t at) {
  done_.clear();
  at_ = at;
  end_ = text_.size();
  bare(ends_of_words);
  close();
  return at_;
}

void ShellWords::refuse_open(std::size_t at) const {
  refuse_document(document_, place_between(at, at + 1), "invalid-arguments",
                  fmt::format("`{}` is never closed", text_[at]),
                  "close it, or put a backslash in front of it");
}

ShellWord& ShellWords::open() {
  if (!is_open_) {
    word_ = {};
    word_.begin = static_cast<std::uint32_t>(at_);
    is_open_ = true;
  }
  return word_;
}

void ShellWords::put(char c, std::size_t from) {
  ShellWord& word = open();
  word.text.push_back(c);
  word.from.push_back(static_cast<std::uint32_t>(from));
}

void ShellWords::close() {
  if (is_open_) {
    done_.push_back(std::move(word_));
  }
  is_open_ = false;
}

void ShellWords::bare(std::string_view ends) {
  while (at_ < end_ && ends.find(text_[at_]) == std::string_view::npos) {
    switch (text_[at_]) {
      case '\\':
        escape();
        break;
      case '\'':
        single_quotes();
        break;
      case '"':
        double_quotes();
        break;
      case '`':
        backticks();
        break;
      case '$':
        dollar(false);
        break;
      default:
        put(text_[at_], at_);
        ++at_;
    }
  }
}

void ShellWords::escape() {
  const std::string_view next = text_.substr(at_ + 1, end_ - at_ - 1);
  const std::size_t line_end = next.starts_with("\r\n") ? 2 : (next.starts_with('\n') ? 1 : 0);
  if (line_end == 0 && !next.empty()) {
    put(next.front(), at_ + 1);
    ++at_;
  }
  at_ += line_end + 1;
}

void ShellWords::single_quotes() {
  const std::size_t begin = at_;
  open().is_quoted = true;
  for (++at_; at_ < end_ && text_[at_] != '\''; ++at_) {
    put(text_[at_], at_);
  }
  if (at_ >= end_) {
    refuse_open(begin);
  }
  ++at_;
}

void ShellWords::double_quotes() {
  constexpr std::string_view escaped = "\"\\$`\r\n";
  const std::size_t begin = at_;
  open().is_quoted = true;
  ++at_;
  while (at_ < end_ && text_[at_] != '"') {
    const char c = text_[at_];
    const bool escapes =
        c == '\\' && at_ + 1 < end_ && escaped.find(text_[at_ + 1]) != std::string_view::npos;
    if (escapes) {
      escape();
    } else if (c == '$') {
      dollar(true);
    } else if (c == '`') {
      backticks();
    } else {
      put(c, at_);
      ++at_;
    }
  }
  if (at_ >= end_) {
    refuse_open(begin);
  }
  ++at_;
}

void ShellWords::backticks() {
  const auto end = text_.find('`', at_ + 1);
  if (end >= end_) {
    refuse_open(at_);
  }
  raw(end + 1 - at_);
}

bool ShellWord::is_known() const {
  return std::all_of(from.begin(), from.end(),
                     [](std::uint32_t place) { return place < from_outside; });
}

/// From the first byte of the word to the last, if all of them stand there together.
TextPlace ShellWord::place() const {
  if (from.empty()) {
    return {begin, 0};
  }
  const std::size_t first = from.front() & ~from_outside;
  const std::size_t last = from.back() & ~from_outside;
  constexpr std::size_t most_of_quotes = 32;
  const bool together = last >= first && last - first < text.size() + most_of_quotes;
  return place_between(first, together ? last + 1 : first + 1);
}

std::vector<ShellWord> split_at_blanks(const ShellWord& word) {
  std::vector<ShellWord> out;
  bool is_open = false;
  for (std::size_t i = 0; i < word.text.size(); ++i) {
    const bool blank = is_blank(word.text[i]) && word.from[i] < from_outside;
    if (!blank && !is_open) {
      out.emplace_back();
      out.back().begin = word.from[i];
    }
    is_open = !blank;
    if (!blank) {
      out.back().text.push_back(word.text[i]);
      out.back().from.push_back(word.from[i]);
    }
  }
  return out;
}

ShellVariable* ShellVariables::find(std::string_view name) {
  const auto found = places_.find(std::string(name));
  return found == places_.end() ? nullptr : &all_[found->second];
}

ShellVariable& ShellVariables::find_or_add(std::string_view name, TextPlace place) {
  const auto [found, is_new] = places_.try_emplace(std::string(name), all_.size());
  if (is_new) {
    all_.push_back({std::string(name), place});
  }
  return all_[found->second];
}

}  // namespace plume
