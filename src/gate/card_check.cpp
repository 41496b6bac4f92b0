// SPDX-License-Identifier: Apache-2.0
#include "gate/card_scores.hpp"
#include "gate/card_words.hpp"
#include "plume/gate/card.hpp"
#include "plume/gate/efficiency_reference.hpp"
#include "plume/support/file.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

namespace plume {

namespace {

bool has_tag(const Card& card, std::span<const std::string_view> wanted) {
  return std::any_of(card.tags.begin(), card.tags.end(), [&](const std::string& tag) {
    return std::find(wanted.begin(), wanted.end(), in_small_letters(tag)) != wanted.end();
  });
}

constexpr std::array<std::string_view, 4> optimised_tags{"optimized", "optimised", "pruned",
                                                         "distilled"};
constexpr std::array<std::string_view, 1> certified_tags{"ecocard"};

/// A figure of which only the unit is open is reported too; a zero is not.
ReportingFacts reporting_facts(const Card& card, const CardEmissions& emissions) {
  const bool open = emissions.statement != nullptr && !emissions.amount;
  const bool above_zero = emissions.amount && emissions.amount->in(grams) > 0;
  return {.emissions = open || above_zero,
          .hardware = said(card, CardFact::hardware) != nullptr,
          .optimised = has_tag(card, optimised_tags),
          .certified = has_tag(card, certified_tags)};
}

constexpr std::string_view say_emissions = "what its training emitted (`emissions`)";
constexpr std::string_view say_hardware = "on what it was trained (`hardware_used`)";

/// By level: any one of them raises it.
std::vector<std::string> raises_of(ReportingLevel level) {
  static const std::array<std::vector<std::string>, reporting_level_names.size()> raises{{
      {std::string(say_hardware), std::string(say_emissions)},
      {std::string(say_emissions)},
      {std::string(say_hardware)},
      {"that it was optimised, where it was (a tag `optimized`, `pruned` or `distilled`)"},
      {"that it is certified, where it is (a tag `EcoCard`)"},
      {},
  }};
  return raises[static_cast<std::size_t>(level)];
}

std::string_view behind_owner(std::string_view id) {
  return id.substr(id.find('/') == std::string_view::npos ? 0 : id.find('/') + 1);
}

/// The one record for which a test holds.
template <class Test>
const HubRecord* only(std::span<const HubRecord> records, Test fits) {
  const auto first = std::find_if(records.begin(), records.end(), fits);
  const bool one = first != records.end() && std::none_of(first + 1, records.end(), fits);
  return one ? &*first : nullptr;
}

/// By the two folders that hold the card, "owner/model", then by the last of them, then by the
/// model's name. A lone card, or one that has none of these, takes the record where there is but
/// one.
const HubRecord* record_of(const Card& card, const CardOptions& options) {
  const auto records = options.records;
  const auto folder = std::filesystem::path(card.file).parent_path();
  const std::string name = folder.filename().string();
  const bool takes_any = options.lone || (name.empty() && card.name.empty());
  if (takes_any && records.size() == 1) {
    return &records.front();
  }
  const std::string id = folder.parent_path().filename().string() + "/" + name;
  const HubRecord* found = only(records, [&](const HubRecord& each) { return each.id == id; });
  for (const std::string& by : {name, card.name}) {
    const auto fits = [&](const HubRecord& each) {
      return each.id == by || behind_owner(each.id) == behind_owner(by);
    };
    found = found == nullptr && !by.empty() ? only(records, fits) : found;
  }
  return found;
}

std::optional<Information> as_bytes(const std::optional<double>& bytes) {
  return bytes && *bytes > 0 ? std::optional(Information::from_base(*bytes)) : std::nullopt;
}

template <class Value>
void prefer(std::optional<Value>& fact, const std::optional<Value>& given) {
  fact = given ? given : fact;
}

EfficiencyFacts facts_of(const CheckedCard& checked, const CardOptions& options) {
  EfficiencyFacts facts;
  const auto& amount = checked.emissions.amount;
  facts.emissions = amount && amount->in(grams) > 0 ? amount : std::nullopt;
  facts.performance = performance_score(scores_of(*checked.card), performance_ranges());
  if (const HubRecord* const record = record_of(*checked.card, options)) {
    facts.size = as_bytes(record->weights_bytes);
    facts.dataset = as_bytes(record->datasets_bytes);
    facts.downloads = record->downloads;
  }
  prefer(facts.emissions, options.given.emissions);
  prefer(facts.size, options.given.size);
  prefer(facts.dataset, options.given.dataset);
  prefer(facts.downloads, options.given.downloads);
  prefer(facts.performance, options.given.performance);
  return facts;
}

bool has_finding(const CheckedCard& checked, std::span<const std::string_view> codes) {
  return std::any_of(checked.findings.begin(), checked.findings.end(), [&](const Finding& finding) {
    return std::find(codes.begin(), codes.end(), finding.code) != codes.end();
  });
}

/// Why a card must not be graded; empty where it may be.
std::string refusal(const CheckedCard& checked, const CardOptions& options) {
  constexpr std::array<std::string_view, 2> unsettled{"unit-suspected", "unit-mismatch"};
  const Confidence confidence = checked.emissions.confidence;
  if (options.given.emissions) {
    return {};
  }
  if (!checked.emissions.amount && checked.emissions.statement == nullptr) {
    return "the card says no emissions";
  }
  if (checked.emissions.amount && checked.emissions.amount->in(grams) <= 0) {
    return "0 is no measurement of a training";
  }
  const bool doubted = confidence <= Confidence::low && has_finding(checked, unsettled);
  return confidence == Confidence::none || doubted ? "the unit of the emissions is not settled"
                                                   : "";
}

void grade_card(CheckedCard& checked, const CardOptions& options) {
  checked.facts = facts_of(checked, options);
  checked.ungraded = refusal(checked, options);
  if (checked.ungraded.empty()) {
    checked.grade = grade(checked.facts, efficiency_reference(options.variant));
    checked.ungraded = checked.grade ? "" : "no metric of the label is known";
  }
}

void look_at(CheckedCard& checked, const CardOptions& options) {
  checked.card = std::make_unique<const Card>(read_card(checked.file, read_file(checked.file)));
  const Card& card = *checked.card;
  checked.emissions = understand_emissions(card, options.estimated);
  checked.findings = lint_card(card, checked.emissions);
  checked.level = reporting_level(reporting_facts(card, checked.emissions));
  checked.raises = raises_of(checked.level);
  grade_card(checked, options);
}

}  // namespace

CheckedCard check_card(const std::string& file, const CardOptions& options) {
  CheckedCard checked;
  checked.file = file;
  try {
    look_at(checked, options);
  } catch (const Failure& failure) {
    checked = {};
    checked.file = file;
    checked.faults = failure.diagnostics();
  }
  return checked;
}

}  // namespace plume
