// SPDX-License-Identifier: Apache-2.0
#include "batch/splitter.hpp"

#include <string>

namespace plume {

namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// Follows JSON byte by byte: strings and nesting are all that it needs to know.
class Nesting {
 public:
  /// Takes the next byte of a value.
  void take(char c) {
    if (escaped_) {
      escaped_ = false;
    } else if (in_string_) {
      escaped_ = c == '\\';
      in_string_ = c != '"';
    } else if (c == '"') {
      in_string_ = true;
    } else if (c == '{' || c == '[') {
      ++depth_;
    } else if (c == '}' || c == ']') {
      --depth_;
    }
  }

  bool in_string() const { return in_string_; }
  int depth() const { return depth_; }

 private:
  int depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
};

/// Finds the array of a name in the outermost object.
class ListFinder {
 public:
  explicit ListFinder(std::string_view name) : name_(name), found_(name.empty()) {}

  bool found() const { return found_; }

  void take(char c) {
    const bool before = nesting_.in_string();
    if (nesting_.depth() == 0 && c != '{') {
      return;  // a banner
    }
    if (before || nesting_.depth() != 1 || is_blank(c)) {
      remember(c, before);
    } else if (c == '[' && last_ == name_ && behind_colon_) {
      found_ = true;
    } else {
      behind_colon_ = c == ':';
    }
    nesting_.take(c);
    if (!before && nesting_.in_string()) {
      last_.clear();
    }
  }

 private:
  /// Keeps the text of a key of the outermost object.
  void remember(char c, bool in_string) {
    if (in_string && nesting_.depth() == 1 && c != '"' && last_.size() <= name_.size()) {
      last_ += c;
    }
  }

  std::string name_;
  std::string last_;
  Nesting nesting_;
  bool behind_colon_ = false;
  bool found_;
};

class JsonSplitter final : public Splitter {
 public:
  explicit JsonSplitter(std::string_view list)
      : finder_(list), state_(list.empty() ? State::start : State::before_value) {}

  std::size_t split(std::string_view text, bool last, std::vector<Record>& out) override {
    std::size_t i = scanned_;
    if (state_ != State::value) {
      begin_ = 0;
    }
    for (; i < text.size(); ++i) {
      take(text[i], i, out);
      advance(text[i]);
    }
    if (last) {
      finish(text, out);
      return text.size();
    }
    return leave(text, out);
  }

 private:
  enum class State { start, before_value, behind_value, value, behind_list, ignored };

  void advance(char c) {
    ++column_;
    if (c == '\n') {
      ++line_;
      column_ = 1;
    }
  }

  void take(char c, std::size_t at, std::vector<Record>& out) {
    if (!finder_.found()) {
      finder_.take(c);
      in_list_ = finder_.found();
      return;
    }
    if (state_ == State::value) {
      return within_value(c, at, out);
    }
    if (state_ == State::ignored || is_blank(c)) {
      return;
    }
    between_values(c, at, out);
  }

  void between_values(char c, std::size_t at, std::vector<Record>& out) {
    if (state_ == State::start && c == '[') {
      in_list_ = true;
      state_ = State::before_value;
    } else if (state_ == State::behind_list) {
      stray(at, out);
      state_ = State::ignored;
    } else if (in_list_ && c == ']') {
      const bool comma_before = state_ == State::before_value && place_ > 0;
      if (comma_before) {
        stray(at, out);
      }
      state_ = named_ ? State::ignored : State::behind_list;
    } else if (in_list_ && c == ',') {
      if (state_ == State::before_value) {
        stray(at, out);
      }
      state_ = State::before_value;
    } else {
      begin_value(c, at);
    }
  }

  void begin_value(char c, std::size_t at) {
    flaw_ = in_list_ && state_ == State::behind_value ? RecordFlaw::stray : RecordFlaw::none;
    state_ = State::value;
    begin_ = at;
    first_line_ = line_;
    first_column_ = column_;
    nesting_ = Nesting();
    nesting_.take(c);
    plain_ = !nesting_.in_string() && nesting_.depth() == 0;
  }

  /// A value ends with its last bracket or quote; a plain one before what may follow it.
  void within_value(char c, std::size_t at, std::vector<Record>& out) {
    if (plain_) {
      if (is_blank(c) || c == ',' || c == ']' || c == '{' || c == '[') {
        end_value(at, out);
        if (!is_blank(c)) {
          between_values(c, at, out);
        }
      }
      return;
    }
    nesting_.take(c);
    if (!nesting_.in_string() && nesting_.depth() <= 0) {
      end_value(at + 1, out);
    }
  }

  void end_value(std::size_t end, std::vector<Record>& out) {
    state_ = State::behind_value;
    if (!too_long_) {
      const bool flawed = end - begin_ > longest_record;
      add(begin_, flawed ? 0 : end - begin_, flawed ? RecordFlaw::too_long : flaw_, out);
    }
    too_long_ = false;
  }

  void add(std::size_t begin, std::size_t size, RecordFlaw flaw, std::vector<Record>& out) {
    out.push_back({begin, size, first_line_, first_column_, place_++, flaw});
  }

  void stray(std::size_t at, std::vector<Record>& out) {
    first_line_ = line_;
    first_column_ = column_;
    add(at, 1, RecordFlaw::stray, out);
  }

  /// A value goes on in the next text; one that is too long is passed over.
  std::size_t leave(std::string_view text, std::vector<Record>& out) {
    if (state_ != State::value) {
      scanned_ = 0;
      return text.size();
    }
    if (!too_long_ && text.size() - begin_ > longest_record) {
      add(begin_, 0, RecordFlaw::too_long, out);
      too_long_ = true;
    }
    const std::size_t rest = too_long_ ? text.size() : begin_;
    scanned_ = text.size() - rest;
    begin_ = 0;
    return rest;
  }

  void finish(std::string_view text, std::vector<Record>& out) {
    if (state_ == State::value && plain_ && !in_list_) {
      return end_value(text.size(), out);
    }
    const bool list_open = in_list_ && state_ != State::behind_list && state_ != State::ignored;
    if (!too_long_ && (state_ == State::value || list_open || !finder_.found())) {
      if (state_ != State::value) {
        begin_ = text.size();
        first_line_ = line_;
        first_column_ = column_;
      }
      add(begin_, 0, RecordFlaw::cut_off, out);
    }
  }

  ListFinder finder_;
  bool named_ = !finder_.found();  ///< the list is one of several in an object
  State state_;
  Nesting nesting_;
  bool in_list_ = false;
  bool plain_ = false;  ///< the value is a number or a word
  bool too_long_ = false;
  RecordFlaw flaw_ = RecordFlaw::none;
  std::size_t scanned_ = 0;
  std::size_t begin_ = 0;
  std::uint64_t line_ = 1;
  std::size_t column_ = 1;
  std::uint64_t first_line_ = 1;
  std::size_t first_column_ = 1;
  std::uint64_t place_ = 0;
};

}  // namespace

std::unique_ptr<Splitter> json_splitter(std::string_view list) {
  return std::make_unique<JsonSplitter>(list);
}

}  // namespace plume
