// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/document_parts.hpp"
#include "formats/shell_script.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// How many bytes a variable's name takes at the front of a text.
std::size_t shell_name_size(std::string_view text);

/// Reads the words of a script, and expands what they refer to.
class ShellWords {
 public:
  ShellWords(const Document& document, ShellVariables& variables);

  /// Reads the word that begins at a place, and gives the place behind it. Expansion may make
  /// none of it or several; in an assignment it stays one.
  std::size_t read(std::size_t at, std::vector<ShellWord>& out);
  std::size_t read_assigned(std::size_t at, ShellWord& out);

  [[noreturn]] void refuse_open(std::size_t at) const;

 private:
  std::size_t read(std::size_t at);
  ShellWord& open();
  void put(char c, std::size_t from);
  void close();

  void bare(std::string_view ends);
  void escape();
  void single_quotes();
  void double_quotes();
  void backticks();
  void dollar(bool quoted);
  void raw(std::size_t size);
  void arithmetic(std::size_t size);
  void braces(std::size_t size, bool quoted);
  void choice(std::string_view name, std::string_view operation, std::size_t size, bool quoted);
  void nested(std::size_t begin, std::size_t end, bool quoted);
  void variable(std::string_view name, std::size_t size, bool quoted);
  void array(std::string_view name, std::size_t size, bool joins, bool quoted);
  void append(const ShellWord& word, bool splits);

  std::size_t closing(std::size_t begin, char opens, char closes, bool quoted) const;
  std::optional<double> number_of(std::string_view name);
  const ShellVariable* known(std::string_view name);

  const Document& document_;
  std::string_view text_;
  ShellVariables& variables_;
  Allowance allowance_;
  std::vector<ShellWord> done_;
  ShellWord word_;
  bool is_open_ = false;
  bool splits_ = true;
  std::size_t at_ = 0;
  std::size_t end_ = 0;
  std::size_t depth_ = 0;
};

}  // namespace plume
