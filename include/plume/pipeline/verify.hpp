// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/data/published.hpp"
#include "plume/pipeline/report.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Published runs estimated again, and how far off the estimates are.
namespace plume {

/// One reported figure beside its estimate. All values are in the figure's unit.
struct Outcome {
  const PublishedRun* run = nullptr;
  const PublishedFigure* figure = nullptr;
  std::string_view method;  ///< that it was estimated by, "plume"
  double predicted = 0;
  double low = 0;         ///< 5th percentile of the estimate
  double high = 0;        ///< 95th percentile
  std::string refusal{};  ///< why there is no estimate; empty when there is one

  bool refused() const { return !refusal.empty(); }
  /// Whether only a sum was checked, which says nothing of accuracy.
  bool is_arithmetic() const { return figure->test == TestKind::arithmetic; }
  /// Predicted over reported, minus one.
  double signed_error() const { return predicted / figure->value - 1; }
  /// The same without its sign.
  double error() const;
  /// Whether the report lies in the 90 % interval; of an arithmetic test, within its tolerance.
  bool inside() const;
};

/// The accuracy of one method on one kind of model and one quantity. Refused runs are counted, and
/// nothing else of them.
struct Accuracy {
  std::string_view method;
  std::string_view kind;  ///< of model; "all" for all together
  TestKind test = TestKind::prediction;
  Measurand measurand = Measurand::device_hours;
  std::size_t n = 0;
  std::size_t refused = 0;
  double median_error = 0;
  double p90_error = 0;      ///< 90th percentile
  double coverage = 0;       ///< share of the reports inside their 90 % interval
  double high_over_low = 0;  ///< median of the intervals' high / low
};

/// How an accuracy compares with one bound of the suite.
struct BoundCheck {
  const AccuracyBound* bound = nullptr;
  std::string_view what;  ///< "median_error", "coverage_low"
  double limit = 0;
  std::optional<double> found;  ///< nothing where no run of the bound's was estimated
  bool kept = false;
};

/// A suite estimated again.
struct SuiteResult {
  const Suite* suite = nullptr;
  std::vector<Outcome> outcomes;  ///< in the order of the data
  std::vector<Accuracy> summary;  ///< without arithmetic
  std::vector<BoundCheck> bounds;

  /// Whether every sum is within its tolerance, every bound kept, and no run refused by the method
  /// that its figures call for.
  bool good() const;
};

/// The value below which `share` of the values lie: linear between the two nearest in order.
/// Needs at least one value, and 0 <= share <= 1.
double percentile_of(std::vector<double> values, double share);

/// The accuracy of outcomes that share method, test and measurand. Arithmetic must not be among
/// them.
Accuracy accuracy_of(std::span<const Outcome> outcomes, std::string_view kind);

/// Estimates every run of a suite again. Predictions are made by each of `methods`, unless the run
/// asks for one; everything else follows from given hours, by the usual method.
SuiteResult verify(const Suite& suite, std::span<const Method> methods);

}  // namespace plume
