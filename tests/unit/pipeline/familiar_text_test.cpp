// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/manifest.hpp"
#include "unit/pipeline/asked.hpp"

#include <random>

using namespace plume;
using namespace plume::test;

namespace {

constexpr std::string_view usual =
    R"({"name":"a","model":{"kind":"language","parameters":"7B"},"training":{"tokens":2e12},)"
    R"("hardware":{"accelerator":"h100","count":64,"hours":null},"site":{"region":"us","pue":1.1}})";
constexpr std::string_view longer =
    R"({"name":"b","model":{"kind":"image","parameters":7},"training":{"tokens":"1T"},)"
    R"("hardware":{"accelerator":{"name":"x","tdp":"400 W"},"count":8,"power":"300..350 W"},)"
    R"("site":{"region":"us","pue":1.1},"method":"plume"})";

Answer read_by(ManifestReader& reader, std::string_view text) {
  Answer out;
  std::string padded(text);
  padded.append(ManifestReader::padding, ' ');
  reader.read(std::string_view(padded).substr(0, text.size()), out.run, out.faults);
  return out;
}

void check_origin(const Origin& a, const Origin& b) {
  CHECK(a.where == b.where);
  CHECK(a.offset == b.offset);
  CHECK(a.width == b.width);
}

void check_same(const Answer& a, const Answer& b) {
  REQUIRE(a.faults.size() == b.faults.size());
  for (std::size_t i = 0; i < a.faults.size(); ++i) {
    CHECK(a.faults[i].code == b.faults[i].code);
    CHECK(a.faults[i].message == b.faults[i].message);
    CHECK(a.faults[i].key == b.faults[i].key);
    check_origin(a.faults[i].origin, b.faults[i].origin);
  }
  for (const Field& f : fields()) {
    INFO(f.path);
    REQUIRE(a.run.has(f.key) == b.run.has(f.key));
    if (!a.run.has(f.key)) {
      continue;
    }
    check_origin(a.run.origin(f.key), b.run.origin(f.key));
    CHECK(a.run.text(f.key) == b.run.text(f.key));
    CHECK(a.run.choice(f.key) == b.run.choice(f.key));
    CHECK(a.run.number(f.key).low == b.run.number(f.key).low);
    CHECK(a.run.number(f.key).value == b.run.number(f.key).value);
    CHECK(a.run.number(f.key).high == b.run.number(f.key).high);
  }
}

/// A reader that has learned both texts reads `text` as one that knows nothing.
void check_read_alike(std::string_view text) {
  INFO(text);
  ManifestReader learned;
  for (const std::string_view known : {usual, longer, usual, longer}) {  // units at the second time
    read_by(learned, known);
  }
  ManifestReader fresh;
  const Answer expected = read_by(fresh, text);
  check_same(read_by(learned, text), expected);
  check_same(read_by(learned, text), expected);
}

std::string with(std::string_view text, std::string_view what, std::string_view by) {
  std::string out(text);
  const auto at = out.find(what);
  REQUIRE(at != std::string::npos);
  return out.replace(at, what.size(), by);
}

}  // namespace

TEST_CASE("A text written as an earlier one is read as any other", "[pipeline]") {
  check_read_alike(usual);
  check_read_alike(longer);
  for (const std::string_view name : {R"("")",
                                      R"(" ")",
                                      R"("a name of more than eight bytes")",
                                      R"("a \" within")",
                                      R"("\u0041")",
                                      "\"\xc3\xa9\"",
                                      "\"a wrong byte \xc3\"",
                                      "\"a\tb\"",
                                      "\"\x7f\"",
                                      "1",
                                      "null",
                                      "true",
                                      "{}",
                                      "[1]",
                                      R"("a)",
                                      R"("\q")",
                                      "",
                                      "\"1234567\"",
                                      "\"12345678\"",
                                      "\"123456\\\""}) {
    check_read_alike(with(usual, R"("a")", name));
  }
  for (const std::string_view count : {"0",
                                       "-0",
                                       "-1",
                                       "1.5",
                                       "01",
                                       "00",
                                       "1.",
                                       ".5",
                                       "1e3",
                                       "1E+3",
                                       "1e",
                                       "1e400",
                                       "1e-400",
                                       "9007199254740993",
                                       "123456789012345678901234567890",
                                       "0.1234567890123456",
                                       "+1",
                                       "0x10",
                                       "1_000",
                                       "1 ",
                                       " 1",
                                       "1..2",
                                       "64.0",
                                       "8\n",
                                       "inf",
                                       R"("8")",
                                       R"("8 W")",
                                       "1.5.2",
                                       "\"\"",
                                       "-"}) {
    check_read_alike(with(usual, "64", count));
  }
}

