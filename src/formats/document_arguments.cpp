// SPDX-License-Identifier: Apache-2.0
#include "formats/document_parts.hpp"
#include "formats/letters.hpp"
#include "formats/shell_script.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <utility>

namespace plume {

namespace {

using Kind = DocumentNode::Kind;

/// Commands whose arguments say nothing of a training run.
constexpr std::array<std::string_view, 42> other_commands{
    "[",        "[[",      "test",   "echo",    "printf", "set",       "shopt",  "unset",   "mkdir",
    "cp",       "mv",      "rm",     "ln",      "ls",     "cd",        "cat",    "pip",     "pip3",
    "git",      "conda",   "apt",    "apt-get", "wget",   "curl",      "tar",    "unzip",   "sed",
    "awk",      "grep",    "find",   "module",  "source", ".",         "export", "declare", "local",
    "readonly", "typeset", "ulimit", "trap",    "chmod",  "nvidia-smi"};

/// What ends a command within a text that another shell is given.
constexpr std::array<std::string_view, 10> operators{"&&", "||", "|", ";",    "&",
                                                     ">",  ">>", "<", "2>&1", "&>"};

/// Parts of names, in small letters, of variables that hold further arguments rather than a value.
constexpr std::array<std::string_view, 4> names_of_arguments{"arg", "opt", "flag", "@"};

bool is_long_flag(std::string_view word) {
  return word.size() > 2 && word.starts_with("--") && begins_name(word[2]);
}

bool is_flag(std::string_view word) {
  return is_long_flag(word) || (word.size() > 1 && word[0] == '-' && begins_name(word[1]));
}

/// `key=value`, `++group.key=value`
bool is_override(std::string_view word) {
  const std::string_view key = word.substr(0, word.find('='));
  const auto begin = key.find_first_not_of("+~");
  return key.size() < word.size() && begin != std::string_view::npos && begins_name(key[begin]) &&
         std::all_of(key.begin() + static_cast<std::ptrdiff_t>(begin), key.end(), [](char c) {
           return is_in_name(c) || c == '.' || c == '-' || c == '/' || c == '@';
         });
}

bool holds_flags(const ShellWord& word) {
  const auto parts = split_at_blanks(word);
  return std::any_of(parts.begin(), parts.end(),
                     [](const ShellWord& part) { return is_long_flag(part.text); });
}

/// A variable that the script does not set: its arguments may be any or none.
bool is_further_arguments(const ShellWord& word) {
  if (word.is_known() || !word.text.starts_with('$')) {
    return false;
  }
  const std::string name = small_letters(word.text);
  return name == "$*" ||
         std::any_of(names_of_arguments.begin(), names_of_arguments.end(),
                     [&](std::string_view part) { return name.find(part) != std::string::npos; });
}

DocumentNode node_of(const ShellWord& word, std::size_t begin = 0) {
  ShellWord value = word;
  value.text.erase(0, begin);
  value.from.erase(value.from.begin(), value.from.begin() + static_cast<std::ptrdiff_t>(begin));
  return word.is_quoted ? text_node(value.text, value.place())
                        : plain_node(value.text, value.place());
}

DocumentNode list_of(std::vector<DocumentNode> items) {
  DocumentNode out;
  out.kind = Kind::list;
  out.place = items.empty() ? TextPlace{} : items.front().place;
  out.items = std::move(items);
  return out;
}

struct Argument {
  std::string key;  ///< what is left of the dotted path
  TextPlace place;
  DocumentNode value;
};

/// Reads commands into arguments.
class Arguments {
 public:
  std::vector<Argument> take() { return std::move(out_); }

  void command(std::span<const ShellWord> words) {
    if (words.empty() || is_one_of(words.front().text, other_commands)) {
      return;
    }
    has_program_ = false;
    for (const ShellWord& word : words) {
      const bool is_script =
          word.is_quoted && !word.text.starts_with('-') && !is_value_of_flag() && holds_flags(word);
      if (is_script) {
        const auto parts = split_at_blanks(word);
        std::for_each(parts.begin(), parts.end(), [this](const ShellWord& part) { take(part); });
      } else {
        take(word);
      }
    }
    end_flag();
  }

