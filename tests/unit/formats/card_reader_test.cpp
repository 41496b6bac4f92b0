// SPDX-License-Identifier: Apache-2.0
#include "unit/formats/card_reading.hpp"

#include <vector>

using namespace plume;
using namespace plume::card_test;

namespace {

/// What is inside of the block, in brackets; "none" without one.
std::string inside(const std::string& text) {
  const Card read = read_card("a", text);
  return read.front_matter.present ? "[" + at(read, read.front_matter.inside) + "]" : "none";
}

/// "code line:column" of why a text is refused.
std::string refusal(const std::string& text) {
  try {
    read_card("a", text);
  } catch (const Failure& failure) {
    const Diagnostic& fault = failure.diagnostics().at(0);
    CHECK(failure.exit_code() == ExitCode::bad_input);
    CHECK_FALSE(fault.cure.empty());
    return fault.code + " " + std::to_string(fault.position.line) + ":" +
           std::to_string(fault.position.column);
  }
  return "";
}

struct Faulty {
  std::string card;
  std::string faults;
  CardShape shape;
  std::string said;
};

void check(const std::vector<Faulty>& cards) {
  for (const Faulty& one : cards) {
    INFO(one.card);
    const Card read = read_card("a", one.card);
    CHECK(faults(read) == one.faults);
    CHECK(read.shape == one.shape);
    CHECK(shown(read) == one.said);
  }
}

}  // namespace

TEST_CASE("Front matter is found by the rule of the Hub", "[formats][card]") {
  struct Block {
    const char* text;
    const char* inside;
  };
  const std::vector<Block> blocks{{"---\na: 1\n---\nb", "[a: 1]"},
                                  {"---\r\na: 1\r\n---\r\nb", "[a: 1]"},
                                  {"---\ra: 1\r---\n", "[a: 1]"},
                                  {" \n\t---\na: 1\n---", "[a: 1]"},
                                  {"\xef\xbb\xbf---\na: 1\n--- \t\n", "[a: 1]"},
                                  {"\u00a0\u2003---\na: 1\n---\n", "[a: 1]"},
                                  {"---\na: 1\n---x\n---\n", "[a: 1\n---x]"},
                                  {"---\na: 1\n---\r---\n", "[a: 1\n---]"},
                                  {"---\n---\na: 1\n---\n", "[---\na: 1]"},
                                  {"---\n\n---\n", "[]"},
                                  {"---\r\n---\r\n", "[]"},
                                  {"---\n---\n", "none"},
                                  {"--- \na: 1\n---\n", "none"},
                                  {"----\na: 1\n---\n", "none"},
                                  {"---\na: 1\n --- \n", "none"},
                                  {"---\na: 1\n", "none"},
                                  {"x\n---\na: 1\n---\n", "none"},
                                  {"---", "none"}};
  for (const Block& one : blocks) {
    INFO(one.text);
    CHECK(inside(one.text) == one.inside);
  }
}

TEST_CASE("The block spans the first byte to the end of its last line", "[formats][card]") {
  const Card read = read_card("a", "\xef\xbb\xbf\r\n---\r\na: 1\r\n--- \r\nBody");
  CHECK(at(read, read.front_matter.whole) == "\xef\xbb\xbf\r\n---\r\na: 1\r\n--- \r\n");
  CHECK(read.front_matter.whole.offset == 0);
  CHECK(read.front_matter.valid);
  CHECK(read.front_matter.line_break == "\r\n");
  CHECK(read_card("a", "Title\r\n").front_matter.line_break == "\r\n");
  CHECK(read_card("a", "Title").front_matter.line_break == "\n");
  CHECK(read_card("a", "\r\n---\na: 1\n---\n").front_matter.line_break == "\n");
}

TEST_CASE("What is no text is refused, any other text is a card", "[formats][card]") {
  CHECK(refusal("") == "empty-card 1:1");
  CHECK(refusal("\xef\xbb\xbf \r\n") == "empty-card 1:1");
  CHECK(refusal(std::string("a\nb\0", 4)) == "binary-card 2:1");
  CHECK(refusal("a\n\n\xff") == "binary-card 3:1");
  CHECK(refusal("x").empty());
  CHECK(read_card("a", "x").statements.empty());
}

