// SPDX-License-Identifier: Apache-2.0
#include "plume/gate/card.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

using namespace plume;

namespace {

std::vector<Finding> lint(const std::string& text) {
  const Card card = read_card("README.md", text);
  return lint_card(card, understand_emissions(card));
}

const Finding* find(const std::vector<Finding>& findings, std::string_view code) {
  const auto found = std::find_if(findings.begin(), findings.end(),
                                  [code](const Finding& each) { return each.code == code; });
  return found == findings.end() ? nullptr : &*found;
}

std::string card_with(const std::string& metadata, const std::string& body = {}) {
  return "---\nlanguage: en\n" + metadata + "\n---\n\n# A model\n\n## Environmental Impact\n\n" +
         body + "\n";
}

struct LintCase {
  std::string_view code;
  Severity severity;
  std::size_t line;
  std::size_t column;
  std::size_t width;
  std::string_view metadata;
  std::string_view body;
};

constexpr auto cases = std::to_array<LintCase>({
    {"misplaced-field", Severity::error, 3, 1, 9,
     "emissions:\n  emissions: 3\n  source: CodeCarbon", ""},
    {"unknown-key", Severity::note, 5, 3, 8, "co2_eq_emissions:\n  emissions: 3\n  comments: none",
     ""},
    {"key-alias", Severity::warning, 5, 3, 13,
     "co2_eq_emissions:\n  emissions: 3\n  hardware used: 1 T4", ""},
    {"decimal-comma", Severity::error, 3, 19, 5, "co2_eq_emissions: 43,24", ""},
    {"impossible-emissions", Severity::error, 3, 19, 2, "co2_eq_emissions: -3", ""},
    {"impossible-emissions", Severity::error, 3, 19, 5, "co2_eq_emissions: 1e300", ""},
    {"wrong-unit", Severity::error, 3, 19, 4, "co2_eq_emissions: 12.5  # kg CO2", ""},
    {"unit-suspected", Severity::error, 3, 19, 6, "co2_eq_emissions: 0.0279",
     "- Hardware Type: 1 x GeForce RTX 3060\n- Hours used: 0.503"},
    {"unit-mismatch", Severity::error, 3, 19, 4, "co2_eq_emissions: 5600",
     "- Carbon Emitted: 5.6 g"},
    {"disagrees-tenfold", Severity::error, 3, 19, 6, "co2_eq_emissions: 450300",
     "- Carbon Emitted: 4503 kg"},
    {"disagrees", Severity::warning, 3, 19, 4, "co2_eq_emissions: 7540",
     "- Carbon Emitted: 30.16 kg"},
    {"implausible-low", Severity::warning, 3, 19, 1, "co2_eq_emissions: 2",
     "- Energy consumed: 0.5 kWh\n- Carbon intensity: 100 g/kWh"},
    {"implausible-high", Severity::warning, 3, 19, 5, "co2_eq_emissions: 50000",
     "- Energy consumed: 0.5 kWh\n- Carbon intensity: 100 g/kWh"},
    {"false-zero", Severity::error, 3, 19, 1, "co2_eq_emissions: 0", "- Hardware Type: T4"},
    {"true-zero", Severity::note, 4, 14, 1,
     "co2_eq_emissions:\n  emissions: 0\n  source: no training took place", ""},
    {"unexplained-zero", Severity::warning, 3, 19, 1, "co2_eq_emissions: 0", ""},
    {"no-emissions", Severity::note, 1, 1, 0, "license: mit", ""},
    {"training-type-spelling", Severity::note, 5, 18, 10,
     "co2_eq_emissions:\n  emissions: 3\n  training_type: finetuning", ""},
    {"source-is-no-method", Severity::warning, 5, 11, 12,
     "co2_eq_emissions:\n  emissions: 3\n  source: Google Colab", ""},
    {"project-total", Severity::warning, 5, 11, 27,
     "co2_eq_emissions:\n  emissions: 3\n  source: sum of all runs, CodeCarbon", ""},
    {"inherited", Severity::warning, 5, 19, 1,
     "base_model: a/b\nbase_model_relation: quantized\nco2_eq_emissions: 3", ""},
    {"hostile-content", Severity::error, 5, 18, 9,
     "co2_eq_emissions:\n  emissions: 3\n  source: http://127.0.0.1/x", ""},
});

/// Codes that the lint of one card cannot give: tested with sets and with repairs.
constexpr std::array<std::string_view, 3> of_sets{"level-not-reached", "nothing-checked",
                                                  "cannot-edit"};

/// Those whose place is that of another part's diagnostic.
constexpr auto others = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"duplicate-key", "---\nco2_eq_emissions: 3\nco2_eq_emissions: 4\n---\n"},
    {"invalid-front-matter", "---\nco2_eq_emissions: [3\n---\n"},
    {"tab-indent", "---\nco2_eq_emissions:\n\temissions: 3\n---\n"},
    {"block-not-at-top", "# A model\n\n---\nco2_eq_emissions:\n  emissions: 3\n---\n"},
    {"wrong-structure", "---\nco2_eq_emissions: [3, 4]\n---\n"},
    {"text-for-number", "---\nco2_eq_emissions: about as much as a car\n---\n"},
    {"doubtful-score",
     "---\nmodel-index:\n- name: m\n  results:\n  - task:\n      type: summarization\n"
     "    metrics:\n    - type: rouge1\n      value: 0.4\n---\n"},
    {"parts-differ",
     "# A model\n\n## Co2_eq_emissions\n\n- Emissions: 43,24 kg\n  -- Training: 12 kg\n"},
    {"body-only", "# A model\n\n- Carbon Emitted: 3 kg\n"},
    {"list-of-maps", "---\nco2_eq_emissions:\n- emissions: 3\n- source: CodeCarbon\n---\n"},
    {"bare-number", "---\nco2_eq_emissions: 3\n---\n"},
    {"no-hardware", "---\nco2_eq_emissions: 3\n---\n"},
    {"no-location", "---\nco2_eq_emissions: 3\n---\n"},
    {"no-source", "---\nco2_eq_emissions: 3\n---\n"},
    {"no-training-type", "---\nco2_eq_emissions: 3\n---\n"},
    {"placeholder", "---\nco2_eq_emissions:\n  emissions: 3\n  source: unknown\n---\n"},
});

}  // namespace

