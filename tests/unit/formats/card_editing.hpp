// SPDX-License-Identifier: Apache-2.0
/// Cards that are written and read again, for tests of their writers.
#pragma once

#include "plume/formats/card.hpp"
#include "plume/formats/card_edit.hpp"
#include "support/catch.hpp"
#include "unit/formats/document_reading.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace plume::card_test {

inline Card card(std::string text) {
  return read_card("README.md", std::move(text));
}

inline CardBlock only_emissions(double in_grams) {
  CardBlock block;
  block.emissions = grams(in_grams);
  return block;
}

inline CardBlock full_block() {
  CardBlock block = only_emissions(1250.5);
  block.source = "plume 0.1.0";
  block.training_type = "fine-tuning";
  block.location = "Quebec, Canada";
  block.hardware = "8 v100 GPUs";
  return block;
}

/// The metadata of a card as YAML that stands alone, its lines ending as every reader takes them.
inline Document metadata(const std::string& text) {
  const Card read = card(text);
  REQUIRE(read.front_matter.present);
  const TextPlace& inside = read.front_matter.inside;
  std::string yaml = text.substr(inside.offset, inside.width);
  std::replace(yaml.begin(), yaml.end(), '\r', '\n');
  return parse_document("card.yaml", yaml);
}

inline const DocumentNode& field(const Document& document) {
  return document_test::at(document, "co2_eq_emissions");
}

/// What the field of a card says under a key.
inline std::string said(const std::string& text, std::string_view key) {
  const Document document = metadata(text);
  return document_test::shown(document_test::at(document, "co2_eq_emissions/" + std::string(key)));
}

}  // namespace plume::card_test
