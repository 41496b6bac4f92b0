// SPDX-License-Identifier: Apache-2.0
#include "plume/models/efficiency_label.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace plume;

namespace {

constexpr std::array<double, 4> steps{4, 3, 2, 1};

/// One unit of each metric is the reference, so that indices can be read off.
constexpr EfficiencyReference plain{
    {{0.5, 1, steps}, {0.125, 1, steps}, {0.125, 1, steps}, {0.125, 1, steps}, {0.125, 1, steps}}};

Information bytes(double number) {
  return Information::from_base(number);
}

EfficiencyGrade graded(const EfficiencyFacts& facts, const EfficiencyReference& by = plain) {
  const auto result = grade(facts, by);
  REQUIRE(result);
  return *result;
}

const EfficiencyRating& rating(const EfficiencyGrade& grade, EfficiencyMetric metric) {
  const auto& found = grade.ratings[static_cast<std::size_t>(metric)];
  REQUIRE(found);
  return *found;
}

EfficiencyLabel rating_of_downloads(double number) {
  return rating(graded({.downloads = number}), EfficiencyMetric::downloads).rating;
}

std::size_t ratings_in(const EfficiencyGrade& grade) {
  std::size_t count = 0;
  for (const auto& found : grade.ratings) {
    count += found ? 1U : 0U;
  }
  return count;
}

/// Models with some of the metrics, over many orders of magnitude.
class Models {
 public:
  EfficiencyFacts next() {
    EfficiencyFacts facts;
    facts.emissions = perhaps(grams(size(-3, 7)));
    facts.size = perhaps(bytes(size(6, 12)));
    facts.dataset = perhaps(bytes(size(6, 12)));
    facts.downloads = perhaps(std::floor(size(0, 6)));
    facts.performance = perhaps(uniform(0, 1));
    return facts;
  }

  double uniform(double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random_);
  }

 private:
  double size(double low, double high) { return std::pow(10.0, uniform(low, high)); }

  template <class T>
  std::optional<T> perhaps(T value) {
    return uniform(0, 1) < 0.8 ? std::optional(value) : std::nullopt;
  }

  std::mt19937_64 random_{20230405};
};

/// A reference over which random models spread.
constexpr EfficiencyReference wide{{{0.35, 1e5, {1e6, 1e4, 1e2, 1}},
                                    {0.10, 1e3, {1e6, 1e4, 1e2, 1}},
                                    {0.10, 1e3, {1e6, 1e4, 1e2, 1}},
                                    {0.25, 1e6, {1e-1, 1e-2, 1e-3, 1e-4}},
                                    {0.20, 0.8, {1.1, 0.9, 0.6, 0.3}}}};

constexpr int tries = 3000;

bool is_tie(double mean) {
  return std::abs(mean - std::floor(mean) - 0.5) < 1e-9;
}

EfficiencyReference scaled(EfficiencyReference reference, double factor) {
  for (EfficiencyScale& scale : reference) {
    scale.weight *= factor;
  }
  return reference;
}

/// Checks that a model of which one thing is better is not graded worse.
void check_not_worse(const EfficiencyFacts& model, const EfficiencyFacts& better) {
  const auto before = grade(model, wide);
  const auto after = grade(better, wide);
  REQUIRE(before.has_value() == after.has_value());
  if (before) {
    CHECK(after->mean <= before->mean);
    CHECK(after->label <= before->label);
  }
}

template <class T>
std::optional<T> times(const std::optional<T>& value, double factor) {
  return value ? std::optional(*value * factor) : std::nullopt;
}

constexpr PerformanceRanges ranges{{{0, 1, ScoreScale::share},
                                    {0, 1, ScoreScale::share},
                                    {0, 100, ScoreScale::percent},
                                    {20, 70, ScoreScale::percent}}};

constexpr std::nullopt_t absent = std::nullopt;

double score_of(const PerformanceScores& scores) {
  const auto score = performance_score(scores, ranges);
  REQUIRE(score);
  return *score;
}

}  // namespace

