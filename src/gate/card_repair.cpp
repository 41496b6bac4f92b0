// SPDX-License-Identifier: Apache-2.0
#include "plume/gate/card_repair.hpp"

#include "gate/card_lint.hpp"
#include "gate/card_words.hpp"
#include "plume/formats/card_edit.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace plume {

namespace {

/// What writing the field anew cures.
constexpr std::array<std::string_view, 11> curable{
    "tab-indent",  "list-of-maps",          "misplaced-field",
    "key-alias",   "text-for-number",       "decimal-comma",
    "wrong-unit",  "unit-suspected",        "unit-mismatch",
    "placeholder", "training-type-spelling"};

bool is_curable(const Finding& finding) {
  return std::find(curable.begin(), curable.end(), finding.code) != curable.end();
}

auto count_curable(const std::vector<Finding>& findings) {
  return std::count_if(findings.begin(), findings.end(), is_curable);
}

/// A card with what its lint says of it.
struct Linted {
  Card card;
  CardEmissions emissions;
  std::vector<Finding> findings;
};

std::unique_ptr<const Linted> linted(const std::string& file, std::string text) {
  auto out = std::make_unique<Linted>();
  out->card = read_card(file, std::move(text));
  out->emissions = understand_emissions(out->card);
  out->findings = lint_card(out->card, out->emissions);
  return out;
}

bool has(const std::vector<Finding>& findings, std::string_view code) {
  return std::any_of(findings.begin(), findings.end(),
                     [code](const Finding& finding) { return finding.code == code; });
}

/// Tabs in the indent of the metadata as two blanks each.
std::string without_tabs(const Card& card) {
  const std::size_t begin = card.front_matter.inside.offset;
  const std::size_t end = begin + card.front_matter.inside.width;
  std::string out = card.text.substr(0, begin);
  bool indent = true;
  for (std::size_t at = begin; at < end; ++at) {
    const char c = card.text[at];
    out.append(indent && c == '\t' ? "  " : std::string(1, c));
    indent = c == '\n' || c == '\r' || (indent && (c == ' ' || c == '\t'));
  }
  return out + card.text.substr(end);
}

/// What a fact of the block is to say; empty where a key that stays says it.
std::string if_said(const Card& card, CardFact fact) {
  const CardStatement* const statement = said(card, fact, CardPart::metadata);
  const bool kept = statement == nullptr || is_written_by_tools(statement->key);
  return kept ? std::string() : statement->text;
}

/// A key with its value, as both stand in the card.
std::string as_it_stands(const Card& card, const CardStatement& statement) {
  const std::size_t begin = statement.key_place.offset;
  std::size_t end = std::size_t{statement.place.offset} + statement.place.width;
  const bool quoted = statement.place.offset > 0 && end < card.text.size() &&
                      card.text[end] == card.text[statement.place.offset - 1] &&
                      (card.text[end] == '"' || card.text[end] == '\'');
  end += quoted ? 1 : 0;
  return card.text.substr(begin, end - begin);
}

bool is_within(const Card& card, const CardStatement& statement) {
  const std::size_t at = statement.key_place.offset;
  return statement.part == CardPart::metadata && at > card.field.offset &&
         at < std::size_t{card.field.offset} + card.field.width;
}

std::vector<std::string> kept_of(const Card& card) {
  std::vector<std::string> out;
  for (const CardStatement& statement : card.statements) {
    const bool kept = key_of(statement.fact).empty() || is_written_by_tools(statement.key);
    if (kept && is_within(card, statement)) {
      out.push_back(as_it_stands(card, statement));
    }
  }
  return out;
}

/// The amount where it is settled with high confidence; else the bare number as it stands.
Carbon figure_of(const CardEmissions& emissions, const CardFigure& field) {
  const bool settled = emissions.confidence == Confidence::high && emissions.amount;
  return settled ? *emissions.amount : grams(field.number.value);
}

/// A range, or a unit that is written and doubted or not known, stays as it is: only a person
/// knows.
bool can_be_written(const Linted& card, const CardFigure& field) {
  const bool exact = field.number.low == field.number.high;
  return exact && (field.number.unit.empty() || card.emissions.confidence == Confidence::high);
}

CardBlock block_of(const Linted& linted, const CardFigure& field) {
  const Card& card = linted.card;
  CardBlock block;
  block.emissions = figure_of(linted.emissions, field);
  block.source = if_said(card, CardFact::source);
  const std::string type = if_said(card, CardFact::training_type);
  block.training_type = training_type_respelled(type).value_or(type);
  block.location = if_said(card, CardFact::location);
  block.hardware = if_said(card, CardFact::hardware);
  block.kept = kept_of(card);
  return block;
}

/// A card's text, repaired or as it was, and what kept it from being repaired.
struct Rewritten {
  std::string text;
  std::vector<Finding> refused;
};

Rewritten with_new_block(const Linted& card) {
  const auto field = emissions_figure(card.card, CardPart::metadata);
  const bool needed = count_curable(card.findings) > 0;
  const bool possible = field && card.card.front_matter.valid && can_be_written(card, *field);
  Rewritten out{card.card.text, {}};
  try {
    out.text = needed && possible ? with_block(card.card, block_of(card, *field)) : out.text;
  } catch (const Failure& failure) {
    for (const Diagnostic& fault : failure.diagnostics()) {
      out.refused.push_back(as_finding(fault, card.card.file));
    }
  }
  return out;
}

std::vector<std::string> gone(const std::vector<Finding>& before,
                              const std::vector<Finding>& after) {
  std::vector<std::string> out;
  std::set<std::string> seen;
  for (const Finding& finding : before) {
    if (!has(after, finding.code) && seen.insert(finding.code).second) {
      out.push_back(finding.code);
    }
  }
  return out;
}

}  // namespace

CardRepair repair_card(const CheckedCard& checked) {
  if (checked.card == nullptr) {
    return {};
  }
  const Card& card = *checked.card;
  const bool tabs = has(checked.findings, "tab-indent");
  const auto readable = linted(card.file, tabs ? without_tabs(card) : card.text);
  const Rewritten rewritten = with_new_block(*readable);
  auto repaired = linted(card.file, rewritten.text);
  if (count_curable(repaired->findings) >= count_curable(checked.findings)) {
    repaired = linted(card.file, card.text);  // a person must cure what there is
  }
  CardRepair out{repaired->card.text, gone(checked.findings, repaired->findings),
                 repaired->findings};
  out.left.insert(out.left.end(), rewritten.refused.begin(), rewritten.refused.end());
  return out;
}

}  // namespace plume
