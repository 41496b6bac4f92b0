// SPDX-License-Identifier: Apache-2.0
#include "formats/letters.hpp"
#include "formats/shell_arithmetic.hpp"
#include "formats/shell_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace plume {

namespace {

constexpr std::string_view digits = "0123456789";

/// Each byte of an expansion takes the place of as many, for it is kept with its origin.
constexpr std::size_t bytes_of_an_expanded_byte = 5;

/// The name at the front of what stands within `${}`, or the digits of `$1`.
std::size_t parameter_size(std::string_view inside) {
  const std::size_t size = shell_name_size(inside);
  return size > 0 ? size : std::min(inside.find_first_not_of(digits), inside.size());
}

}  // namespace

void ShellWords::dollar(bool quoted) {
  const std::string_view rest = text_.substr(at_, end_ - at_);
  const char next = rest.size() > 1 ? rest[1] : ' ';
  if (next == '(') {
    const std::size_t size = closing(at_ + 1, '(', ')', false) - at_;
    const std::string_view whole = rest.substr(0, size);
    const bool is_number = whole.starts_with("$((") && whole.ends_with("))");
    is_number ? arithmetic(size) : raw(size);
  } else if (next == '{') {
    braces(closing(at_ + 1, '{', '}', quoted) - at_, quoted);
  } else if (const std::size_t size = shell_name_size(rest.substr(1)); size > 0) {
    variable(rest.substr(1, size), size + 1, quoted);
  } else if (std::string_view("0123456789@*#?!$-").find(next) != std::string_view::npos) {
    raw(2);
  } else if (!quoted && (next == '\'' || next == '"')) {
    ++at_;
  } else {
    raw(1);
  }
}

void ShellWords::raw(std::size_t size) {
  for (const std::size_t end = at_ + size; at_ < end; ++at_) {
    put(text_[at_], at_ | from_outside);
  }
}

std::optional<double> ShellWords::number_of(std::string_view name) {
  ShellVariable* const found = variables_.find(name);
  if (found == nullptr || found->words.empty()) {
    return std::nullopt;
  }
  found->is_used = true;
  const std::string& text = found->words.front().text;
  const bool whole = !text.empty() && text.find_first_not_of(digits) == std::string::npos;
  return whole ? number_of_word(text) : std::nullopt;
}

void ShellWords::arithmetic(std::size_t size) {
  const auto value = shell_arithmetic(text_.substr(at_ + 3, size - 5),
                                      [this](std::string_view name) { return number_of(name); });
  if (!value) {
    return raw(size);
  }
  const std::string result = fmt::format("{:.0f}", *value);
  for (std::size_t i = 0; i < result.size(); ++i) {
    put(result[i], i + 1 == result.size() ? at_ + size - 1 : at_ + std::min(i, size - 1));
  }
  at_ += size;
}

void ShellWords::braces(std::size_t size, bool quoted) {
  const std::string_view inside = text_.substr(at_ + 2, size - 3);
  const std::size_t name_size = parameter_size(inside);
  const std::string_view name = inside.substr(0, name_size);
  const std::string_view rest = inside.substr(name_size);
  if (name.empty()) {
    raw(size);
  } else if (rest.empty()) {
    variable(name, size, quoted);
  } else if (rest == "[@]" || rest == "[*]") {
    array(name, size, quoted && rest == "[*]", quoted);
  } else {
    choice(name, rest, size, quoted);
  }
}

const ShellVariable* ShellWords::known(std::string_view name) {
  ShellVariable* const found = variables_.find(name);
  const bool is_known = found != nullptr && !found->words.empty() &&
                        found->words.front().is_known() && !found->words.front().text.empty();
  return is_known ? found : nullptr;
}

/// `${NAME:-default}`, `${NAME:=default}` and `${NAME:+instead}`, with a colon or without.
void ShellWords::choice(std::string_view name, std::string_view operation, std::size_t size,
                        bool quoted) {
  const bool has_colon = operation.front() == ':';
  const std::string_view sign = operation.substr(has_colon ? 1 : 0, 1);
  const bool is_default = sign == "-" || sign == "=";
  if (sign.empty() || (!is_default && sign != "+")) {
    return raw(size);
  }
  const bool is_known = known(name) != nullptr;
  if (is_default && is_known) {
    return variable(name, size, quoted);
  }
  const std::size_t end = at_ + size;
  if (is_default || is_known) {
    nested(end - 1 - (operation.size() - sign.size() - (has_colon ? 1 : 0)), end - 1, quoted);
  }
  at_ = end;
}

void ShellWords::nested(std::size_t begin, std::size_t end, bool quoted) {
  if (++depth_ > deepest_level) {
    refuse_document(document_, place_between(begin, begin + 1), "nested-too-deep",
                    "expansions are nested more than 100 levels deep", "write the value out");
  }
  const std::size_t outer_end = std::exchange(end_, end);
  at_ = begin;
  while (at_ < end_) {
    bare(quoted || !splits_ ? std::string_view() : blanks);
    if (at_ < end_) {
      close();
      ++at_;
    }
  }
  end_ = outer_end;
  --depth_;
}

void ShellWords::variable(std::string_view name, std::size_t size, bool quoted) {
  ShellVariable* const found = variables_.find(name);
  if (found == nullptr) {
    return raw(size);
  }
  found->is_used = true;
  if (!found->words.empty()) {
    append(found->words.front(), !quoted && splits_);
  }
  at_ += size;
}

void ShellWords::array(std::string_view name, std::size_t size, bool joins, bool quoted) {
  ShellVariable* const found = variables_.find(name);
  if (found == nullptr) {
    return raw(size);
  }
  found->is_used = true;
  const bool splits = !quoted && splits_;
  for (const ShellWord& word : found->words) {
    if (&word != &found->words.front()) {
      joins ? put(' ', at_) : close();
    }
    if (!splits) {
      open().is_quoted = open().is_quoted || word.is_quoted;
    }
    append(word, splits);
  }
  at_ += size;
}

void ShellWords::append(const ShellWord& word, bool splits) {
  allowance_.take(place_between(at_, at_ + 1), 0, word.text.size() * bytes_of_an_expanded_byte);
  for (std::size_t i = 0; i < word.text.size(); ++i) {
    if (splits && is_blank(word.text[i]) && word.from[i] < from_outside) {
      close();
    } else {
      put(word.text[i], word.from[i]);
    }
  }
}

/// The place behind the bracket that closes the one at `begin`.
std::size_t ShellWords::closing(std::size_t begin, char opens, char closes, bool quoted) const {
  std::size_t depth = 0;
  for (std::size_t at = begin; at < end_; ++at) {
    const char c = text_[at];
    if (c == '\\') {
      ++at;
    } else if (c == '\'' && !quoted) {
      at = std::min(text_.find('\'', at + 1), end_);
    } else if (c == opens) {
      ++depth;
    } else if (c == closes && --depth == 0) {
      return at + 1;
    }
  }
  refuse_open(begin);
}

}  // namespace plume
