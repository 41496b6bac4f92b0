// SPDX-License-Identifier: Apache-2.0
#include "data/generate/build_tables.hpp"
#include "data/generate/write_tables.hpp"

#include <algorithm>

namespace plume::generate {

namespace {

std::string comment_of(const FigureDraft& figure) {
  std::string comment = figure.id;
  if (figure.unit != "1") {
    comment += " [" + figure.unit + ']';
  }
  if (!figure.condition.empty()) {
    comment += ": " + figure.condition;
  }
  std::replace(comment.begin(), comment.end(), '\n', ' ');
  return comment;
}

}  // namespace

std::string write_constants(const Draft& draft) {
  std::string result =
      "// Generated from data/ by plume_generate_catalogue: edit the data, not this file.\n"
      "#pragma once\n\n#include <cstdint>\n\nnamespace plume {\n\n"
      "/// The figures that a model or a method needs by name.\n"
      "enum class Constant : std::uint16_t {\n";
  for (const std::size_t row : constant_rows(draft)) {
    const FigureDraft& figure = draft.figures[row];
    result += "  /// " + comment_of(figure) + "\n  " + figure.constant + ",\n";
  }
  return result + "};\n\n}  // namespace plume\n";
}

}  // namespace plume::generate
