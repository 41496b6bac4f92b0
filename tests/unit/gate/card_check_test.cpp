// SPDX-License-Identifier: Apache-2.0
#include "plume/gate/card.hpp"
#include "support/catch.hpp"
#include "support/folder.hpp"

#include <array>
#include <string>
#include <vector>

using namespace plume;
using test::Folder;

namespace {

std::string metadata(const std::string& inside) {
  return "---\n" + inside + "\n---\n\n# A model\n";
}

CheckedCard checked(const std::string& text, const CardOptions& options = {}) {
  const Folder folder;
  return check_card(folder.holding("owner/name/README.md", text), options);
}

struct LevelCase {
  std::string_view metadata;
  ReportingLevel level;
  std::size_t raises;
};

constexpr auto levels = std::to_array<LevelCase>({
    {"license: mit", ReportingLevel::unknown, 2},
    {"co2_eq_emissions:\n  hardware_used: T4", ReportingLevel::context, 1},
    {"co2_eq_emissions:\n  emissions: 0\n  hardware_used: T4", ReportingLevel::context, 1},
    {"co2_eq_emissions: 3", ReportingLevel::basic, 1},
    {"co2_eq_emissions:\n  emissions: 3\n  hardware_used: unknown", ReportingLevel::basic, 1},
    {"co2_eq_emissions:\n  emissions: 3\n  hardware_used: T4", ReportingLevel::awareness, 1},
    {"tags: [pruned]\nco2_eq_emissions:\n  emissions: 3\n  hardware_used: T4",
     ReportingLevel::optimisation, 1},
    {"tags: [distilled, EcoCard]\nco2_eq_emissions:\n  emissions: 3\n  hardware_used: T4",
     ReportingLevel::certified, 0},
});

}  // namespace

TEST_CASE("The level follows from what the card says, and what raises it is told", "[gate]") {
  for (const LevelCase& each : levels) {
    INFO(each.metadata);
    const CheckedCard card = checked(metadata(std::string(each.metadata)));
    CHECK(card.level == each.level);
    CHECK(card.raises.size() == each.raises);
  }
}

TEST_CASE("A number of the body counts as reported, whatever its unit", "[gate]") {
  const CheckedCard card =
      checked("# A model\n\n## Environmental Impact\n\n- Carbon Emitted: 3.8\n");
  CHECK_FALSE(card.emissions.amount);
  CHECK(card.level == ReportingLevel::basic);
  CHECK(card.ungraded == "the unit of the emissions is not settled");
}

TEST_CASE("A card without emissions, or with none, is not graded", "[gate]") {
  CHECK(checked(metadata("license: mit")).ungraded == "the card says no emissions");
  CHECK(checked(metadata("co2_eq_emissions: 0")).ungraded == "0 is no measurement of a training");
  const CardOptions given{.given = {.emissions = grams(3)}};
  CHECK(checked(metadata("license: mit"), given).grade);
}

TEST_CASE("Facts come from the card, the record of its model, and flags before both", "[gate]") {
  const std::vector<HubRecord> records{{.id = "owner/name",
                                        .downloads = 120,
                                        .likes = {},
                                        .weights_bytes = 4e8,
                                        .datasets_bytes = {},
                                        .tags = {}},
                                       {.id = "owner/other",
                                        .downloads = 7,
                                        .likes = {},
                                        .weights_bytes = {},
                                        .datasets_bytes = {},
                                        .tags = {}}};
  const CardOptions options{.given = {.downloads = 9000}, .records = records};
  const CheckedCard card = checked(metadata("co2_eq_emissions: 3"), options);
  REQUIRE(card.facts.emissions);
  CHECK(card.facts.emissions->in(grams) == 3);
  REQUIRE(card.facts.size);
  CHECK(card.facts.size->in(gigabytes) == 0.4);
  CHECK(card.facts.downloads == 9000);
  CHECK_FALSE(card.facts.dataset);
  REQUIRE(card.grade);
  CHECK(card.grade->ratings[1]);
  CHECK_FALSE(card.grade->ratings[2]);
}

