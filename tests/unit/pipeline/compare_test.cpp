// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/compare.hpp"
#include "plume/pipeline/printed_report.hpp"
#include "unit/pipeline/asked.hpp"

using namespace plume;
using namespace plume::test;

namespace {

Report predicted_with(const std::vector<std::pair<Key, std::string>>& more) {
  return estimated(with(predicted(), more));
}

const Factor& factor(const std::vector<Factor>& factors, std::string_view name) {
  const auto found = std::find_if(factors.begin(), factors.end(),
                                  [name](const Factor& each) { return each.name == name; });
  INFO("factor " << name);
  REQUIRE(found != factors.end());
  return *found;
}

bool holds(const std::vector<std::string_view>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string codes_of(const std::vector<Warning>& warnings) {
  std::string out;
  for (const Warning& warning : warnings) {
    out.append(out.empty() ? "" : " ").append(warning.code);
  }
  return out;
}

}  // namespace

TEST_CASE("Twice the tokens is twice the work, and nothing else", "[compare]") {
  const Comparison c = compare(predicted_with({}), predicted_with({{Key::tokens, "4T"}}));
  CHECK_THAT(c.ratio.total.value, WithinRel(2.0, 1e-12));
  CHECK(c.ratio.total.spread == Spread{});
  CHECK(c.ratio.probability_lower == 0);
  const Factor& time = factor(c.operational_factors, "device_hours");
  const Factor& work = factor(time.finer, "work");
  CHECK_THAT(factor(work.finer, "tokens").factor, WithinRel(2.0, 1e-12));
  CHECK_THAT(factor(work.finer, "parameters").factor, WithinRel(1.0, 1e-12));
  CHECK_THAT(*c.levers.model, WithinRel(2.0, 1e-12));
  CHECK_THAT(c.levers.machine, WithinRel(1.0, 1e-12));
}

TEST_CASE("Another PUE is the lever of mechanisation, another place that of the map", "[compare]") {
  const Levers levers =
      levers_of(predicted_with({}), predicted_with({{Key::pue, "1.65"}, {Key::region, "Poland"}}));
  CHECK_THAT(levers.mechanisation, WithinRel(1.5, 1e-12));
  CHECK(levers.map > 5);
  CHECK_THAT(levers.machine, WithinRel(1.0, 1e-12));
}

TEST_CASE("Where hours were given, no factor stands behind the device hours", "[compare]") {
  const Comparison c = compare(estimated(asked(timed())), predicted_with({}));
  CHECK(factor(c.operational_factors, "device_hours").finer.empty());
  CHECK_FALSE(c.levers.model.has_value());
}

TEST_CASE("The work is a lever where it is known, though hours are given", "[compare]") {
  const auto with_work = [](const std::string& flops) {
    return estimated(with(timed(), {{Key::flops, flops}}));
  };
  const Levers levers = levers_of(with_work("1e22"), with_work("2e22"));
  CHECK_THAT(*levers.model, WithinRel(2.0, 1e-12));
  CHECK_THAT(levers.machine, WithinRel(0.5, 1e-12));
}

TEST_CASE("The model's error is shared on one accelerator, and not on two", "[compare]") {
  const Report base = predicted_with({});
  CHECK(holds(compare(base, predicted_with({{Key::count, "512"}})).shared, "mfu"));
  CHECK_FALSE(
      holds(compare(base, predicted_with({{Key::accelerator, "a100-sxm-80gb"}})).shared, "mfu"));
}

TEST_CASE("The grid of one place and year is one unknown", "[compare]") {
  const Report base = predicted_with({});
  CHECK(holds(compare(base, predicted_with({{Key::count, "8"}})).shared, "grid_intensity"));
  CHECK_FALSE(holds(compare(base, predicted_with({{Key::year, "2020"}})).shared, "grid_intensity"));
  CHECK_FALSE(
      holds(compare(base, predicted_with({{Key::region, "Poland"}})).shared, "grid_intensity"));
}

TEST_CASE("Figures that share a name and a value, but no source, are two unknowns", "[compare]") {
  const Report listed = predicted_with({});
  const Input& grid = input(listed, "grid_intensity");
  const std::string same = std::to_string(grid.low) + ".." + std::to_string(grid.high) + " g/kWh";
  const Report given = predicted_with({{Key::grid_intensity, same}});
  CHECK_FALSE(holds(compare(listed, given).shared, "grid_intensity"));
  CHECK(compare(listed, given).ratio.total.spread.variance > 0);
}

TEST_CASE("Runs that were not estimated alike are told", "[compare]") {
  const Report base = predicted_with({});
  const auto told = [&base](const std::vector<std::pair<Key, std::string>>& more) {
    return codes_of(compare(base, predicted_with(more)).warnings);
  };
  CHECK(told({}).empty());
  CHECK(told({{Key::year, "2020"}}) == "mixed-years");
  CHECK(told({{Key::method, "constant"}}) == "mixed-methods");
  CHECK(told({{Key::power, "600"}, {Key::power_scope, "board"}}) == "mixed-power-scope");
  CHECK_THAT(told({{Key::region, "us-ca"}}), ContainsSubstring("mixed-basis"));
}

TEST_CASE("What differs on purpose is not told", "[compare]") {
  const Report a = predicted_with({});
  const Report b = predicted_with({{Key::method, "constant"}});
  const std::array<const Report*, 2> both{&a, &b};
  const std::array varied{Key::method};
  CHECK(differences_in_kind(both, varied).empty());
}

TEST_CASE("A report says what it found and who made it", "[compare]") {
  const auto printed = read_printed_report(
      R"({"schema": "plume.report/1", "plume": "0.1.0", "catalogue": "2026.11",
          "emissions": {"total": {"value": 12.5}}})");
  REQUIRE(printed);
  CHECK(printed->total == kilograms(12.5));
  CHECK(printed->plume == "0.1.0");
  CHECK(printed->catalogue == "2026.11");
}

