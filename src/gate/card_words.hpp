// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/formats/card.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// The text in small ASCII letters.
std::string in_small_letters(std::string_view text);

/// Whether one of the phrases, in small letters, stands in the text, however that is capitalised.
bool mentions(std::string_view text, std::span<const std::string_view> phrases);

/// The words of a text: letters, digits, and what `also` adds to them.
std::vector<std::string_view> words_of(std::string_view text, std::string_view also = {});

/// The first statement of a fact that is no placeholder, of the metadata, else of the body; null
/// where there is none. Parts of a sum do not count.
const CardStatement* said(const Card& card, CardFact fact);
const CardStatement* said(const Card& card, CardFact fact, CardPart part);

/// The text of that statement; empty where there is none.
std::string_view said_text(const Card& card, CardFact fact);

/// A unit of mass as cards name it.
struct MassUnit {
  std::string_view name;    ///< "kg"
  std::string_view plural;  ///< "kilograms"
  double grams = 1;
};

/// All of them; grams, kilograms and tonnes come first.
std::span<const MassUnit> mass_units();
const MassUnit& gram_unit();

/// The unit of that size; null for none.
const MassUnit* mass_unit_of(double grams);

/// Whether AutoTrain or AutoNLP made the model: both write grams.
bool is_by_autotrain(const Card& card);

}  // namespace plume
