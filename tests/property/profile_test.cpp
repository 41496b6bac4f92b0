// SPDX-License-Identifier: Apache-2.0
/// Laws of meters and predictions, over random ones.
#include "plume/models/extrapolation.hpp"
#include "plume/models/meter.hpp"
#include "support/catch.hpp"
#include "support/profile_trace.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

using namespace plume;
using test::any_number;
using test::Noise;

namespace {

constexpr int tries = 200;
constexpr double counter_range = 500;
constexpr std::array kinds{ReadingKind::power, ReadingKind::counter, ReadingKind::energy};

double range_of(ReadingKind kind) {
  return kind == ReadingKind::counter ? counter_range : 0;
}

/// Readings by time, of distances from 0.1 to 3 s.
std::vector<Reading> random_readings(Noise& noise) {
  std::vector<Reading> out;
  double time = 1e9 * noise.uniform();
  const auto count = static_cast<std::size_t>(2 + 60 * noise.uniform());
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back({time, counter_range * noise.uniform(), 2 * noise.uniform()});
    time += 0.1 + 2.9 * noise.uniform();
  }
  return out;
}

double joules_of(ReadingKind kind, std::span<const Reading> readings) {
  const auto metered = metered_energy(kind, readings, range_of(kind));
  return metered ? metered->energy.in(joules) : 0;
}

/// Calls `law` with a kind and random readings.
template <class Law>
void for_readings(Law law) {
  Noise noise(21);
  for (int i = 0; i < tries; ++i) {
    for (const ReadingKind kind : kinds) {
      const std::vector<Reading> readings = random_readings(noise);
      INFO("try " << i << ", " << reading_kind_names[static_cast<std::size_t>(kind)] << ", "
                  << readings.size() << " readings");
      law(kind, readings, noise);
    }
  }
}

std::size_t random_index(Noise& noise, std::size_t size) {
  return std::min(size - 1, static_cast<std::size_t>(noise.uniform() * static_cast<double>(size)));
}

void shuffle(std::vector<Reading>& readings, Noise& noise) {
  for (std::size_t i = readings.size(); i > 1; --i) {
    std::swap(readings[i - 1], readings[random_index(noise, i)]);
  }
}

bool is_interval(const Predicted& predicted) {
  return predicted.low() >= 0 && predicted.low() <= predicted.value &&
         predicted.value <= predicted.high() && std::isfinite(predicted.high());
}

}  // namespace

TEST_CASE("The order of readings does not matter", "[profile]") {
  for_readings([](ReadingKind kind, std::vector<Reading> readings, Noise& noise) {
    const double energy = joules_of(kind, readings);
    shuffle(readings, noise);
    CHECK(joules_of(kind, readings) == energy);
  });
}

TEST_CASE("Repeated readings, and those without a value, change nothing", "[profile]") {
  for_readings([](ReadingKind kind, std::vector<Reading> readings, Noise& noise) {
    const auto before = metered_energy(kind, readings, range_of(kind));
    const std::size_t copied = readings.size();
    for (int i = 0; i < 10; ++i) {
      readings.push_back(readings[random_index(noise, copied)]);
      readings.push_back({readings.front().time + noise.uniform(), std::nan("")});
    }
    const auto after = metered_energy(kind, readings, range_of(kind));
    REQUIRE((before && after));
    CHECK(after->energy == before->energy);
    CHECK(after->covered == before->covered);
    CHECK(after->merged == before->merged + 10);
    CHECK(after->missing == before->missing + 10);
    CHECK(after->used == before->used);
  });
}

TEST_CASE("A series split at a reading adds up to the whole", "[profile]") {
  for_readings([](ReadingKind kind, const std::vector<Reading>& readings, Noise& noise) {
    const std::span all(readings);
    const std::size_t at = random_index(noise, readings.size());
    const bool is_shared = kind != ReadingKind::energy;
    const double front = joules_of(kind, all.first(is_shared ? at + 1 : at));
    CHECK_THAT(front + joules_of(kind, all.subspan(at)), WithinRel(joules_of(kind, all), 1e-9));
  });
}

TEST_CASE("A reading on the line between two others adds nothing", "[profile]") {
  for_readings([](ReadingKind kind, std::vector<Reading> readings, Noise& noise) {
    if (kind != ReadingKind::power) {
      return;
    }
    const double energy = joules_of(kind, readings);
    const std::size_t i = random_index(noise, readings.size() - 1);
    readings.push_back({(readings[i].time + readings[i + 1].time) / 2,
                        (readings[i].value + readings[i + 1].value) / 2});
    CHECK_THAT(joules_of(kind, readings), WithinRel(energy, 1e-6));
  });
}

TEST_CASE("The energies of a partition add up to the whole", "[profile]") {
  for_readings([](ReadingKind kind, const std::vector<Reading>& readings, Noise& noise) {
    const auto metered = metered_energy(kind, readings, range_of(kind));
    REQUIRE(metered);
    const EnergyCurve curve(kind, readings, range_of(kind));
    std::vector<double> cuts{metered->begin, metered->end};
    for (int i = 0; i < 20; ++i) {
      cuts.push_back(metered->begin + noise.uniform() * (metered->end - metered->begin));
    }
    std::sort(cuts.begin(), cuts.end());
    double sum = 0;
    for (std::size_t i = 1; i < cuts.size(); ++i) {
      const double part = curve.between(cuts[i - 1], cuts[i]).in(joules);
      CHECK(part >= 0);
      sum += part;
    }
    const double energy = metered->energy.in(joules);
    CHECK_THAT(sum, WithinRel(energy, 1e-6));
    CHECK_THAT(
        energy_between(kind, readings, metered->begin, metered->end, range_of(kind)).in(joules),
        WithinRel(energy, 1e-6));
  });
}

