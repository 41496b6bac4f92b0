// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/gate/card.hpp"
#include "plume/gate/card_summary.hpp"
#include "plume/report/render.hpp"

#include <span>
#include <string>

namespace plume {

/// Model cards as text, JSON (an array, docs/reference/card.md), CSV or Markdown. Text says all of
/// a single card; of several a line each, then what was found.
std::string render_cards(std::span<const CheckedCard> cards, const CardOptions& options,
                         const RenderOptions& how);

/// One card as a line of JSON.
std::string render_card_line(const CheckedCard& card, const CardOptions& options);

/// Many cards added up: levels, labels, completeness, emissions and findings, as text, JSON
/// (`plume.cards/1`), CSV or Markdown.
std::string render_card_summary(const CardSummary& summary, const CardOptions& options,
                                const RenderOptions& how);

}  // namespace plume
