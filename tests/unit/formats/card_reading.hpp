// SPDX-License-Identifier: Apache-2.0
/// Shows what is read from small model cards, for their tests.
#pragma once

#include "plume/formats/card.hpp"
#include "support/catch.hpp"

#include <string>
#include <string_view>

namespace plume::card_test {

/// A card of front matter and a body.
inline std::string card(const std::string& yaml, const std::string& body = "") {
  return "---\n" + yaml + "---\n" + body;
}

inline std::string shown(const CardStatement& said) {
  return std::string(card_part_names.at(static_cast<std::size_t>(said.part))) + " " +
         std::string(card_fact_names.at(static_cast<std::size_t>(said.fact))) +
         (said.is_part ? " part" : "") + (said.is_number ? " #" : " ") + said.text;
}

/// Each statement on a line: "metadata emissions #5" of a number, "body location France" of a text.
inline std::string shown(const Card& card) {
  std::string out;
  for (const CardStatement& said : card.statements) {
    out += shown(said) + "\n";
  }
  return out;
}

/// Code and position of each fault: "tab-indent 4:1 ".
inline std::string faults(const Card& card) {
  std::string out;
  for (const Diagnostic& fault : card.faults) {
    CHECK_FALSE(fault.message.empty());
    CHECK_FALSE(fault.cure.empty());
    CHECK(fault.file == card.file);
    out += fault.code + " " + std::to_string(fault.position.line) + ":" +
           std::to_string(fault.position.column) + " ";
  }
  return out;
}

inline std::string at(const Card& card, TextPlace place) {
  return card.text.substr(place.offset, place.width);
}

}  // namespace plume::card_test
