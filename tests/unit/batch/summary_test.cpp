// SPDX-License-Identifier: Apache-2.0
#include "plume/batch/summary.hpp"
#include "plume/support/diagnostic.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace plume;

namespace {

/// Simpson's rule over half of a normal distribution, of exp(k s z).
double half_mean_power(double k, double deviation, double sign) {
  constexpr int steps = 20'000;
  constexpr double end = 16;
  double sum = 0;
  for (int i = 0; i <= steps; ++i) {
    const double z = end * i / steps;
    const double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
    sum += weight * std::exp(sign * k * deviation * z - z * z / 2);
  }
  return sum * end / steps / 3 / std::sqrt(2 * std::acos(-1.0));
}

Moments integrated(double value, const Spread& spread) {
  const TwoPiece shape = two_piece(spread);
  const auto mean_power = [&](double k) {
    return std::pow(value * std::exp(shape.centre), k) *
           (half_mean_power(k, shape.below, -1) + half_mean_power(k, shape.above, 1));
  };
  return {mean_power(1), mean_power(2) - mean_power(1) * mean_power(1)};
}

Report report_of(double mass, const Spread& spread) {
  Report report;
  report.total = {Carbon::from_base(mass), spread};
  report.operational.value = Carbon::from_base(0.75 * mass);
  report.embodied.value = Carbon::from_base(0.25 * mass);
  report.facility_energy.value = Energy::from_base(3 * mass);
  report.device_time.value = Time::from_base(2 * mass);
  report.assumed = 2;
  report.warnings = {{.code = "assumed-pue"}};
  return report;
}

void add_run(Summary& summary, const Report& report, std::string_view group = {}) {
  summary.add({.report = &report}, group, !group.empty());
}

void add_bad(Summary& summary, const std::string& code, std::string_view group) {
  const BadRecord bad{.diagnostic = {.code = code}};
  summary.add({.bad = &bad}, group, true);
}

Totals totals_of(const std::vector<Report>& reports) {
  Totals totals;
  for (const Report& report : reports) {
    totals.add({.report = &report});
  }
  return totals;
}

std::vector<Report> many_runs(std::size_t count, const Spread& spread) {
  return {count, report_of(1000, spread)};
}

double width(const Percentiles& band) {
  return band.high - band.low;
}

std::string code_of(const Failure& failure) {
  CHECK(failure.exit_code() == ExitCode::bad_input);
  CHECK_FALSE(failure.diagnostics().at(0).cure.empty());
  return failure.diagnostics().at(0).code;
}

std::string refusal(std::string_view text) {
  try {
    read_summary(text, "part.json");
  } catch (const Failure& failure) {
    CHECK(failure.diagnostics().at(0).file == "part.json");
    return code_of(failure);
  }
  return "";
}

const Spread skewed = spread_between(0.5, 1, 3);

}  // namespace

TEST_CASE("Expectation and variance are those of the distribution", "[batch]") {
  for (const Spread& spread :
       {skewed, spread_between(0.9, 1, 1.1), spread_between(0.2, 1, 1.05),
        spread_between(0.99, 1, 8), spread_between(1, 1, 2), skewed + skewed}) {
    for (const double value : {1.0, 12.5, 3e9}) {
      const Moments exact = integrated(value, spread);
      const Moments found = moments(value, spread);
      CHECK_THAT(found.mean, WithinRel(exact.mean, 1e-9));
      CHECK_THAT(found.variance, WithinRel(exact.variance, 1e-6));
    }
  }
  CHECK(moments(7, {}).mean == 7);
  CHECK(moments(7, {}).variance == 0);
  CHECK(moments(0, skewed).mean == 0);
}

TEST_CASE("Totals are the sums of the runs' figures", "[batch]") {
  Report known = report_of(8, skewed);
  known.work = Work::from_base(1e20);
  const Totals totals = totals_of({report_of(4, {}), known});
  CHECK(totals.records == 2);
  CHECK(totals.bad == 0);
  CHECK(totals.assumed == 4);
  CHECK(totals.carbon.value() == 12);
  CHECK(totals.operational.value() == 9);
  CHECK(totals.embodied.value() == 3);
  CHECK(totals.energy.value() == 36);
  CHECK(totals.device_time.value() == 24);
  CHECK(totals.work.value() == 1e20);
}

TEST_CASE("Bounds of runs that are high together are the sums of their bounds", "[batch]") {
  const std::vector<Report> reports{report_of(4, skewed), report_of(10, {}),
                                    report_of(6, spread_between(0.8, 1, 1.1))};
  Percentiles sums;
  for (const Report& report : reports) {
    sums.low += report.total.low().base();
    sums.high += report.total.high().base();
  }
  CHECK_THAT(totals_of(reports).correlated().low, WithinRel(sums.low, 1e-15));
  CHECK_THAT(totals_of(reports).correlated().high, WithinRel(sums.high, 1e-15));
}

TEST_CASE("Bounds of runs that are off each on its own are narrower, the more there are",
          "[batch]") {
  double before = std::numeric_limits<double>::infinity();
  for (const std::size_t count : {2UL, 10UL, 100UL, 1000UL}) {
    const Totals totals = totals_of(many_runs(count, spread_between(0.8, 1, 1.25)));
    const double relative = width(totals.uncorrelated()) / totals.carbon.value();
    CHECK(relative < before);
    CHECK(width(totals.uncorrelated()) < width(totals.correlated()));
    CHECK(totals.uncorrelated().low <= totals.carbon.value());
    CHECK(totals.carbon.value() <= totals.uncorrelated().high);
    before = relative;
  }
}

