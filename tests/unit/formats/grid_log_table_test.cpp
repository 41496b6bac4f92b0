// SPDX-License-Identifier: Apache-2.0
#include "unit/formats/grid_reading.hpp"

using namespace plume;
using test::has_note;
using test::intensities;
using test::messages;
using test::read;
using test::refusal;

namespace {

constexpr double noon = 1751371200;  // 2025-07-01 12:00 UTC

}  // namespace

TEST_CASE("A table of two columns is read with or without a header", "[formats]") {
  for (const std::string header : {"", "time,g/kWh\n", "Time (UTC),carbon intensity\n"}) {
    INFO(header);
    const GridLog log = read(header + "2025-07-01T12:00Z,310\n2025-07-01T13:00Z,290.5\n");
    CHECK(log.format == "table");
    CHECK(log.file == "grid.log");
    CHECK(log.kind == IntensityKind::average);
    CHECK(intensities(log) == std::vector<double>{310, 290.5});
    CHECK(log.hours[0].begin == noon);
    CHECK(log.hours[0].end == noon + 3600);
    CHECK(log.hours[1].end == noon + 7200);
    CHECK(has_note(log, "grid-basis-unknown"));
  }
}

TEST_CASE("Tabs, semicolons, a byte order mark and Windows' ends of lines change nothing",
          "[formats]") {
  for (const std::string text :
       {"2025-07-01T12:00Z\t310\n2025-07-01T13:00Z\t290.5",
        "\xef\xbb\xbf"
        "2025-07-01T12:00Z,310\r\n2025-07-01T13:00Z,290.5\r\n",
        "2025-07-01T12:00Z;310,0\n2025-07-01T13:00Z;290,5\n",
        "\"2025-07-01 12:00:00+00:00\",\"310\"\n\"2025-07-01 15:00:00+02:00\",\"290.5\"\n"}) {
    INFO(text);
    const GridLog log = read(text);
    CHECK(intensities(log) == std::vector<double>{310, 290.5});
    CHECK(log.hours[1].begin == noon + 3600);
  }
}

TEST_CASE("The name of the second column says unit, basis and kind", "[formats]") {
  const GridLog log = read("time,marginal life-cycle intensity [kg/kWh]\n"
                           "2025-07-01T12:00Z,0.31\n2025-07-01T13:00Z,0.29\n");
  CHECK_THAT(log.hours[0].grams_per_kilowatt_hour, WithinRel(310.0, 1e-12));
  CHECK(log.kind == IntensityKind::marginal);
  CHECK(log.basis == "life-cycle");
  CHECK(log.notes.empty());
  CHECK(read("time,direct g/kWh\n2025-07-01T12:00Z,31\n").basis == "direct");
}

TEST_CASE("Values that look like kilograms are doubted, not changed", "[formats]") {
  const GridLog log = read("2025-07-01T12:00Z,0.31\n2025-07-01T13:00Z,0.29\n");
  CHECK(intensities(log) == std::vector<double>{0.31, 0.29});
  CHECK(has_note(log, "grid-unit-doubtful"));
  CHECK_FALSE(
      has_note(read("2025-07-01T12:00Z,0.31\n2025-07-01T13:00Z,29\n"), "grid-unit-doubtful"));
}

TEST_CASE("A local time needs to be told its distance from UTC", "[formats]") {
  const std::string text = "2025-07-01 14:00,310\n2025-07-01 15:00,290\n";
  const Diagnostic told = refusal(text);
  CHECK(told.code == "grid-local-time");
  CHECK(told.position.line == 1);
  CHECK_THAT(told.cure, ContainsSubstring("--tz"));
  CHECK(read(text, {.format = "table", .utc_offset = 7200}).hours[0].begin == noon);
  CHECK(read("time utc,g/kWh\n2025-07-01 12:00,31\n").hours[0].begin == noon);
  const GridLogOptions options{.format = "", .utc_offset = 7200};
  CHECK(read("2025-07-01T12:00Z,310\n", options).hours[0].begin == noon);
}

TEST_CASE("An hour ends where the next begins, the last after the usual length", "[formats]") {
  const GridLog log = read("2025-07-01T12:00Z,1\n2025-07-01T12:30Z,2\n2025-07-01T13:00Z,30\n");
  REQUIRE(log.hours.size() == 3);
  CHECK(log.hours[0].end == noon + 1800);
  CHECK(log.hours[2].end == noon + 5400);
  const GridLog one = read("2025-07-01T12:00Z,310\n");
  CHECK(one.hours[0].end == noon + 3600);
  CHECK(has_note(one, "grid-length-assumed"));
}

TEST_CASE("Rows in any order come out by time", "[formats]") {
  const GridLog log = read("2025-07-01T14:00Z,30\n2025-07-01T12:00Z,10\n2025-07-01T13:00Z,20\n");
  CHECK(intensities(log) == std::vector<double>{10, 20, 30});
}

