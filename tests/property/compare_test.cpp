// SPDX-License-Identifier: Apache-2.0
/// Laws of comparing runs, and the interval of a ratio against a plain simulation: each input is
/// drawn from its own band, an input that both runs share once for both, and the 5th and 95th
/// percentile of B over A are read off. The closed form keeps to 2 %.
#include "plume/pipeline/what_if.hpp"
#include "property/laws.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>
#include <vector>

using namespace plume;
using namespace plume::test;

namespace {

double product_of(const std::vector<Factor>& factors) {
  double out = 1;
  for (const Factor& factor : factors) {
    out *= factor.factor;
  }
  return out;
}

/// Every factor that is made up of finer ones is their product.
void check_finer(const std::vector<Factor>& factors) {
  for (const Factor& factor : factors) {
    if (!factor.finer.empty()) {
      CHECK_THAT(product_of(factor.finer), WithinRel(factor.factor, 1e-9));
      check_finer(factor.finer);
    }
  }
}

/// Calls `law` with pairs of random runs.
template <class Law>
void for_pairs(Law law) {
  RandomManifest manifests(seed);
  for (int i = 0; i < tries / 2; ++i) {
    const std::string a = manifests.next().dump();
    const std::string b = manifests.next().dump();
    INFO("pair " << i << ": " << a << " and " << b);
    law(estimated(read(a)), estimated(read(b)));
  }
}

/// The logarithm of each input's true value over its central one.
using Drawn = std::map<std::string_view, double>;

class Simulation {
 public:
  Simulation(const Report& a, const Report& b, const std::set<std::string_view>& shared)
      : a_(a), b_(b), shared_(shared) {}

  std::vector<double> ratios(std::size_t draws) {
    std::vector<double> out(draws);
    for (double& ratio : out) {
      const Drawn of_a = draw(a_, {});
      ratio = total(b_, draw(b_, of_a)) / total(a_, of_a);
    }
    std::sort(out.begin(), out.end());
    return out;
  }

 private:
  double draw(const Spread& spread) {
    const TwoPiece shape = two_piece(spread);
    const double z = normal_(random_);
    return shape.centre + z * (z < 0 ? shape.below : shape.above);
  }

  Drawn draw(const Report& report, const Drawn& other) {
    Drawn out;
    for (const Input& input : report.inputs) {
      const bool known = shared_.count(input.name) > 0 && other.count(input.name) > 0;
      out[input.name] = known ? other.at(input.name) : draw(input.spread);
    }
    return out;
  }

  static double total(const Report& report, const Drawn& drawn) {
    const bool from_work = report.time_from == TimeFrom::work;
    double time = 0;
    double use = 0;
    double service = 0;
    double made = 0;
    for (const Input& input : report.inputs) {
      const double log = input.weight * drawn.at(input.name);
      switch (input.branch) {
        case Branch::operational:
          use += log;
          break;
        case Branch::embodied:
          service += log;
          break;
        case Branch::making:
          made += input.weight * std::exp(drawn.at(input.name));
          break;
        case Branch::work:
          time += from_work ? log : 0;
          break;
        case Branch::tokens:
          time += report.time_from == TimeFrom::given ? 0 : log;
          break;
        case Branch::whole:
          time += log;
      }
    }
    return std::exp(time) * (report.operational.value.in(kilograms)*std::exp(use) +
                             report.embodied.value.in(kilograms)*made * std::exp(service));
  }

