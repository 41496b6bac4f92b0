// SPDX-License-Identifier: Apache-2.0
#include "support/checked.hpp"

#include <array>
#include <functional>

using namespace plume;

namespace {

Diagnostic refused(const std::function<void()>& read) {
  try {
    read();
  } catch (const Failure& failure) {
    CHECK(failure.exit_code() == ExitCode::bad_input);
    REQUIRE(failure.diagnostics().size() == 1);
    CHECK_FALSE(failure.diagnostics().front().message.empty());
    CHECK_FALSE(failure.diagnostics().front().cure.empty());
    CHECK(failure.diagnostics().front().file == "--max");
    return failure.diagnostics().front();
  }
  FAIL_CHECK("it was read");
  return {};
}

std::string code_of(BudgetOf of, std::string_view text) {
  INFO(text);
  return refused([&] { parse_limit(of, text, "--max"); }).code;
}

std::string equivalent_code(std::string_view text) {
  INFO(text);
  return refused([&] { parse_equivalent(text, "--max"); }).code;
}

struct Row {
  BudgetOf of;
  std::string_view text;
  double most;
  std::string_view shown;
};
constexpr auto rows = std::to_array<Row>({
    {BudgetOf::emissions, "500 kg", 500, "500 kg"},
    {BudgetOf::emissions, "500", 500, "500 kg"},
    {BudgetOf::emissions, "500kg", 500, "500kg"},
    {BudgetOf::emissions, "1.2 t", 1200, "1.2 t"},
    {BudgetOf::emissions, "1e3 kgCO2e", 1000, "1e3 kgCO2e"},
    {BudgetOf::emissions, "250 g", 0.25, "250 g"},
    {BudgetOf::energy, "30 MWh", 30000, "30 MWh"},
    {BudgetOf::energy, "12.5", 12.5, "12.5 kWh"},
    {BudgetOf::energy, "3.6 GJ", 1000, "3.6 GJ"},
    {BudgetOf::increase, "10%", 1.1, "10%"},
    {BudgetOf::increase, "10 %", 1.1, "10 %"},
    {BudgetOf::increase, "0.1", 1.1, "10%"},
    {BudgetOf::increase, "0%", 1, "0%"},
    {BudgetOf::increase, "1", 2, "100%"},
    {BudgetOf::increase, "250%", 3.5, "250%"},
});

}  // namespace

TEST_CASE("Limits are read as people write them", "[gate]") {
  for (const Row& row : rows) {
    INFO(row.text);
    const Limit limit = parse_limit(row.of, row.text, ".plume.yaml:4");
    CHECK(limit.of == row.of);
    CHECK_THAT(limit.most, WithinRel(row.most, 1e-12));
    CHECK(limit.text == row.shown);
    CHECK(limit.set_by == ".plume.yaml:4");
  }
}

TEST_CASE("What is held against a limit is told in the limit's unit", "[gate]") {
  CHECK(amount_in_words(parse_limit(BudgetOf::emissions, "1.2 t", ""), 2500) == "2.5 t");
  CHECK(amount_in_words(parse_limit(BudgetOf::emissions, "500", ""), 2500) == "2500 kg");
  CHECK(amount_in_words(parse_limit(BudgetOf::energy, "30 MWh", ""), 4500) == "4.5 MWh");
}

TEST_CASE("What is no limit is refused with a cure, and blames who set it", "[gate]") {
  CHECK(code_of(BudgetOf::emissions, "") == "not-a-number");
  CHECK(code_of(BudgetOf::emissions, "much") == "not-a-number");
  CHECK(code_of(BudgetOf::emissions, "nan kg") == "not-a-number");
  CHECK(code_of(BudgetOf::emissions, "400..500 kg") == "range-not-taken");
  CHECK(code_of(BudgetOf::emissions, "500 kg +-5%") == "range-not-taken");
  CHECK(code_of(BudgetOf::emissions, "5 stones") == "unknown-unit");
  CHECK(code_of(BudgetOf::emissions, "5 kWh") == "wrong-dimension");
  CHECK(code_of(BudgetOf::energy, "5 kg") == "wrong-dimension");
  CHECK(code_of(BudgetOf::energy, "5 kW") == "wrong-dimension");
  CHECK(code_of(BudgetOf::increase, "5 kg") == "wrong-dimension");
  CHECK(code_of(BudgetOf::emissions, "0 kg") == "out-of-range");
  CHECK(code_of(BudgetOf::emissions, "-5 kg") == "out-of-range");
  CHECK(code_of(BudgetOf::emissions, "1e300 t") == "out-of-range");
  CHECK(code_of(BudgetOf::increase, "-10%") == "out-of-range");
}

TEST_CASE("A bare increase above one is more likely meant as per cent, and refused", "[gate]") {
  CHECK(code_of(BudgetOf::increase, "10") == "ambiguous-share");
  const Diagnostic told = refused([] { parse_limit(BudgetOf::increase, "10", "--max"); });
  CHECK(told.message == "`10` is a share, and means 1000 % more");
  CHECK(told.cure == "write `10%`, or `1000%` if that is meant");
}

TEST_CASE("An equivalence is a limit on emissions", "[gate]") {
  for (const std::string_view text :
       {"3 flight-paris-london", "3 x flight-paris-london", "3 * flight-paris-london",
        "3  equivalence/flight-paris-london"}) {
    INFO(text);
    const Limit limit = parse_equivalent(text, "--max-cost-of");
    CHECK(limit.of == BudgetOf::emissions);
    CHECK(limit.most == 150);
    CHECK(limit.text == "3 x flight-paris-london");
    CHECK(limit.set_by == "--max-cost-of");
  }
  CHECK(parse_equivalent("car-us-year", "").most == 4290);
  CHECK(parse_equivalent("0.5 car-us-year", "").most == 2145);
}

TEST_CASE("What is no equivalence is refused with the nearest names", "[gate]") {
  CHECK(equivalent_code("3 flight-paris-londres") == "unknown-equivalence");
  CHECK(equivalent_code("500 kg") == "unknown-equivalence");
  CHECK(equivalent_code("500") == "unknown-equivalence");
  CHECK(equivalent_code("") == "unknown-equivalence");
  CHECK(equivalent_code("0 flight-paris-london") == "out-of-range");
  CHECK(equivalent_code("-1 flight-paris-london") == "out-of-range");
  CHECK(equivalent_code("1..2 flight-paris-london") == "range-not-taken");
  const Diagnostic told = refused([] { parse_equivalent("flight-paris-londn", "--max"); });
  CHECK_THAT(told.cure, ContainsSubstring("flight-paris-london"));
}