TEST_CASE("Tabs in the indent are told, and read over", "[formats][card]") {
  // Shape 26 of the notes.
  const std::string said = "metadata emissions #2.04\nmetadata source CodeCarbon\n";
  check({{card("co2_eq_emissions:\n\temissions: 2.04\n\tsource: CodeCarbon\n"), "tab-indent 3:1 ",
          CardShape::mapping, said},
         {card("co2_eq_emissions:\n\t  emissions: 2.04\n\t  source: CodeCarbon\ntags: [a]\n"),
          "tab-indent 3:1 ", CardShape::mapping, said},
         {card("co2_eq_emissions:\n  emissions: 2.04\n \tsource: CodeCarbon\n"), "tab-indent 4:2 ",
          CardShape::mapping, said},
         {card("co2_eq_emissions:\n\t  emissions: 2.04\n  source: CodeCarbon\n"), "tab-indent 3:1 ",
          CardShape::mapping, said}});
  const Card read = read_card("a", card("co2_eq_emissions:\r\n\t\temissions: \"2.04\"\r\n"));
  CHECK_FALSE(read.front_matter.valid);
  CHECK(at(read, read.statements.at(0).place) == "\"2.04\"");
  CHECK(at(read, read.field) == "co2_eq_emissions:\r\n\t\temissions: \"2.04\"");
}

TEST_CASE("Of YAML that is none the field is read line by line", "[formats][card]") {
  check(
      {{card("a: [b\nco2_eq_emissions:\n  emissions: 1 # g\n  'hardware used': \"A: 1\"\n\nc: 1\n"),
        "invalid-front-matter 3:17 ", CardShape::mapping,
        "metadata emissions #1\nmetadata hardware A: 1\n"},
       {card("a: b: c\nco2_eq_emissions: 5 kg\n  source: x\n"), "invalid-front-matter 2:5 ",
        CardShape::number, "metadata emissions 5 kg\n"},
       {card("co2_eq_emissions:\n- emissions: 5\n- source: a: b\nc: 1\n"),
        "invalid-front-matter 4:12 ", CardShape::list,
        "metadata emissions #5\nmetadata source a: b\n"},
       {card("a: {{ x }}\n"), "invalid-front-matter 2:5 ", CardShape::absent, ""}});
  const Card read =
      read_card("a", card("a: b: c\nco2_eq_emissions:\n  emissions: '1' # g\nd: 1\n"));
  CHECK(at(read, read.field) == "co2_eq_emissions:\n  emissions: '1' # g");
  CHECK(at(read, read.statements.at(0).place) == "'1'");
  CHECK(read.statements[0].text == "1");
  CHECK(read.statements[0].comment == "g");
  CHECK_FALSE(read.statements[0].is_number);
}

TEST_CASE("Front matter that no person wrote is read line by line", "[formats][card]") {
  check({{card("co2_eq_emissions: 5\n#" + std::string(5'000'000, 'x') + "\n"),
          "invalid-front-matter 2:1 ", CardShape::number, "metadata emissions #5\n"}});
}

TEST_CASE("A key that stands twice and front matter without keys are told", "[formats][card]") {
  check({{card("co2_eq_emissions:\n  emissions: 1\n  emissions: 2\nmodel: {a: 1, a: 2}\n"),
          "duplicate-key 4:3 duplicate-key 5:15 ", CardShape::mapping, "metadata emissions #2\n"},
         {card("co2_eq_emissions: 1\nco2_eq_emissions: 2\n"), "duplicate-key 3:1 ",
          CardShape::number, "metadata emissions #2\n"},
         {card("- a\n- co2_eq_emissions: 1\n"), "invalid-front-matter 2:1 ", CardShape::absent, ""},
         {card("just words\n"), "invalid-front-matter 2:1 ", CardShape::absent, ""},
         {card("\n"), "", CardShape::absent, ""}});
  CHECK(faults(read_card("a", card("a: &x {k: 1}\nb: {<<: *x, k: 2}\n"))).empty());
}