TEST_CASE("Each finding stands at what it is about", "[gate]") {
  for (const LintCase& each : cases) {
    const std::string text = card_with(std::string(each.metadata), std::string(each.body));
    INFO(text);
    INFO(each.code);
    const auto findings = lint(text);
    const Finding* const found = find(findings, each.code);
    REQUIRE(found != nullptr);
    CHECK(found->severity == each.severity);
    CHECK(found->position.line == each.line);
    CHECK(found->position.column == each.column);
    CHECK(found->width == each.width);
    CHECK(found->file == "README.md");
  }
}

TEST_CASE("What reading and shape tell is found too", "[gate]") {
  for (const auto& [code, text] : others) {
    INFO(code);
    CHECK(find(lint(std::string(text)), code) != nullptr);
  }
}

TEST_CASE("Every code has a rule, a case here and a line in the documentation", "[gate]") {
  std::set<std::string_view> tested(of_sets.begin(), of_sets.end());
  for (const LintCase& each : cases) {
    tested.insert(each.code);
  }
  for (const auto& each : others) {
    tested.insert(each.first);
  }
  std::stringstream page;
  page << std::ifstream("docs/reference/card-findings.md").rdbuf();
  for (const FindingRule& rule : card_rules()) {
    INFO(rule.code);
    CHECK(tested.count(rule.code) == 1);
    CHECK(page.str().find("| `" + std::string(rule.code) + "` |") != std::string::npos);
  }
  CHECK(tested.size() == card_rules().size());
}

TEST_CASE("Kilograms that the hours speak for are told with both figures", "[gate]") {
  const auto findings = lint(card_with(
      "co2_eq_emissions: 0.0279", "- Hardware Type: 1 x GeForce RTX 3060\n- Hours used: 0.503"));
  const Finding* const found = find(findings, "unit-suspected");
  REQUIRE(found != nullptr);
  CHECK_THAT(found->message, StartsWith("27.9 mg for 0.503 h on 1 x GeForce RTX 3060"));
  CHECK_THAT(found->message, EndsWith("is 1,000 times too little: 27.9 g if kilograms were meant"));
  CHECK(found->cure == "write `27.9`: the field is in grams");
}

TEST_CASE("Numbers at the end of all scales are told in finite words", "[gate]") {
  for (const std::string figure :
       {"1e300", "1e-300", "9e16", "1e-12", ".inf", ".nan", "0.0", "1e999"}) {
    for (const std::string energy : {"1e300", "1e-300", "1e15", "1e-12", "0", "-4"}) {
      const auto findings =
          lint(card_with("co2_eq_emissions: " + figure, "- Energy consumed: " + energy + " kWh"));
      INFO(figure);
      INFO(energy);
      for (const Finding& finding : findings) {
        CHECK(finding.message.find(" inf") == std::string::npos);
        CHECK(finding.message.find("nan ") == std::string::npos);
      }
    }
  }
}

TEST_CASE("A good card has nothing to say against it", "[gate]") {
  CHECK(lint(card_with("co2_eq_emissions:\n  emissions: 17\n  source: CodeCarbon 2.3\n"
                       "  training_type: fine-tuning\n  geographical_location: Quebec, Canada\n"
                       "  hardware_used: 1 x NVIDIA GeForce RTX 3090"))
            .empty());
}

TEST_CASE("Rounding of one of two figures is no disagreement", "[gate]") {
  const auto findings =
      lint(card_with("co2_eq_emissions: 25.447577064303335", "CO2 Emissions (in grams): 25.4476"));
  CHECK(find(findings, "disagrees") == nullptr);
  const auto zero = lint(card_with("co2_eq_emissions: 0.08184", "- Carbon Emitted: 0.000 kg"));
  CHECK(find(zero, "disagrees") == nullptr);
}

TEST_CASE("Hostile content is found wherever it hides, and only there", "[gate]") {
  const auto hostile = [](const std::string& source) {
    return find(lint(card_with("co2_eq_emissions:\n  emissions: 3\n  source: \"" + source + "\"")),
                "hostile-content") != nullptr;
  };
  for (const std::string text :
       {"http://169.254.169.254/latest", "http://10.0.0.1", "https://me@192.168.1.1/",
        "http://172.16.3.4", "http://[::1]/", "http://localhost:8080", "<SCRIPT src=x>",
        "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "\u202egnp",
        "\u2066hidden\u2069", "bell\u0007", "\\u202egnp", "\\e[31mred"}) {
    INFO(text);
    CHECK(hostile(text));
  }
  for (const std::string text :
       {"https://mlco2.github.io/impact/#compute", "http://172.32.0.1", "https://1072.example.org",
        "a script of ours", "\u00e9t\u00e9", "\u4e2d\u6587"}) {
    INFO(text);
    CHECK_FALSE(hostile(text));
  }
}
