// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/grids/grid_format.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace plume::grids {

/// Walks through a document in XML: elements and their texts. Attributes, comments and
/// instructions to programs are passed over, prefixes of names left out; a document type is
/// refused, and with it all entities but those that XML itself has. Throws `Failure`
/// (`grid-bad-xml`) with the line.
class XmlReader {
 public:
  enum class Event : std::uint8_t { begin, end, finished };

  explicit XmlReader(const GridReading& reading);

  /// Goes on to the next element's beginning or end.
  Event next();
  /// Of the element that begins or ends.
  std::string_view name() const { return name_; }
  /// Of the element around it; empty at the root.
  std::string_view parent() const { return parent_; }
  /// At an end: the text since the last beginning or end, without blanks around it.
  const std::string& text() const { return text_; }
  std::size_t line() const { return line_; }

 private:
  void pass(std::size_t bytes);
  bool skip_to_behind(std::string_view sign);
  void add(std::string_view text);
  void take_text();
  void take_entity(std::string_view name);
  void take_section();
  bool take_aside();
  std::string_view take_name();
  void take_attributes();
  Event take_begin();
  Event take_end();
  Event close();
  [[noreturn]] void refuse_here(std::string message) const;

  const GridReading& reading_;
  std::string_view rest_;
  std::size_t line_ = 1;
  std::vector<std::string_view> open_;  ///< names as written
  std::string_view name_;
  std::string_view parent_;
  std::string raw_;
  std::string text_;
  bool closes_ = false;  ///< the element that began has no content
  bool has_root_ = false;
};

}  // namespace plume::grids
