// SPDX-License-Identifier: Apache-2.0
#include "plume/gate/efficiency_reference.hpp"
#include "plume/units/text.hpp"
#include "report/card_writers.hpp"
#include "report/lines.hpp"
#include "report/writers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

namespace plume {

namespace {

constexpr std::array<std::string_view, 3> severity_colours{cyan, yellow, red};
constexpr std::array<std::string_view, efficiency_metrics> metric_units{"g CO2e", "byte/g",
                                                                        "byte/g", "", ""};
/// What would make a metric known; of the efficiencies once the emissions are settled.
constexpr std::array<std::string_view, efficiency_metrics> metric_flags{
    "", "--size", "--dataset-size", "--downloads", "--performance"};

/// Writes cards for people: a line a card, then what a single card says, then what was found.
class TextWriter : Lines {
 public:
  TextWriter(std::span<const CheckedCard> cards, const CardOptions& options, bool colour)
      : Lines(colour), cards_(cards), options_(options) {}

  std::string write() {
    line("{}\n", styled(bold, outcome_in_words(cards_, options_)));
    if (cards_.size() == 1 && cards_.front().card != nullptr) {
      details(cards_.front());
    } else {
      table();
    }
    for (const CheckedCard& card : cards_) {
      findings(card);
    }
    return std::move(out_);
  }

 private:
  void table() {
    const auto lines = aligned(cells_of(cards_), 5);
    line("{}", styled(bold, lines.front()));
    for (std::size_t i = 1; i < lines.size(); ++i) {
      line("{}", lines[i]);
    }
  }

  void details(const CheckedCard& card) {
    line("{}", styled(bold, printable(card.file)));
    emissions(card);
    for (const CardFact fact :
         {CardFact::source, CardFact::training_type, CardFact::location, CardFact::hardware}) {
      said(*card.card, fact);
    }
    level(card);
    label(card);
  }

  void row(std::string_view name, std::string_view text) { line("  {:<15}{}", name, text); }

  void emissions(const CheckedCard& card) {
    const CardEmissions& emissions = card.emissions;
    const std::string place = emissions.statement == nullptr
                                  ? std::string()
                                  : fmt::format(" on line {}", position_of(card).line);
    const std::string written = emissions.as_written.empty()
                                    ? "none"
                                    : fmt::format("`{}`{}", printable(emissions.as_written), place);
    row("as written", written);
    if (emissions.amount) {
      row("emissions",
          fmt::format("{} CO2e, in {}: {} ({} confidence)", human(*emissions.amount),
                      emissions.unit, emissions.rule,
                      confidence_names[static_cast<std::size_t>(emissions.confidence)]));
    } else if (!emissions.rule.empty()) {
      row("emissions", fmt::format("not settled: {}", emissions.rule));
    }
    if (emissions.expected) {
      row("by physics", fmt::format("{} to {}: {}", human(emissions.expected->low),
                                    human(emissions.expected->high), emissions.expected->by));
    }
  }

  static Position position_of(const CheckedCard& card) {
    return position_at(card.card->text, card.emissions.statement->place.offset);
  }

  void said(const Card& card, CardFact fact) {
    const CardStatement* const statement = find_statement(card, fact);
    const bool is_said = statement != nullptr && !is_placeholder(statement->text);
    row(card_fact_names[static_cast<std::size_t>(fact)],
        is_said ? printable(statement->text) : std::string("-"));
  }

  void level(const CheckedCard& card) {
    const auto place = static_cast<std::size_t>(card.level);
    row("level", fmt::format("{} of 5, {}", place, reporting_level_names[place]));
    if (!card.raises.empty()) {
      row("", fmt::format("for the next one, say {}", fmt::join(card.raises, ", ")));
    }
  }

  void label(const CheckedCard& card) {
    const auto variant = efficiency_variant_names[static_cast<std::size_t>(options_.variant)];
    if (!card.grade) {
      row("label", fmt::format("none: {}", card.ungraded));
      return;
    }
    row("label",
        fmt::format("{}, by {} ({}): the mean of the ratings is {}, A being 0", label_of(card),
                    efficiency_reference_name, variant, print_human(card.grade->mean)));
    const EfficiencyReference reference = efficiency_reference(options_.variant);
    for (std::size_t i = 0; i < efficiency_metrics; ++i) {
      rating(i, card.grade->ratings[i], reference[i].weight);
    }
    row("", "relative to models of April 2023 that reported emissions; downloads measure use, not");
    row("", "efficiency (see docs/explanation/efficiency-labels.md)");
  }

  void rating(std::size_t metric, const std::optional<EfficiencyRating>& rating, double weight) {
    const std::string_view name = efficiency_metric_names[metric];
    if (!rating) {
      row("", fmt::format("-  {:<19} weight {:.2f}, not known: give {}", name, weight,
                          metric_flags[metric]));
      return;
    }
    row("", fmt::format("{}  {:<19} weight {:.2f}, {}{}{}",
                        efficiency_label_names[static_cast<std::size_t>(rating->rating)], name,
                        weight, print_human(rating->value), metric_units[metric].empty() ? "" : " ",
                        metric_units[metric]));
  }

  void findings(const CheckedCard& card) {
    if (!card.findings.empty()) {
      out_ += '\n';
    }
    for (const Finding& finding : card.findings) {
      const auto severity = static_cast<std::size_t>(finding.severity);
      line("{}{}: {} [{}]", place_of(finding),
           styled(severity_colours[severity], severity_names[severity]), printable(finding.message),
           finding.code);
      if (!finding.cure.empty()) {
        line("  {}", styled(green, printable(finding.cure)));
      }
    }
  }

  static std::string place_of(const Finding& finding) {
    const std::string file = printable(finding.file);
    return finding.position.line == 0
               ? file + ": "
               : fmt::format("{}:{}:{}: ", file, finding.position.line, finding.position.column);
  }

  std::span<const CheckedCard> cards_;
  const CardOptions& options_;
};

}  // namespace

std::string cards_text(std::span<const CheckedCard> cards, const CardOptions& options,
                       bool colour) {
  return TextWriter(cards, options, colour).write();
}

}  // namespace plume
