// SPDX-License-Identifier: Apache-2.0
/// The energies of sample logs of CodeCarbon, carbontracker, eco2AI, Zeus, Weights & Biases and
/// MLPerf, and of a table of steps. The samples are not part of the repository.
#include "plume/formats/log.hpp"
#include "support/reference.hpp"

#include <algorithm>

using namespace plume;

namespace {

constexpr double kilowatt_hour = 3.6e6;
constexpr double rounding_of_samples = 0.051;  ///< J

constexpr test::Reference log_samples("log-samples");

EnergyLog read_sample(const std::string& name, const LogOptions& options = {}) {
  const LogFile file{name, log_samples.text_of(name)};
  const auto logs = read_logs({&file, 1}, options);
  REQUIRE(logs.size() == 1);
  return logs.front();
}

double joules_of(const EnergyLog& log) {
  double sum = 0;
  for (const Meter& meter : log.meters) {
    const auto energy = metered_energy(meter.kind, meter.readings, meter.range);
    sum += energy ? energy->energy.base() : 0;
  }
  return sum;
}

bool notes(const EnergyLog& log, std::string_view code) {
  return std::any_of(log.notes.begin(), log.notes.end(),
                     [&](const LogNote& note) { return note.code == code; });
}

/// One file, its format, its energy, and how its rows were taken.
struct Sample {
  std::string file;
  std::string_view format;
  double joules;
  LogRows rows;
  std::string window{};
};

}  // namespace

TEST_CASE("Sample logs of tools for machine learning have the energies that are expected",
          "[published][logs]") {
  if (!log_samples.is_here()) {
    return;
  }
  const Sample sample = GENERATE(values<Sample>({
      {"codecarbon_v1_0.csv", "codecarbon", 0.233 * kilowatt_hour, {3, 3, 0, 0}},
      {"codecarbon_v2_0.csv", "codecarbon", 0.892354366 * kilowatt_hour, {3, 3, 0, 0}},
      {"codecarbon_v2_7_flush_cumulative.csv",
       "codecarbon",
       0.195896667 * kilowatt_hour,
       {3, 1, 2, 0}},
      {"codecarbon_v3_2.csv", "codecarbon", 2.140680403 * kilowatt_hour, {2, 2, 0, 0}},
      {"codecarbon_alphabetical_header.csv", "codecarbon", 0.00161 * kilowatt_hour, {1, 1, 0, 0}},
      {"codecarbon_tasks_v2_7.csv", "codecarbon", 0.158139861 * kilowatt_hour, {4, 4, 0, 0}},
      {"codecarbon_misaligned_row.csv", "codecarbon", 0.13828 * kilowatt_hour, {2, 1, 0, 1}},
      {"train_41217.root_2026-03-07T090000Z_carbontracker.log",
       "carbontracker",
       60837.22,
       {2, 2, 0, 0}},
      {"train_old_2020-05-17T1902Z_carbontracker.log", "carbontracker", 30589.24, {1, 1, 0, 0}},
      {"train_41217.root_2026-03-07T090000Z_carbontracker_output.log",
       "carbontracker",
       0.026700778 * kilowatt_hour,
       {1, 1, 0, 0}},
      {"eco2ai_emission.csv", "eco2ai", 0.0272 * kilowatt_hour, {3, 3, 0, 0}},
      {"eco2ai_emission_old_tab.tsv", "eco2ai", 0.0388 * kilowatt_hour, {1, 1, 0, 0}},
      {"zeus_monitor.csv", "zeus", 34542.52, {4, 1, 3, 0}, "epoch"},
      {"zeus_monitor.csv", "zeus", 34542.52, {4, 1, 3, 0}},
      {"wandb_system_metrics.csv", "wandb", 41904.8, {5, 5, 0, 0}},
      {"wandb_events.jsonl", "wandb", 15074.2, {4, 3, 0, 1}},
      {"mlperf_power_node_0.txt", "mlperf", 41888.0, {6, 6, 0, 0}},
  }));
  CAPTURE(sample.file);
  LogOptions options;
  options.window = sample.window;
  const EnergyLog log = read_sample(sample.file, options);
  CHECK(log.format == sample.format);
  CHECK_THAT(joules_of(log),
             WithinRel(sample.joules, 2e-7) || WithinAbs(sample.joules, rounding_of_samples));
  CHECK(log.rows.read == sample.rows.read);
  CHECK(log.rows.used == sample.rows.used);
  CHECK(log.rows.merged == sample.rows.merged);
  CHECK(log.rows.rejected == sample.rows.rejected);
}

TEST_CASE("What must be said of sample logs is said", "[published][logs]") {
  if (!log_samples.is_here()) {
    return;
  }
  const EnergyLog flush = read_sample("codecarbon_v2_7_flush_cumulative.csv");
  CHECK(flush.pue_inside == 1.2);
  CHECK(notes(flush, "log-pue-inside"));
  const EnergyLog torn = read_sample("codecarbon_misaligned_row.csv");
  REQUIRE(notes(torn, "log-wrong-cells"));
  CHECK(torn.notes.front().line == 3);
  CHECK(notes(read_sample("train_41217.root_2026-03-07T090000Z_carbontracker.log"),
              "log-missing-value"));
  const EnergyLog output =
      read_sample("train_41217.root_2026-03-07T090000Z_carbontracker_output.log");
  CHECK(output.pue_inside == 1.58);
  CHECK(notes(output, "log-pue-assumed"));
  CHECK(notes(read_sample("zeus_monitor.csv"), "log-nested-windows"));
  const EnergyLog mlperf = read_sample("mlperf_power_node_0.txt");
  CHECK(notes(mlperf, "log-conversion-efficiency"));
  CHECK(mlperf.meters.front().host == "node_0");
}

TEST_CASE("The sample trace of Zeus has 3244 J an epoch in its first row", "[published][logs]") {
  if (!log_samples.is_here()) {
    return;
  }
  CHECK_THROWS_AS(read_sample("zeus_nsdi_trace.csv"), Failure);
  LogOptions options;
  options.job = "1";
  CHECK_THAT(joules_of(read_sample("zeus_nsdi_trace.csv", options)), WithinRel(3243.801, 2e-7));
}

TEST_CASE("Steps 12 to 59 of the sample profile draw 210.8 J each, all of them 224.4 J",
          "[published][logs]") {
  if (!log_samples.is_here()) {
    return;
  }
  const EnergyLog log = read_sample("step_profile_warmup.csv");
  CHECK(log.format == "steps");
  REQUIRE(log.steps.size() == 60);
  double sum = 0;
  for (std::size_t i = 12; i < log.steps.size(); ++i) {
    sum += log.steps[i].joules.value();
  }
  CHECK_THAT(sum / 48, WithinAbs(210.751, 0.0006));
  CHECK_THAT(joules_of(log) / 60, WithinAbs(224.4, 0.06));
}
