// SPDX-License-Identifier: Apache-2.0
#include "plume/gate/card.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <string>

using namespace plume;

namespace {

/// One of the odd shapes that cards of the Hub have: the facts of a real card in a card of our own.
struct Shape {
  std::string_view name;
  double grams;
  std::string_view unit;
  Confidence confidence;
  ReportingLevel level;
  std::string_view codes;  ///< of the findings, each once, in the order of the alphabet
};

constexpr auto shapes = std::to_array<Shape>({
    {"01-autonlp-short-form", 137.60574081887984, "g", Confidence::high, ReportingLevel::basic,
     "bare-number no-hardware no-location no-source no-training-type"},
    {"02-autotrain-tag-as-text", 0.012147398577917884, "g", Confidence::high, ReportingLevel::basic,
     "bare-number no-hardware no-location no-source no-training-type"},
    {"03-autotrain-tag-list", 14.294320632050567, "g", Confidence::high, ReportingLevel::basic,
     "bare-number no-hardware no-location no-source no-training-type"},
    {"04-autotrain-tabular", 1.9138035947108896, "g", Confidence::high, ReportingLevel::basic,
     "bare-number no-hardware no-location no-source no-training-type"},
    {"05-autotrain-tag-removed", 0.5988414315305852, "g", Confidence::high, ReportingLevel::basic,
     "bare-number no-hardware no-location no-source no-training-type"},
    {"06-bare-hundred", 100, "g", Confidence::medium, ReportingLevel::awareness,
     "bare-number no-location no-source no-training-type"},
    {"07-bare-by-hand", 4009.5, "g", Confidence::medium, ReportingLevel::basic,
     "bare-number no-hardware no-location no-source no-training-type"},
    {"08-kilograms-body-agrees", 319.355, "kg", Confidence::high, ReportingLevel::basic,
     "bare-number no-hardware no-location no-source no-training-type unit-mismatch"},
    {"09-kilograms-body-agrees-short", 106.9, "kg", Confidence::high, ReportingLevel::basic,
     "bare-number no-hardware no-location no-source no-training-type unit-mismatch"},
    {"10-kilograms-physics-agrees", 27.9399890043426, "kg", Confidence::high,
     ReportingLevel::awareness, "bare-number no-location no-source no-training-type unit-mismatch"},
    {"11-codecarbon-kilograms", 0.2, "kg", Confidence::high, ReportingLevel::basic,
     "no-hardware no-training-type unit-mismatch"},
    {"12-codecarbon-kilograms-other-country", 60, "kg", Confidence::high, ReportingLevel::basic,
     "no-hardware no-training-type unit-mismatch"},
    {"13-pre-training-of-a-minute", 5.6, "g", Confidence::low, ReportingLevel::awareness,
     "unit-suspected"},
    {"14-pre-training-in-grams", 41100, "g", Confidence::medium, ReportingLevel::basic,
     "no-hardware no-location no-training-type"},
    {"15-copy-ten-times-too-much", 411000, "g", Confidence::medium, ReportingLevel::basic,
     "inherited no-hardware no-location no-training-type"},
    {"16-fine-tuning-of-a-moment", 0.33, "g", Confidence::low, ReportingLevel::basic,
     "no-hardware no-location no-training-type unit-suspected"},
    {"17-exercise-kilograms", 39048.912, "kg", Confidence::high, ReportingLevel::basic,
     "no-hardware no-location no-source no-training-type unit-mismatch"},
    {"18-body-ten-times-more", 450300, "g", Confidence::low, ReportingLevel::awareness,
     "disagrees-tenfold no-source no-training-type"},
    {"19-guidance-in-a-comment", 12500, "kg", Confidence::high, ReportingLevel::basic,
     "no-hardware no-location wrong-unit"},
    {"20-kilograms-as-text", 149200, "kg", Confidence::high, ReportingLevel::basic,
     "bare-number no-hardware no-location no-source no-training-type text-for-number wrong-unit"},
    {"21-placeholder-copied-into-value", 0.21, "g", Confidence::none, ReportingLevel::awareness,
     "placeholder text-for-number unit-suspected"},
    {"22-placeholder-copied-tpu", 28.53, "g", Confidence::none, ReportingLevel::awareness,
     "no-location no-source text-for-number training-type-spelling unit-suspected"},
    {"23-underscores", 24700000, "g", Confidence::medium, ReportingLevel::awareness,
     "text-for-number"},
    {"24-glued-unit", 17, "g", Confidence::high, ReportingLevel::basic,
     "no-hardware no-location no-source no-training-type text-for-number"},
    {"25-list-of-maps", 1.2, "g", Confidence::high, ReportingLevel::awareness,
     "key-alias list-of-maps text-for-number"},
    {"26-tabs", 2.04, "g", Confidence::medium, ReportingLevel::awareness, "tab-indent"},
    {"27-block-not-at-top", 83524, "kg", Confidence::high, ReportingLevel::awareness,
     "block-not-at-top body-only"},
    {"28-body-list-decimal-commas", 43240, "kg", Confidence::high, ReportingLevel::awareness,
     "body-only decimal-comma no-training-type"},
    {"29-body-heading-names-field", 49.49, "g", Confidence::high, ReportingLevel::awareness,
     "body-only no-training-type"},
    {"30-full-mapping", 232380, "g", Confidence::medium, ReportingLevel::awareness, ""},
    {"31-emissions-alone", 0.68, "g", Confidence::medium, ReportingLevel::basic,
     "no-hardware no-location no-source no-training-type"},
    {"32-zero-with-placeholders", 0, "g", Confidence::none, ReportingLevel::unknown,
     "no-hardware placeholder unexplained-zero"},
    {"33-true-zero", 0, "g", Confidence::medium, ReportingLevel::unknown, "true-zero"},
    {"34-false-zero", 0, "g", Confidence::none, ReportingLevel::context,
     "false-zero no-training-type placeholder source-is-no-method"},
    {"35-source-is-a-place", 0.0334, "g", Confidence::low, ReportingLevel::awareness,
     "no-training-type source-is-no-method unit-suspected"},
    {"36-body-bare-number", 3800, "kg", Confidence::medium, ReportingLevel::awareness,
     "body-only no-location no-source no-training-type"},
    {"37-body-forthcoming", 24700000, "g", Confidence::medium, ReportingLevel::awareness,
     "placeholder"},
    {"38-cloud-carbon-footprint", 17, "g", Confidence::medium, ReportingLevel::awareness, ""},
    {"39-thousands-comma", 40600, "g", Confidence::high, ReportingLevel::awareness, "no-source"},
    {"40-codecarbon-writer", 196.7083299812303, "g", Confidence::high, ReportingLevel::awareness,
     "no-location"},
    {"41-codecarbon-writer-without-gpu", 0.08184138571956523, "g", Confidence::high,
     ReportingLevel::awareness, "no-location"},
    {"42-pre-training-large", 4475000, "g", Confidence::medium, ReportingLevel::awareness, ""},
    {"43-agrees-after-rounding", 25.447577064303335, "g", Confidence::high, ReportingLevel::basic,
     "no-hardware no-location no-source no-training-type"},
    {"44-project-total", 3300, "g", Confidence::medium, ReportingLevel::basic,
     "no-hardware no-location no-training-type project-total"},
    {"45-metadata-stale", 7540, "g", Confidence::low, ReportingLevel::awareness,
     "disagrees no-source no-training-type"},
    {"46-copy-inherits", 149200, "g", Confidence::medium, ReportingLevel::basic,
     "bare-number inherited no-hardware no-location no-source no-training-type"},
    {"47-family-of-models", 0.0363, "g", Confidence::low, ReportingLevel::awareness,
     "no-training-type unit-suspected"},
    {"48-hostile", 100, "g", Confidence::medium, ReportingLevel::basic,
     "hostile-content no-hardware no-training-type"},
});

std::string codes_of(const std::vector<Finding>& findings) {
  std::set<std::string> codes;
  for (const Finding& finding : findings) {
    codes.insert(finding.code);
  }
  std::string out;
  for (const std::string& code : codes) {
    out.append(out.empty() ? "" : " ").append(code);
  }
  return out;
}

std::string file_of(const Shape& shape) {
  return "tests/cards/" + std::string(shape.name) + ".md";
}

void check_place(const Finding& finding, const std::string& text) {
  INFO(finding.code);
  CHECK_FALSE(finding.message.empty());
  REQUIRE(finding.position.line > 0);
  CHECK(finding.position.column - 1 + finding.width <= finding.line.size() + 1);
  CHECK(text.find(finding.line) != std::string::npos);
  CHECK_FALSE(finding.about.empty());
}

}  // namespace