  const Report& a_;
  const Report& b_;
  std::set<std::string_view> shared_;
  std::mt19937_64 random_{seed};
  std::normal_distribution<double> normal_;
};

constexpr std::size_t draws = 100'000;

void compare_with_simulation(const std::string& manifest_a, const std::string& manifest_b,
                             const std::set<std::string_view>& shared) {
  const Report a = estimated(read(manifest_a));
  const Report b = estimated(read(manifest_b));
  const Comparison comparison = compare(a, b);
  CHECK(std::set<std::string_view>(comparison.shared.begin(), comparison.shared.end()) == shared);
  const auto drawn = Simulation(a, b, shared).ratios(draws);
  const auto at = [&drawn](double share) {
    return drawn[static_cast<std::size_t>(share * static_cast<double>(draws))];
  };
  CHECK_THAT(comparison.ratio.total.low(),
             WithinRel(std::min(at(0.05), comparison.ratio.total.value), 0.02));
  CHECK_THAT(comparison.ratio.total.high(),
             WithinRel(std::max(at(0.95), comparison.ratio.total.value), 0.02));
  const auto lower = std::lower_bound(drawn.begin(), drawn.end(), 1) - drawn.begin();
  CHECK_THAT(comparison.ratio.probability_lower,
             WithinAbs(static_cast<double>(lower) / static_cast<double>(draws), 0.01));
}

std::string run(const std::string& hardware, const std::string& site) {
  return R"({"model": {"parameters": "7B"}, "training": {"tokens": "2T", "precision": "bf16"},
            "hardware": {"count": 512, )" +
         hardware + R"(}, "site": {)" + site + "}}";
}

const std::string a100 = R"("accelerator": "a100-sxm-80gb")";
const std::string h100 = R"("accelerator": "h100-sxm")";
const std::string france = R"("region": "fr", "year": 2023)";
const std::string poland = R"("region": "pl", "year": 2023)";

}  // namespace

TEST_CASE("The factors multiply to the ratio, and the ratios add up by shares", "[property]") {
  for_pairs([](const Report& a, const Report& b) {
    const Comparison comparison = compare(a, b);
    const Ratio& ratio = comparison.ratio;
    CHECK_THAT(product_of(comparison.operational_factors),
               WithinRel(ratio.operational.value, 1e-9));
    CHECK_THAT(product_of(comparison.embodied_factors), WithinRel(ratio.embodied->value, 1e-9));
    check_finer(comparison.operational_factors);
    const double share = a.operational.value / a.total.value;
    CHECK_THAT(share * ratio.operational.value + (1 - share) * ratio.embodied->value,
               WithinRel(ratio.total.value, 1e-9));
    const Levers& levers = comparison.levers;
    CHECK_THAT(levers.model.value_or(1) * levers.machine * levers.mechanisation * levers.map,
               WithinRel(ratio.operational.value, 1e-9));
  });
}

TEST_CASE("Each factor is its two figures' quotient", "[property]") {
  for_pairs([](const Report& a, const Report& b) {
    for (const Factor& factor : compare(a, b).operational_factors) {
      CHECK_THAT(factor.b / factor.a, WithinRel(factor.factor, 1e-12));
      for (const Factor& finer : factor.finer) {
        CHECK_THAT((finer.divides ? finer.a / finer.b : finer.b / finer.a),
                   WithinRel(finer.factor, 1e-12));
      }
    }
  });
}

TEST_CASE("A run compared with itself is the same, exactly", "[property]") {
  for_all([](const Run& run) {
    const Report report = estimated(run);
    const Comparison comparison = compare(report, report);
    for (const Estimate<double>& ratio :
         {comparison.ratio.total, comparison.ratio.operational, *comparison.ratio.embodied}) {
      CHECK(ratio.value == 1);
      CHECK(ratio.low() == 1);
      CHECK(ratio.high() == 1);
    }
    CHECK(comparison.ratio.probability_lower == 0.5);
    CHECK(comparison.overlap);
    CHECK(comparison.warnings.empty());
  });
}

TEST_CASE("B over A is the inverse of A over B", "[property]") {
  for_pairs([](const Report& a, const Report& b) {
    const Ratio there = ratio_of(a, b);
    const Ratio back = ratio_of(b, a);
    CHECK_THAT(there.total.value * back.total.value, WithinRel(1.0, 1e-12));
    CHECK_THAT(there.total.low() * back.total.high(), WithinRel(1.0, 1e-6));
    CHECK_THAT(there.total.high() * back.total.low(), WithinRel(1.0, 1e-6));
    CHECK_THAT(there.probability_lower + back.probability_lower, WithinRel(1.0, 1e-6));
    CHECK(there.total.low() <= there.total.value);
    CHECK(there.total.value <= there.total.high());
  });
}

