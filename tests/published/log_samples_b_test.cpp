// SPDX-License-Identifier: Apache-2.0
/// The energies of sample logs of tools that read sensors, which are not part of the repository.
#include "plume/formats/log.hpp"
#include "support/reference.hpp"

#include <algorithm>

using namespace plume;

namespace {

constexpr test::Reference log_samples("log-samples");

LogFile sample(const std::string& name) {
  return {name, log_samples.text_of(name)};
}

/// The same scrape with every value 0: what the counters stood at when they began.
LogFile zeroed(const LogFile& file) {
  LogFile out{"before", {}};
  std::size_t begin = 0;
  while (begin < file.text.size()) {
    const auto end = std::min(file.text.find('\n', begin), file.text.size());
    const std::string line = file.text.substr(begin, end - begin);
    out.text += line.starts_with('#') ? line : line.substr(0, line.rfind(' ')) + " 0";
    out.text += '\n';
    begin = end + 1;
  }
  return out;
}

double joules_of(const EnergyLog& log) {
  double sum = 0;
  for (const Meter& meter : log.meters) {
    const auto energy = metered_energy(meter.kind, meter.readings, meter.range);
    REQUIRE(energy);
    sum += energy->energy.base();
  }
  return sum;
}

EnergyLog read_one(const std::vector<LogFile>& files, const LogOptions& options = {}) {
  const auto logs = read_logs(files, options);
  REQUIRE(logs.size() == 1);
  return logs.front();
}

std::string refusal(const std::vector<LogFile>& files) {
  try {
    read_logs(files, {});
  } catch (const Failure& failure) {
    CHECK_FALSE(failure.diagnostics().front().cure.empty());
    return failure.diagnostics().front().code;
  }
  return "none";
}

bool notes(const EnergyLog& log, std::string_view code) {
  return std::any_of(log.notes.begin(), log.notes.end(),
                     [&](const LogNote& note) { return note.code == code; });
}

struct Sample {
  std::string file;
  std::string format;
  double joules;
  std::size_t meters;
  LogRows rows;
};

const std::vector<Sample> samples{
    {"nvidia_smi_units.csv", "nvidia-smi", 1891.04, 1, {8, 8, 0, 0}},
    {"nvidia_smi_nounits_2gpu.csv", "nvidia-smi", 3856.79, 2, {16, 16, 0, 0}},
    {"nvidia_smi_na.csv", "nvidia-smi", 1818.54, 1, {8, 4, 0, 4}},
    {"nvidia_smi_comma_in_name.csv", "nvidia-smi", 1900.94, 1, {8, 8, 0, 0}},
    {"nvidia_smi_dmon_old.txt", "nvidia-dmon", 650.5, 2, {6, 5, 0, 1}},
    {"nvidia_smi_dmon_DT.txt", "nvidia-dmon", 1423.5, 1, {4, 4, 0, 0}},
    {"perf_stat.txt", "perf-stat", 2617.39, 2, {2, 2, 0, 0}},
    {"perf_stat_de_locale.txt", "perf-stat", 2306.32, 1, {2, 1, 0, 1}},
    {"perf_stat_x.csv", "perf-stat", 967.43, 2, {3, 2, 0, 1}},
    {"perf_stat_I.csv", "perf-stat", 115.53, 1, {3, 3, 0, 0}},
    {"perf_stat_persocket.csv", "perf-stat", 193.95, 2, {4, 4, 0, 0}},
    {"turbostat.tsv", "turbostat", 1805.05, 2, {6, 6, 0, 0}},
    {"turbostat_joules.tsv", "turbostat", 490.45, 2, {2, 2, 0, 0}},
    {"slurm_sacct_P.txt", "sacct", 9187330, 1, {4, 1, 0, 3}},
    {"slurm_sacct_trailing_pipe.txt", "sacct", 1201144, 1, {1, 1, 0, 0}},
    {"slurm_sacct.json", "sacct", 9187330, 1, {1, 1, 0, 0}},
    {"slurm_sacct_with_banner.json", "sacct", 9187330, 1, {1, 1, 0, 0}},
    {"prometheus_query_range.json", "prometheus-range", 57641.1, 1, {4, 3, 0, 1}},
    {"amd_smi_metric_watch.csv", "amd-smi", 1627.5, 1, {4, 3, 0, 1}},
    {"hl_smi.csv", "hl-smi", 395.5, 1, {2, 2, 0, 0}},
};

}  // namespace

TEST_CASE("Sample logs of sensors have the energies that are expected", "[published][logs]") {
  if (!log_samples.is_here()) {
    return;
  }
  for (const Sample& expected : samples) {
    INFO(expected.file);
    const EnergyLog log = read_one({sample(expected.file)});
    CHECK(log.format == expected.format);
    CHECK(log.meters.size() == expected.meters);
    CHECK_THAT(joules_of(log), WithinRel(expected.joules, 5e-6));
    CHECK(log.rows.read == expected.rows.read);
    CHECK(log.rows.used == expected.rows.used);
    CHECK(log.rows.merged == expected.rows.merged);
    CHECK(log.rows.rejected == expected.rows.rejected);
  }
}

