// SPDX-License-Identifier: Apache-2.0
#include "formats/shell_script.hpp"

#include "formats/letters.hpp"
#include "formats/shell_words.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace plume {

namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view job_directive = "#SBATCH";

/// Words that stand in front of a command, and are none.
constexpr std::array<std::string_view, 15> keywords{"if",   "then",     "elif",  "else", "fi",
                                                    "for",  "while",    "until", "do",   "done",
                                                    "esac", "function", "{",     "}",    "!"};

/// Commands whose arguments are assignments.
constexpr std::array<std::string_view, 5> declarations{"export", "declare", "local", "readonly",
                                                       "typeset"};

/// A text that a command is fed with, from the next line to the one that ends it.
struct HereDocument {
  std::string end;
  bool may_be_indented = false;
};

class Script {
 public:
  explicit Script(const Document& document)
      : text_(document.text), at_(mark_size(document.text)), words_(document, variables_) {}

  ShellScript read() {
    while (at_ < text_.size()) {
      step();
    }
    end_command();
    return {std::move(commands_), variables_.take()};
  }

 private:
  void step() {
    switch (text_[at_]) {
      case ' ':
      case '\t':
      case '\r':
        ++at_;
        break;
      case '\n':
        ++at_;
        end_command();
        skip_here_documents();
        break;
      case '#':
        comment();
        break;
      case '<':
      case '>':
        redirection();
        break;
      case ';':
      case '&':
      case '|':
        end_command();
        end_branch();
        ++at_;
        break;
      case '(':
        end_command();
        ++brackets_;
        ++at_;
        break;
      case ')':
        closing_bracket();
        break;
      default:
        word();
    }
  }

  void end_command() {
    if (!command_.empty()) {
      commands_.push_back(std::move(command_));
      command_.clear();
    }
  }

  /// Behind `;;` follows the next pattern of a `case`.
  void end_branch() {
    if (text_.substr(at_).starts_with(";;")) {
      pattern_ = commands_.size();
    }
  }

  /// In a `case`, what stands before the bracket is a pattern.
  void closing_bracket() {
    end_command();
    if (brackets_ > 0) {
      --brackets_;
    } else {
      commands_.resize(std::min(pattern_, commands_.size()));
    }
    ++at_;
  }

  void comment() {
    const bool begins_line = at_ == 0 || text_[at_ - 1] == '\n';
    if (begins_line && text_.substr(at_).starts_with(job_directive)) {
      at_ += job_directive.size();
    } else {
      at_ = std::min(text_.find('\n', at_), text_.size());
    }
  }

  void skip_blanks(std::string_view which) {
    at_ = std::min(text_.find_first_not_of(which, at_), text_.size());
  }

  void redirection() {
    const bool here_word = text_.substr(at_).starts_with("<<<");
    if (!here_word && text_.substr(at_).starts_with("<<")) {
      return begin_here_document();
    }
    skip_blanks("<>&|");
    skip_blanks(" \t");
    std::vector<ShellWord> target;
    at_ = words_.read(at_, target);
  }

  void begin_here_document() {
    at_ += 2;
    HereDocument begun;
    if (at_ < text_.size() && text_[at_] == '-') {
      begun.may_be_indented = true;
      ++at_;
    }
    skip_blanks(" \t");
    std::vector<ShellWord> end;
    at_ = words_.read(at_, end);
    if (!end.empty()) {
      begun.end = end.front().text;
      here_documents_.push_back(std::move(begun));
    }
  }

  void skip_here_documents() {
    for (const HereDocument& document : std::exchange(here_documents_, {})) {
      while (at_ < text_.size() && !ends(document, next_line())) {
      }
    }
  }

  std::string_view next_line() {
    const auto end = std::min(text_.find('\n', at_), text_.size());
    std::string_view line = text_.substr(at_, end - at_);
    line.remove_suffix(line.ends_with('\r') ? 1 : 0);
    at_ = std::min(end + 1, text_.size());
    return line;
  }

  static bool ends(const HereDocument& document, std::string_view line) {
    const auto indent = document.may_be_indented ? line.find_first_not_of('\t') : 0;
    return line.substr(std::min(indent, line.size())) == document.end;
  }

  void word() {
    if ((command_.empty() || is_one_of(command_.front().text, declarations)) && assignment()) {
      return;
    }
    const std::size_t begin = at_;
    std::vector<ShellWord> read;
    at_ = words_.read(at_, read);
    const std::string_view written = text_.substr(begin, at_ - begin);
    const bool redirects = at_ < text_.size() && (text_[at_] == '<' || text_[at_] == '>');
    if (redirects && written.find_first_not_of(digits) == std::string_view::npos) {
      return;
    }
    if (command_.empty() && written == "case") {
      pattern_ = commands_.size();
    } else if (!command_.empty() || !is_one_of(written, keywords)) {
      std::move(read.begin(), read.end(), std::back_inserter(command_));
    }
  }

  bool assignment() {
    const std::size_t size = shell_name_size(text_.substr(at_));
    const std::string_view behind = text_.substr(at_ + size);
    const bool appends = behind.starts_with("+=");
    if (size == 0 || !(appends || behind.starts_with('='))) {
      return false;
    }
    const std::string_view name = text_.substr(at_, size);
    const TextPlace place = place_between(at_, at_ + size);
    at_ += size + (appends ? 2U : 1U);
    if (at_ < text_.size() && text_[at_] == '(') {
      array(name, place, appends);
    } else {
      scalar(name, place, appends);
    }
    return true;
  }

  void scalar(std::string_view name, TextPlace place, bool appends) {
    ShellWord value;
    at_ = words_.read_assigned(at_, value);
    ShellVariable& variable = variables_.find_or_add(name, place);
    if (appends && !variable.words.empty()) {
      ShellWord& first = variable.words.front();
      first.text += value.text;
      first.from.insert(first.from.end(), value.from.begin(), value.from.end());
      return;
    }
    variable.words = {std::move(value)};
    variable.is_array = false;
  }

  void array(std::string_view name, TextPlace place, bool appends) {
    const std::size_t begin = at_++;
    std::vector<ShellWord> values;
    while (true) {
      skip_blanks(blanks);
      if (at_ >= text_.size()) {
        words_.refuse_open(begin);
      }
      if (text_[at_] == ')') {
        break;
      }
      const std::size_t before = at_;
      text_[at_] == '#' ? comment() : void(at_ = words_.read(at_, values));
      at_ += at_ == before ? 1U : 0U;
    }
    ++at_;
    ShellVariable& variable = variables_.find_or_add(name, place);
    if (!appends) {
      variable.words.clear();
    }
    std::move(values.begin(), values.end(), std::back_inserter(variable.words));
    variable.is_array = true;
  }

  std::string_view text_;
  std::size_t at_;
  ShellVariables variables_;
  ShellWords words_;
  std::vector<ShellWord> command_;
  std::vector<std::vector<ShellWord>> commands_;
  std::vector<HereDocument> here_documents_;
  std::size_t brackets_ = 0;
  std::size_t pattern_ = std::string_view::npos;  ///< the commands before a pattern of a `case`
};

}  // namespace

ShellScript read_shell_script(const Document& document) {
  return Script(document).read();
}

}  // namespace plume
