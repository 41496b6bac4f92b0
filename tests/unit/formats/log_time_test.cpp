// SPDX-License-Identifier: Apache-2.0
#include "formats/logs/log_time.hpp"
#include "support/catch.hpp"

using namespace plume;
using namespace plume::logs;

namespace {

constexpr double seventh_of_march = 1772841600;  ///< 2026-03-07 00:00 UTC

}  // namespace

TEST_CASE("Time stamps are read with their zone, and without one as local", "[formats][logs]") {
  struct Case {
    std::string text;
    double seconds;  ///< behind midnight of 2026-03-07
    bool has_zone;
  };
  const auto [text, expected, has_zone] = GENERATE(values<Case>({
      {"2026-03-07T09:00:00", 32400, false},
      {" 2026-03-07 09:00:00.250 ", 32400.25, false},
      {"2026-03-07 09:00:00,250", 32400.25, false},
      {"2026/03/07 09:00:01", 32401, false},
      {"20260307   09:00:01", 32401, false},
      {"07.03.2026 09:00", 32400, false},
      {"2026-03-07", 0, false},
      {"2026-03-06T24:00:00", 0, false},
      {"2026-03-07T09:00Z", 32400, true},
      {"2026-03-07T09:00:00+02:00", 25200, true},
      {"2026-03-07T09:00:00.5-0530", 52200.5, true},
      {"2026-03-07 09:00:00 UTC", 32400, true},
      {"Sat Mar  7 09:00:00 UTC 2026", 32400, true},
      {"Sat Mar 7 09:00:00 2026", 32400, false},
      {"1772841600", 0, true},
      {"1772841600.5", 0.5, true},
      {"1772841600500", 0.5, true},
  }));
  CAPTURE(text);
  const auto stamp = read_time_stamp(text);
  REQUIRE(stamp);
  CHECK_THAT(stamp->seconds - seventh_of_march, WithinAbs(expected, 1e-6));
  CHECK(stamp->has_zone == has_zone);
}

TEST_CASE("What is no time is none", "[formats][logs]") {
  for (const std::string text :
       {"", "x", "2026-13-07 09:00:00", "2026-02-29", "2026-03-07 25:00", "2026-03-07 09:61",
        "2026-03-07 09:00:00 CEST", "2026-03-07T09:00:00+2x", "12", "1.5", "nan", "Sat Foo 7",
        "Sat Mar 7 09:00:00", "2026-03-07T", "0000-01-01", "99999999999999999999999"}) {
    CAPTURE(text);
    CHECK_FALSE(read_time_stamp(text).has_value());
  }
}

TEST_CASE("Durations are read as Python prints them", "[formats][logs]") {
  CHECK(read_duration("0:01:30.52") == 90.52);
  CHECK(read_duration("03:04") == 184.0);
  CHECK(read_duration("1 day, 2:03:04") == 93784.0);
  CHECK(read_duration("2 days, 0:00:01") == 172801.0);
  CHECK(read_duration("1-02:03:04") == 93784.0);
  for (const std::string text : {"", "5", "1:2:3:4", "a:b", "0:-1:00", "-1 day, 0:00:01", "1:99"}) {
    CAPTURE(text);
    CHECK_FALSE(read_duration(text).has_value());
  }
}

TEST_CASE("A log's stamps all have a zone or none, unless it is said what they lack",
          "[formats][logs]") {
  Times local{LogOptions{}};
  CHECK(local.read("2026-03-07 00:00:00") == seventh_of_march);
  CHECK(local.clock() == LogClock::local);
  CHECK_FALSE(local.read("2026-03-07 00:00:00Z").has_value());
  LogOptions options;
  options.utc_offset = 3600;
  Times known(options);
  CHECK(known.read("2026-03-07 01:00:00") == seventh_of_march);
  CHECK(known.read("2026-03-07 00:00:00Z") == seventh_of_march);
  CHECK(known.clock() == LogClock::utc);
}

TEST_CASE("A local clock that is put back goes on an hour later", "[formats][logs]") {
  std::vector<Reading> readings{{7199, 1}, {7200, 1}, {3601, 1}, {3602, 1}, {3000, 1}};
  Notes notes;
  straighten(readings, LogClock::local, notes);
  CHECK(readings[2].time == 7201);
  CHECK(readings[3].time == 7202);
  CHECK(readings[4].time == 6600);
  const auto said = notes.take();
  REQUIRE(said.size() == 1);
  CHECK(said[0].code == "log-clock-put-back");
  CHECK_THAT(said[0].message, ContainsSubstring("3599 s"));
  std::vector<Reading> utc{{7200, 1}, {3601, 1}};
  straighten(utc, LogClock::utc, notes);
  CHECK(utc[1].time == 3601);
  CHECK(notes.take().empty());
}

TEST_CASE("The year of a time is that of the calendar", "[formats][logs]") {
  CHECK(year_of(seventh_of_march) == 2026);
  CHECK(year_of(1767225599) == 2025);
  CHECK(year_of(-1) == 1970);
}
