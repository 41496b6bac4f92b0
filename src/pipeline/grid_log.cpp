// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/grid_log.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plume {

namespace {

constexpr double largest = 1e15;
/// Of a run's length: less than it is missing by rounding.
constexpr double whole = 1 - 1e-9;

bool is_stretch(double begin, double end) {
  return std::abs(begin) <= largest && std::abs(end) <= largest && begin <= end;
}

bool is_amount(double value) {
  return value >= 0 && value <= largest;
}

bool is_usable(const GridHour& hour) {
  return is_stretch(hour.begin, hour.end) && hour.begin < hour.end &&
         is_amount(hour.grams_per_kilowatt_hour);
}

bool is_usable(const DrawnEnergy& drawn) {
  return is_stretch(drawn.begin, drawn.end) && is_amount(drawn.joules);
}

template <class T>
std::vector<T> usable_of(std::span<const T> all) {
  std::vector<T> out;
  out.reserve(all.size());
  std::copy_if(all.begin(), all.end(), std::back_inserter(out),
               [](const T& one) { return is_usable(one); });
  return out;
}

/// Sums over time up to an instant.
struct Sums {
  double seconds = 0;  ///< that have an hour
  double grams = 0;    ///< s g/kWh
  double estimated = 0;
};

Sums operator+(const Sums& a, const Sums& b) {
  return {a.seconds + b.seconds, a.grams + b.grams, a.estimated + b.estimated};
}

Sums operator-(const Sums& a, const Sums& b) {
  return {a.seconds - b.seconds, a.grams - b.grams, a.estimated - b.estimated};
}

Sums sums_of(const GridHour& hour, double length) {
  const bool estimated = hour.estimated || hour.forecast;
  return {length, length * hour.grams_per_kilowatt_hour, estimated ? length : 0};
}

/// The usable hours of a log, and what they sum up to.
class Timeline {
 public:
  explicit Timeline(const GridLog& log) : hours_(usable_of(std::span(log.hours))) {
    before_.reserve(hours_.size() + 1);
    before_.emplace_back();
    for (const GridHour& hour : hours_) {
      before_.push_back(before_.back() + sums_of(hour, hour.end - hour.begin));
    }
  }

  std::span<const GridHour> hours() const { return hours_; }

  /// The index of the first hour that ends after an instant.
  std::size_t first_after(double time) const {
    const auto found =
        std::upper_bound(hours_.begin(), hours_.end(), time,
                         [](double t, const GridHour& hour) { return t < hour.end; });
    return static_cast<std::size_t>(found - hours_.begin());
  }

  /// The index behind the last hour that begins before an instant.
  std::size_t end_before(double time) const {
    const auto found =
        std::lower_bound(hours_.begin(), hours_.end(), time,
                         [](const GridHour& hour, double t) { return hour.begin < t; });
    return static_cast<std::size_t>(found - hours_.begin());
  }

  /// Over a stretch; what an instant has is that of a second.
  Sums between(double begin, double end) const {
    const std::size_t first = first_after(begin);
    const std::size_t last = begin < end ? end_before(end) : end_after(begin, first);
    if (first >= last) {
      return {};
    }
    const Sums in_first = within(first, begin, end);
    return last - first == 1
               ? in_first
               : in_first + (before_[last - 1] - before_[first + 1]) + within(last - 1, begin, end);
  }

 private:
  std::size_t end_after(double instant, std::size_t first) const {
    return first < hours_.size() && hours_[first].begin <= instant ? first + 1 : first;
  }

  Sums within(std::size_t i, double begin, double end) const {
    const GridHour& hour = hours_[i];
    return sums_of(hour, begin < end ? std::min(end, hour.end) - std::max(begin, hour.begin) : 1);
  }

  std::vector<GridHour> hours_;
  std::vector<Sums> before_;
};

/// Which hours a load meets: marks where stretches begin and end, read off once at the end.
class MetHours {
 public:
  explicit MetHours(const Timeline& timeline)
      : timeline_(timeline), changes_(timeline.hours().size() + 1) {}

  /// A stretch that has an hour.
  void add(const DrawnEnergy& drawn) {
    const std::size_t first = timeline_.first_after(drawn.begin);
    ++changes_[first];
    --changes_[drawn.begin < drawn.end ? timeline_.end_before(drawn.end) : first + 1];
  }

