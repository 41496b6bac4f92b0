// SPDX-License-Identifier: Apache-2.0
/// Reads small configurations with one adapter, for its tests.
#pragma once

#include "formats/configs/config_format.hpp"
#include "plume/support/location.hpp"

#include <string>
#include <vector>

namespace plume::adapter_test {

/// What an adapter makes of a text.
struct Reading {
  Document document;
  TrainingFacts facts{};
  std::vector<Diagnostic> faults{};

  /// "line key" of a fact; "nowhere" where it is absent, "default key" where no place is said.
  template <class T>
  std::string place(const MaybeSaid<T>& said) const {
    return said ? place(*said) : "nowhere";
  }
  template <class T>
  std::string place(const Said<T>& said) const {
    const auto line = position_at(document.text, said.place.offset).line;
    return (said.place.width == 0 ? "default" : std::to_string(line)) + " " + said.key;
  }
};

inline Reading read_with(void (*read)(ConfigView&, TrainingFacts&), std::string file,
                         std::string text) {
  Reading out{.document = parse_document(std::move(file), std::move(text))};
  ConfigView view(out.document, 0, out.faults);
  read(view, out.facts);
  return out;
}

/// The value of a fact; -1 where it is absent.
inline double value_of(const MaybeSaid<double>& said) {
  return said ? said->value : -1;
}
inline std::string value_of(const MaybeSaid<std::string>& said) {
  return said ? said->value : "absent";
}

}  // namespace plume::adapter_test
