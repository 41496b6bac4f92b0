// SPDX-License-Identifier: Apache-2.0
#include "plume/formats/card_edit.hpp"
#include "unit/formats/card_editing.hpp"

#include <algorithm>
#include <limits>

using namespace plume;
using namespace plume::card_test;

namespace {

const std::string five = "co2_eq_emissions:\n  emissions: 5\n";

std::string with_five(const std::string& text) {
  return with_block(card(text), only_emissions(5));
}

std::string with_line_breaks(std::string text, const std::string& line_break) {
  std::string out;
  for (const char c : text) {
    out += c == '\n' ? line_break : std::string(1, c);
  }
  return out;
}

Diagnostic refusal_of(const std::string& text) {
  try {
    with_five(text);
  } catch (const Failure& failure) {
    CHECK(failure.exit_code() == ExitCode::bad_input);
    return failure.diagnostics().front();
  }
  return {};
}

}  // namespace

TEST_CASE("The field has the keys of the specification in its order", "[card]") {
  CHECK(with_block(card("---\nlicense: mit\n---\n# Model\n"), full_block()) ==
        "---\nlicense: mit\nco2_eq_emissions:\n  emissions: 1250.5\n  source: plume 0.1.0\n"
        "  training_type: fine-tuning\n  geographical_location: Quebec, Canada\n"
        "  hardware_used: 8 v100 GPUs\n---\n# Model\n");
}

TEST_CASE("The field is put into the metadata, whatever shape it had", "[card]") {
  struct Case {
    std::string before;
    std::string after;
  };
  const auto [before, after] = GENERATE_REF(
      Case{"---\na: 1\n---\n", "---\na: 1\n" + five + "---\n"},
      Case{"---\na: 1\n---", "---\na: 1\n" + five + "---"},
      Case{"---\n\n---\n", "---\n" + five + "---\n"},
      Case{"---\n# nothing yet\n---\n", "---\n# nothing yet\n" + five + "---\n"},
      Case{"---\na: 1\n\n---\n", "---\na: 1\n" + five + "---\n"},
      Case{"---\nco2_eq_emissions: 149.2 kg\nb: 2\n---\n", "---\n" + five + "b: 2\n---\n"},
      Case{"---\na: 1\nco2_eq_emissions: 3 # kg\n---\n", "---\na: 1\n" + five + "---\n"},
      Case{"---\nco2_eq_emissions:\n---\n", "---\n" + five + "---\n"},
      Case{"---\n'co2_eq_emissions' : 3\n---\n", "---\n" + five + "---\n"},
      Case{"---\nco2_eq_emissions:\n      emissions: 3\n      source: x\nb: 2\n---\n",
           "---\n" + five + "b: 2\n---\n"},
      Case{"---\nco2_eq_emissions:\n- emissions: 1.2g\n- source: x\nb: 2\n---\n",
           "---\n" + five + "b: 2\n---\n"},
      Case{"---\nco2_eq_emissions:\n\temissions: 3\n\tsource: x\nb: 2\n---\n",
           "---\n" + five + "b: 2\n---\n"},
      Case{
          "---\nco2_eq_emissions:\n  # of all runs\n\n  emissions: 3 # kg\n\n# behind\nb: 2\n---\n",
          "---\n" + five + "\n# behind\nb: 2\n---\n"},
      Case{"---\nco2_eq_emissions: {emissions: 3,\n  source: x}\nb: 2\n---\n",
           "---\n" + five + "b: 2\n---\n"},
      Case{"---\nco2_eq_emissions: >\n  3\n  kg\nb: 2\n---\n", "---\n" + five + "b: 2\n---\n"},
      Case{"---\nco2_eq_emissions: 1\na: 1\nco2_eq_emissions:\n  emissions: 2\nb: 2\n---\n",
           "---\n" + five + "a: 1\nb: 2\n---\n"},
      Case{"---\na: 1\nco2_eq_emissions: 1\nco2_eq_emissions: 2\n---\n",
           "---\na: 1\n" + five + "---\n"},
      Case{"---\nemissions:\n  emissions: 3\n  source: x\nb: 2\n---\n",
           "---\n" + five + "b: 2\n---\n"},
      Case{"---\ntext: |\n  co2_eq_emissions: 3\nco2_eq_emissions_of: 1\n---\n",
           "---\ntext: |\n  co2_eq_emissions: 3\nco2_eq_emissions_of: 1\n" + five + "---\n"},
      Case{"\n \n--- \n# text\n", "---\n" + five + "---\n\n \n--- \n# text\n"},
      Case{"\n---\na: 1\n---  \t\nbody: 3\n---\n",
           "\n---\na: 1\n" + five + "---  \t\nbody: 3\n---\n"},
      Case{"# Title\n\nco2_eq_emissions: 3\n",
           "---\n" + five + "---\n# Title\n\nco2_eq_emissions: 3\n"},
      Case{"one line", "---\n" + five + "---\none line"});
  CAPTURE(before);
  CHECK(with_five(before) == after);
  CHECK(with_five(after) == after);
  CHECK(said(after, "emissions") == "number 5");
}

