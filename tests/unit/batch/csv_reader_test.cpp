// SPDX-License-Identifier: Apache-2.0
#include "batch/csv_reader.hpp"
#include "support/catch.hpp"

#include <string>

using namespace plume;

namespace {

struct Answer {
  Run run;
  Faults faults;
};

Answer read(const std::string& header, const std::string& row) {
  Answer out;
  CsvReader({header, 1}, "runs.csv").read(row, out.run, out.faults);
  return out;
}

std::string name_of(const std::string& header, const std::string& row) {
  const Answer answer = read(header, row);
  CHECK(answer.faults.empty());
  return answer.run.has(Key::name) ? std::string(answer.run.text(Key::name)) : "nothing";
}

Fault fault_of(const std::string& header, const std::string& row) {
  const Answer answer = read(header, row);
  REQUIRE(answer.faults.size() == 1);
  CHECK_FALSE(answer.faults.front().message.empty());
  CHECK_FALSE(answer.faults.front().cure.empty());
  return answer.faults.front();
}

/// What is wrong with a header, which is the third line of its file.
Diagnostic refusal(const std::string& header) {
  try {
    const CsvReader reader({header, 3}, "runs.csv");
  } catch (const Failure& failure) {
    CHECK(failure.exit_code() == ExitCode::bad_input);
    REQUIRE(failure.diagnostics().size() == 1);
    return failure.diagnostics().front();
  }
  FAIL("`" << header << "` was taken");
  return {};
}

}  // namespace

TEST_CASE("Cells are values of the keys above them, in any order", "[batch]") {
  const Answer answer =
      read("hardware.count, name ,\"site.year\",training.precision", "1.5K,run 7, 2023 ,bf16");
  REQUIRE(answer.faults.empty());
  CHECK(answer.run.number(Key::count).value == 1500);
  CHECK(answer.run.text(Key::name) == "run 7");
  CHECK(answer.run.number(Key::year).value == 2023);
  CHECK(answer.run.has(Key::precision));
}

TEST_CASE("Quotes keep commas, blanks and line ends, and doubled quotes are one", "[batch]") {
  CHECK(name_of("name,site.year", "\"a,b\",2020") == "a,b");
  CHECK(name_of("name,site.year", "\" a\r\nb \",2020") == " a\r\nb ");
  CHECK(name_of("name", "\"a \"\"b\"\"\"") == "a \"b\"");
  CHECK(name_of("name", "\"\"\"\"") == "\"");
  CHECK(name_of("site.year,name", "\"2020\",\"\"\"\"\"\"") == "\"\"");
  CHECK(name_of("name", "\t5\" disk ") == "5\" disk");
}

TEST_CASE("Empty cells say nothing", "[batch]") {
  const Answer answer = read("name,hardware.count,site.year,hardware.power", "\"\",, \t ,");
  CHECK(answer.faults.empty());
  for (const Key key : {Key::name, Key::count, Key::year, Key::power}) {
    CHECK_FALSE(answer.run.has(key));
  }
  CHECK(name_of("name", "") == "nothing");
}

TEST_CASE("A bad value is blamed on its cell", "[batch]") {
  const Fault fault = fault_of("name,hardware.power,site.year", "a,many W,2020");
  CHECK(fault.code == "not-a-number");
  CHECK(fault.key == "hardware.power");
  CHECK(fault.origin.where == Origin::Where::manifest);
  CHECK(fault.origin.offset == 2);
  CHECK(fault.origin.width == 6);
  CHECK(fault_of("name,site.year", "\"a,\"\"b\",x").origin.offset == 8);
}

TEST_CASE("Quotes that do not close at the end of their cell are a fault", "[batch]") {
  CHECK(fault_of("name,site.year", "\"a,2020").code == "bad-quotes");
  CHECK(fault_of("name,site.year", "\"a\"b,2020").code == "bad-quotes");
  CHECK(fault_of("name,site.year", "\"a\"\",2020").code == "bad-quotes");
  CHECK(fault_of("site.year,name", "2020,\"").origin.offset == 5);
  CHECK(fault_of("name,site.year", "\"a\" ,2020").code == "bad-quotes");
}

TEST_CASE("A row has as many cells as its header", "[batch]") {
  CHECK(fault_of("name,site.year", "a").code == "wrong-cells");
  CHECK(fault_of("name,site.year", "a,2020,").code == "wrong-cells");
  CHECK(fault_of("name,site.year", "a,2020,b").message == "the row has 3 cells, the header 2");
}

TEST_CASE("A row that is not UTF-8 is a fault", "[batch]") {
  CHECK(fault_of("name", "\xff").code == "not-utf-8");
  CHECK(fault_of("name", "a\xc3").code == "not-utf-8");
  CHECK(name_of("name", "\xc3\xa9") == "\xc3\xa9");
}

TEST_CASE("A column that is no key, or stands twice, is refused with its place", "[batch]") {
  const Diagnostic unknown = refusal("name, hardware.acclerator");
  CHECK(unknown.code == "unknown-key");
  CHECK(unknown.file == "runs.csv");
  CHECK(unknown.position.line == 3);
  CHECK(unknown.position.column == 6);
  CHECK(unknown.line == "name, hardware.acclerator");
  CHECK_THAT(unknown.cure, ContainsSubstring("hardware.accelerator"));
  const Diagnostic twice = refusal("name,site.year,\"name\"");
  CHECK(twice.code == "duplicate-key");
  CHECK(twice.position.column == 16);
  CHECK(twice.width == 6);
  CHECK(refusal("").code == "unknown-key");
  CHECK(refusal("name,").code == "unknown-key");
  CHECK(refusal("name,\"site.year").position.column == 6);
}

TEST_CASE("Blanks in the place of a byte order mark stand before a header in quotes", "[batch]") {
  CHECK(name_of("   \"name\",site.year", "a,2020") == "a");
  CHECK(name_of("   name", "a") == "a");
  CHECK(refusal("   \"nam\"").position.column == 4);
}

TEST_CASE("Semicolons between columns are recognised", "[batch]") {
  CHECK(refusal("name;site.year").code == "wrong-separator");
  CHECK(refusal("name,site;year").code == "unknown-key");
}

TEST_CASE("A reader keeps nothing from row to row", "[batch]") {
  CsvReader reader({"name,site.year", 1}, "runs.csv");
  Answer first;
  reader.read("\"a\"\"\",2020", first.run, first.faults);
  Answer second;
  reader.read("\"\"\"b\",", second.run, second.faults);
  CHECK(first.run.text(Key::name) == "a\"");
  CHECK(second.run.text(Key::name) == "\"b");
  CHECK_FALSE(second.run.has(Key::year));
}