  void write(MetIntensity& out) const {
    out.low = std::numeric_limits<double>::infinity();
    out.high = 0;
    long count = 0;
    for (std::size_t i = 0; i < timeline_.hours().size(); ++i) {
      count += changes_[i];
      if (count > 0) {
        out.low = std::min(out.low, timeline_.hours()[i].grams_per_kilowatt_hour);
        out.high = std::max(out.high, timeline_.hours()[i].grams_per_kilowatt_hour);
      }
    }
  }

 private:
  const Timeline& timeline_;
  std::vector<long> changes_;
};

/// Time of the load without an hour: stretches in the order of their begin, each from where all
/// before it ended.
double uncovered(const Timeline& timeline, std::vector<DrawnEnergy> load) {
  std::sort(load.begin(), load.end(),
            [](const DrawnEnergy& a, const DrawnEnergy& b) { return a.begin < b.begin; });
  double out = 0;
  double done = -std::numeric_limits<double>::infinity();
  for (const DrawnEnergy& drawn : load) {
    const double begin = std::max(done, drawn.begin);
    if (begin < drawn.end) {
      out += std::max(0.0, drawn.end - begin - timeline.between(begin, drawn.end).seconds);
      done = drawn.end;
    }
  }
  return out;
}

/// Energy times what is summed.
struct Weighted {
  double joules = 0;
  Sums sums;
};

void add(Weighted& weighted, const DrawnEnergy& drawn, const Sums& sums) {
  const double length = drawn.begin < drawn.end ? drawn.end - drawn.begin : 1;
  weighted.joules += drawn.joules;
  weighted.sums = weighted.sums + Sums{drawn.joules * (sums.seconds / length),
                                       drawn.joules * (sums.grams / length),
                                       drawn.joules * (sums.estimated / length)};
}

std::optional<MetIntensity> met(const Timeline& timeline, std::span<const DrawnEnergy> load) {
  Weighted weighted;
  MetHours met_hours(timeline);
  for (const DrawnEnergy& drawn : load) {
    const Sums sums = timeline.between(drawn.begin, drawn.end);
    if (drawn.joules > 0 && sums.seconds > 0) {
      met_hours.add(drawn);
    }
    add(weighted, drawn, sums);
  }
  if (!(weighted.sums.seconds > 0)) {
    return std::nullopt;
  }
  MetIntensity out;
  met_hours.write(out);
  out.grams_per_kilowatt_hour =
      std::clamp(weighted.sums.grams / weighted.sums.seconds, out.low, out.high);
  out.covered = std::min(1.0, weighted.sums.seconds / weighted.joules);
  out.estimated = std::clamp(weighted.sums.estimated / weighted.joules, 0.0, out.covered);
  out.uncovered_s = uncovered(timeline, {load.begin(), load.end()});
  return out;
}

/// The indexes of the hours at which a run would meet least and most.
struct Starts {
  std::size_t best;
  std::size_t worst;
};

std::optional<Starts> starts_of(const Timeline& timeline, double length) {
  std::optional<Starts> out;
  double least = 0;
  double most = 0;
  for (std::size_t i = 0; i < timeline.hours().size(); ++i) {
    const double begin = timeline.hours()[i].begin;
    const Sums sums = timeline.between(begin, begin + length);
    if (sums.seconds < whole * length) {
      continue;
    }
    if (!out) {
      out = Starts{i, i};
      least = most = sums.grams;
    }
    if (sums.grams < least) {
      out->best = i;
      least = sums.grams;
    }
    if (sums.grams > most) {
      out->worst = i;
      most = sums.grams;
    }
  }
  return out;
}

std::optional<MetIntensity> met_from(const Timeline& timeline, std::size_t hour, double length) {
  const double begin = timeline.hours()[hour].begin;
  const DrawnEnergy even{begin, begin + length, 1};
  return met(timeline, std::span(&even, 1));
}

}  // namespace

std::optional<MetIntensity> met_intensity(const GridLog& log, std::span<const DrawnEnergy> load) {
  return met(Timeline(log), usable_of(load));
}

std::optional<StartRange> start_range(const GridLog& log, double length) {
  if (!(length > 0 && length <= largest)) {
    return std::nullopt;
  }
  const Timeline timeline(log);
  const auto starts = starts_of(timeline, length);
  if (!starts) {
    return std::nullopt;
  }
  const auto best = met_from(timeline, starts->best, length);
  const auto worst = met_from(timeline, starts->worst, length);
  return best && worst
             ? std::optional(StartRange{*best, *worst, timeline.hours()[starts->best].begin,
                                        timeline.hours()[starts->worst].begin})
             : std::nullopt;
}

}  // namespace plume
