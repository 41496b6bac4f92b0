// SPDX-License-Identifier: Apache-2.0
#include "measure/byte_classes.hpp"
#include "measure/pattern.hpp"
#include "plume/support/diagnostic.hpp"

#include <fmt/format.h>

#include <string>

namespace plume {

namespace {

using Kind = PatternStep::Kind;
using Program = std::vector<PatternStep>;

constexpr std::size_t longest_program = 5000;
constexpr std::size_t deepest_group = 50;
constexpr std::size_t most_repeats = 1000;
constexpr std::size_t no_limit = ~std::size_t{0};

/// Reads an expression from left to right; each part becomes a program of its own.
class Compiler {
 public:
  explicit Compiler(std::string_view text) : text_(text) {}

  Program compile() {
    Program out = alternatives(0);
    if (at_ < text_.size()) {
      refuse("a `)` closes nothing");
    }
    out.push_back({});
    return out;
  }

 private:
  [[noreturn]] void refuse(std::string_view why) const {
    throw Failure(Diagnostic{
        .code = "bad-pattern",
        .message = fmt::format("the pattern cannot be read at its character {}: {}", at_ + 1, why),
        .cure = "write it as `step +(\\d+)`, with a backslash before signs that stand for "
                "themselves",
        .file = "--extrapolate"});
  }

  bool at_end() const { return at_ == text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  bool take(char c) {
    const bool there = !at_end() && text_[at_] == c;
    at_ += there ? 1 : 0;
    return there;
  }
  bool take(std::string_view sign) {
    const bool there = text_.substr(at_).starts_with(sign);
    at_ += there ? sign.size() : 0;
    return there;
  }

  /// Adds a program behind another; its targets move with it.
  void append(Program& out, const Program& more) const {
    const std::size_t shift = out.size();
    if (shift + more.size() > longest_program) {
      refuse("it is too large");
    }
    for (PatternStep step : more) {
      const bool moves = step.kind == Kind::fork || step.kind == Kind::jump;
      step.target += moves ? shift : 0;
      step.second += moves ? shift : 0;
      out.push_back(step);
    }
  }

  static PatternStep fork(std::size_t better, std::size_t other) {
    return {Kind::fork, {}, better, other};
  }

  Program alternatives(std::size_t depth) {
    if (depth > deepest_group) {
      refuse("its groups are too deep");
    }
    Program left = sequence(depth);
    while (take('|')) {
      const Program right = sequence(depth);
      Program both{fork(1, left.size() + 2)};
      append(both, left);
      both.push_back({Kind::jump, {}, both.size() + 1 + right.size(), 0});
      append(both, right);
      left = std::move(both);
    }
    return left;
  }

  Program sequence(std::size_t depth) {
    Program out;
    while (!at_end() && peek() != '|' && peek() != ')') {
      append(out, repeated(atom(depth)));
    }
    return out;
  }

  Program repeated(Program part) {
    std::size_t least = 1;
    std::size_t most = 1;
    while (read_repeat(least, most)) {
      const bool greedy = !take('?');
      part = repeat(part, least, most, greedy);
    }
    return part;
  }

  bool read_repeat(std::size_t& least, std::size_t& most) {
    if (take('*')) {
      least = 0;
      most = no_limit;
    } else if (take('+')) {
      least = 1;
      most = no_limit;
    } else if (take('?')) {
      least = 0;
      most = 1;
    } else if (take('{')) {
      least = count();
      most = take(',') ? (peek() == '}' ? no_limit : count()) : least;
      if (!take('}') || most < least) {
        refuse("write a repetition as `{2,5}`");
      }
    } else {
      return false;
    }
    return true;
  }

  std::size_t count() {
    std::size_t out = 0;
    const std::size_t first = at_;
    while (peek() >= '0' && peek() <= '9' && out <= most_repeats) {
      out = out * 10 + static_cast<std::size_t>(text_[at_++] - '0');
    }
    if (at_ == first || out > most_repeats) {
      refuse("write a repetition as `{2,5}`, of 1000 at most");
    }
    return out;
  }

  Program repeat(const Program& part, std::size_t least, std::size_t most, bool greedy) const {
    Program out;
    for (std::size_t i = 0; i < least; ++i) {
      append(out, part);
    }
    const std::size_t more = most == no_limit ? 1 : most - least;
    for (std::size_t i = 0; i < more; ++i) {
      Program once{greedy ? fork(1, part.size() + 1) : fork(part.size() + 1, 1)};
      append(once, part);
      if (most == no_limit) {
        once.push_back({Kind::jump, {}, 0, 0});
        (greedy ? once.front().second : once.front().target) = once.size();
      }
      append(out, once);
    }
    return out;
  }

  Program atom(std::size_t depth) {
    if (take('(')) {
      return group(depth);
    }
    if (take('[')) {
      return {{Kind::one_of, bracket(), 0, 0}};
    }
    if (take('.')) {
      return {{Kind::one_of, Bytes().set(), 0, 0}};
    }
    if (take('^')) {
      return {{Kind::line_begin, {}, 0, 0}};
    }
    if (take('$')) {
      return {{Kind::line_end, {}, 0, 0}};
    }
    if (take("\\b")) {
      return {{Kind::word_edge, {}, 0, 0}};
    }
    if (std::string_view("*+?{").find(peek()) != std::string_view::npos) {
      refuse("nothing stands before the repetition");
    }
    return {{Kind::one_of, one_byte(), 0, 0}};
  }

  Program group(std::size_t depth) {
    const bool plain = take("?:");
    if (!plain && peek() == '?') {
      refuse("of the signs `(?` only `(?:` is known");
    }
    const bool saves = !plain && ++groups_ == 1;
    Program out;
    if (saves) {
      out.push_back({Kind::save, {}, 0, 0});
    }
    append(out, alternatives(depth + 1));
    if (!take(')')) {
      refuse("a `)` is missing");
    }
    if (saves) {
      out.push_back({Kind::save, {}, 1, 0});
    }
    return out;
  }

  /// A byte as written, or what a backslash makes of the next.
  Bytes one_byte() {
    if (!take('\\')) {
      return bytes_of(text_.substr(at_++, 1));
    }
    if (at_end()) {
      refuse("nothing stands behind the backslash");
    }
    const char letter = text_[at_++];
    if (const auto known = class_of(letter)) {
      return *known;
    }
    if (letter == 't') {
      return bytes_of("\t");
    }
    if (word_bytes().test(static_cast<unsigned char>(letter))) {
      refuse(fmt::format("`\\{}` is not known", letter));
    }
    return bytes_of({&letter, 1});
  }

  Bytes bracket() {
    const bool opposite = take('^');
    Bytes out;
    bool first = true;
    while (first || peek() != ']') {
      if (at_end()) {
        refuse("a `]` is missing");
      }
      first = false;
      const char from = peek();
      out |= one_byte();
      const bool range = peek() == '-' && at_ + 1 < text_.size() && text_[at_ + 1] != ']';
      if (range && from != '\\') {
        ++at_;
        const char to = text_[at_++];
        if (to == '\\' || static_cast<unsigned char>(to) < static_cast<unsigned char>(from)) {
          refuse("a range of characters goes from the lower to the higher");
        }
        out |= range_of(static_cast<unsigned char>(from), static_cast<unsigned char>(to));
      }
    }
    ++at_;
    return opposite ? ~out : out;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t groups_ = 0;
};

}  // namespace

std::vector<PatternStep> compile_pattern(std::string_view text) {
  return Compiler(text).compile();
}

}  // namespace plume
