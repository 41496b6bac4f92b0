// SPDX-License-Identifier: Apache-2.0
#include "batch/splitter.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <functional>
#include <ostream>
#include <string>

using namespace plume;

namespace {

/// A record with its text.
struct Found {
  std::string text{};
  std::uint64_t line = 1;
  std::size_t column = 1;
  std::uint64_t place = 0;
  RecordFlaw flaw = RecordFlaw::none;
  bool operator==(const Found&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Found& found) {
  return out << '`' << found.text.substr(0, 80) << "` at " << found.line << ':' << found.column
             << ", place " << found.place << ", flaw " << static_cast<int>(found.flaw);
}

using MakeSplitter = std::function<std::unique_ptr<Splitter>()>;

/// Feeds a text as a source does: the rest of a piece stands before the next one.
std::vector<Found> split_in_pieces(const MakeSplitter& make, std::string_view text,
                                   std::size_t piece) {
  const auto splitter = make();
  std::vector<Found> out;
  std::vector<Record> records;
  std::string held;
  for (std::size_t at = 0;; at += piece) {
    const bool last = at >= text.size();
    held.append(text.substr(std::min(at, text.size()), piece));
    const std::size_t rest = splitter->split(held, last, records);
    for (const Record& r : records) {
      out.push_back({held.substr(r.begin, r.size), r.line, r.column, r.place, r.flaw});
    }
    records.clear();
    held.erase(0, rest);
    if (last) {
      CHECK(held.empty());
      return out;
    }
  }
}

/// The records of a text, which must be the same whatever pieces it arrives in.
std::vector<Found> split(const MakeSplitter& make, std::string_view text) {
  const std::vector<Found> whole = split_in_pieces(make, text, text.size() + 1);
  for (const std::size_t piece : {1UL, 2UL, 7UL, 4096UL}) {
    INFO("pieces of " << piece << " bytes of " << text.substr(0, 200));
    CHECK(split_in_pieces(make, text, piece) == whole);
  }
  return whole;
}

std::vector<Found> lines(std::string_view text, const SplitStart& start = {}) {
  return split([&] { return line_splitter(start); }, text);
}

std::vector<Found> rows(std::string_view text, const SplitStart& start = {}) {
  return split([&] { return row_splitter(start); }, text);
}

std::vector<Found> values(std::string_view text, std::string_view list = {}) {
  return split([&] { return json_splitter(list); }, text);
}

using Expected = std::vector<Found>;

Found flawed(std::uint64_t line, std::size_t column, std::uint64_t place, RecordFlaw flaw) {
  return {"", line, column, place, flaw};
}

Found stray(std::string text, std::size_t column, std::uint64_t place) {
  return {std::move(text), 1, column, place, RecordFlaw::stray};
}

}  // namespace

TEST_CASE("A record is a line that is not blank, with its number", "[batch]") {
  CHECK(lines("").empty());
  CHECK(lines("\n \r\n\t\n").empty());
  CHECK(lines("a") == Expected{{"a", 1}});
  CHECK(lines("a\nb\n") == Expected{{"a", 1}, {"b", 2}});
  CHECK(lines("a\r\n\r\nb\r\n") == Expected{{"a", 1}, {"b", 3}});
  CHECK(lines("\n\n a b \n \t\nc") == Expected{{" a b ", 3}, {"c", 5}});
  CHECK(lines("a\rb\n\"c\nd\"\n") == Expected{{"a\rb", 1}, {"\"c", 2}, {"d\"", 3}});
}

TEST_CASE("Lines are entered in the middle of a file", "[batch]") {
  CHECK(lines("a\nb\n", {.line = 7}) == Expected{{"a", 7}, {"b", 8}});
  CHECK(lines("rest\nb\nc", {.line = 7, .within_line = true}) == Expected{{"b", 8}, {"c", 9}});
  CHECK(lines("rest", {.line = 7, .within_line = true}).empty());
  CHECK(lines("\nb\n", {.line = 7, .within_line = true}) == Expected{{"b", 8}});
}

TEST_CASE("A row of CSV goes on to the line end behind its quotes", "[batch]") {
  CHECK(rows("a,b\r\n\r\nc\n") == Expected{{"a,b", 1}, {"c", 3}});
  CHECK(rows("\"a\nb\",c\nd\n") == Expected{{"\"a\nb\",c", 1}, {"d", 3}});
  CHECK(rows("\"a\r\n\r\nb\"\r\nd") == Expected{{"\"a\r\n\r\nb\"", 1}, {"d", 4}});
  CHECK(rows("\"a\"\"\n\"\"b\"\nc\n") == Expected{{"\"a\"\"\n\"\"b\"", 1}, {"c", 3}});
  CHECK(rows("\"\"\n\"\"\"\n\"\n") == Expected{{"\"\"", 1}, {"\"\"\"\n\"", 2}});
  CHECK(rows("a\n\"open\nb\n") == Expected{{"a", 1}, {"\"open\nb\n", 2}});
}

TEST_CASE("Rows are entered in the middle of a cell in quotes", "[batch]") {
  const SplitStart within{.line = 5, .within_quotes = true, .within_line = true};
  CHECK(rows("x\ny\",z\n\"a\nb\"\nc", within) == Expected{{"\"a\nb\"", 7}, {"c", 9}});
  const SplitStart at_line_end{.line = 5, .within_quotes = true, .within_line = false};
  CHECK(rows("y\",z\nc\n", at_line_end) == Expected{{"c", 6}});
}

TEST_CASE("A record of the most bytes is taken and a longer one passed over", "[batch]") {
  const std::string most(longest_record, 'x');
  CHECK(lines(most + "\nb\n") == Expected{{most, 1}, {"b", 2}});
  const Found too_long = flawed(2, 1, 0, RecordFlaw::too_long);
  CHECK(lines("a\n" + most + "x\n\nb") == Expected{{"a", 1}, too_long, {"b", 4}});
  CHECK(lines("a\n" + most + most + most) == Expected{{"a", 1}, too_long});
  CHECK(rows("a\n\"" + most + "\n\n\"\nb\n") == Expected{{"a", 1}, too_long, {"b", 5}});
}

TEST_CASE("A too long value of JSON is passed over up to its end", "[batch]") {
  const std::string most = '"' + std::string(longest_record - 2, '[') + '"';
  const Found too_long = flawed(1, 2, 0, RecordFlaw::too_long);
  CHECK(values('[' + most + ",2]") == Expected{{most, 1, 2, 0}, {"2", 1, longest_record + 3, 1}});
  CHECK(values("[[" + most + "]\n,2]") == Expected{too_long, {"2", 2, 2, 1}});
  CHECK(values("[[" + most) == Expected{too_long});
  const std::string digits(longest_record, '1');
  CHECK(values('[' + digits + ']') == Expected{{digits, 1, 2, 0}});
  CHECK(values('[' + digits + "1]") == Expected{too_long});
}

TEST_CASE("Values of a JSON array have line, column and place", "[batch]") {
  CHECK(values("").empty());
  CHECK(values(" \r\n\t").empty());
  CHECK(values("[]").empty());
  CHECK(values(" [ \n ] \n").empty());
  CHECK(values(R"([{"a":1},{"b":[1,{"c":2}]}])") ==
        Expected{{R"({"a":1})", 1, 2, 0}, {R"({"b":[1,{"c":2}]})", 1, 10, 1}});
  CHECK(values("[\r\n  {\"a\":\n1},\r\n{}\r\n]") ==
        Expected{{"{\"a\":\n1}", 2, 3, 0}, {"{}", 4, 1, 1}});
  CHECK(values("[[1,2],[[]]]") == Expected{{"[1,2]", 1, 2, 0}, {"[[]]", 1, 8, 1}});
}

TEST_CASE("Objects stand one after another without a list", "[batch]") {
  CHECK(values("{\"a\":1}{\"b\":2}\n {\"c\":3}") ==
        Expected{{R"({"a":1})", 1, 1, 0}, {R"({"b":2})", 1, 8, 1}, {R"({"c":3})", 2, 2, 2}});
  CHECK(values("{}") == Expected{{"{}", 1, 1, 0}});
  CHECK(values("12 true") == Expected{{"12", 1, 1, 0}, {"true", 1, 4, 1}});
}

TEST_CASE("Brackets, commas and escaped quotes in strings are text", "[batch]") {
  CHECK(values(R"([{"a":"]}\"[{,"},{"b":"\\"},"]"])") == Expected{{R"({"a":"]}\"[{,"})", 1, 2, 0},
                                                                  {R"({"b":"\\"})", 1, 18, 1},
                                                                  {R"("]")", 1, 29, 2}});
  CHECK(values(R"({"\\\"}":{}}{})") == Expected{{R"({"\\\"}":{}})", 1, 1, 0}, {"{}", 1, 13, 1}});
}

