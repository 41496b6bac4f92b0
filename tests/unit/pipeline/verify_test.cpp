// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/manifest.hpp"
#include "plume/pipeline/verify.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

using namespace plume;

namespace {

constexpr std::array usual{Method::plume};

/// Outcomes made by hand: each reported as 100, predicted and bounded as given.
class Made {
 public:
  Outcome predicted(double value, double low, double high) const {
    return {.run = &run_,
            .figure = &figure_,
            .method = "plume",
            .predicted = value,
            .low = low,
            .high = high};
  }

  Outcome refused() const {
    return {.run = &run_, .figure = &figure_, .method = "plume", .refusal = "cannot"};
  }

  Outcome summed(double value) const {
    Outcome out = predicted(value, value, value);
    out.figure = &sum_;
    return out;
  }

 private:
  PublishedRun run_;
  PublishedFigure figure_{.value = 100, .test = TestKind::prediction};
  PublishedFigure sum_{.value = 100, .tolerance = 0.01, .test = TestKind::arithmetic};
};

const Suite& suite(std::string_view id) {
  const Suite* const found = find_suite(id);
  REQUIRE(found != nullptr);
  return *found;
}

}  // namespace

TEST_CASE("a percentile lies on the line between its neighbours", "[verify]") {
  CHECK(percentile_of({7}, 0.9) == 7);
  CHECK(percentile_of({3, 1, 2}, 0.5) == 2);
  CHECK(percentile_of({4, 1, 3, 2}, 0.5) == 2.5);
  CHECK_THAT(percentile_of({0, 10, 20, 30}, 0.9), WithinRel(27.0, 1e-12));
  CHECK(percentile_of({5, 1}, 0) == 1);
  CHECK(percentile_of({5, 1}, 1) == 5);
}

TEST_CASE("errors are of the prediction against the report", "[verify]") {
  const Made made;
  CHECK_THAT(made.predicted(80, 70, 120).signed_error(), WithinRel(-0.2, 1e-12));
  CHECK_THAT(made.predicted(80, 70, 120).error(), WithinRel(0.2, 1e-12));
  CHECK(made.predicted(80, 70, 100).inside());
  CHECK_FALSE(made.predicted(80, 70, 99).inside());
  CHECK_FALSE(made.predicted(120, 101, 140).inside());
}

TEST_CASE("a sum is judged by its tolerance, not by its interval", "[verify]") {
  const Made made;
  CHECK(made.summed(100.9).inside());
  CHECK_FALSE(made.summed(101.1).inside());
}

TEST_CASE("accuracy counts what was estimated and tells what was refused", "[verify]") {
  const Made made;
  const std::vector<Outcome> outcomes{
      made.predicted(90, 60, 120), made.predicted(130, 105, 210), made.refused(),
      made.predicted(80, 50, 150), made.predicted(100, 50, 400),
  };
  const Accuracy found = accuracy_of(outcomes, "language");
  CHECK(found.kind == "language");
  CHECK(found.method == "plume");
  CHECK(found.n == 4);
  CHECK(found.refused == 1);
  CHECK_THAT(found.median_error, WithinRel(0.15, 1e-12));
  CHECK_THAT(found.p90_error, WithinRel(0.27, 1e-12));
  CHECK(found.coverage == 0.75);
  CHECK(found.high_over_low == 2.5);
}

TEST_CASE("nothing but refusals has no accuracy", "[verify]") {
  const Made made;
  const std::vector<Outcome> outcomes{made.refused()};
  const Accuracy found = accuracy_of(outcomes, "moe");
  CHECK(found.n == 0);
  CHECK(found.refused == 1);
}

TEST_CASE("every published run is a manifest that plume understands", "[verify]") {
  std::set<std::string_view> kinds(model_kind_names.begin(), model_kind_names.end());
  for (const Suite& each : suites()) {
    for (const PublishedRun& run : runs_of(each)) {
      INFO(run.id.view());
      CHECK(kinds.contains(run.kind.view()));
      CHECK_FALSE(figures_of(run).empty());
      for (const PublishedFigure& figure : figures_of(run)) {
        Run read;
        Faults faults;
        read_manifest(figure.manifest.view(), "run.json", read, faults);
        for (const Fault& fault : faults) {
          FAIL_CHECK(fault.code << ": " << fault.message);
        }
        const bool timed = read.has(Key::wall_hours) || read.has(Key::device_hours);
        // A method's own arithmetic begins at the work.
        CHECK((!run.method.empty() || timed == (figure.test != TestKind::prediction)));
      }
    }
  }
}

TEST_CASE("no run is refused by the method that it is for", "[verify]") {
  for (const Suite& each : suites()) {
    for (const Outcome& outcome : verify(each, usual).outcomes) {
      INFO(outcome.run->id.view() << ": " << outcome.refusal);
      CHECK_FALSE(outcome.refused());
      CHECK((outcome.low <= outcome.predicted && outcome.predicted <= outcome.high));
    }
  }
}

TEST_CASE("energy that is rated power times hours counts in no accuracy", "[verify]") {
  const SuiteResult result = verify(suite("published"), usual);
  const auto sums = std::count_if(result.outcomes.begin(), result.outcomes.end(),
                                  [](const Outcome& o) { return o.is_arithmetic(); });
  CHECK(sums > 20);
  std::size_t counted = 0;
  for (const Accuracy& accuracy : result.summary) {
    CHECK(accuracy.measurand == Measurand::device_hours);
    counted += accuracy.kind == "all" ? accuracy.n : 0;
  }
  CHECK(counted + static_cast<std::size_t>(sums) == result.outcomes.size());
}

TEST_CASE("a method predicts anew; what follows from given hours does not change", "[verify]") {
  constexpr std::array both{Method::plume, Method::constant};
  const SuiteResult one = verify(suite("published"), usual);
  const SuiteResult two = verify(suite("published"), both);
  const auto predictions = std::count_if(one.outcomes.begin(), one.outcomes.end(),
                                         [](const Outcome& o) { return !o.is_arithmetic(); });
  CHECK(two.outcomes.size() == one.outcomes.size() + static_cast<std::size_t>(predictions));
  const auto of_constant = std::count_if(two.outcomes.begin(), two.outcomes.end(),
                                         [](const Outcome& o) { return o.method == "constant"; });
  CHECK(of_constant == predictions);
}

TEST_CASE("bounds are held against the usual method alone", "[verify]") {
  constexpr std::array other{Method::constant};
  CHECK_FALSE(verify(suite("published"), usual).bounds.empty());
  CHECK(verify(suite("published"), other).bounds.empty());
}

TEST_CASE("a suite is good when its sums are right and it promises nothing else", "[verify]") {
  CHECK(verify(suite("patterson"), usual).good());
}

TEST_CASE("a mistyped suite has a nearest one", "[verify]") {
  CHECK(find_suite("paterson") == nullptr);
  const auto near = suggest_suites("paterson");
  REQUIRE_FALSE(near.empty());
  CHECK(near.front() == "patterson");
}