TEST_CASE("The keys of the top may be indented", "[card]") {
  const std::string text = with_five("---\n  a: 1\n  co2_eq_emissions: 3\n  b: 2\n---\n");
  CHECK(text == "---\n  a: 1\n  co2_eq_emissions:\n    emissions: 5\n  b: 2\n---\n");
  CHECK(with_five("---\n  a: 1\n---\n") ==
        "---\n  a: 1\n  co2_eq_emissions:\n    emissions: 5\n---\n");
}

TEST_CASE("Line ends and a byte order mark stay as they are", "[card]") {
  const std::string line_break = GENERATE("\n", "\r\n");
  const std::string mark = GENERATE("", "\xef\xbb\xbf");
  const std::string before =
      GENERATE("---\na: 1\nco2_eq_emissions: 3\nb: 2\n---\n\n# T\n", "# T\n\ntext");
  const std::string text = mark + with_line_breaks(before, line_break);
  const std::string edited = with_five(text);
  const std::string body = with_line_breaks("# T\n", line_break);
  CHECK(edited.starts_with(mark + "---" + line_break));
  CHECK(edited.find(body) != std::string::npos);
  CHECK(edited.find(with_line_breaks(five, line_break)) != std::string::npos);
  CHECK(std::count(edited.begin(), edited.end(), '\r') ==
        (line_break == "\n" ? 0 : std::count(edited.begin(), edited.end(), '\n')));
  CHECK(with_five(edited) == edited);
}

TEST_CASE("Nothing between dashes that end in CRLF is a block too", "[card]") {
  const std::string edited = with_five("---\r\n---\r\n# T\r\n");
  CHECK(edited == "---\r\nco2_eq_emissions:\r\n  emissions: 5\r\n---\r\n# T\r\n");
  CHECK(with_five(edited) == edited);
}

TEST_CASE("Carriage returns alone end lines, but for the closing dashes", "[card]") {
  const std::string edited = with_five("# T\rtext\r");
  CHECK(edited == "---\rco2_eq_emissions:\r  emissions: 5\r---\n# T\rtext\r");
  CHECK(with_five(edited) == edited);
  CHECK(said(edited, "emissions") == "number 5");
}

TEST_CASE("Emissions are written in grams, as plain digits", "[card]") {
  const auto [amount, text] =
      GENERATE(table<double, std::string>({{0, "0"},
                                           {17, "17"},
                                           {0.1 + 0.2, "0.3"},
                                           {24'700'000, "24700000"},
                                           {137.60574081887984, "137.605740819"},
                                           {1e14, "100000000000000"},
                                           {1.25e-7, "0.000000125"}}));
  const std::string edited = with_block(card("---\na: 1\n---\n"), only_emissions(amount));
  CHECK(edited == "---\na: 1\nco2_eq_emissions:\n  emissions: " + text + "\n---\n");
}

TEST_CASE("Emissions that are no amount are refused", "[card]") {
  const double amount = GENERATE(-1.0, std::numeric_limits<double>::infinity(),
                                 std::numeric_limits<double>::quiet_NaN());
  CHECK_THROWS_AS(with_block(card("# T\n"), only_emissions(amount)), Failure);
}