  void variable(const ShellVariable& variable) {
    const bool holds = std::any_of(variable.words.begin(), variable.words.end(), holds_flags);
    if (holds && !variable.is_used) {
      std::vector<ShellWord> words;
      for (const ShellWord& word : variable.words) {
        const bool is_whole = variable.is_array && !is_long_flag(word.text);
        const auto parts = is_whole ? std::vector{word} : split_at_blanks(word);
        words.insert(words.end(), parts.begin(), parts.end());
      }
      command(words);
    } else if (!holds && variable.is_array) {
      std::vector<DocumentNode> items;
      std::transform(variable.words.begin(), variable.words.end(), std::back_inserter(items),
                     [](const ShellWord& word) { return node_of(word); });
      out_.push_back({variable.name, variable.place, list_of(std::move(items))});
    } else if (!holds && !variable.words.empty()) {
      out_.push_back({variable.name, variable.place, node_of(variable.words.front())});
    }
  }

 private:
  bool is_value_of_flag() const {
    return flag_ && values_.empty() && flag_->text.starts_with("--");
  }

  void take(const ShellWord& word) {
    if (is_one_of(word.text, operators)) {
      end_flag();
    } else if (is_flag(word.text)) {
      flag(word);
    } else if (!has_program_ && word.text.ends_with(".py")) {
      end_flag();
      has_program_ = true;
    } else if (is_override(word.text) && !is_value_of_flag()) {
      end_flag();
      keyed(word, word.text.find_first_not_of("+~"), word.text.find('='));
    } else if (flag_ && word.text != "\\" && !is_further_arguments(word) &&
               (word.is_known() || values_.empty())) {
      values_.push_back(node_of(word));
    }
  }

  void flag(const ShellWord& word) {
    end_flag();
    const auto begin = word.text.find_first_not_of('-');
    if (const auto equals = word.text.find('='); equals != std::string::npos) {
      keyed(word, begin, equals);
    } else {
      flag_ = word;
    }
  }

  void keyed(const ShellWord& word, std::size_t begin, std::size_t equals) {
    ShellWord key = word;
    key.text.resize(equals);
    key.from.resize(equals);
    out_.push_back({key_of(key.text.substr(begin), word.text.front() == '-'), key.place(),
                    node_of(word, equals + 1)});
  }

  void end_flag() {
    if (flag_) {
      const TextPlace place = flag_->place();
      const std::string key = key_of(flag_->text.substr(flag_->text.find_first_not_of('-')), true);
      DocumentNode value = plain_node("true", place);
      if (!values_.empty()) {
        value = values_.size() == 1 ? std::move(values_.front()) : list_of(std::move(values_));
      }
      out_.push_back({key, place, std::move(value)});
    }
    flag_.reset();
    values_.clear();
  }

  static std::string key_of(std::string key, bool is_flag) {
    if (is_flag) {
      std::replace(key.begin(), key.end(), '-', '_');
    }
    return key;
  }

  std::vector<Argument> out_;
  std::optional<ShellWord> flag_;
  std::vector<DocumentNode> values_;
  bool has_program_ = false;  ///< what was started has been named
};

/// Puts arguments with dotted keys into maps within maps.
class Nesting {
 public:
  explicit Nesting(const Document& document) : allowance_(document) {}

  DocumentNode map(std::vector<Argument> arguments, std::size_t level) {
    DocumentNode out;
    out.kind = Kind::map;
    out.place = arguments.empty() ? TextPlace{} : arguments.front().place;
    allowance_.take(out.place, level);
    std::map<std::string, std::size_t, std::less<>> places;
    std::map<std::size_t, std::vector<Argument>> parts;
    for (Argument& argument : arguments) {
      allowance_.take_tree(argument.value, argument.place, level + 1);
      const auto dot = argument.key.find('.');
      if (dot == std::string::npos) {
        out.entries.push_back({argument.key, argument.place, std::move(argument.value)});
        continue;
      }
      const auto [found, is_new] =
          places.try_emplace(argument.key.substr(0, dot), out.entries.size());
      if (is_new) {
        out.entries.push_back({found->first, argument.place, {}});
      }
      argument.key.erase(0, dot + 1);
      parts[found->second].push_back(std::move(argument));
    }
    for (auto& [place, part] : parts) {
      out.entries[place].value = map(std::move(part), level + 1);
    }
    return out;
  }

 private:
  Allowance allowance_;
};

}  // namespace

DocumentNode read_arguments_document(const Document& document) {
  const ShellScript script = read_shell_script(document);
  Arguments arguments;
  for (const ShellVariable& variable : script.variables) {
    arguments.variable(variable);
  }
  for (const auto& command : script.commands) {
    arguments.command(command);
  }
  return Nesting(document).map(arguments.take(), 0);
}

}  // namespace plume