TEST_CASE("Bounds hold the central sum, of exact and of very skewed runs too", "[batch]") {
  const Totals exact = totals_of(many_runs(5, {}));
  CHECK_THAT(width(exact.uncorrelated()), WithinAbs(0, 1e-9));
  CHECK(exact.correlated().low == exact.carbon.value());
  const Totals skew = totals_of(many_runs(10'000, spread_between(0.99, 1, 8)));
  CHECK(skew.uncorrelated().low <= skew.carbon.value());
  CHECK(skew.carbon_mean.value() < skew.uncorrelated().high);
  CHECK(Totals().uncorrelated().low == 0);
  CHECK(Totals().uncorrelated().high == 0);
}

TEST_CASE("One log-normal run has the bounds that it had", "[batch]") {
  const Totals totals = totals_of(many_runs(1, spread_between(0.5, 1, 2)));
  CHECK_THAT(totals.uncorrelated().low, WithinRel(totals.correlated().low, 1e-9));
  CHECK_THAT(totals.uncorrelated().high, WithinRel(totals.correlated().high, 1e-9));
}

TEST_CASE("A summary counts records, groups, warnings and errors", "[batch]") {
  Summary summary;
  add_run(summary, report_of(4, {}), "a");
  add_run(summary, report_of(6, {}), "b");
  add_run(summary, report_of(1, {}), "a");
  add_bad(summary, "unknown-key", "a");
  CHECK(summary.total.records == 4);
  CHECK(summary.total.bad == 1);
  CHECK(summary.total.carbon.value() == 11);
  REQUIRE(summary.groups.size() == 2);
  CHECK(summary.groups.find("a")->second.carbon.value() == 5);
  CHECK(summary.groups.find("a")->second.records == 3);
  CHECK(summary.groups.find("a")->second.bad == 1);
  CHECK(summary.warnings.find("assumed-pue")->second == 3);
  CHECK(summary.errors.find("unknown-key")->second == 1);
  Summary ungrouped;
  add_run(ungrouped, report_of(4, {}));
  CHECK(ungrouped.groups.empty());
}

TEST_CASE("Parts added up are the whole", "[batch]") {
  std::vector<double> masses;
  for (int i = 0; i < 300; ++i) {
    masses.push_back(std::pow(10, i % 19 - 9) * (1 + i / 300.0));
  }
  Summary whole;
  std::array<Summary, 3> parts;
  for (std::size_t i = 0; i < masses.size(); ++i) {
    const Report report = report_of(masses[i], skewed);
    const std::string group = "group-" + std::to_string(i % 7);
    add_run(whole, report, group);
    add_run(parts[i * 3 / masses.size()], report, group);
  }
  add_bad(whole, "cut-off", "group-1");
  add_bad(parts[2], "cut-off", "group-1");
  Summary sum;
  for (const Summary& part : parts) {
    sum.add(part);
  }
  CHECK(sum.total.records == whole.total.records);
  CHECK(sum.total.assumed == whole.total.assumed);
  CHECK(sum.total.carbon.value() == whole.total.carbon.value());
  CHECK(sum.total.uncorrelated().high == whole.total.uncorrelated().high);
  CHECK(sum.warnings == whole.warnings);
  CHECK(sum.errors == whole.errors);
  REQUIRE(sum.groups.size() == whole.groups.size());
  for (const auto& [name, totals] : whole.groups) {
    CHECK(sum.groups[name].carbon.value() == totals.carbon.value());
    CHECK(sum.groups[name].bad == totals.bad);
  }
}

TEST_CASE("Too many groups are refused", "[batch]") {
  Summary sum;
  for (std::size_t part = 0; part < 2; ++part) {
    Summary groups;
    for (std::size_t i = 0; i < Summary::most_groups / 2; ++i) {
      groups.groups[std::to_string(part) + "-" + std::to_string(i)].records = 1;
    }
    sum.add(groups);
  }
  CHECK(sum.groups.size() == Summary::most_groups);
  Summary one_more;
  one_more.groups["x"].records = 1;
  try {
    sum.add(one_more);
    FAIL("there are too many groups");
  } catch (const Failure& failure) {
    CHECK(code_of(failure) == "too-many-groups");
  }
}

TEST_CASE("Parts of another version, catalogue or grouping are refused", "[batch]") {
  const PrintedSummary part{.version = "1", .catalogue = "c", .group_by = "name"};
  PrintedSummary whole = part;
  CHECK_NOTHROW(add_part(whole, part, "b.json"));
  const auto refused = [&](const PrintedSummary& other, const std::string& words) {
    try {
      add_part(whole, other, "b.json");
      FAIL("the part was taken");
    } catch (const Failure& failure) {
      CHECK(code_of(failure) == "other-summary");
      CHECK(failure.diagnostics().at(0).file == "b.json");
      CHECK_THAT(failure.diagnostics().at(0).message, ContainsSubstring(words));
    }
  };
  refused({.version = "2", .catalogue = "c", .group_by = "name"}, "version");
  refused({.version = "1", .catalogue = "d", .group_by = "name"}, "catalogue");
  refused({.version = "1", .catalogue = "c", .group_by = ""}, "--group-by");
}

TEST_CASE("What is no summary is refused by name", "[batch]") {
  for (const char* text :
       {"", "{", "[]", "null", "{}", R"({"schema":"plume.report/1"})", R"({"schema":1})",
        R"({"schema":"plume.summary/1"})", R"({"schema":"plume.summary/1","plume":1})"}) {
    INFO(text);
    CHECK(refusal(text) == "no-summary");
  }
}