TEST_CASE("A gap is told with its bounds, and no hour reaches into it", "[formats]") {
  const GridLog log = read("2025-07-01T12:00Z,310\n2025-07-01T13:00Z,290\n"
                           "2025-07-01T16:00Z,250\n2025-07-01T17:00Z,240\n");
  CHECK(log.hours[1].end == noon + 7200);
  CHECK(messages(log, "grid-gap") ==
        std::vector<std::string>{
            "the log has no figure from 2025-07-01 14:00 UTC to 2025-07-01 16:00 UTC"});
}

TEST_CASE("An empty hour is a gap too", "[formats]") {
  const GridLog log = read("2025-07-01T12:00Z,310\n2025-07-01T13:00Z,\n2025-07-01T14:00Z,N/A\n"
                           "2025-07-01T15:00Z,250\n");
  CHECK(intensities(log) == std::vector<double>{310, 250});
  CHECK(log.hours[0].end == noon + 3600);
  CHECK(messages(log, "grid-empty-hour").size() == 1);
  CHECK_THAT(messages(log, "grid-empty-hour")[0], ContainsSubstring("1 more"));
  CHECK(messages(log, "grid-gap").size() == 1);
}

TEST_CASE("Of many gaps the first are listed and the others counted", "[formats]") {
  std::string text;
  for (int day = 1; day <= 20; ++day) {
    const std::string date = "2025-07-" + std::string(day < 10 ? "0" : "") + std::to_string(day);
    for (const char* hour : {"T00:00Z", "T01:00Z", "T02:00Z"}) {
      text += date + hour + ",300\n";
    }
  }
  const auto gaps = messages(read(text), "grid-gap");
  REQUIRE(gaps.size() == 9);
  CHECK(gaps.back() == "there are 11 gaps more, 231.0 hours in all");
}

TEST_CASE("A time twice with one figure counts once; with two it is refused", "[formats]") {
  const GridLog log = read("2025-07-01T12:00Z,310\n2025-07-01T12:00Z,310\n2025-07-01T13:00Z,29\n");
  CHECK(intensities(log) == std::vector<double>{310, 29});
  CHECK(has_note(log, "grid-row-repeated"));
  const Diagnostic told = refusal("2025-07-01T12:00Z,310\n2025-07-01T12:00Z,311\n");
  CHECK(told.code == "grid-overlap");
  CHECK(told.position.line == 2);
}

TEST_CASE("What is no table of intensities is refused with place and cure", "[formats]") {
  struct Case {
    std::string text;
    std::string code;
    std::size_t line;
  };
  const std::string row = "2025-07-01T12:00Z,310\n";
  const std::vector<Case> cases{
      {"", "grid-no-hours", 0},
      {" \n\n", "grid-no-hours", 0},
      {"hello\nworld\n", "grid-unknown-format", 0},
      {"time,g/kWh\n", "grid-unknown-format", 0},
      {row + "2025-07-01T13:00Z,many\n", "grid-bad-value", 2},
      {row + "2025-07-01T13:00Z,-1\n", "grid-bad-value", 2},
      {row + "2025-07-01T13:00Z,inf\n", "grid-bad-value", 2},
      {row + "2025-07-01T13:00Z,1e308\n", "grid-bad-value", 2},
      {row + "2025-07-01T13:00Z,1e999\n", "grid-bad-value", 2},
      {row + "2025-07-01T13:00Z,2001\n", "grid-bad-value", 2},
      {row + "2025-13-01T13:00Z,310\n", "grid-bad-time", 2},
      {row + "1925-07-01T13:00Z,310\n", "grid-bad-time", 2},
      {row + "2025-07-01T13:00Z,310,5\n", "grid-wrong-cells", 2},
      {row + "2025-07-01T13:00Z\n", "grid-wrong-cells", 2},
      {row + "2025-07-01T13:00Z,\"310\n", "grid-wrong-cells", 2},
      {row + "2025-07-01T12:00:00.5Z,310\n", "grid-bad-time", 1},
      {"2025-07-01T12:00Z,\n2025-07-01T13:00Z,NaN\n", "grid-no-hours", 0},
  };
  for (const Case& one : cases) {
    INFO(one.text);
    const Diagnostic told = refusal(one.text);
    CHECK(told.code == one.code);
    CHECK(told.position.line == one.line);
  }
}

TEST_CASE("A format that is asked for must be one, and must be that of the file", "[formats]") {
  const std::string text = "2025-07-01T12:00Z,310\n";
  CHECK_THAT(refusal(text, {.format = "csv"}).cure, ContainsSubstring("electricity-maps"));
  const Diagnostic told = refusal(text, {.format = "neso"});
  CHECK(told.code == "grid-unknown-format");
  CHECK_THAT(told.cure, ContainsSubstring("NESO"));
  CHECK(read(text, {.format = "table"}).hours.size() == 1);
  CHECK(refusal(text, {.format = "", .zone = "SE"}).code == "grid-unknown-zone");
  CHECK(grid_log_formats().size() == 5);
}