TEST_CASE("The odd shapes of real cards come to grams, with unit, confidence and level", "[gate]") {
  for (const Shape& shape : shapes) {
    INFO(shape.name);
    const CheckedCard card = check_card(file_of(shape), {});
    REQUIRE(card.faults.empty());
    REQUIRE(card.emissions.amount);
    CHECK_THAT(card.emissions.amount->in(grams), WithinRel(shape.grams, 1e-12));
    CHECK(card.emissions.unit == shape.unit);
    CHECK(card.emissions.confidence == shape.confidence);
    CHECK(card.level == shape.level);
    CHECK(codes_of(card.findings) == shape.codes);
  }
}

TEST_CASE("Every card of the folder is expected to come to something", "[gate]") {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator("tests/cards")) {
    const std::string name = entry.path().stem().string();
    INFO(name);
    CHECK(std::any_of(shapes.begin(), shapes.end(),
                      [&](const Shape& shape) { return shape.name == name; }));
    ++files;
  }
  CHECK(files == shapes.size());
}

TEST_CASE("Findings have a place in the card, in order, and say why and about what", "[gate]") {
  for (const Shape& shape : shapes) {
    INFO(shape.name);
    const CheckedCard card = check_card(file_of(shape), {});
    REQUIRE(card.card != nullptr);
    Position last;
    for (const Finding& finding : card.findings) {
      check_place(finding, card.card->text);
      CHECK(std::pair(last.line, last.column) <=
            std::pair(finding.position.line, finding.position.column));
      last = finding.position;
    }
  }
}

TEST_CASE("A unit that is not settled keeps a card from being graded", "[gate]") {
  for (const Shape& shape : shapes) {
    INFO(shape.name);
    const CheckedCard card = check_card(file_of(shape), {});
    const bool doubted =
        shape.confidence <= Confidence::low && shape.codes.find("unit-") != std::string_view::npos;
    const bool zero = shape.grams == 0;
    CHECK(card.grade.has_value() == !(doubted || zero));
    CHECK(card.ungraded.empty() == card.grade.has_value());
  }
}