TEST_CASE("A block that does not stand at the top is text", "[formats][card]") {
  // Shape 27 of the notes.
  const std::string field = "co2_eq_emissions:\n  emissions: 83.524\n  hardware_used: L40S\n";
  const std::string said = "body emissions #83.524\nbody hardware L40S\n";
  check(
      {{"# Model\n\n---\nlicense: mit\n" + field + "---\n\nCarbon Emitted: 83.524 kg\n",
        "block-not-at-top 5:1 ", CardShape::absent, said + "body emissions 83.524 kg\n"},
       {"# Model\n```yaml\n---\n" + field + "---\n```\n", "block-not-at-top 4:1 ",
        CardShape::absent, said},
       {"```\n" + field + "```\n", "block-not-at-top 2:1 ", CardShape::absent, said},
       {"license: mit\n" + field + "---\n# Model\n", "block-not-at-top 2:1 ", CardShape::absent,
        said},
       {field + "\n# Model\n", "block-not-at-top 1:1 ", CardShape::absent, said},
       {"---\na: b: c\n" + field + "\nNo end\n", "block-not-at-top 3:1 ", CardShape::absent, said},
       {card("license: mit\n", "```yaml\n" + field + "```\n"), "", CardShape::absent, ""},
       {"Text with co2_eq_emissions: 5 in it\n", "", CardShape::absent, ""}});
}

TEST_CASE("The field may be misplaced", "[formats][card]") {
  check({{card("emissions: 12\nsource: x\n"), "", CardShape::misplaced,
          "metadata emissions #12\nmetadata source x\n"},
         {card("CO2 eq-emissions:\n  Emissions: 12\n  Hardware used: T4\n"), "",
          CardShape::misplaced, "metadata emissions #12\nmetadata hardware T4\n"},
         {card("model:\n  co2_eq_emissions:\n    emissions: 12\n"), "", CardShape::misplaced,
          "metadata emissions #12\n"},
         {card("co2_eq_emissions:\n  emissions: 1\nemissions:\n  emissions: 2\n"), "",
          CardShape::mapping, "metadata emissions #1\n"},
         {card("co2_eq_emissions: [5, 6]\n"), "", CardShape::other, "metadata emissions 5, 6\n"},
         {card("co2_eq_emissions:\n"), "", CardShape::other, "metadata emissions \n"},
         {card("source: x\nhardware_used: T4\n"), "", CardShape::absent, ""}});
  const Card read = read_card("a", card("a: 1\nemissions:\n  emissions: 12 # g\n  b: c\nd: 1\n"));
  CHECK(at(read, read.field) == "emissions:\n  emissions: 12 # g\n  b: c");
}

TEST_CASE("Aliases of keys are understood whatever their case and separators", "[formats][card]") {
  check(
      {{card("co2_eq_emissions:\n  Emissions: 1\n  hardware used: T4\n  geographical location: X\n"
             "  training-time: 3 h\n  Hours_Used: 4\n  energy_consumed: 5\n  cpu_model: i7\n"
             "  emissions_kg: 2\n  colour: red\n"),
        "", CardShape::mapping,
        "metadata emissions #1\nmetadata hardware T4\nmetadata location X\n"
        "metadata hours 3 h\nmetadata hours #4\nmetadata energy #5\nmetadata other i7\n"
        "metadata emissions #2\nmetadata other red\n"}});
}

