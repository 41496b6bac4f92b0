// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/report/findings.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What the writers of findings share.
namespace plume {

using FindingWriter = std::string (*)(const Findings&, std::string_view suite,
                                      std::span<const FindingRule> rules);

std::string render_github(const Findings& findings, std::string_view suite,
                          std::span<const FindingRule> rules);
std::string render_gitlab(const Findings& findings, std::string_view suite,
                          std::span<const FindingRule> rules);
std::string render_sarif(const Findings& findings, std::string_view suite,
                         std::span<const FindingRule> rules);
std::string render_junit(const Findings& findings, std::string_view suite,
                         std::span<const FindingRule> rules);

/// A character and what stands for it.
struct Escape {
  char character;
  std::string_view written;
};

std::string escaped(std::string_view text, std::span<const Escape> escapes);

/// Text that every format can carry: bytes that are no UTF-8, and characters that XML 1.0 forbids
/// (section 2.2), become U+FFFD.
std::string carried(std::string_view text);

/// Message and cure, the cure on a line of its own; the code where there is no message.
std::string words_of(const Finding& finding);

/// A path as collectors match it with the files of a repository: "./a//b.yaml" as "a/b.yaml".
std::string plain_path(const std::string& file);

/// Characters of a line, counted from 1.
struct Columns {
  std::size_t begin;
  std::size_t end;  ///< one past the last
};

/// The columns that are meant, in code points; nothing where only the line is, or where the line's
/// text is not at hand.
std::optional<Columns> columns_of(const Finding& finding);

/// The file for formats that must have one: the finding's own, else the first that was checked;
/// empty when there is none.
std::string file_of(const Finding& finding, const Findings& findings);

/// What tells each finding from the others and stays when figures move: 16 hexadecimal digits for
/// each, in their order.
std::vector<std::string> fingerprints_of(const Findings& findings);

}  // namespace plume