TEST_CASE("What is no report says nothing", "[compare]") {
  for (const std::string_view text :
       {"", "{", "[]", "name: x", R"({"schema": 1})", R"({"schema": "plume.report/1"})",
        R"({"schema": "plume.report/1", "emissions": {"total": {"value": "12"}}})",
        R"({"schema": "plume.report/1", "emissions": [1]})",
        R"({"schema": "other", "emissions": {"total": {"value": 12}}})"}) {
    INFO(text);
    CHECK_FALSE(read_printed_report(text));
  }
}

namespace {

Report of_images(const std::string& architecture,
                 const std::vector<std::pair<Key, std::string>>& more = {}) {
  return estimated(with({{Key::architecture, architecture},
                         {Key::samples, "1.28M"},
                         {Key::epochs, "90"},
                         {Key::accelerator, "a100-sxm-80gb"},
                         {Key::count, "8"},
                         {Key::region, "fr"},
                         {Key::year, "2023"}},
                        more));
}

double product_of(const std::vector<Factor>& factors) {
  double out = 1;
  for (const Factor& each : factors) {
    out *= each.factor;
  }
  return out;
}

}  // namespace

TEST_CASE("The factors of image models multiply to the ratio, beside language models too",
          "[compare]") {
  const Report resnet = of_images("resnet50");
  for (const Report& other : {of_images("vit-b-16"), predicted_with({})}) {
    const Comparison c = compare(resnet, other);
    CHECK_THAT(product_of(c.operational_factors), WithinRel(c.ratio.operational.value, 1e-9));
    CHECK_THAT(product_of(c.embodied_factors), WithinRel(c.ratio.embodied->value, 1e-9));
    const Factor& time = factor(c.operational_factors, "device_hours");
    CHECK_THAT(product_of(time.finer), WithinRel(time.factor, 1e-9));
    CHECK_THAT(*c.levers.model * c.levers.machine * c.levers.mechanisation * c.levers.map,
               WithinRel(c.ratio.operational.value, 1e-9));
  }
}

TEST_CASE("A faster rate of samples is less time: it weighs as a divisor", "[compare]") {
  const Report slow = of_images("resnet50", {{Key::samples_per_second, "18..22K"}});
  CHECK(input(slow, "samples_per_second").weight == -1);
  const Report tokens = predicted_with({{Key::tokens_per_second, "600..700K"}});
  CHECK(input(tokens, "tokens_per_second").weight == -1);
}
