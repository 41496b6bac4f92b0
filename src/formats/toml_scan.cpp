// SPDX-License-Identifier: Apache-2.0
#include "formats/toml_scan.hpp"

#include "formats/document_parts.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

namespace {

/// It looks for the end of a number behind quotes, brackets and signs of equality; so these must
/// stand where TOML has them.
class Scan {
 public:
  explicit Scan(const Document& document)
      : document_(document), text_(document.text), at_(mark_size(document.text)) {}

  void scan() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"' || c == '\'') {
        require_no_word();
        skip_string();
      } else if (c == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
        word_ = {};
      } else {
        step(c);
        ++at_;
      }
    }
  }

 private:
  /// The top of the file, a list, or a table in braces.
  struct Level {
    bool is_table = true;
    bool has_equals = false;  ///< in the statement that is not closed yet
    std::size_t depth = 0;    ///< of all levels around it, and of the key that it belongs to
  };

  void step(char c) {
    switch (c) {
      case '[':
      case '{':
        require_no_word();
        levels_.push_back({c == '{', false, levels_.back().depth + dots_ + 1});
        dots_ = 0;
        break;
      case ']':
      case '}':
        levels_.resize(std::max<std::size_t>(levels_.size() - 1, 1));
        end_word();
        break;
      case '=':
        equals();
        break;
      case ',':
      case '\n':
        end_statement(c);
        break;
      case ' ':
      case '\t':
      case '\r':
        word_ = {};
        break;
      default:
        letter(c);
    }
    if (levels_.back().depth + dots_ > deepest_level) {
      refuse("nested-too-deep", "values are nested more than 100 levels deep",
             "take out what is no configuration of a training run");
    }
  }

  void end_word() {
    word_ = {};
    dots_ = 0;
  }

  void end_statement(char c) {
    end_word();
    Level& level = levels_.back();
    level.has_equals = level.has_equals && !(c == ',' ? level.is_table : levels_.size() == 1);
  }

  void equals() {
    Level& level = levels_.back();
    if (!level.is_table || level.has_equals) {
      refuse("invalid-toml", "a `=` stands where no value begins", "put the text into quotes");
    }
    level.has_equals = true;
    word_ = {};
  }

  void letter(char c) {
    if (static_cast<unsigned char>(c) >= 0x80) {
      refuse("invalid-toml", "a letter beyond ASCII stands outside of quotes",
             "put it into quotes");
    }
    dots_ += c == '.' ? 1U : 0U;
    word_ = text_.substr(at_ - word_.size(), word_.size() + 1);
  }

  /// Behind a dot a key may go on in quotes; a number may not.
  void require_no_word() const {
    const bool is_number =
        !word_.empty() && std::string_view("0123456789+-").find(word_.front()) != std::string::npos;
    if (!word_.empty() && (is_number || word_.back() != '.')) {
      refuse("invalid-toml", "a quote or a bracket stands within a word",
             "put the whole word into quotes");
    }
  }

  void skip_string() {
    const char quote = text_[at_];
    const std::string three(3, quote);
    const bool is_long = text_.substr(at_).starts_with(three);
    at_ += is_long ? 3U : 1U;
    while (at_ < text_.size() && !ends_here(quote, is_long ? three : three.substr(0, 1))) {
      at_ += quote == '"' && text_[at_] == '\\' ? 2U : 1U;
    }
    at_ += is_long ? 3U : 1U;
    for (int i = 0; i < 2 && is_long && at_ < text_.size() && text_[at_] == quote; ++i) {
      ++at_;  // up to two more belong to the text
    }
    word_ = {};
  }

  bool ends_here(char quote, std::string_view end) const {
    const bool line_ends = end.size() == 1 && text_[at_] == '\n';
    return line_ends || (text_[at_] == quote && text_.substr(at_).starts_with(end));
  }

  [[noreturn]] void refuse(const char* code, const char* message, const char* cure) const {
    refuse_document(document_, place_between(at_, at_ + 1), code, message, cure);
  }

  const Document& document_;
  std::string_view text_;
  std::size_t at_;
  std::string_view word_;  ///< what was read of a word without quotes
  std::size_t dots_ = 0;   ///< of a key
  std::vector<Level> levels_{1};
};

}  // namespace

void scan_toml(const Document& document) {
  Scan(document).scan();
}

}  // namespace plume
