// SPDX-License-Identifier: Apache-2.0
#include "sensor_logs.hpp"

using namespace plume;
using namespace plume::test;

namespace {

const std::string two_boards = "timestamp, index, uuid, name, power.draw [W]\n"
                               "2026/05/04 10:00:00.000, 0, GPU-a, NVIDIA L4, 30.00 W\n"
                               "2026/05/04 10:00:00.004, 1, GPU-b, NVIDIA L4, 50.00 W\n"
                               "2026/05/04 10:00:02.000, 0, GPU-a, NVIDIA L4, 70.00 W\n"
                               "2026/05/04 10:00:02.004, 1, GPU-b, NVIDIA L4, 50.00 W\n";

std::string with_header(const std::string& header, const std::string& rows) {
  return header + "\n" + rows;
}

}  // namespace

TEST_CASE("nvidia-smi: boards are told apart, and stamps are local", "[logs]") {
  const EnergyLog log = read_text(two_boards);
  CHECK(log.format == "nvidia-smi");
  REQUIRE(log.meters.size() == 2);
  CHECK(log.meters[0].device == "GPU-a");
  CHECK(log.meters[0].name == "NVIDIA L4");
  CHECK(log.meters[0].scope == MeterScope::board);
  CHECK(log.meters[0].sensor == "power.draw");
  CHECK_THAT(joules_of(log.meters[0]), WithinAbs(100, 1e-5));
  CHECK_THAT(joules_of(log.meters[1]), WithinAbs(100, 1e-5));
  CHECK(log.clock == LogClock::local);
  CHECK(log.year == 2026);
  CHECK(log.accelerator == "NVIDIA L4");
  CHECK(log.accelerators == 2);
  CHECK(log.rows.used == 4);
}

TEST_CASE("nvidia-smi: an offset makes local stamps UTC", "[logs]") {
  LogOptions options;
  options.utc_offset = 7200;
  const EnergyLog log = read_text(two_boards, options);
  CHECK(log.clock == LogClock::utc);
  CHECK(log.meters[0].readings[0].time == read_text(two_boards).meters[0].readings[0].time - 7200);
}

TEST_CASE("nvidia-smi: a byte order mark, CRLF, a second header and blank lines do no harm",
          "[logs]") {
  std::string text = "\xef\xbb\xbf" + two_boards + "\n" + two_boards;
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) {
    text.insert(at, "\r");
  }
  const EnergyLog log = read_text(text);
  CHECK(log.rows.read == 8);
  CHECK_THAT(joules_of(log), WithinAbs(200, 1e-5));
}

TEST_CASE("nvidia-smi: the instant power goes before the mean of a second", "[logs]") {
  const std::string header = "timestamp, index, power.draw [W], power.draw.instant [W]";
  const EnergyLog log = read_text(with_header(header, "2026/05/04 10:00:00.000, 0, 10.0, 20.0\n"
                                                      "2026/05/04 10:00:01.000, 0, 10.0, 20.0\n"));
  CHECK(joules_of(log) == 20);
  CHECK(log.meters[0].sensor == "power.draw.instant");
  const EnergyLog old = read_text(with_header(header, "2026/05/04 10:00:00.000, 0, 10.0, [N/A]\n"
                                                      "2026/05/04 10:00:01.000, 0, 10.0, [N/A]\n"));
  CHECK(joules_of(old) == 10);
  CHECK(old.meters[0].sensor == "power.draw");
}