TEST_CASE("Each metric is held against the reference model, more being better", "[models]") {
  const auto result = graded({.emissions = grams(0.25),
                              .size = bytes(0.5),
                              .dataset = bytes(1),
                              .downloads = 3,
                              .performance = 0.75});
  CHECK(rating(result, EfficiencyMetric::emissions).value == 0.25);
  CHECK(rating(result, EfficiencyMetric::emissions).index == 4);
  CHECK(rating(result, EfficiencyMetric::size_efficiency).value == 2);
  CHECK(rating(result, EfficiencyMetric::dataset_efficiency).index == 4);
  CHECK(rating(result, EfficiencyMetric::downloads).index == 3);
  CHECK(rating(result, EfficiencyMetric::performance).index == 0.75);
}

TEST_CASE("Less emissions than the reference's are a greater index", "[models]") {
  EfficiencyReference reference = plain;
  reference[0].reference = 100;
  const auto result = graded({.emissions = kilograms(0.02)}, reference);
  CHECK(rating(result, EfficiencyMetric::emissions).value == 20);
  CHECK(rating(result, EfficiencyMetric::emissions).index == 5);
  CHECK(result.label == EfficiencyLabel::a);
}

TEST_CASE("A boundary itself belongs to the worse rating", "[models]") {
  CHECK(rating_of_downloads(4.001) == EfficiencyLabel::a);
  CHECK(rating_of_downloads(4) == EfficiencyLabel::b);
  CHECK(rating_of_downloads(3) == EfficiencyLabel::c);
  CHECK(rating_of_downloads(2) == EfficiencyLabel::d);
  CHECK(rating_of_downloads(1.001) == EfficiencyLabel::d);
  CHECK(rating_of_downloads(1) == EfficiencyLabel::e);
}

TEST_CASE("An index of zero or less is the worst rating", "[models]") {
  CHECK(rating_of_downloads(0) == EfficiencyLabel::e);
  CHECK(rating_of_downloads(-5) == EfficiencyLabel::e);
}

TEST_CASE("Emissions of zero are no measurement, and nothing is by gram of them", "[models]") {
  const EfficiencyFacts facts{.emissions = grams(0), .size = bytes(1), .dataset = bytes(1)};
  CHECK_FALSE(grade(facts, plain));
  EfficiencyFacts popular = facts;
  popular.downloads = 3.5;
  CHECK(ratings_in(graded(popular)) == 1);
  CHECK(graded(popular).label == EfficiencyLabel::b);
  popular.emissions = grams(-1);
  CHECK(ratings_in(graded(popular)) == 1);
}

TEST_CASE("What is not a number, or beyond all numbers, is not known", "[models]") {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  constexpr double boundless = std::numeric_limits<double>::infinity();
  CHECK_FALSE(
      grade({.emissions = grams(none), .downloads = boundless, .performance = none}, plain));
  CHECK_FALSE(grade({.downloads = none}, plain));
  const auto result = graded({.emissions = grams(1e-300), .size = bytes(1e300)});
  CHECK(ratings_in(result) == 1);
  CHECK_FALSE(grade({.emissions = grams(1e-310)}, plain));
}

TEST_CASE("A missing metric is left out of the mean", "[models]") {
  CHECK_FALSE(grade({}, plain));
  CHECK_FALSE(grade({.size = bytes(1), .dataset = bytes(1)}, plain));
  CHECK(graded({.performance = 1.5}).mean == 3);
  CHECK_THAT(graded({.emissions = grams(0.2), .performance = 1.5}).mean, WithinRel(0.6, 1e-15));
}

TEST_CASE("The mean of the ratings rounds half to even", "[models]") {
  EfficiencyReference halves = plain;
  halves[3].weight = 0.5;
  halves[4].weight = 0.5;
  const auto label = [&](double downloads, double performance) {
    return graded({.downloads = downloads, .performance = performance}, halves);
  };
  CHECK(label(5, 3.5).mean == 0.5);
  CHECK(label(5, 3.5).label == EfficiencyLabel::a);
  CHECK(label(3.5, 2.5).mean == 1.5);
  CHECK(label(3.5, 2.5).label == EfficiencyLabel::c);
  CHECK(label(2.5, 1.5).label == EfficiencyLabel::c);
  CHECK(label(1.5, 0.5).label == EfficiencyLabel::e);
}

TEST_CASE("Only the proportions of the weights matter", "[models]") {
  Models models;
  for (int i = 0; i < tries; ++i) {
    const EfficiencyFacts facts = models.next();
    const auto first = grade(facts, wide);
    const auto doubled = grade(facts, scaled(wide, 1024));
    const auto odd = grade(facts, scaled(wide, models.uniform(0.01, 100)));
    REQUIRE(first.has_value() == odd.has_value());
    if (first) {
      CHECK(doubled->mean == first->mean);
      CHECK(doubled->label == first->label);
      CHECK_THAT(odd->mean, WithinAbs(first->mean, 1e-12));
      CHECK((is_tie(first->mean) || odd->label == first->label));
    }
  }
}

