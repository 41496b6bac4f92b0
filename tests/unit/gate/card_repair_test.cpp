// SPDX-License-Identifier: Apache-2.0
#include "plume/gate/card_repair.hpp"
#include "support/catch.hpp"
#include "support/folder.hpp"

#include <algorithm>
#include <filesystem>
#include <string>

using namespace plume;
using test::Folder;

namespace {

CardRepair repair(const std::string& text) {
  const Folder folder;
  return repair_card(check_card(folder.holding("README.md", text), {}));
}

std::string metadata(const std::string& inside) {
  return "---\nlanguage: en\n" + inside + "\n---\n\n# A model\n";
}

bool has(const std::vector<std::string>& codes, std::string_view code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

bool has(const std::vector<Finding>& findings, std::string_view code) {
  return std::any_of(findings.begin(), findings.end(),
                     [code](const Finding& finding) { return finding.code == code; });
}

std::vector<std::string> all_cards() {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator("tests/cards")) {
    out.push_back(entry.path().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("A unit that is settled with high confidence is repaired", "[gate]") {
  const CardRepair text = repair(metadata("co2_eq_emissions: 149.2 kg"));
  CHECK(text.text == metadata("co2_eq_emissions:\n  emissions: 149200"));
  CHECK(has(text.done, "wrong-unit"));
  CHECK(has(text.done, "text-for-number"));

  const CardRepair body =
      repair(metadata("co2_eq_emissions: 0.319355") + "\nCarbon emission 0.319355 Kg\n");
  CHECK(body.text ==
        metadata("co2_eq_emissions:\n  emissions: 319.355") + "\nCarbon emission 0.319355 Kg\n");
  CHECK(has(body.done, "unit-mismatch"));
}

TEST_CASE("A unit that is not settled is left to a person", "[gate]") {
  const std::string suspected = metadata("co2_eq_emissions: 0.0279") +
                                "\n- Hardware Type: 1 x GeForce RTX 3060\n- Hours used: 0.5\n";
  CHECK_THAT(repair(suspected).text, ContainsSubstring("emissions: 0.0279\n"));
  CHECK(has(repair(suspected).left, "unit-suspected"));

  const std::string written = metadata("co2_eq_emissions:\n  emissions: \"0.21 in grams of CO2\"\n"
                                       "  hardware_used: P100 for about 1.5 hours");
  CHECK(repair(written).text == written);
  CHECK(repair(written).done.empty());
  CHECK(has(repair(written).left, "text-for-number"));

  const std::string range = metadata("co2_eq_emissions: 10-20 kg");
  CHECK(repair(range).text == range);
}

TEST_CASE("Lists, aliases, spellings and placeholders are put right", "[gate]") {
  const CardRepair found =
      repair(metadata("co2_eq_emissions:\n  - emissions: 1.2g CO2\n  - source: unknown\n"
                      "  - training_type: pretraining\n  - hardware used: 1 x NVIDIA T4"));
  CHECK(found.text == metadata("co2_eq_emissions:\n  emissions: 1.2\n"
                               "  training_type: pre-training\n"
                               "  hardware_used: 1 x NVIDIA T4"));
  for (const std::string_view code :
       {"list-of-maps", "key-alias", "placeholder", "training-type-spelling", "text-for-number"}) {
    INFO(code);
    CHECK(has(found.done, code));
    CHECK_FALSE(has(found.left, code));
  }
}

TEST_CASE("Tabs in the indent become blanks", "[gate]") {
  const CardRepair found =
      repair(metadata("co2_eq_emissions:\n\temissions: 2.04\n\tsource: CodeCarbon\ntitle: a\tb"));
  CHECK(found.text ==
        metadata("co2_eq_emissions:\n  emissions: 2.04\n  source: CodeCarbon\ntitle: a\tb"));
  CHECK(has(found.done, "tab-indent"));
}

TEST_CASE("Keys of other tools stay as they stand", "[gate]") {
  const CardRepair found =
      repair(metadata("co2_eq_emissions:\n  emissions: \"17 g\"\n  energy_consumed: 0.25\n"
                      "  cpu_model: 'i7: eight cores'\n  on_cloud: false"));
  for (const std::string_view line : {"  emissions: 17\n", "  energy_consumed: 0.25\n",
                                      "  cpu_model: 'i7: eight cores'\n", "  on_cloud: false\n"}) {
    CHECK_THAT(found.text, ContainsSubstring(std::string(line)));
  }
}

TEST_CASE("What is fine stays byte by byte, whatever its line ends", "[gate]") {
  for (const std::string& text :
       {metadata("co2_eq_emissions:\n  emissions: 17.0000  # CodeCarbon"),
        std::string("\ufeff---\r\nco2_eq_emissions: 17.50\r\n---\r\n\r\n# A model\r\n"),
        std::string("# A model without metadata\n"), metadata("license: mit")}) {
    INFO(text);
    const CardRepair found = repair(text);
    CHECK(found.text == text);
    CHECK(found.done.empty());
  }
}

TEST_CASE("Where only a person can cure what was found, not a byte changes", "[gate]") {
  for (const std::string& text :
       {metadata("co2_eq_emissions: 3 Mt"), metadata("co2_eq_emissions: 0x1F"),
        metadata("co2_eq_emissions:\n  emissions: 0.0334\n  geographical_location: \"Fredericia, "
                 "Denmark\"\n  hardware_used: Tesla P100-PCIE-16GB"),
        metadata("co2_eq_emissions:\n  emissions: 3\n  source: 'A paper'") +
            "\n- **Carbon emissions:** (Forthcoming.)\n"}) {
    INFO(text);
    const CardRepair found = repair(text);
    CHECK(found.text == text);
    CHECK(found.done.empty());
  }
}

TEST_CASE("The line ends of a card stay when it is repaired", "[gate]") {
  const CardRepair found =
      repair("---\r\nco2_eq_emissions: 149.2 kg\r\nlicense: mit\r\n---\r\n\r\n# A model\r\n");
  CHECK(found.text == "---\r\nco2_eq_emissions:\r\n  emissions: 149200\r\nlicense: "
                      "mit\r\n---\r\n\r\n# A model\r\n");
}

TEST_CASE("Repairing twice changes nothing more, and no amount that was settled", "[gate]") {
  const Folder folder;
  for (const std::string& file : all_cards()) {
    INFO(file);
    const CheckedCard before = check_card(file, {});
    const CardRepair once = repair_card(before);
    const CheckedCard after = check_card(folder.holding("README.md", once.text), {});
    CHECK(repair_card(after).text == once.text);
    REQUIRE(after.emissions.amount.has_value() == before.emissions.amount.has_value());
    if (before.emissions.confidence == Confidence::high) {
      CHECK_THAT(after.emissions.amount->in(grams),
                 WithinRel(before.emissions.amount->in(grams), 1e-11));
    }
    for (const Finding& left : once.left) {
      INFO(left.code);
      CHECK((left.severity < Severity::error || has(before.findings, left.code)));
    }
  }
}

TEST_CASE("A mapping under another key is put under the field's own", "[gate]") {
  const CardRepair found = repair(metadata("emissions:\n  emissions: 17\n  source: CodeCarbon"));
  CHECK(found.text == metadata("co2_eq_emissions:\n  emissions: 17\n  source: CodeCarbon"));
  CHECK(has(found.done, "misplaced-field"));
}

TEST_CASE("Metadata that cannot be edited stay, and why is told", "[gate]") {
  const std::string text = "---\n{language: en, co2_eq_emissions: 149.2 kg}\n---\n\n# A model\n";
  const CardRepair found = repair(text);
  CHECK(found.text == text);
  CHECK(found.done.empty());
  CHECK(has(found.left, "cannot-edit"));
  CHECK(has(found.left, "wrong-unit"));
}

TEST_CASE("A card that could not be read is not repaired", "[gate]") {
  const CardRepair found = repair_card(check_card("no/such/README.md", {}));
  CHECK(found.text.empty());
  CHECK(found.done.empty());
  CHECK(found.left.empty());
}