TEST_CASE("Numbers and words of a list are records to be refused one by one", "[batch]") {
  CHECK(values("[1, \"two\",true ,null]") ==
        Expected{{"1", 1, 2, 0}, {"\"two\"", 1, 5, 1}, {"true", 1, 11, 2}, {"null", 1, 17, 3}});
}

TEST_CASE("A list that is cut off says so behind its whole values", "[batch]") {
  const Found first{R"({"a":1})", 1, 2, 0};
  const auto cut = RecordFlaw::cut_off;
  CHECK(values("[") == Expected{flawed(1, 2, 0, cut)});
  CHECK(values(R"([{"a":1})") == Expected{first, flawed(1, 9, 1, cut)});
  CHECK(values("[{\"a\":1},\n") == Expected{first, flawed(2, 1, 1, cut)});
  CHECK(values(R"([{"a":1}, {"b":)") == Expected{first, flawed(1, 11, 1, cut)});
  CHECK(values(R"([{"a":1},"}])") == Expected{first, flawed(1, 10, 1, cut)});
  CHECK(values("[{\"a\":1},12") == Expected{first, flawed(1, 10, 1, cut)});
  CHECK(values("{\"a\":\n1") == Expected{flawed(1, 1, 0, cut)});
}

TEST_CASE("Stray commas and text are records with a flaw", "[batch]") {
  CHECK(values("[,{}]") == Expected{stray(",", 2, 0), {"{}", 1, 3, 1}});
  CHECK(values("[{},,{}]") == Expected{{"{}", 1, 2, 0}, stray(",", 5, 1), {"{}", 1, 6, 2}});
  CHECK(values("[{},]") == Expected{{"{}", 1, 2, 0}, stray("]", 5, 1)});
  CHECK(values("[{}] x, {}") == Expected{{"{}", 1, 2, 0}, stray("x", 6, 1)});
  CHECK(values("[][]") == Expected{stray("[", 3, 0)});
}

