// SPDX-License-Identifier: Apache-2.0
#include "models/counter.hpp"
#include "plume/models/meter.hpp"

#include <algorithm>
#include <utility>

namespace plume {

namespace {

/// A shorter stretch is an instant.
constexpr double instant = 1e-6;

/// Where the rate of one or more energies changes, or energy comes at once.
struct Change {
  double time;
  double joules;
  double power;
  int stretches;
};

std::vector<Change> changes_of(std::span<const Reading> readings) {
  std::vector<Change> out;
  out.reserve(2 * readings.size());
  for (const Reading& reading : readings) {
    const double begin = reading.time - reading.span;
    const double length = reading.time - begin;
    if (length < instant) {
      out.push_back({reading.time, reading.value, 0, 0});
    } else {
      out.push_back({begin, 0, reading.value / length, 1});
      out.push_back({reading.time, 0, -reading.value / length, -1});
    }
  }
  std::sort(out.begin(), out.end(),
            [](const Change& a, const Change& b) { return a.time < b.time; });
  return out;
}

}  // namespace

EnergyCurve::EnergyCurve(ReadingKind kind, std::span<const Reading> readings, double range) {
  const std::vector<Reading> usable = usable_readings(readings);
  switch (kind) {
    case ReadingKind::power:
      add_powers(usable);
      break;
    case ReadingKind::counter:
      add_counts(usable, range);
      break;
    case ReadingKind::energy:
      add_energies(usable);
      break;
  }
}

void EnergyCurve::add_powers(std::span<const Reading> readings) {
  double energy = 0;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    const Reading& from = readings[i];
    const Reading& to = readings[std::min(i + 1, readings.size() - 1)];
    const double length = to.time - from.time;
    knots_.push_back({from.time, energy, length * (to.value - from.value) / 2});
    energy += length * (from.value + to.value) / 2;
  }
}

void EnergyCurve::add_counts(std::span<const Reading> readings, double range) {
  double energy = 0;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    const Reading& to = readings[std::min(i + 1, readings.size() - 1)];
    knots_.push_back({readings[i].time, energy, 0});
    energy += counter_step(readings[i].value, to.value, range).joules;
  }
}

void EnergyCurve::add_energies(std::span<const Reading> readings) {
  double energy = 0;
  double power = 0;
  int stretches = 0;
  for (const Change& change : changes_of(readings)) {
    energy += power * (knots_.empty() ? 0 : change.time - knots_.back().time);
    if (knots_.empty() || knots_.back().time < change.time) {
      knots_.push_back({change.time, energy, 0});
    }
    if (change.joules > 0) {
      energy += change.joules;
      knots_.push_back({change.time, energy, 0});
    }
    stretches += change.stretches;
    power = stretches == 0 ? 0 : std::max(0.0, power + change.power);
  }
}

double EnergyCurve::until(double time) const {
  if (knots_.empty() || !(time > knots_.front().time)) {
    return 0;
  }
  const auto next = std::upper_bound(knots_.begin(), knots_.end(), time,
                                     [](double t, const Knot& knot) { return t < knot.time; });
  if (next == knots_.end()) {
    return knots_.back().joules;
  }
  const Knot& knot = *std::prev(next);
  const double share = (time - knot.time) / (next->time - knot.time);
  return knot.joules + share * (next->joules - knot.joules - (1 - share) * knot.bend);
}

Energy EnergyCurve::between(double begin, double end) const {
  return joules(std::max(0.0, until(end) - until(begin)));
}

Energy energy_between(ReadingKind kind, std::span<const Reading> sorted, double begin, double end,
                      double range) {
  return EnergyCurve(kind, sorted, range).between(begin, end);
}

}  // namespace plume
