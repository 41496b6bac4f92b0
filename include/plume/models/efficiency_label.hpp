// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/units/units.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace plume {

/// What the efficiency label of Castaño et al. 2023 weighs up.
enum class EfficiencyMetric : std::uint8_t {
  emissions,           ///< g CO2e of the training; less is better
  size_efficiency,     ///< bytes of the model's weights by g CO2e
  dataset_efficiency,  ///< bytes of the training data by g CO2e
  downloads,
  performance,  ///< 0 to 1, see `performance_score`
};
inline constexpr std::size_t efficiency_metrics = 5;
inline constexpr std::array<std::string_view, efficiency_metrics> efficiency_metric_names{
    "emissions", "size efficiency", "dataset efficiency", "downloads", "performance"};

/// Five ratings; also what the mean of the ratings rounds to.
enum class EfficiencyLabel : std::uint8_t { a, b, c, d, e };
inline constexpr std::array<std::string_view, 5> efficiency_label_names{"A", "B", "C", "D", "E"};

/// How the reference's boundaries of emissions are taken. The study takes percentiles of the root
/// of the index and holds the index itself against them, by a slip.
enum class EfficiencyVariant : std::uint8_t {
  no_sqrt,   ///< percentiles of the index
  as_coded,  ///< as the study's program has it: reproduces its labels
};
inline constexpr std::array<std::string_view, 2> efficiency_variant_names{"no-sqrt", "as-coded"};

/// One metric of a reference: what its ratings begin at.
struct EfficiencyScale {
  double weight = 0;
  double reference = 0;                ///< the value of the reference model, in the metric's unit
  std::array<double, 4> boundaries{};  ///< of the index, best first: A above the first, E not above
                                       ///< the last
};

/// A reference distribution with its weights; by `EfficiencyMetric`.
using EfficiencyReference = std::array<EfficiencyScale, efficiency_metrics>;

/// What is known of a model; what is not is left out of the mean.
struct EfficiencyFacts {
  std::optional<Carbon> emissions{};     ///< of the training; none where it is 0
  std::optional<Information> size{};     ///< of the weights' file
  std::optional<Information> dataset{};  ///< sum of the training data
  std::optional<double> downloads{};
  std::optional<double> performance{};  ///< 0 to 1
};

/// The rating of one metric.
struct EfficiencyRating {
  double value = 0;  ///< in the metric's unit
  double index = 0;  ///< against the reference model; more is better
  EfficiencyLabel rating = EfficiencyLabel::e;
};

struct EfficiencyGrade {
  std::array<std::optional<EfficiencyRating>, efficiency_metrics> ratings{};
  double mean = 0;  ///< of the ratings, A as 0, by weight
  EfficiencyLabel label = EfficiencyLabel::e;
};

/// Grades a model: index = value / reference (reference / value for emissions), rating by the
/// boundaries (upper bound inclusive; E for an index of 0 or less), label = the weighted mean of
/// the ratings that there are, rounded half to even. Emissions of 0 are none, and what is by gram
/// of them neither. Nothing where no metric is known.
std::optional<EfficiencyGrade> grade(const EfficiencyFacts& facts,
                                     const EfficiencyReference& reference);

/// The scores that tell how well a model does, by their names in `model-index`.
enum class PerformanceMetric : std::uint8_t { accuracy, f1, rouge1, rouge_l };
inline constexpr std::size_t performance_metrics = 4;
inline constexpr std::array<std::string_view, performance_metrics> performance_metric_names{
    "accuracy", "f1", "rouge1", "rougeL"};

/// How a score is written.
enum class ScoreScale : std::uint8_t {
  share,    ///< of 1: 0.852; above 1 it is in per cent
  percent,  ///< 45.86; at most 1 it may be a share
};

/// Between what a score lies, over all models of a reference.
struct ScoreRange {
  double low = 0;
  double high = 1;
  ScoreScale scale = ScoreScale::share;
};

/// By `PerformanceMetric`.
using PerformanceScores = std::array<std::optional<double>, performance_metrics>;
using PerformanceRanges = std::array<ScoreRange, performance_metrics>;

/// How well a model does: the harmonic mean of the scores that there are, as written, each taken as
/// a part of its range. 0 where one of them is the least of its range. Nothing where there is no
/// score, or where one lies outside of its range.
std::optional<double> performance_score(const PerformanceScores& scores,
                                        const PerformanceRanges& ranges);

/// The first score that should not be taken as it stands, for whoever reads a card to ask about:
/// one outside of its range, or a share of 1 where per cent are meant (above 0, at most 1).
std::optional<PerformanceMetric> doubtful_score(const PerformanceScores& scores,
                                                const PerformanceRanges& ranges);

}  // namespace plume
