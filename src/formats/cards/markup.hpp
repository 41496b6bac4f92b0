// SPDX-License-Identifier: Apache-2.0
/// Markdown, as far as the reader of model cards must look through it.
#pragma once

#include "plume/formats/document.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace plume::cards {

/// A text without marks of emphasis, tags, footnotes and the targets of links.
std::string without_markup(std::string_view text);

/// A fence of code that begins at a line: ``` or ~~~. Its lines are `whole`, those between its
/// fences `inside`. One that is never closed reaches to the end.
struct Fence {
  TextPlace whole{};
  TextPlace inside{};
};
std::optional<Fence> fence_at(std::string_view text, std::size_t line);

/// The text with blanks for all bytes but line ends before `begin`, within `taken`, in fences of
/// code and in comments of HTML.
std::string visible_text(std::string_view text, std::size_t begin, TextPlace taken);

/// What stands in front of a line's words, and those.
struct BodyLine {
  std::size_t heading = 0;  ///< number of `#`; 0 of no heading
  bool is_item = false;     ///< of a list
  TextPlace words{};        ///< without marks of lists and headings, and without blanks around it
};
BodyLine body_line(std::string_view text, std::size_t begin, std::size_t end);

/// The place without blanks and marks of emphasis around it.
TextPlace without_emphasis(std::string_view text, TextPlace place);

}  // namespace plume::cards