TEST_CASE("nvidia-smi: what is no power is a gap and is noted", "[logs]") {
  const std::string header = "timestamp, index, power.draw [W]";
  const EnergyLog log =
      read_text(with_header(header, "2026/05/04 10:00:00, 0, 10 W\n"
                                    "2026/05/04 10:00:01, 0, [Insufficient Permissions]\n"
                                    "2026/05/04 10:00:02, 0, -5 W\n"
                                    "2026/05/04 10:00:03, 0, 1e308\n"
                                    "2026/05/04 10:00:04, 0, inf\n"
                                    "2026/05/04 10:00:05, 0, 10 W\n"
                                    "yesterday, 0, 10 W\n"
                                    "2026/05/04 10:0"));
  CHECK(joules_of(log) == 50);
  CHECK(log.rows.read == 8);
  CHECK(log.rows.used == 2);
  CHECK(log.rows.rejected == 6);
  CHECK(has_note(log, "log-missing-value"));
  CHECK(has_note(log, "log-bad-value"));
  CHECK(has_note(log, "log-bad-time"));
  CHECK(has_note(log, "log-wrong-cells"));
}

TEST_CASE("nvidia-smi: commas in a name are put together again", "[logs]") {
  const EnergyLog log = read_text("timestamp, name, index, power.draw [W]\n"
                                  "2026/05/04 10:00:00.000, Quadro X, Max-Q, Rev 3, 0, 10 W\n"
                                  "2026/05/04 10:00:01.000, Quadro X, Max-Q, Rev 3, 0, 10 W\n");
  CHECK(joules_of(log) == 10);
  CHECK(log.meters[0].name == "Quadro X, Max-Q, Rev 3");
}

TEST_CASE("nvidia-smi: several boards that nothing tells apart are refused", "[logs]") {
  std::string text = "timestamp, power.draw [W]\n";
  for (int second = 0; second < 5; ++second) {
    for (int board = 0; board < 4; ++board) {
      text += "2026/05/04 10:00:0" + std::to_string(second) + ".00" + std::to_string(board) +
              ", 100 W\n";
    }
  }
  CHECK(refusal({text}) == "log-ambiguous-device");
  CHECK(refusal({"timestamp, name, power.draw [W]\n"
                 "2026/05/04 10:00:00.000, NVIDIA L4, 10 W\n"
                 "2026/05/04 10:00:01.000, NVIDIA L40, 10 W\n"}) == "log-ambiguous-device");
}

TEST_CASE("nvidia-smi: without header or times it must be said what they are", "[logs]") {
  const std::string rows = "2026/05/04 10:00:00.000, 10.0 W\n2026/05/04 10:00:03.000, 10.0 W\n";
  CHECK(refusal({rows}) == "log-no-columns");
  LogOptions options;
  options.columns = {"timestamp", "power.draw"};
  CHECK(joules_of(read_text(rows, options)) == 30);
  options.columns = {"timestamp", "temperature.gpu"};
  CHECK(refusal({rows}, options) == "log-missing-column");
  const std::string timeless = "index, power.draw [W]\n0, 10 W\n1, 20 W\n0, 10 W\n1, 20 W\n";
  CHECK(refusal({timeless}) == "log-no-times");
  CHECK(joules_of(read_text(timeless, every(2))) == 60);
}

TEST_CASE("nvidia-smi: one reading is no energy unless it is said how long it held", "[logs]") {
  const std::string text = "timestamp, index, power.draw [W]\n2026/05/04 10:00:00.000, 0, 25 W\n";
  CHECK(refusal({text}) == "log-single-sample");
  const EnergyLog log = read_text(text, every(10));
  CHECK(joules_of(log) == 250);
  CHECK(has_note(log, "log-one-sample"));
  CHECK(refusal({"timestamp, index, power.draw [W]\n2026/05/04 10:00:00.000, 0, [N/A]\n"}) ==
        "log-no-readings");
}

TEST_CASE("nvidia-smi: a board with too few readings is left out and named", "[logs]") {
  const EnergyLog log =
      read_text(two_boards + "2026/05/04 10:00:02.005, 2, GPU-c, NVIDIA L4, 9 W\n");
  CHECK(log.meters.size() == 2);
  CHECK(has_note(log, "log-lost-meter"));
  CHECK(log.rows.used == 4);
  CHECK(log.rows.rejected == 1);
}

