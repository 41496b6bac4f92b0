// SPDX-License-Identifier: Apache-2.0
#include "plume/models/meter.hpp"

#include "models/counter.hpp"

#include <algorithm>
#include <cmath>

namespace plume {

namespace {

/// Beyond it sums and products could leave the range of numbers.
constexpr double largest = 1e18;
constexpr double gap_factor = 3;
constexpr std::size_t least_constant = 6;

bool is_amount(double value) {
  return value >= 0 && value <= largest;
}

bool is_usable(const Reading& reading) {
  return std::abs(reading.time) <= largest && is_amount(reading.value) && is_amount(reading.span);
}

bool is_earlier(const Reading& a, const Reading& b) {
  return a.time < b.time;
}

bool is_same_time(const Reading& a, const Reading& b) {
  return a.time == b.time;
}

std::vector<Reading> with_value(std::span<const Reading> readings) {
  std::vector<Reading> out;
  out.reserve(readings.size());
  std::copy_if(readings.begin(), readings.end(), std::back_inserter(out), is_usable);
  return out;
}

std::size_t count_reversed(std::span<const Reading> readings) {
  std::size_t out = 0;
  for (std::size_t i = 1; i < readings.size(); ++i) {
    out += is_earlier(readings[i], readings[i - 1]) ? 1U : 0U;
  }
  return out;
}

/// Sorts by time and leaves the last of each time.
void sort_and_merge(std::vector<Reading>& readings) {
  std::stable_sort(readings.begin(), readings.end(), is_earlier);
  const auto first_kept = std::unique(readings.rbegin(), readings.rend(), is_same_time);
  readings.erase(readings.begin(), first_kept.base());
}

double usual_distance(std::span<const Reading> sorted) {
  std::vector<double> distances;
  distances.reserve(sorted.size());
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    distances.push_back(sorted[i].time - sorted[i - 1].time);
  }
  const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
  std::nth_element(distances.begin(), middle, distances.end());
  return *middle;
}

/// An energy's own stretch is no gap.
std::vector<Reading> gaps_between(std::span<const Reading> sorted) {
  std::vector<Reading> out;
  const double limit = sorted.size() < 2 ? 0 : gap_factor * usual_distance(sorted);
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    const double length = sorted[i].time - sorted[i].span - sorted[i - 1].time;
    if (length > limit) {
      out.push_back({sorted[i].time - sorted[i].span, 0, length});
    }
  }
  return out;
}

/// Powers of a steady load may agree for some readings; a counter moves from one to the next.
bool is_constant(ReadingKind kind, std::span<const Reading> sorted) {
  const auto differs = [&](const Reading& reading) {
    return reading.value != sorted.front().value;
  };
  const std::size_t least = kind == ReadingKind::counter ? 2 : least_constant;
  return sorted.size() >= least && std::none_of(sorted.begin(), sorted.end(), differs);
}

double by_trapezoids(std::span<const Reading> sorted) {
  double out = 0;
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    out += (sorted[i].time - sorted[i - 1].time) * (sorted[i].value + sorted[i - 1].value) / 2;
  }
  return out;
}

double by_differences(MeteredEnergy& metered, std::span<const Reading> sorted, double range) {
  double out = 0;
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    const CounterStep step = counter_step(sorted[i - 1].value, sorted[i].value, range);
    metered.wraps += step.move == CounterMove::wrapped ? 1U : 0U;
    metered.resets += step.move == CounterMove::reset ? 1U : 0U;
    out += step.joules;
  }
  return out;
}

double by_sum(std::span<const Reading> sorted) {
  double out = 0;
  for (const Reading& reading : sorted) {
    out += reading.value;
  }
  return out;
}

/// What the stretches of energies cover together, and where the first begins: from the last to the
/// first, each adds what lies before all later ones.
void cover(MeteredEnergy& metered, std::span<const Reading> sorted) {
  double covered = 0;
  metered.begin = metered.end;
  for (std::size_t i = sorted.size(); i-- > 0;) {
    const double begin = sorted[i].time - sorted[i].span;
    covered += std::max(0.0, std::min(metered.begin, sorted[i].time) - begin);
    metered.begin = std::min(metered.begin, begin);
  }
  metered.covered = seconds(covered);
}

void add_up(MeteredEnergy& metered, ReadingKind kind, std::span<const Reading> sorted,
            double range) {
  metered.begin = sorted.front().time;
  metered.end = sorted.back().time;
  metered.covered = seconds(metered.end - metered.begin);
  metered.constant = kind != ReadingKind::energy && is_constant(kind, sorted);
  switch (kind) {
    case ReadingKind::power:
      metered.energy = joules(by_trapezoids(sorted));
      break;
    case ReadingKind::counter:
      metered.energy = joules(by_differences(metered, sorted, range));
      break;
    case ReadingKind::energy:
      metered.energy = joules(by_sum(sorted));
      cover(metered, sorted);
      break;
  }
}

}  // namespace

std::vector<Reading> usable_readings(std::span<const Reading> readings) {
  std::vector<Reading> out = with_value(readings);
  sort_and_merge(out);
  return out;
}

std::optional<MeteredEnergy> metered_energy(ReadingKind kind, std::span<const Reading> readings,
                                            double range) {
  std::vector<Reading> usable = with_value(readings);
  MeteredEnergy out;
  out.missing = readings.size() - usable.size();
  out.reversed = count_reversed(usable);
  out.merged = usable.size();
  sort_and_merge(usable);
  out.merged -= usable.size();
  out.used = usable.size();
  if (out.used < (kind == ReadingKind::energy ? 1U : 2U)) {
    return std::nullopt;
  }
  out.gaps = gaps_between(usable);
  add_up(out, kind, usable, range);
  return out;
}

}  // namespace plume