TEST_CASE("A record counts only where it is the one that fits", "[gate]") {
  const auto record = [](const std::string& id) {
    return HubRecord{.id = id,
                     .downloads = 5,
                     .likes = {},
                     .weights_bytes = {},
                     .datasets_bytes = {},
                     .tags = {}};
  };
  const std::string text = metadata("co2_eq_emissions: 3");
  const auto downloads = [&](const std::vector<HubRecord>& records) {
    return checked(text, {.records = records}).facts.downloads;
  };
  CHECK(downloads({record("else/name")}) == 5);
  CHECK_FALSE(downloads({record("else/name"), record("third/name")}));
  CHECK_FALSE(downloads({record("owner/another")}));
  const std::vector<HubRecord> other{record("owner/another")};
  CHECK(checked(text, {.records = other, .lone = true}).facts.downloads == 5);
}

TEST_CASE("What cannot be read is bad input, and does not stop the rest", "[gate]") {
  const Folder folder;
  std::vector<CheckedCard> cards;
  cards.push_back(check_card(folder.file("missing.md"), {}));
  cards.push_back(check_card(folder.holding("a.md", metadata("co2_eq_emissions: 3")), {}));
  REQUIRE(cards.front().faults.size() == 1);
  CHECK(cards.front().card == nullptr);
  CHECK(outcome_of(cards.front(), {}) == ExitCode::bad_input);
  CHECK(outcome_of(cards.back(), {}) == ExitCode::done);
  CHECK(outcome_of(cards, {}) == ExitCode::bad_input);

  const Findings findings = findings_of(cards, {});
  REQUIRE(findings.cases.size() == 2);
  CHECK(findings.cases[0].broken);
  CHECK_FALSE(findings.cases[0].passed);
  CHECK(findings.all.front().code == "cannot-read");
  CHECK(findings.cases[1].passed);
  CHECK(findings.cases[1].findings.size() == cards.back().findings.size());
  CHECK_THAT(findings.cases[1].summary, StartsWith("3 g CO2e, level 2 (basic reporting), label "));
}

TEST_CASE("Nothing to check is bad input", "[gate]") {
  CHECK(outcome_of(std::span<const CheckedCard>(), {}) == ExitCode::bad_input);
  const Findings findings = findings_of({}, {});
  REQUIRE(findings.all.size() == 1);
  CHECK(findings.all.front().code == "nothing-checked");
}

TEST_CASE("The least finding that fails is asked for", "[gate]") {
  const CheckedCard notes = checked(metadata("co2_eq_emissions: 3"));
  const CheckedCard warning =
      checked(metadata("co2_eq_emissions:\n  emissions: 3\n  source: Google Colab"));
  const CheckedCard error = checked(metadata("co2_eq_emissions: 149.2 kg"));
  CHECK(outcome_of(notes, {}) == ExitCode::done);
  CHECK(outcome_of(notes, {.fail_on = Severity::note}) == ExitCode::no);
  CHECK(outcome_of(warning, {}) == ExitCode::done);
  CHECK(outcome_of(warning, {.fail_on = Severity::warning}) == ExitCode::no);
  CHECK(outcome_of(error, {}) == ExitCode::no);
  CHECK(outcome_of(error, {.fail_on = std::nullopt}) == ExitCode::done);
}

TEST_CASE("A level that is required and not reached fails, and is found", "[gate]") {
  std::vector<CheckedCard> cards;
  cards.push_back(checked(metadata("co2_eq_emissions: 3")));
  const CardOptions options{.require = ReportingLevel::awareness};
  CHECK(outcome_of(cards, options) == ExitCode::no);
  const Findings findings = findings_of(cards, options);
  CHECK(findings.all.back().code == "level-not-reached");
  CHECK_THAT(findings.all.back().message,
             ContainsSubstring("level 2 (basic reporting), and 3 (awareness) is required"));
  CHECK_FALSE(findings.cases.front().passed);
  CHECK(outcome_of(cards, {.require = ReportingLevel::basic}) == ExitCode::done);
}
