// SPDX-License-Identifier: Apache-2.0
#include "gate/card_lint.hpp"

#include "gate/card_words.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>

namespace plume {

namespace {

struct KeyOf {
  CardFact fact;
  std::string_view key;
};
constexpr auto keys = std::to_array<KeyOf>({{CardFact::emissions, "emissions"},
                                            {CardFact::source, "source"},
                                            {CardFact::training_type, "training_type"},
                                            {CardFact::location, "geographical_location"},
                                            {CardFact::hardware, "hardware_used"}});

constexpr std::array<std::string_view, 5> keys_of_tools{"energy_consumed", "on_cloud", "cpu_model",
                                                        "ram_total_size", "hours_used"};

struct Respelling {
  std::string_view letters;
  std::string_view spelled;
};
constexpr auto respellings =
    std::to_array<Respelling>({{"pretraining", "pre-training"},
                               {"pretrain", "pre-training"},
                               {"pretrained", "pre-training"},
                               {"finetuning", "fine-tuning"},
                               {"finetune", "fine-tuning"},
                               {"finetuned", "fine-tuning"},
                               {"pretrainingfinetuning", "pre-training + fine-tuning"},
                               {"pretrainingandfinetuning", "pre-training + fine-tuning"}});

std::string letters_of(std::string_view text) {
  std::string out = in_small_letters(text);
  std::erase_if(out, [](char c) { return c < 'a' || c > 'z'; });
  return out;
}

constexpr auto scales = std::to_array<std::pair<double, std::string_view>>(
    {{1e6, "t"}, {1e3, "kg"}, {1, "g"}, {1e-3, "mg"}});

constexpr auto linters =
    std::to_array({lint_form, lint_unit, lint_meaning, lint_words, lint_hostile});

}  // namespace

CardLint::CardLint(const Card& card, const CardEmissions& emissions)
    : card_(card), emissions_(emissions), field_(emissions_figure(card, CardPart::metadata)),
      body_(emissions_figure(card, CardPart::body)) {}

void CardLint::add(Finding finding) {
  const std::size_t end = finding.line.size() + 1;
  finding.file = card_.file;
  finding.width = std::min(finding.width, end - std::min(finding.position.column, end));
  findings_.push_back(std::move(finding));
}

void CardLint::add(Finding finding, TextPlace place) {
  finding.position = position_at(card_.text, place.offset);
  finding.line = line_at(card_.text, place.offset);
  finding.width = place.width;
  add(std::move(finding));
}

void CardLint::add(Finding finding, const CardStatement& statement) {
  finding.about = about(statement);
  add(std::move(finding), statement.place);
}

bool CardLint::has(std::string_view code) const {
  return std::any_of(findings_.begin(), findings_.end(),
                     [code](const Finding& finding) { return finding.code == code; });
}

TextPlace CardLint::place_of_field() const {
  if (card_.field.width > 0) {
    const std::string_view text = std::string_view(card_.text).substr(card_.field.offset);
    const auto word = text.find_first_of(": \t\r\n");
    return {card_.field.offset, static_cast<std::uint32_t>(std::min(word, text.size()))};
  }
  return emissions_.statement != nullptr ? emissions_.statement->place : TextPlace{};
}

std::vector<Finding> CardLint::in_order() && {
  std::stable_sort(findings_.begin(), findings_.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.position.line, a.position.column) <
           std::tie(b.position.line, b.position.column);
  });
  return std::move(findings_);
}

Finding as_finding(const Diagnostic& fault, const std::string& file) {
  return {.code = fault.code,
          .severity = Severity::error,
          .message = fault.message,
          .cure = fault.cure,
          .file = fault.file.empty() ? file : fault.file,
          .position = fault.position,
          .width = fault.position.line == 0 ? 0 : fault.width,
          .line = fault.line_begin == 0 ? fault.line : std::string(),
          .about = fault.code};
}

std::string_view key_of(CardFact fact) {
  const auto found =
      std::find_if(keys.begin(), keys.end(), [fact](const KeyOf& key) { return key.fact == fact; });
  return found == keys.end() ? std::string_view() : found->key;
}

bool is_written_by_tools(std::string_view key) {
  return std::find(keys_of_tools.begin(), keys_of_tools.end(), key) != keys_of_tools.end();
}

std::string about(const CardStatement& statement) {
  constexpr std::string_view name = "co2_eq_emissions";
  const bool inside = statement.part == CardPart::metadata && statement.key != name;
  return inside ? fmt::format("{}.{}", name, statement.key) : statement.key;
}

std::optional<std::string> training_type_respelled(std::string_view text) {
  const std::string letters = letters_of(text);
  const auto found = std::find_if(respellings.begin(), respellings.end(),
                                  [&](const Respelling& each) { return each.letters == letters; });
  return found == respellings.end() || found->spelled == text
             ? std::nullopt
             : std::optional(std::string(found->spelled));
}

std::string mass_in_words(double amount) {
  const auto found = std::find_if(scales.begin(), scales.end(),
                                  [amount](const auto& scale) { return amount >= scale.first; });
  const auto& [size, unit] = found == scales.end() ? scales.back() : *found;
  return fmt::format("{} {}", print_human(amount / size), unit);
}

std::string grams_as_written(double amount) {
  return print_machine(amount);
}

std::vector<Finding> lint_card(const Card& card, const CardEmissions& emissions) {
  CardLint lint(card, emissions);
  for (const auto linter : linters) {
    linter(lint);
  }
  return std::move(lint).in_order();
}

}  // namespace plume