TEST_CASE("A measure written as an earlier one is read as any other", "[pipeline]") {
  for (const std::string_view parameters : {R"("70B")",
                                            R"("7.5B")",
                                            R"("7 B")",
                                            R"("7B ")",
                                            R"("7M")",
                                            R"("7K")",
                                            R"("7T")",
                                            R"("7G")",
                                            R"("7k")",
                                            R"("7b")",
                                            R"("7BB")",
                                            R"("7B)",
                                            R"("7)",
                                            R"("B")",
                                            R"("-7B")",
                                            R"("+7B")",
                                            R"("07B")",
                                            R"("007")",
                                            R"(" 7B")",
                                            R"("7.B")",
                                            R"(".7B")",
                                            R"("1e3B")",
                                            R"("7..9B")",
                                            R"("7B +-5%")",
                                            R"("7B..9B")",
                                            R"("7")",
                                            R"("0B")",
                                            R"("7W")",
                                            R"("7B")",
                                            R"("7B"x)",
                                            R"("12345678901234567890B")",
                                            R"("1234567890123456789012345B")",
                                            R"("1e400")",
                                            R"("7"B")",
                                            "\"7B\xc3\"",
                                            "\"7\tB\""}) {
    check_read_alike(with(usual, R"("7B")", parameters));
  }
  for (const std::string_view power :
       {R"("400W")", R"("400  W")", R"("0.4 kW")", R"("400 watts")", R"("400 h")", R"("400 ")",
        R"("400")", "400", R"("4e2 W")", R"("1e9 W")", R"("400 W
")",
        R"("400 kilowatts")"}) {
    check_read_alike(with(longer, R"("400 W")", power));
  }
}

TEST_CASE("A measure is read alike whatever units were met before it", "[pipeline]") {
  ManifestReader learned;
  for (const std::string_view first : {"7B", "350M", "8K", "1T", "9G", "7 B", "6", "70B", "80M"}) {
    for (const std::string_view second : {"8B", "70M", "9K", "2T", "3G", "8 B", "5", "4X"}) {
      for (const std::string_view parameters : {first, second}) {
        const std::string text = with(usual, "7B", parameters);
        INFO(text);
        ManifestReader fresh;
        check_same(read_by(learned, text), read_by(fresh, text));
      }
    }
  }
}

TEST_CASE("Familiar pieces in an order of their own are judged anew", "[pipeline]") {
  check_read_alike(with(usual, R"(,"site":{"region":"us","pue":1.1})", ""));
  check_read_alike(with(usual, R"("pue":1.1}})", R"("pue":1.1},"method":"plume"})"));
  check_read_alike(with(usual, R"("pue":1.1}})", R"("pue":1.1},"site":{"region":"us"}})"));
  check_read_alike(
      with(usual, R"("count":64,"hours":null)", R"("count":64,"hours":null,"hours":2)"));
  check_read_alike(with(usual, R"("h100")", R"({"name":"x","tdp":"400 W"})"));
  check_read_alike(std::string(usual) + "}");
  check_read_alike(std::string(usual) + " ");
  check_read_alike(std::string(usual) + std::string(usual));
  for (std::size_t size = 0; size < longer.size(); ++size) {
    check_read_alike(longer.substr(0, size));
  }
}

TEST_CASE("What is no plain manifest teaches nothing", "[pipeline]") {
  constexpr std::string_view config =
      R"({"model":{"config":{"hidden_size":8}},"hardware":{"count":1}})";
  constexpr std::string_view report =
      R"({"schema":"plume.report/1","run":{"name":"a","model":{"parameters":"7B"}},"total":1})";
  for (const std::string_view text : {config, report}) {
    ManifestReader learned;
    const Answer first = read_by(learned, text);
    check_same(read_by(learned, text), first);
    for (const auto& other : {with(text, "{\"", "{ \""), with(text, ":1}", ":2}")}) {
      ManifestReader fresh;
      const Answer expected = read_by(fresh, other);
      check_same(read_by(learned, other), expected);
    }
  }
}

TEST_CASE("Texts with bytes changed at random are read as by a reader that knows nothing",
          "[pipeline]") {
  constexpr std::string_view bytes = "\"\\{}[]:,.0123456789eE+-abnBKMTWh% \t\n\x01\xc3\xa9";
  constexpr int tries = 20'000;
  std::mt19937 random(1);
  const auto below = [&random](std::size_t most) { return random() % most; };
  ManifestReader learned;
  for (int i = 0; i < tries; ++i) {
    std::string text(i % 2 == 0 ? usual : longer);
    for (auto changes = below(3); changes > 0; --changes) {
      text[below(text.size())] = bytes[below(bytes.size())];
    }
    INFO(text);
    ManifestReader fresh;
    check_same(read_by(learned, text), read_by(fresh, text));
  }
}
