// SPDX-License-Identifier: Apache-2.0
#include "plume/data/catalogue.hpp"
#include "plume/pipeline/estimate.hpp"
#include "support/catch.hpp"

#include <initializer_list>
#include <string>
#include <utility>

using namespace plume;

namespace {

using Flag = std::pair<Key, std::string>;

Report report_of(const ListedArchitecture& architecture, std::initializer_list<Flag> more) {
  Run run;
  Faults faults;
  const auto give = [&](const Flag& flag) {
    read_flag(field(flag.first), flag.second, run, faults);
  };
  for (const Flag& flag : {Flag{Key::architecture, std::string(architecture.id)},
                           {Key::samples, "1M"},
                           {Key::count, "8"},
                           {Key::region, "fr"}}) {
    give(flag);
  }
  for (const Flag& flag : more) {
    give(flag);
  }
  if (!run.has(Key::accelerator)) {
    give({Key::accelerator, "a100-sxm-80gb"});
  }
  const Report report = estimate(run, faults);
  INFO(architecture.id.view());
  REQUIRE(faults.empty());
  return report;
}

double hours_of(const ListedArchitecture& architecture, std::initializer_list<Flag> more) {
  return report_of(architecture, more).device_time.value.in(hours);
}

}  // namespace

TEST_CASE("Every listed architecture can be estimated by its samples", "[property]") {
  for (const ListedArchitecture& a : architectures()) {
    const Report report = report_of(a, {});
    INFO(a.id.view());
    CHECK(report.total.low() <= report.total.value);
    CHECK(report.total.value <= report.total.high());
    REQUIRE(report.mfu);
    CHECK(report.mfu->value > 0.01);
    CHECK(report.mfu->value <= 0.75);
  }
}

TEST_CASE("Time is proportional to samples and epochs", "[property]") {
  for (const ListedArchitecture& a : architectures()) {
    INFO(a.id.view());
    const double once = hours_of(a, {});
    CHECK_THAT(hours_of(a, {{Key::epochs, "7"}}), WithinRel(7 * once, 1e-9));
    CHECK_THAT(hours_of(a, {{Key::samples, "3M"}}), WithinRel(3 * once, 1e-9));
  }
}

TEST_CASE("Larger images and wider numbers never take less time", "[property]") {
  for (const ListedArchitecture& a : architectures()) {
    if (a.image_size == 0) {
      continue;
    }
    INFO(a.id.view());
    CHECK(hours_of(a, {{Key::image_size, std::to_string(2 * a.image_size)}}) > 3 * hours_of(a, {}));
    CHECK(hours_of(a, {{Key::precision, "tf32"}}) > hours_of(a, {{Key::precision, "fp16"}}));
  }
}

TEST_CASE("More devices take less wall-clock time and more device hours", "[property]") {
  for (const ListedArchitecture& a : architectures()) {
    INFO(a.id.view());
    const Report few = report_of(a, {});
    const Report many = report_of(a, {{Key::count, "64"}});
    CHECK(many.wall_time.value < few.wall_time.value);
    CHECK(many.device_time.value >= few.device_time.value);
  }
}

TEST_CASE("Adapters and tuned recipes never take longer", "[property]") {
  for (const ListedArchitecture& a : architectures()) {
    INFO(a.id.view());
    CHECK(report_of(a, {{Key::training_method, "lora"}}).work < report_of(a, {}).work);
    CHECK(hours_of(a, {{Key::stack, "tuned"}}) <= hours_of(a, {}));
  }
}