TEST_CASE("nvidia-smi: the end of summer time takes no hour away", "[logs]") {
  for (const bool told : {false, true}) {
    LogOptions options;
    if (told) {
      options.utc_offset = 7200;
    }
    const EnergyLog log = read_text("timestamp, index, power.draw [W]\n"
                                    "2026/10/25 02:59:50.000, 0, 40 W\n"
                                    "2026/10/25 02:00:00.000, 0, 40 W\n"
                                    "2026/10/25 02:00:10.000, 0, 40 W\n",
                                    options);
    CHECK(joules_of(log) == 800);
    CHECK(has_note(log, "log-clock-put-back"));
  }
}

TEST_CASE("dmon: samples without times are a second apart, or as it is said", "[logs]") {
  const std::string text = "# gpu   pwr gtemp mtemp    sm\n"
                           "# Idx     W     C     C     %\n"
                           "    0    40    30     -     0\n"
                           "    1    90    30     -     0\n"
                           "    0    60    30     -     0\n"
                           "# gpu   pwr gtemp mtemp    sm\n"
                           "# Idx     W     C     C     %\n"
                           "    1    90    30     -     0\n"
                           "    0     -    30\n";
  const EnergyLog log = read_text(text);
  CHECK(log.format == "nvidia-dmon");
  CHECK(joules_of(log) == 140);
  CHECK(has_note(log, "log-assumed-interval"));
  CHECK(has_note(log, "log-wrong-cells"));
  CHECK(log.clock == LogClock::relative);
  const EnergyLog slow = read_text(text, every(10));
  CHECK(joules_of(slow) == 1400);
  CHECK_FALSE(has_note(slow, "log-assumed-interval"));
}

TEST_CASE("dmon: dates and times are local, and times alone go on behind midnight", "[logs]") {
  const EnergyLog dated =
      read_text("#Date       Time        gpu    pwr\n#YYYYMMDD   HH:MM:SS    Idx      W\n"
                " 20260504   23:59:58      0     10\n 20260505   00:00:02      0     30\n");
  CHECK(joules_of(dated) == 80);
  CHECK(dated.clock == LogClock::local);
  CHECK(dated.year == 2026);
  const EnergyLog timed =
      read_text("#Time        gpu    pwr\n#HH:MM:SS    Idx      W\n"
                " 23:59:58      0     10\n 00:00:02      0     30\n 00:00:03      0     30\n");
  CHECK(joules_of(timed) == 110);
}

TEST_CASE("dmon: a log without power is refused, one with commas is read", "[logs]") {
  CHECK(refusal({"# gpu    sm   mem\n# Idx     %     %\n    0     1     2\n"}) ==
        "log-missing-column");
  CHECK(joules_of(read_text("#gpu, pwr\n#Idx, W\n0, 10\n0, 10\n")) == 10);
}

TEST_CASE("hl-smi: its own dates and queries are known", "[logs]") {
  const EnergyLog log =
      read_text("timestamp, index, power.draw [W]\n"
                "Mon May  4 10:00:00 UTC 2026, 0, 300 W\nMon May  4 10:00:05 UTC 2026, 0, 500 W\n");
  CHECK(log.format == "hl-smi");
  CHECK(joules_of(log) == 2000);
  CHECK(log.clock == LogClock::utc);
  const EnergyLog other = read_text("timestamp, bus_id, utilization.aip [%], power.draw [W]\n"
                                    "2026-05-04 10:00:00, 0000:4d:00.0, 90 %, 300 W\n"
                                    "2026-05-04 10:00:05, 0000:4d:00.0, 90 %, 300 W\n");
  CHECK(other.format == "hl-smi");
  CHECK(other.meters[0].device == "0000:4d:00.0");
  CHECK(refusal({"timestamp, index, power.draw [W]\nMon May  4 10:00:00 CEST 2026, 0, 300 W\n"}) ==
        "log-no-readings");
}