TEST_CASE("Values of the field know their place, text and comment", "[formats][card]") {
  const Card read = read_card(
      "a", card("co2_eq_emissions:\n  emissions: 12.5  ## kg CO2 \n  source: 'it''s # b'\n"
                "  training_type: >-\n    pre-\n    training\n\n  hardware_used: two\n    lines\n"
                "  geographical_location: ~\n  provider:\n  x: [a,\n    b] # c\n"
                "  y: {a: '}'} # d\nz: 1\n"));
  const auto& said = read.statements;
  REQUIRE(said.size() == 8);
  CHECK(said[0].comment == "kg CO2");
  CHECK(at(read, said[0].key_place) == "emissions");
  CHECK(at(read, said[1].place) == "'it''s # b'");
  CHECK(said[1].text == "it's # b");
  CHECK(said[1].comment.empty());
  CHECK(said[2].text == "pre- training");
  CHECK(at(read, said[2].place) == ">-\n    pre-\n    training");
  CHECK(at(read, said[3].place) == "two\n    lines");
  CHECK(at(read, said[4].place) == "~");
  CHECK(said[5].text.empty());
  CHECK(said[5].place.width == 0);
  CHECK(said[6].text == "a, b");
  CHECK(said[6].comment == "c");
  CHECK(said[7].text == "{a: '}'}");
  CHECK(at(read, read.field).substr(0, 20) == "co2_eq_emissions:\n  ");
  CHECK_THAT(at(read, read.field), EndsWith("y: {a: '}'} # d"));
}

TEST_CASE("A card says what its model is", "[formats][card]") {
  const Card read = read_card(
      "a", card("tags: autotrain\ndatasets: [a, b/c]\nbase_model:\n- d/e\nlibrary_name: peft\n"
                "base_model_relation: adapter\npipeline_tag: translation\nmodel-index:\n- name: m\n"
                "  results:\n  - metrics:\n    - {type: rouge, name: Rouge1, value: 20.5}\n"
                "    - {type: accuracy, name: Test, value: '91 %'}\n"
                "    - {type: wer, value: 7}\n    - {type: f1, value: none}\n"
                "  - metrics:\n    - {name: ROUGE-L, value: 3}\n"));
  CHECK(read.tags == std::vector<std::string>{"autotrain"});
  CHECK(read.datasets == std::vector<std::string>{"a", "b/c"});
  CHECK(read.base_models == std::vector<std::string>{"d/e"});
  CHECK(read.base_relation == "adapter");
  CHECK(read.library == "peft");
  CHECK(read.task == "translation");
  CHECK(read.name == "m");
  std::string metrics;
  for (const CardMetric& metric : read.metrics) {
    metrics += metric.type + " " + std::to_string(static_cast<int>(metric.value * 10)) + " ";
  }
  CHECK(metrics == "rouge1 205 accuracy 910 wer 70 rougeL 30 ");
}

TEST_CASE("Copies of somebody else's model are known", "[formats][card]") {
  for (const char* const yaml : {"base_model_relation: quantized\n", "tags: [GGUF, a]\n",
                                 "tags: awq\n", "library_name: gguf\n", "quantized_by: x\n",
                                 "model-index:\n- name: distilgpt2-GGUF\n", "tags: [mergekit]\n"}) {
    INFO(yaml);
    CHECK(is_derived_copy(read_card("a", card(yaml))));
  }
  for (const char* const yaml :
       {"base_model_relation: finetune\n", "tags: [pytorch]\n", "a: 1\n"}) {
    INFO(yaml);
    CHECK_FALSE(is_derived_copy(read_card("a", card(yaml))));
  }
}

TEST_CASE("Words that say nothing are placeholders", "[formats][card]") {
  for (const char* const text : {"",
                                 " ",
                                 "-",
                                 "--",
                                 "\u2014",
                                 "...",
                                 "?",
                                 "NA",
                                 "n/a",
                                 "N.A.",
                                 "none",
                                 "unknown",
                                 "Unknown.",
                                 "Not specified",
                                 "[More Information Needed]",
                                 "(Forthcoming.)",
                                 "TBD",
                                 "null",
                                 "~",
                                 "in grams of CO2",
                                 "{{ hardware_type }}"}) {
    INFO(text);
    CHECK(is_placeholder(text));
  }
  for (const char* const text : {"0", "-1", "T4", "Nantes", "\u6771\u4eac", "unknown GPU", "no"}) {
    INFO(text);
    CHECK_FALSE(is_placeholder(text));
  }
}