TEST_CASE("A value without a comma before it is stray", "[batch]") {
  CHECK(values("[{} {\"b\":2},{}]") ==
        Expected{{"{}", 1, 2, 0}, stray("{\"b\":2}", 5, 1), {"{}", 1, 13, 2}});
  CHECK(values("[1 2]") == Expected{{"1", 1, 2, 0}, stray("2", 4, 1)});
  CHECK(values("[1{}]") == Expected{{"1", 1, 2, 0}, stray("{}", 3, 1)});
}

TEST_CASE("The list of a name is found behind a banner and other lists", "[batch]") {
  CHECK(values("Welcome to the site\n{\"meta\":{\"jobs\":[1]},\"old_jobs\":[2],\"jobs\" : [\n{},3],"
               "\"errors\":[4]}\nbye",
               "jobs") == Expected{{"{}", 3, 1, 0}, {"3", 3, 4, 1}});
  CHECK(values(R"({"a":"jobs","b":["jobs",[1]],"jobs":[]})", "jobs").empty());
  CHECK(values(R"({"a\"jobs":[1],"jobs":{"jobs":[2]},"jobsx":[3],"jobs":[4]})", "jobs") ==
        Expected{{"4", 1, 56, 0}});
}

TEST_CASE("A list that is not there, or is cut off, says so", "[batch]") {
  CHECK(values(R"({"job":[1]})", "jobs") == Expected{flawed(1, 12, 0, RecordFlaw::cut_off)});
  CHECK(values("", "jobs") == Expected{flawed(1, 1, 0, RecordFlaw::cut_off)});
  CHECK(values(R"({"jobs":[{})", "jobs") ==
        Expected{{"{}", 1, 10, 0}, flawed(1, 12, 1, RecordFlaw::cut_off)});
}
