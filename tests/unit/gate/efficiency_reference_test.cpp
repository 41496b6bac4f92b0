// SPDX-License-Identifier: Apache-2.0
#include "plume/gate/efficiency_reference.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <functional>

using namespace plume;

namespace {

constexpr std::array variants{EfficiencyVariant::no_sqrt, EfficiencyVariant::as_coded};

const EfficiencyScale& scale(const EfficiencyReference& reference, EfficiencyMetric metric) {
  return reference[static_cast<std::size_t>(metric)];
}

/// What a boundary stands for in the metric's own unit.
double in_unit(const EfficiencyScale& scale, std::size_t boundary) {
  return scale.boundaries[boundary] * scale.reference;
}

double in_grams(EfficiencyVariant variant, std::size_t boundary) {
  const auto reference = efficiency_reference(variant);
  const EfficiencyScale& emissions = scale(reference, EfficiencyMetric::emissions);
  return emissions.reference / emissions.boundaries[boundary];
}

Information bytes(double number) {
  return Information::from_base(number);
}

/// distilgpt2, the study's reference model.
const EfficiencyFacts distilgpt2{.emissions = grams(149200),
                                 .size = bytes(352833716),
                                 .dataset = bytes(39769494896),
                                 .downloads = 1172830};

constexpr std::nullopt_t absent = std::nullopt;

}  // namespace

TEST_CASE("The weights add up to one, and the boundaries fall", "[gate]") {
  for (const EfficiencyVariant variant : variants) {
    double sum = 0;
    for (const EfficiencyScale& metric : efficiency_reference(variant)) {
      sum += metric.weight;
      CHECK(metric.reference > 0);
      CHECK(std::is_sorted(metric.boundaries.begin(), metric.boundaries.end(), std::greater<>()));
      CHECK(metric.boundaries.back() > 0);
    }
    CHECK_THAT(sum, WithinAbs(1, 1e-15));
  }
}

TEST_CASE("The boundaries of emissions are those of the study in grams", "[gate]") {
  CHECK_THAT(in_grams(EfficiencyVariant::no_sqrt, 0), WithinRel(0.292060, 1e-5));
  CHECK_THAT(in_grams(EfficiencyVariant::no_sqrt, 1), WithinRel(1.807316, 1e-6));
  CHECK_THAT(in_grams(EfficiencyVariant::no_sqrt, 2), WithinRel(6.826700, 1e-6));
  CHECK_THAT(in_grams(EfficiencyVariant::no_sqrt, 3), WithinRel(28.081411, 1e-7));
  CHECK_THAT(in_grams(EfficiencyVariant::as_coded, 0), WithinRel(208.750, 1e-5));
  CHECK_THAT(in_grams(EfficiencyVariant::as_coded, 1), WithinRel(519.280, 1e-5));
  CHECK_THAT(in_grams(EfficiencyVariant::as_coded, 2), WithinRel(1009.229, 1e-6));
  CHECK_THAT(in_grams(EfficiencyVariant::as_coded, 3), WithinRel(2046.887, 1e-6));
}

TEST_CASE("The other boundaries are those of the study in their units", "[gate]") {
  const auto reference = efficiency_reference(EfficiencyVariant::no_sqrt);
  const auto first = [&](EfficiencyMetric metric) { return in_unit(scale(reference, metric), 0); };
  CHECK_THAT(first(EfficiencyMetric::size_efficiency), WithinRel(1.663714e9, 1e-6));
  CHECK_THAT(first(EfficiencyMetric::dataset_efficiency), WithinRel(3.176651e7, 1e-6));
  CHECK_THAT(first(EfficiencyMetric::downloads), WithinRel(86.0, 1e-12));
  CHECK_THAT(first(EfficiencyMetric::performance), WithinRel(0.967146, 1e-6));
  const auto last = [&](EfficiencyMetric metric) { return in_unit(scale(reference, metric), 3); };
  CHECK_THAT(last(EfficiencyMetric::size_efficiency), WithinRel(2.755934e7, 1e-6));
  CHECK_THAT(last(EfficiencyMetric::dataset_efficiency), WithinRel(1.926321e5, 1e-6));
  CHECK_THAT(last(EfficiencyMetric::downloads), WithinRel(6.0, 1e-12));
  CHECK_THAT(last(EfficiencyMetric::performance), WithinRel(0.478930, 1e-6));
}

TEST_CASE("The variants differ in the boundaries of emissions alone", "[gate]") {
  const auto plain = efficiency_reference(EfficiencyVariant::no_sqrt);
  const auto coded = efficiency_reference(EfficiencyVariant::as_coded);
  for (std::size_t i = 0; i < efficiency_metrics; ++i) {
    const bool emissions = static_cast<EfficiencyMetric>(i) == EfficiencyMetric::emissions;
    CHECK(plain[i].weight == coded[i].weight);
    CHECK(plain[i].reference == coded[i].reference);
    CHECK((plain[i].boundaries == coded[i].boundaries) == !emissions);
  }
}

TEST_CASE("The reference model has the index one in each metric, and the label D", "[gate]") {
  for (const EfficiencyVariant variant : variants) {
    const auto result = grade(distilgpt2, efficiency_reference(variant));
    REQUIRE(result);
    CHECK(result->label == EfficiencyLabel::d);
    CHECK_FALSE(result->ratings.back());
    for (std::size_t i = 0; i + 1 < efficiency_metrics; ++i) {
      REQUIRE(result->ratings[i]);
      CHECK_THAT(result->ratings[i]->index, WithinRel(1.0, 1e-12));
    }
  }
}

TEST_CASE("A kilogram read as a gram moves the emissions by up to four ratings", "[gate]") {
  const auto rating = [](double emitted) {
    const auto result =
        grade({.emissions = grams(emitted)}, efficiency_reference(EfficiencyVariant::no_sqrt));
    REQUIRE(result);
    return result->label;
  };
  CHECK(rating(0.0279) == EfficiencyLabel::a);
  CHECK(rating(27.9) == EfficiencyLabel::d);
  CHECK(rating(0.04) == EfficiencyLabel::a);
  CHECK(rating(40) == EfficiencyLabel::e);
}

TEST_CASE("Accuracy and F1 are shares of one or per cent, ROUGE per cent", "[gate]") {
  const auto ranges = performance_ranges();
  const auto share = performance_score({0.952, 95.2, absent, absent}, ranges);
  REQUIRE(share);
  CHECK_THAT(*share, WithinRel(0.952, 1e-12));
  const auto rouge = performance_score({absent, absent, 52.5404, 50.1696}, ranges);
  REQUIRE(rouge);
  CHECK_THAT(*rouge, WithinRel(0.513276380457599, 1e-12));
  CHECK(doubtful_score({absent, absent, 0.525404, absent}, ranges) == PerformanceMetric::rouge1);
}
