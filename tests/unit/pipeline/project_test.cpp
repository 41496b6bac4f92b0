// SPDX-License-Identifier: Apache-2.0
#include "unit/pipeline/asked.hpp"

using namespace plume;
using namespace plume::test;

TEST_CASE("What is said of the project leaves the run as it is", "[pipeline]") {
  const Report alone = estimated(asked(predicted()));
  const Report both =
      estimated(with(predicted(), {{Key::runs, "3"}, {Key::development_share, "40%"}}));
  CHECK_FALSE(alone.project);
  REQUIRE(both.project);
  CHECK(both.total.value == alone.total.value);
  CHECK(both.total.high() == alone.total.high());
  CHECK_THAT(both.project->factor.value, WithinRel(3 / 0.6, 1e-12));
  CHECK_THAT(both.project->total.value / alone.total.value, WithinRel(5.0, 1e-12));
  CHECK_THAT(both.project->facility_energy.value / alone.facility_energy.value,
             WithinRel(5.0, 1e-12));
}

TEST_CASE("Operations a second are as good as a utilisation", "[pipeline]") {
  const std::vector<std::pair<Key, std::string>> run{{Key::parameters, "7B"},
                                                     {Key::tokens, "100B"},
                                                     {Key::accelerator, "a100-sxm-80gb"},
                                                     {Key::count, "64"},
                                                     {Key::region, "fr"}};
  const Report by_mfu = estimated(with(run, {{Key::mfu, "0.5"}}));
  const Report by_rate = estimated(with(run, {{Key::achieved, "156"}}));
  CHECK_THAT(by_rate.device_time.value / by_mfu.device_time.value, WithinRel(1.0, 1e-12));
  REQUIRE(by_rate.mfu);
  CHECK_THAT(by_rate.mfu->value, WithinRel(by_mfu.mfu->value, 1e-12));
  CHECK(warns(by_rate, "assumed-overhead"));
}

TEST_CASE("A range of operations a second is one of the utilisation", "[pipeline]") {
  const Report report = estimated(asked({{Key::parameters, "7B"},
                                         {Key::tokens, "100B"},
                                         {Key::accelerator, "h100-sxm"},
                                         {Key::count, "8"},
                                         {Key::overhead, "1"},
                                         {Key::region, "fr"},
                                         {Key::achieved, "300..400"}}));
  REQUIRE(report.mfu);
  CHECK_THAT(report.mfu->low() / report.mfu->value, WithinRel(300.0 / 350, 1e-6));
  CHECK_THAT(report.mfu->high() / report.mfu->value, WithinRel(400.0 / 350, 1e-6));
}

TEST_CASE("A rate beyond the peak is an error", "[pipeline]") {
  CHECK(code_of(asked({{Key::parameters, "7B"},
                       {Key::tokens, "100B"},
                       {Key::accelerator, "a100-sxm-80gb"},
                       {Key::count, "64"},
                       {Key::region, "fr"},
                       {Key::achieved, "1000"}})) == "beyond-peak");
}

TEST_CASE("The steady time stands beside that of the whole run", "[pipeline]") {
  const Report report = estimated(with(predicted(), {{Key::overhead, "1.25"}}));
  REQUIRE(report.steady_time);
  CHECK_THAT(report.device_time.value / report.steady_time->value, WithinRel(1.25, 1e-12));
  CHECK_FALSE(estimated(asked(timed())).steady_time);
}
