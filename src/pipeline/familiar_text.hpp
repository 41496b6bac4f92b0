// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pipeline/entry_reader.hpp"
#include "plume/pipeline/run.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// Reads manifests in JSON that are written as earlier ones were: between one value and the next
/// stand the same bytes, as in most lines of one file. What those bytes say is learned from a
/// reader that understands them; here they are compared.
class FamiliarText {
 public:
  /// Learns how a manifest without faults is written, from the values that were entered, in their
  /// order, and the places that were filled at its end.
  void learn(std::string_view text, const std::vector<EnteredValue>& values, PlaceSet filled);

  /// Whether the text is familiar throughout; its values are entered then. Otherwise some may be.
  /// Eight bytes behind the text must be readable.
  bool read(std::string_view text, Run& run, Faults& faults);

 private:
  /// How the text of a measure goes on behind its number.
  struct WrittenUnit {
    std::uint64_t bytes = 0;  ///< the quotation mark at the end among them, and zeros
    std::uint64_t mask = 0;   ///< of the bytes
    std::size_t size = 0;
    double factor = 1;  ///< to the field's own unit
  };

  /// From the end of one value to the beginning of the next.
  struct Step {
    std::string between;               ///< the bytes that stand there
    PlaceSet fills = 0;                ///< with the value that follows
    const Field* field = nullptr;      ///< of that value; null at the end of the text
    std::size_t next = 0;              ///< where its end is: see `steps_`
    std::size_t choice = 0;            ///< that was taken last, of a field with choices
    std::vector<WrittenUnit> units{};  ///< of a field with a number
  };
  class Walk;

  /// Learns the unit of a measure that was read, where it is written plainly and shortly.
  static void learn_unit(Step& step, std::string_view measure);

  /// Adds a step, unless it is known or others have taken its room.
  void add(std::size_t from, Step step);

  /// Where a text may stand: at its beginning, or behind a value, of which section and field tell
  /// all that may follow.
  static constexpr std::size_t beginning = section_paths.size() * key_count;
  static std::size_t behind(Section section, Key key) {
    return static_cast<std::size_t>(section) * key_count + static_cast<std::size_t>(key);
  }

  std::array<std::vector<Step>, beginning + 1> steps_;
};

}  // namespace plume
