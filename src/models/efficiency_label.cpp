// SPDX-License-Identifier: Apache-2.0
#include "plume/models/efficiency_label.hpp"

#include <algorithm>
#include <cmath>

namespace plume {

namespace {

std::optional<double> if_finite(double value) {
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::optional<Carbon> measured(const std::optional<Carbon>& emissions) {
  return emissions && emissions->in(grams) > 0 ? emissions : std::nullopt;
}

std::optional<double> in_grams(const std::optional<Carbon>& emissions) {
  return emissions ? if_finite(emissions->in(grams)) : std::nullopt;
}

/// Bytes by gram of CO2e.
std::optional<double> by_gram(const std::optional<Information>& data,
                              const std::optional<Carbon>& emissions) {
  return data && emissions ? if_finite((*data / *emissions).base()) : std::nullopt;
}

std::optional<double> plain(const std::optional<double>& value) {
  return value ? if_finite(*value) : std::nullopt;
}

using Values = std::array<std::optional<double>, efficiency_metrics>;

/// In the order of `EfficiencyMetric`.
Values values_of(const EfficiencyFacts& facts) {
  const std::optional<Carbon> emissions = measured(facts.emissions);
  return {in_grams(emissions), by_gram(facts.size, emissions), by_gram(facts.dataset, emissions),
          plain(facts.downloads), plain(facts.performance)};
}

double index_of(EfficiencyMetric metric, double value, double reference) {
  return metric == EfficiencyMetric::emissions ? reference / value : value / reference;
}

EfficiencyLabel rating_of(double index, const std::array<double, 4>& boundaries) {
  const auto* const passed = std::find_if(boundaries.begin(), boundaries.end(),
                                          [index](double boundary) { return index > boundary; });
  return static_cast<EfficiencyLabel>(passed - boundaries.begin());
}

std::optional<EfficiencyRating> rate(EfficiencyMetric metric, double value,
                                     const EfficiencyScale& scale) {
  const auto index = if_finite(index_of(metric, value, scale.reference));
  return index ? std::optional(EfficiencyRating{value, *index, rating_of(*index, scale.boundaries)})
               : std::nullopt;
}

/// Shares of the weight are made before the sum, as in the study: at a tie the last bit decides.
double mean_rating(const EfficiencyGrade& grade, const EfficiencyReference& reference) {
  double weight = 0;
  for (std::size_t i = 0; i < efficiency_metrics; ++i) {
    weight += grade.ratings[i] ? reference[i].weight : 0;
  }
  double mean = 0;
  for (std::size_t i = 0; i < efficiency_metrics; ++i) {
    if (const auto& rating = grade.ratings[i]) {
      mean += static_cast<double>(rating->rating) * (reference[i].weight / weight);
    }
  }
  return mean;
}

double as_share(double score, ScoreScale scale) {
  return scale == ScoreScale::share && score > 1 ? score / 100 : score;
}

double part_of_range(double score, const ScoreRange& range) {
  return (as_share(score, range.scale) - range.low) / (range.high - range.low);
}

bool is_inside(double score, const ScoreRange& range) {
  const double part = part_of_range(score, range);
  return part >= 0 && part <= 1;
}

bool is_doubtful(double score, const ScoreRange& range) {
  const bool may_be_share = range.scale == ScoreScale::percent && score > 0 && score <= 1;
  return may_be_share || !is_inside(score, range);
}

}  // namespace

std::optional<EfficiencyGrade> grade(const EfficiencyFacts& facts,
                                     const EfficiencyReference& reference) {
  EfficiencyGrade result;
  const Values values = values_of(facts);
  for (std::size_t i = 0; i < efficiency_metrics; ++i) {
    if (values[i]) {
      result.ratings[i] = rate(static_cast<EfficiencyMetric>(i), *values[i], reference[i]);
    }
  }
  if (std::none_of(result.ratings.begin(), result.ratings.end(),
                   [](const auto& rating) { return rating.has_value(); })) {
    return std::nullopt;
  }
  result.mean = mean_rating(result, reference);
  result.label = static_cast<EfficiencyLabel>(std::lround(std::nearbyint(result.mean)));
  return result;
}

std::optional<double> performance_score(const PerformanceScores& scores,
                                        const PerformanceRanges& ranges) {
  double count = 0;
  double sum = 0;
  bool zero = false;
  for (std::size_t i = 0; i < performance_metrics; ++i) {
    if (!scores[i]) {
      continue;
    }
    if (!is_inside(*scores[i], ranges[i])) {
      return std::nullopt;
    }
    const double part = part_of_range(*scores[i], ranges[i]);
    zero = zero || part == 0;
    sum += zero ? 0 : 1 / part;
    ++count;
  }
  return count == 0 ? std::nullopt : std::optional(zero ? 0 : count / sum);
}

std::optional<PerformanceMetric> doubtful_score(const PerformanceScores& scores,
                                                const PerformanceRanges& ranges) {
  for (std::size_t i = 0; i < performance_metrics; ++i) {
    if (scores[i] && is_doubtful(*scores[i], ranges[i])) {
      return static_cast<PerformanceMetric>(i);
    }
  }
  return std::nullopt;
}

}  // namespace plume
