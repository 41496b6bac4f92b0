// SPDX-License-Identifier: Apache-2.0
#include "data/generate/locate.hpp"

#include <algorithm>
#include <charconv>

namespace plume::generate {

namespace {

/// Walks over JSON that is known to be valid, so that nothing needs to be checked.
class Walker {
 public:
  explicit Walker(std::string_view text) : text_(text) { skip_space(); }

  std::size_t offset() const { return at_; }

  /// Steps into the member or element that `token` names; false when there is none.
  bool enter(std::string_view token) {
    const char kind = peek();
    if (kind == '{') {
      return enter_member(token);
    }
    return kind == '[' && enter_element(token);
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void skip_space() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

  void advance() {
    ++at_;
    skip_space();
  }

  /// Reads the string that starts here, escapes left as they are.
  std::string_view string() {
    const std::size_t first = ++at_;
    while (peek() != '"' && peek() != '\0') {
      at_ += peek() == '\\' ? 2U : 1U;
    }
    const std::string_view result = text_.substr(first, at_ - first);
    advance();
    return result;
  }

  /// Steps over a string, a bare word or a single mark; gives the change of depth.
  int skip_token() {
    switch (peek()) {
      case '"':
        string();
        return 0;
      case '{':
      case '[':
        advance();
        return 1;
      case '}':
      case ']':
        advance();
        return -1;
      case ',':
      case ':':
        advance();
        return 0;
      default:
        skip_word();
        return 0;
    }
  }

  void skip_word() {
    at_ = std::min(text_.find_first_of(" \t\r\n,]}", at_), text_.size());
    skip_space();
  }

  void skip_value() {
    int depth = 0;
    do {
      depth += skip_token();
    } while (depth > 0 && at_ < text_.size());
  }

  void skip_comma() {
    if (peek() == ',') {
      advance();
    }
  }

  bool enter_member(std::string_view token) {
    advance();
    while (peek() == '"') {
      const bool found = string() == token;
      advance();  // the colon
      if (found) {
        return true;
      }
      skip_value();
      skip_comma();
    }
    return false;
  }

  bool enter_element(std::string_view token) {
    std::size_t index = 0;
    std::from_chars(token.data(), token.data() + token.size(), index);
    advance();
    for (; index > 0 && peek() != ']' && peek() != '\0'; --index) {
      skip_value();
      skip_comma();
    }
    return peek() != ']';
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::size_t locate(std::string_view text, std::string_view pointer) {
  Walker walker(text);
  std::size_t found = walker.offset();
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const auto end = std::min(pointer.find('/'), pointer.size());
    if (!walker.enter(pointer.substr(0, end))) {
      break;
    }
    found = walker.offset();
    pointer.remove_prefix(end);
  }
  return found;
}

}  // namespace plume::generate
