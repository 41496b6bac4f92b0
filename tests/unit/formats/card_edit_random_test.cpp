// SPDX-License-Identifier: Apache-2.0
#include "plume/units/text.hpp"
#include "unit/formats/card_editing.hpp"

#include <array>
#include <cmath>
#include <random>

using namespace plume;
using namespace plume::card_test;

namespace {

constexpr std::array<std::string_view, 9> other_keys{"license: mit\n",
                                                     "tags:\n- a\n- b\n",
                                                     "tags: [a, b]\n",
                                                     "text: |\n  one\n\n  co2_eq_emissions: 1\n",
                                                     "# a comment\n",
                                                     "\n",
                                                     "model-index:\n- name: x\n  results: []\n",
                                                     "k\xc3\xa9y: \"# no comment\"  # one\n",
                                                     "carbon_free: 3\n"};
constexpr std::array<std::string_view, 9> fields{
    "",
    "co2_eq_emissions: 149.2 kg  # kg\n",
    "co2_eq_emissions: 0.0279\n",
    "co2_eq_emissions:\n  emissions: 5.6\n  # of it\n  source: 'a: b'\n",
    "co2_eq_emissions:\n- emissions: 1.2g CO2\n- hardware used: 12 CPU (i7 @ 2.60GHz)\n",
    "co2_eq_emissions:\n\temissions: 2.04\n\tsource: CodeCarbon\n",
    "co2_eq_emissions: {emissions: 3, source: x}\n",
    "co2_eq_emissions: >-\n   12\n   kg\n",
    "'co2_eq_emissions':\n      emissions: 24_700_000\n"};
constexpr std::array<std::string_view, 5> bodies{"", "\n# Title\n", "text without an end",
                                                 "---\nco2_eq_emissions: 9\n---\n",
                                                 "\n## Environmental Impact\n- Hours used: 3\n"};
constexpr std::array<std::string_view, 18> letters{
    "a",  "Z",  "7",        " ",        "e",
    ":",  "#",  "-",        "\"",       "\\",
    "'",  ",",  "\xc3\xa9", "\xc2\x85", "\xe2\x80\xa9",
    "\t", "\n", "{"};

/// A card in three parts: what stands before the field, the field, and what stands behind it.
struct Parts {
  std::string before;
  std::string field;
  std::string after;
  std::string line_break;
};

class RandomCards {
 public:
  Parts next() {
    Parts out;
    out.line_break = below(2) == 0 ? "\n" : "\r\n";
    out.before = std::string(below(4) == 0 ? "\xef\xbb\xbf" : "") + "---\n" + keys();
    out.field = any(fields);
    out.after = (out.field.empty() ? "" : keys()) + "license_name: x\n---\n" + any(bodies);
    return out;
  }

  CardBlock block() {
    CardBlock out = only_emissions(std::exp(std::uniform_real_distribution<>(-20, 30)(random_)));
    for (std::string* const text :
         {&out.source, &out.training_type, &out.location, &out.hardware}) {
      *text = words();
    }
    return out;
  }

 private:
  std::size_t below(std::size_t end) { return random_() % end; }

  template <class Table>
  std::string any(const Table& table) {
    return std::string(table[below(table.size())]);
  }

  std::string keys() {
    std::string out;
    for (std::size_t left = below(4); left > 0; --left) {
      out += any(other_keys);
    }
    return out + "z" + std::to_string(below(1000)) + ": 1\n";
  }

  std::string words() {
    std::string out;
    for (std::size_t left = below(9); left > 0; --left) {
      out += any(letters);
    }
    return out;
  }

  std::mt19937 random_{20261122};
};

std::string with_line_breaks(const Parts& parts, const std::string& field) {
  std::string out;
  for (const char c : parts.before + field + parts.after) {
    out += c == '\n' ? parts.line_break : std::string(1, c);
  }
  return out;
}

/// The lines of a block, as they are put into a card that says nothing else.
std::string lines_of(const CardBlock& block) {
  const std::string text = with_block(card("#\n"), block);
  return text.substr(4, text.size() - 10);
}

void check_said(const Document& document, std::string_view key, const std::string& text) {
  const DocumentNode* const said = field(document).find(key);
  REQUIRE((said == nullptr) == text.empty());
  if (said != nullptr) {
    CHECK(said->kind == DocumentNode::Kind::text);
    CHECK(said->text == text);
  }
}

}  // namespace

TEST_CASE("A random field in a random card reads back, and nothing else changes", "[card]") {
  RandomCards random;
  for (int i = 0; i < 1000; ++i) {
    const Parts parts = random.next();
    const CardBlock block = random.block();
    const std::string before = with_line_breaks(parts, parts.field);
    const std::string after = with_block(card(before), block);
    CAPTURE(before, after);
    if (parts.field.empty()) {
      REQUIRE(after.size() > before.size());
    } else {
      REQUIRE(after == with_line_breaks(parts, lines_of(block)));
    }
    REQUIRE(with_block(card(after), block) == after);
    const Document document = metadata(after);
    const DocumentNode* const emissions = field(document).find("emissions");
    REQUIRE(emissions != nullptr);
    CHECK(emissions->kind == DocumentNode::Kind::number);
    CHECK(emissions->number == round_significant(block.emissions.in(grams), 12));
    check_said(document, "source", block.source);
    check_said(document, "training_type", block.training_type);
    check_said(document, "geographical_location", block.location);
    check_said(document, "hardware_used", block.hardware);
  }
}

TEST_CASE("A card without the field keeps every byte", "[card]") {
  RandomCards random;
  for (int i = 0; i < 1000; ++i) {
    Parts parts = random.next();
    const std::string before = with_line_breaks(parts, "");
    const CardBlock block = random.block();
    std::string after = with_block(card(before), block);
    CAPTURE(before, after);
    const auto added = after.find("co2_eq_emissions:" + parts.line_break + "  emissions: ");
    REQUIRE(added != std::string::npos);
    after.erase(added, after.size() - before.size());
    REQUIRE(after == before);
  }
}
