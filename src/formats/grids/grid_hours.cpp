// SPDX-License-Identifier: Apache-2.0
#include "formats/grids/grid_format.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plume::grids {

namespace {

/// Hours that lie apart by more than this many usual lengths have a gap between them.
constexpr double longest_distance = 1.5;

/// A part of a second that rounding may shift the bounds of hours by.
constexpr double same_time = 1e-3;

constexpr double shortest_hour = 1;

constexpr std::size_t listed_gaps = 8;

std::string from_to(double begin, double end) {
  return fmt::format("from {} to {}", time_text(begin), time_text(end));
}

void sort_by_time(std::vector<GridSample>& samples) {
  std::stable_sort(samples.begin(), samples.end(),
                   [](const GridSample& a, const GridSample& b) { return a.begin < b.begin; });
}

[[noreturn]] void refuse_overlap(const GridReading& reading, const GridSample& a,
                                 const GridSample& b) {
  refuse(reading, "grid-overlap", b.line,
         fmt::format("the stretch from {} begins before that from {} is over", time_text(b.begin),
                     time_text(a.begin)),
         "give a log in which every time stands once; where a local clock was put back, write the "
         "times with their distance from UTC");
}

/// Of rows with the same time one remains; two figures for it are an overlap.
void merge_repeated(GridReading& reading, std::vector<GridSample>& samples) {
  std::vector<GridSample> out;
  for (const GridSample& sample : samples) {
    if (out.empty() || out.back().begin != sample.begin) {
      out.push_back(sample);
      continue;
    }
    GridSample& kept = out.back();
    const bool fills = !kept.grams_per_kilowatt_hour;
    if (!fills && sample.grams_per_kilowatt_hour &&
        *sample.grams_per_kilowatt_hour != *kept.grams_per_kilowatt_hour) {
      refuse_overlap(reading, kept, sample);
    }
    kept = fills ? sample : kept;
    reading.notes.add("grid-row-repeated", sample.line,
                      fmt::format("the time {} stands there more than once, with the same figure",
                                  time_text(sample.begin)),
                      "nothing to do: one of them counts");
  }
  samples = std::move(out);
}

/// The median distance of neighbours.
double usual_length(GridReading& reading, const std::vector<GridSample>& samples) {
  std::vector<double> distances;
  for (std::size_t i = 1; i < samples.size(); ++i) {
    distances.push_back(samples[i].begin - samples[i - 1].begin);
  }
  if (distances.empty()) {
    if (!samples.front().end) {
      reading.notes.add("grid-length-assumed", samples.front().line,
                        "the log has one time and does not say how long it lasts: an hour is taken",
                        "give a log with more than one time");
    }
    return 3600;
  }
  const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
  std::nth_element(distances.begin(), middle, distances.end());
  return *middle;
}

void set_ends(std::vector<GridSample>& samples, double length) {
  for (std::size_t i = 0; i < samples.size(); ++i) {
    GridSample& sample = samples[i];
    const bool last = i + 1 == samples.size();
    const double distance = last ? length : samples[i + 1].begin - sample.begin;
    const bool reaches = distance <= longest_distance * length;
    sample.end = sample.end.value_or(sample.begin + (reaches ? distance : length));
  }
}

void require_order(const GridReading& reading, const std::vector<GridSample>& samples) {
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (!(*samples[i].end - samples[i].begin >= shortest_hour)) {
      refuse(
          reading, "grid-bad-time", samples[i].line,
          fmt::format("the stretch {} has no length", from_to(samples[i].begin, *samples[i].end)),
          "give a log whose stretches last a second or more");
    }
    if (i > 0 && *samples[i - 1].end > samples[i].begin + same_time) {
      refuse_overlap(reading, samples[i - 1], samples[i]);
    }
  }
}

void keep_hours(GridReading& reading, const std::vector<GridSample>& samples) {
  for (const GridSample& sample : samples) {
    if (!sample.grams_per_kilowatt_hour) {
      reading.notes.add(
          "grid-empty-hour", sample.line,
          fmt::format("the stretch {} has no figure", from_to(sample.begin, *sample.end)),
          "nothing to do where the run did not meet it");
      continue;
    }
    auto& hours = reading.log.hours;
    const bool joins = !hours.empty() && hours.back().end > sample.begin;
    hours.push_back({.begin = joins ? hours.back().end : sample.begin,
                     .end = *sample.end,
                     .grams_per_kilowatt_hour = *sample.grams_per_kilowatt_hour,
                     .estimated = sample.estimated,
                     .forecast = sample.forecast});
  }
}

void add_gap(GridReading& reading, std::string message) {
  reading.log.notes.push_back(
      {.code = "grid-gap",
       .message = std::move(message),
       .cure = "nothing to do where the run did not meet it; else give a log that covers the run"});
}

void note_gaps(GridReading& reading) {
  const auto& hours = reading.log.hours;
  std::size_t count = 0;
  double seconds = 0;
  for (std::size_t i = 1; i < hours.size(); ++i) {
    const double begin = hours[i - 1].end;
    const double end = hours[i].begin;
    if (end - begin <= same_time) {
      continue;
    }
    if (++count <= listed_gaps) {
      add_gap(reading, fmt::format("the log has no figure {}", from_to(begin, end)));
    } else {
      seconds += end - begin;
    }
  }
  if (count > listed_gaps) {
    add_gap(reading, fmt::format("there are {} gaps more, {:.1f} hours in all", count - listed_gaps,
                                 seconds / 3600));
  }
}

}  // namespace

void complete_hours(GridReading& reading, std::vector<GridSample> samples,
                    std::optional<double> length) {
  if (!samples.empty()) {
    sort_by_time(samples);
    merge_repeated(reading, samples);
    set_ends(samples, length ? *length : usual_length(reading, samples));
    require_order(reading, samples);
    keep_hours(reading, samples);
  }
  if (reading.log.hours.empty()) {
    refuse(reading, "grid-no-hours", 0, "the log has no figure of any time",
           "give a log with data of the time of the run");
  }
  note_gaps(reading);
}

}  // namespace plume::grids