TEST_CASE("A counter of a power's energy says the same as the power", "[profile]") {
  Noise noise(22);
  for (int i = 0; i < tries; ++i) {
    const std::vector<Reading> powers = random_readings(noise);
    std::vector<Reading> counts;
    for (std::size_t n = 1; n <= powers.size(); ++n) {
      const double energy = joules_of(ReadingKind::power, std::span(powers).first(n));
      counts.push_back({powers[n - 1].time, std::fmod(energy, 1e4)});
    }
    const auto counted = metered_energy(ReadingKind::counter, counts, 1e4);
    REQUIRE(counted);
    CHECK(counted->resets == 0);
    CHECK_THAT(counted->energy.in(joules), WithinRel(joules_of(ReadingKind::power, powers), 1e-6));
  }
}

TEST_CASE("No readings whatever give what is no energy", "[profile]") {
  std::mt19937_64 random(23);
  for (int i = 0; i < 20 * tries; ++i) {
    std::vector<Reading> readings(random() % 12);
    for (Reading& reading : readings) {
      reading = {any_number(random), any_number(random), any_number(random)};
    }
    const ReadingKind kind = kinds[random() % kinds.size()];
    const double range = any_number(random);
    const auto metered = metered_energy(kind, readings, range);
    if (metered) {
      const double energy = metered->energy.in(joules);
      CHECK((energy >= 0 && std::isfinite(energy)));
      CHECK((metered->covered.in(seconds) >= 0 && std::isfinite(metered->covered.in(seconds))));
      CHECK(metered->used + metered->missing + metered->merged == readings.size());
    }
    const double part =
        energy_between(kind, readings, any_number(random), any_number(random), range).in(joules);
    CHECK((part >= 0 && std::isfinite(part)));
  }
}

TEST_CASE("Predictions follow the units of what was profiled", "[profile]") {
  Noise noise(24);
  for (int i = 0; i < tries; ++i) {
    const auto steps = test::made_steps({.steps = 120, .noise = 0.1, .rho = 0.5}, noise);
    const double factor = 1e-3 + 100 * noise.uniform();
    std::vector<ProfiledStep> scaled = steps;
    for (ProfiledStep& step : scaled) {
      step.energy = step.energy * factor;
    }
    ExtrapolationFacts facts{.errors = test::usual_errors};
    facts.total_steps = 120 + 1e4 * noise.uniform();
    const Extrapolation a = extrapolate(steps, facts);
    const Extrapolation b = extrapolate(scaled, facts);
    CHECK(a.verdict == b.verdict);
    CHECK_THAT(b.energy.value, WithinRel(factor * a.energy.value, 1e-9));
    CHECK_THAT(b.energy.half_width(), WithinRel(factor * a.energy.half_width(), 1e-6));
    CHECK(b.time.value == a.time.value);
  }
}

TEST_CASE("A longer run takes more, and its interval is wider", "[profile]") {
  Noise noise(25);
  for (int i = 0; i < tries; ++i) {
    const auto steps = test::made_steps({.steps = 120, .noise = 0.1, .rho = 0.5}, noise);
    ExtrapolationFacts facts{.errors = test::usual_errors};
    Predicted before;
    for (facts.total_steps = 130; facts.total_steps < 1e6; facts.total_steps *= 3) {
      const Predicted now = extrapolate(steps, facts).energy;
      CHECK(now.value > before.value);
      CHECK(now.half_width() > before.half_width());
      before = now;
    }
  }
}

TEST_CASE("No profile whatever gives what is no interval", "[profile]") {
  std::mt19937_64 random(26);
  for (int i = 0; i < 20 * tries; ++i) {
    std::vector<ProfiledStep> steps(random() % 80);
    const bool is_wild = random() % 2 == 0;
    for (ProfiledStep& step : steps) {
      step = {is_wild ? any_number(random) : 1, seconds(any_number(random)),
              joules(any_number(random))};
    }
    ExtrapolationFacts facts{.errors = test::usual_errors};
    facts.total_steps = any_number(random);
    facts.phases = {{any_number(random), seconds(any_number(random)), joules(any_number(random))}};
    facts.setup = joules(any_number(random));
    facts.setup_time = seconds(any_number(random));
    facts.errors = {any_number(random), any_number(random), any_number(random)};
    facts.update = seconds(any_number(random));
    facts.whole_cycles = random() % 2 == 0;
    const Extrapolation out = extrapolate(steps, facts);
    CHECK(is_interval(out.energy));
    CHECK(is_interval(out.time));
    CHECK(out.kept + out.discarded + out.unusable == steps.size());
    CHECK((!out.with_trend || (std::isfinite(*out.with_trend) && *out.with_trend >= 0)));
    CHECK(std::isfinite(out.drift));
    CHECK(std::isfinite(out.batch_means_half_width));
  }
}
