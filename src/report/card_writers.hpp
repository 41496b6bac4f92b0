// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/report/card.hpp"
#include "report/table.hpp"

#include <span>
#include <string>

namespace plume {

std::string cards_json(std::span<const CheckedCard> cards, const CardOptions& options);
std::string cards_csv(std::span<const CheckedCard> cards);
std::string cards_markdown(std::span<const CheckedCard> cards, const CardOptions& options);
std::string cards_text(std::span<const CheckedCard> cards, const CardOptions& options, bool colour);

/// "1.2 kg", "0"; "-" where a card says none that could be understood.
std::string emissions_in_words(const CheckedCard& card);

/// The label, or "-".
std::string_view label_of(const CheckedCard& card);

/// Level, label, emissions, confidence and file, with their head. The row of a file that could not
/// be read ends with why.
Cells cells_of(std::span<const CheckedCard> cards);

/// "failed: 3 cards, 1 error, 2 warnings"
std::string outcome_in_words(std::span<const CheckedCard> cards, const CardOptions& options);

/// How many of something there are: "1 card", "2 cards".
std::string counted(std::size_t count, std::string_view what);

}  // namespace plume
