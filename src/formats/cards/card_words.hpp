// SPDX-License-Identifier: Apache-2.0
/// The words by which model cards call what they say of carbon.
#pragma once

#include "plume/formats/card.hpp"

#include <string>
#include <string_view>

namespace plume::cards {

/// A key of a card and what it speaks of.
struct CardWord {
  std::string_view word;  ///< in small letters, without blanks and signs
  CardFact fact;
  bool anywhere = true;    ///< in the body: also outside of a section on carbon
  bool is_second = false;  ///< of hardware: counts where no other is named
};

/// In small letters, without blanks, signs, subscripts' marks and what stands in parentheses.
std::string plain_word(std::string_view text);

/// Looks a key of the field up; null where it is unknown.
const CardWord* find_field_word(std::string_view key);

/// Looks a key of the body up, also with filling words around it ("Estimated total emissions
/// were"); null where it is unknown.
const CardWord* find_body_word(std::string_view key);

/// Whether a key at the top of the metadata stands for the field under another name.
bool names_field(std::string_view key);

/// Whether a heading opens a section on carbon.
bool names_section(std::string_view heading);

/// Takes away second names of hardware, a processor beside an accelerator, in each part of a card.
void settle_hardware(std::vector<CardStatement>& statements);

}  // namespace plume::cards