TEST_CASE("The label lies between the best and the worst rating", "[models]") {
  Models models;
  for (int i = 0; i < tries; ++i) {
    const auto result = grade(models.next(), wide);
    auto best = EfficiencyLabel::e;
    auto worst = EfficiencyLabel::a;
    for (std::size_t k = 0; result && k < efficiency_metrics; ++k) {
      best = result->ratings[k] ? std::min(best, result->ratings[k]->rating) : best;
      worst = result->ratings[k] ? std::max(worst, result->ratings[k]->rating) : worst;
    }
    CHECK((!result || (best <= result->label && result->label <= worst)));
  }
}

TEST_CASE("No metric that improves makes a label worse", "[models]") {
  Models models;
  for (int i = 0; i < tries; ++i) {
    const EfficiencyFacts model = models.next();
    const double factor = std::pow(10.0, models.uniform(0, 3));
    const auto with = [&](auto change) {
      EfficiencyFacts better = model;
      change(better);
      check_not_worse(model, better);
    };
    with([&](EfficiencyFacts& f) { f.emissions = times(f.emissions, 1 / factor); });
    with([&](EfficiencyFacts& f) { f.size = times(f.size, factor); });
    with([&](EfficiencyFacts& f) { f.dataset = times(f.dataset, factor); });
    with([&](EfficiencyFacts& f) { f.downloads = times(f.downloads, factor); });
    with([&](EfficiencyFacts& f) { f.performance = times(f.performance, factor); });
  }
}

TEST_CASE("The performance score is the harmonic mean of the scores that there are", "[models]") {
  CHECK_THAT(score_of({0.5, 1.0, absent, absent}), WithinRel(2 / 3.0, 1e-15));
  CHECK(score_of({0.8, absent, absent, absent}) == 0.8);
  CHECK_FALSE(performance_score({}, ranges));
}

TEST_CASE("Scores are taken as parts of their ranges", "[models]") {
  CHECK_THAT(score_of({85.2, absent, absent, absent}), WithinRel(0.852, 1e-15));
  CHECK(score_of({1.0, absent, absent, absent}) == 1);
  CHECK(score_of({absent, absent, 50.0, absent}) == 0.5);
  CHECK(score_of({absent, absent, absent, 45.0}) == 0.5);
  CHECK(score_of({absent, absent, 50.0, 45.0}) == 0.5);
}

TEST_CASE("A score that is the least of its range makes the whole one zero", "[models]") {
  CHECK(score_of({0.0, absent, absent, absent}) == 0);
  CHECK(score_of({0.0, 0.9, 50.0, 45.0}) == 0);
  CHECK(score_of({0.9, 0.9, 50.0, 20.0}) == 0);
}

TEST_CASE("A score outside of its range is no score, and is named", "[models]") {
  constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
  for (const double wrong : {-0.1, 100.5, not_a_number}) {
    const PerformanceScores scores{0.9, wrong, absent, absent};
    CHECK_FALSE(performance_score(scores, ranges));
    CHECK(doubtful_score(scores, ranges) == PerformanceMetric::f1);
  }
  CHECK_FALSE(performance_score({0.0, absent, absent, 71.0}, ranges));
  CHECK(doubtful_score({absent, absent, absent, 19.0}, ranges) == PerformanceMetric::rouge_l);
}

TEST_CASE("A share of 1 where per cent are meant is in doubt", "[models]") {
  CHECK(doubtful_score({absent, absent, 0.47, absent}, ranges) == PerformanceMetric::rouge1);
  CHECK(doubtful_score({absent, absent, 1.0, absent}, ranges) == PerformanceMetric::rouge1);
  CHECK_FALSE(doubtful_score({absent, absent, 0.0, absent}, ranges));
  CHECK_FALSE(doubtful_score({absent, absent, 1.1, absent}, ranges));
  CHECK_FALSE(doubtful_score({0.47, 85.2, 47.0, 45.0}, ranges));
  CHECK_FALSE(doubtful_score({}, ranges));
}