TEST_CASE("A text reads back as it was", "[card]") {
  const std::string text =
      GENERATE(as<std::string>(), "yes", "No", "NULL", "~", "12e3", "0x1F", "1_000", "1:30",
               "2026-11-22", "2026-11-22 09:00", "8 v100 GPUs", "8", "a: b", "a #b", "#a", "- a",
               "\"quoted\"", "it's", "back\\slash", "tab\t", "two\nlines\r\n", " blanks ", "{a}",
               "[a]", "&a", "*a", "!a", "%a", "@a", "`a`", "| a", "> a", "=", "<<", ".inf",
               "Z\xc3\xbcrich", "\xe2\x80\xa8 line", "next\xc2\x85line",
               "\xef\xbb\xbf"
               "mark",
               "\x01 bell\x7f", "https://mlco2.github.io/impact/#compute", "---", "...", "? a",
               "a:", "true", "${oc.env:HOME}", "\xf0\x9f\x94\xa5");
  CAPTURE(text);
  CardBlock block = only_emissions(5);
  block.source = text;
  const std::string edited = with_block(card("---\na: 1\n---\nbody\n"), block);
  const Document document = metadata(edited);
  const DocumentNode& source = document_test::at(document, "co2_eq_emissions/source");
  CHECK(source.kind == DocumentNode::Kind::text);
  CHECK(source.text == text);
  CHECK(std::count(edited.begin(), edited.end(), '\n') == 7);
  CHECK(with_block(card(edited), block) == edited);
}

TEST_CASE("Bytes that are no UTF-8 become the sign for them", "[card]") {
  CardBlock block = only_emissions(5);
  block.source = "a\xff"
                 "b";
  CHECK(said(with_block(card("# T\n"), block), "source") == "text a\xef\xbf\xbd"
                                                            "b");
}

TEST_CASE("Keys that the specification does not know stay", "[card]") {
  CardBlock block = only_emissions(5);
  block.kept = {"energy_consumed: 0.5", "nested:\n  a: 1\n\n  # of it\n  b: 2", "# nothing"};
  const std::string edited = with_block(card("---\nz: 1\n---\n"), block);
  CHECK(edited ==
        "---\nz: 1\n" + five +
            "  energy_consumed: 0.5\n  nested:\n    a: 1\n\n    # of it\n    b: 2\n---\n");
  CHECK(with_block(card(edited), block) == edited);
  CHECK(said(edited, "nested/b") == "number 2");
}

TEST_CASE("A field below another key is left to itself", "[card]") {
  const std::string text = "---\nmodel:\n  co2_eq_emissions: 3\n---\n";
  CHECK(with_five(text) == "---\nmodel:\n  co2_eq_emissions: 3\n" + five + "---\n");
}

TEST_CASE("Metadata that are no YAML are refused, with the place", "[card]") {
  const Diagnostic fault = refusal_of("---\na: 1\nb: [1\nc: 2\n---\n# T\n");
  CHECK(fault.code == "invalid-yaml");
  CHECK(fault.file == "README.md");
  CHECK(fault.position.line >= 3);
  CHECK(fault.position.line <= 5);
  const Diagnostic tab = refusal_of("---\na:\n\tb: 1\nco2_eq_emissions: 1\n---\n");
  CHECK(tab.code == "invalid-yaml");
  CHECK(tab.position.line == 3);
  CHECK(refusal_of("---\n- a\n- b\n---\n").code == "wrong-type");
}

TEST_CASE("Metadata into which no line can be put are refused", "[card]") {
  const std::string text =
      GENERATE("---\n{a: 1}\n---\n", "---\n{a: 1, co2_eq_emissions: 3}\n---\n",
               "---\nco2_eq_emissions: &x 3\nb: *x\n---\n", "---\n? co2_eq_emissions\n: 3\n---\n",
               "---\na: \"x\nco2_eq_emissions: 3\n  y\"\n---\n");
  CAPTURE(text);
  const Diagnostic fault = refusal_of(text);
  CHECK(fault.code == "cannot-edit");
  CHECK_FALSE(fault.cure.empty());
  CHECK(fault.position.line >= 2);
}