TEST_CASE("Nothing that is shared makes the interval of a ratio wider", "[property]") {
  const Report in_france = estimated(read(run(a100, france)));
  const Report in_poland = estimated(read(run(a100, poland)));
  const Ratio ratio = ratio_of(in_france, in_poland);
  const Estimate<double> as_if_independent{ratio.total.value, in_poland.total.spread +
                                                                  inverse(in_france.total.spread)};
  CHECK(ratio.total.high() / ratio.total.low() <
        0.5 * as_if_independent.high() / as_if_independent.low());
}

TEST_CASE("The interval of a ratio is the simulated one: another place", "[property]") {
  compare_with_simulation(run(a100, france), run(a100, poland),
                          {"mfu", "overhead", "power_ratio", "multi_node_ratio", "pue",
                           "embodied_device", "embodied_host_share", "lifetime",
                           "lifetime_utilisation"});
}

TEST_CASE("The interval of a ratio is the simulated one: another accelerator", "[property]") {
  compare_with_simulation(run(a100, poland), run(h100, poland),
                          {"overhead", "power_ratio", "multi_node_ratio", "pue", "grid_intensity",
                           "embodied_host_share", "lifetime", "lifetime_utilisation"});
}

TEST_CASE("The interval of a ratio is the simulated one: much of it embodied", "[property]") {
  const std::string clean = R"("grid_intensity": "20..30 g/kWh", "pue": 1.1)";
  compare_with_simulation(run(a100, clean), run(h100, france),
                          {"overhead", "power_ratio", "multi_node_ratio", "embodied_host_share",
                           "lifetime", "lifetime_utilisation"});
}

TEST_CASE("The interval of a ratio is the simulated one: hours and power given", "[property]") {
  const auto timed = [](const std::string& power) {
    return a100 + R"(, "hours": "350..370 h", "power": ")" + power + R"(")";
  };
  compare_with_simulation(run(timed("400..480 W"), france), run(timed("360..420 W"), france),
                          {"hours", "pue", "grid_intensity", "embodied_device",
                           "embodied_host_share", "lifetime", "lifetime_utilisation"});
}

TEST_CASE("A table is sorted, and its ratios are over the least", "[property]") {
  Run base = read(run(a100, france));
  const std::vector<Axis> axes{{&field(Key::region), {"pl", "fr", "us", "no"}},
                               {&field(Key::count), {"8", "64", "512"}}};
  for (const SortKey key : {SortKey::emissions, SortKey::energy, SortKey::device_time}) {
    Faults faults;
    const WhatIf table = what_if(base, axes, key, faults);
    REQUIRE(faults.empty());
    REQUIRE(table.rows.size() == 12);
    REQUIRE(table.estimated == 12);
    double before = 0;
    double least = 1e300;
    for (const WhatIfRow& row : table.rows) {
      const double now = key == SortKey::emissions ? row.report->total.value.base()
                         : key == SortKey::energy  ? row.report->facility_energy.value.base()
                                                   : row.report->device_time.value.base();
      CHECK(now >= before);
      before = now;
      least = std::min(least, row.report->total.value.base());
    }
    for (const WhatIfRow& row : table.rows) {
      CHECK_THAT(row.to_best.total.value, WithinRel(row.report->total.value.base() / least, 1e-12));
    }
  }
}

TEST_CASE("A row of a table is the estimate of its run", "[property]") {
  const Run base = read(run(a100, france));
  Faults faults;
  const std::vector<Axis> axes{{&field(Key::region), {"pl", "fr"}}};
  const WhatIf table = what_if(base, axes, SortKey::emissions, faults);
  const Report in_poland = estimated(read(run(a100, poland)));
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[1].values.front() == "pl");
  CHECK(table.rows[1].report->total.value == in_poland.total.value);
  CHECK_FALSE(table.base_is_row);
  CHECK(table.base.total.value == table.rows[0].report->total.value);
}