TEST_CASE("A sample without a header is read under columns that are named", "[published][logs]") {
  if (!log_samples.is_here()) {
    return;
  }
  const LogFile file = sample("nvidia_smi_noheader.csv");
  CHECK(refusal({file}) == "log-no-columns");
  const EnergyLog log =
      read_one({file}, {.format = "", .columns = {"timestamp", "index", "power.draw"}});
  CHECK_THAT(joules_of(log), WithinAbs(474.07, 0.01));
}

TEST_CASE("The sample of a clock that is put back goes on for three seconds", "[published][logs]") {
  if (!log_samples.is_here()) {
    return;
  }
  const EnergyLog log = read_one({sample("nvidia_smi_dst.csv")});
  REQUIRE(notes(log, "log-clock-put-back"));
  CHECK_THAT(log.notes.front().message, ContainsSubstring("3599 s"));
  const auto energy = metered_energy(ReadingKind::power, log.meters.front().readings);
  CHECK(energy->covered.base() == 3);
  CHECK_THAT(energy->energy.base(), WithinAbs(905.5, 1e-6));
}

TEST_CASE("The sample of a stuck sensor has the same power in all of its readings",
          "[published][logs]") {
  if (!log_samples.is_here()) {
    return;
  }
  const EnergyLog log = read_one({sample("nvidia_smi_stuck_sensor.csv")});
  for (const Reading& reading : log.meters.front().readings) {
    CHECK(reading.value == 46.19);
  }
  CHECK(log.meters.front().readings.size() == 6);
}

TEST_CASE("The second interval of turbostat's sample is as long as its stamps say",
          "[published][logs]") {
  if (!log_samples.is_here()) {
    return;
  }
  const EnergyLog log = read_one({sample("turbostat_tod.tsv")});
  double energy = 0;
  for (const Meter& meter : log.meters) {
    REQUIRE(meter.readings.size() == 2);
    energy += meter.readings.back().value;
  }
  CHECK_THAT(energy, WithinAbs(1000.2, 0.05));
  CHECK(log.clock == LogClock::utc);
  CHECK(log.year == 2026);
  CHECK(log.rows.merged == 4);
}

TEST_CASE("Counters of sample scrapes give the difference of two", "[published][logs]") {
  if (!log_samples.is_here()) {
    return;
  }
  const std::vector<LogFile> dcgm{sample("dcgm_metrics.prom"),
                                  sample("dcgm_metrics_60s_later.prom")};
  CHECK(refusal(dcgm) == "log-no-times");
  const LogOptions minute{.format = "", .interval = 60};
  CHECK_THAT(joules_of(read_one(dcgm, minute)), WithinAbs(72635.839, 1e-3));
  CHECK(refusal({dcgm.back()}) == "log-single-scrape");
  for (const auto& [name, energy] :
       {std::pair("kepler_new.prom", 541433.453), std::pair("kepler_old.prom", 541433.4)}) {
    const LogFile after = sample(name);
    CHECK(refusal({after}) == "log-single-scrape");
    const EnergyLog log = read_one({zeroed(after), after}, minute);
    CHECK_THAT(joules_of(log), WithinAbs(energy, 1e-6));
  }
}

TEST_CASE("Two instances of a GPU in a sample have the power of their board once",
          "[published][logs]") {
  if (!log_samples.is_here()) {
    return;
  }
  const LogFile file = sample("dcgm_mig.prom");
  CHECK(refusal({file}) == "log-single-sample");
  const EnergyLog log = read_one({file}, {.format = "", .interval = 1});
  CHECK(joules_of(log) == 287.5);
  CHECK(notes(log, "log-board-of-instances"));
  CHECK(notes(log, "log-missing-value"));
}

TEST_CASE("One reading of AMD's samples is no energy", "[published][logs]") {
  if (!log_samples.is_here()) {
    return;
  }
  const LogFile counters = sample("amd_smi_metric_E.csv");
  CHECK(refusal({counters}) == "log-single-scrape");
  LogFile later = counters;
  later.text.replace(later.text.find("18220113.42"), 11, "18220613.42");
  const EnergyLog log = read_one({counters, later}, {.format = "", .interval = 1});
  CHECK_THAT(joules_of(log), WithinAbs(500, 1e-6));
  CHECK_THAT(log.meters[0].readings[0].value + log.meters[1].readings[0].value,
             WithinAbs(36329983.49, 1e-6));
  const LogFile rocm = sample("rocm_smi.json");
  CHECK(refusal({rocm}) == "log-single-sample");
  CHECK(joules_of(read_one({rocm}, {.format = "", .interval = 1})) == 589);
}
