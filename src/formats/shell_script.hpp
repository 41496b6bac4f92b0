// SPDX-License-Identifier: Apache-2.0
/// Shell scripts as far as they say with which arguments a program is started. Nothing is run:
/// assignments are followed from top to bottom, whatever the branches around them.
#pragma once

#include "plume/formats/document.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace plume {

/// In a byte's place: the byte belongs to a reference that the script does not resolve, "$1".
inline constexpr std::uint32_t from_outside = std::uint32_t{1} << 31;

/// A word after expansion.
struct ShellWord {
  std::string text;
  std::vector<std::uint32_t> from;  ///< where each byte of the text was written, or `from_outside`
  std::uint32_t begin = 0;          ///< where the word stands
  bool is_quoted = false;

  /// Whether no part of it comes from outside the script.
  bool is_known() const;

  TextPlace place() const;
};

/// Takes a word apart at its blanks.
std::vector<ShellWord> split_at_blanks(const ShellWord& word);

struct ShellVariable {
  std::string name;
  TextPlace place{};               ///< of the name, where it is assigned first
  std::vector<ShellWord> words{};  ///< one, unless it is an array
  bool is_array = false;
  bool is_used = false;
};

class ShellVariables {
 public:
  ShellVariable* find(std::string_view name);
  ShellVariable& find_or_add(std::string_view name, TextPlace place);
  /// In the order in which they are first assigned.
  std::vector<ShellVariable> take() { return std::move(all_); }

 private:
  std::vector<ShellVariable> all_;
  std::unordered_map<std::string, std::size_t> places_;
};

struct ShellScript {
  std::vector<std::vector<ShellWord>> commands;
  std::vector<ShellVariable> variables;
};

/// Throws `Failure` for quotes and brackets that are never closed.
ShellScript read_shell_script(const Document& document);

}  // namespace plume
