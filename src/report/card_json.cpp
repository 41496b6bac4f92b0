// SPDX-License-Identifier: Apache-2.0
#include "plume/gate/efficiency_reference.hpp"
#include "report/card_writers.hpp"
#include "report/json_values.hpp"

namespace plume {

namespace {

Json text_or_null(std::string_view text) {
  return text.empty() ? Json() : Json(text);
}

Json said_json(const CheckedCard& card, CardFact fact) {
  const CardStatement* const said =
      card.card == nullptr ? nullptr : find_statement(*card.card, fact);
  return said == nullptr || is_placeholder(said->text) ? Json() : Json(said->text);
}

Json expected_json(const std::optional<ExpectedEmissions>& expected) {
  if (!expected) {
    return {};
  }
  return {{"value", rounded(expected->value.in(grams))},
          {"low", rounded(expected->low.in(grams))},
          {"high", rounded(expected->high.in(grams))},
          {"by", expected->by},
          {"order_of_magnitude", expected->is_bound}};
}

Json ratings_json(const std::optional<EfficiencyGrade>& grade) {
  Json out = Json::object();
  for (std::size_t i = 0; grade && i < grade->ratings.size(); ++i) {
    if (const auto& rating = grade->ratings[i]) {
      out[std::string(efficiency_metric_names[i])] = {
          {"value", rounded(rating->value)},
          {"rating", efficiency_label_names[static_cast<std::size_t>(rating->rating)]}};
    }
  }
  return out;
}

Json findings_json(const std::vector<Finding>& findings) {
  Json out = Json::array();
  for (const Finding& finding : findings) {
    out.push_back({{"code", finding.code},
                   {"severity", severity_names[static_cast<std::size_t>(finding.severity)]},
                   {"line", finding.position.line},
                   {"column", finding.position.column},
                   {"message", finding.message},
                   {"cure", finding.cure}});
  }
  return out;
}

void add_emissions(const CheckedCard& card, Json& out) {
  const CardEmissions& emissions = card.emissions;
  out["grams"] = emissions.amount ? rounded(emissions.amount->in(grams)) : Json();
  out["as_written"] = text_or_null(emissions.as_written);
  out["unit_understood"] = text_or_null(emissions.unit);
  out["confidence"] = confidence_names[static_cast<std::size_t>(emissions.confidence)];
  out["rule"] = text_or_null(emissions.rule);
  out["expected_grams"] = expected_json(emissions.expected);
}

void add_grade(const CheckedCard& card, const CardOptions& options, Json& out) {
  out["label"] = card.grade ? Json(label_of(card)) : Json();
  out["reference"] = efficiency_reference_name;
  out["variant"] = efficiency_variant_names[static_cast<std::size_t>(options.variant)];
  out["mean"] = card.grade ? rounded(card.grade->mean) : Json();
  out["ratings"] = ratings_json(card.grade);
  out["ungraded"] = text_or_null(card.ungraded);
}

/// A file that could not be read: its faults are its findings.
std::vector<Finding> findings_or_faults(const CheckedCard& card) {
  std::vector<Finding> out = card.findings;
  for (const Diagnostic& fault : card.faults) {
    out.push_back({.code = fault.code,
                   .severity = Severity::error,
                   .message = fault.message,
                   .cure = fault.cure,
                   .file = fault.file,
                   .position = fault.position});
  }
  return out;
}

Json card_json(const CheckedCard& card, const CardOptions& options) {
  Json out;
  out["file"] = card.file;
  add_emissions(card, out);
  out["source"] = said_json(card, CardFact::source);
  out["training_type"] = said_json(card, CardFact::training_type);
  out["location"] = said_json(card, CardFact::location);
  out["hardware"] = said_json(card, CardFact::hardware);
  const auto level = static_cast<std::size_t>(card.level);
  out["level"] = card.card == nullptr ? Json() : Json(level);
  out["level_name"] = card.card == nullptr ? Json() : Json(reporting_level_names[level]);
  out["raises"] = card.raises;
  add_grade(card, options, out);
  out["findings"] = findings_json(findings_or_faults(card));
  return out;
}

}  // namespace

std::string cards_json(std::span<const CheckedCard> cards, const CardOptions& options) {
  Json out = Json::array();
  for (const CheckedCard& card : cards) {
    out.push_back(card_json(card, options));
  }
  return dumped(out);
}

std::string render_card_line(const CheckedCard& card, const CardOptions& options) {
  return card_json(card, options).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace plume
