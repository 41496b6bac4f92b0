// SPDX-License-Identifier: Apache-2.0
#include "support/checked.hpp"

#include <algorithm>

using namespace plume;
using namespace plume::test;

namespace {

BaselineEntry entry_of(const Run& run) {
  const Report report = report_of(run);
  BaselineEntry out;
  out.file = "a.toml";
  out.kgco2e = report.total.value.in(kilograms);
  out.energy_kwh = report.facility_energy.value.in(kilowatt_hours);
  out.plume = "0.1.0";
  out.catalogue = "2026.11";
  out.run = run;
  return out;
}

Change changed(Key key, std::string_view value) {
  const Run before = run_of(small_run);
  return change_since(entry_of(before), report_of(with(before, key, value)));
}

const Term* find_term(const std::vector<Term>& terms, std::string_view name) {
  const auto found = std::find_if(terms.begin(), terms.end(),
                                  [name](const Term& term) { return term.name == name; });
  return found == terms.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("A run against itself has changed by nothing, exactly", "[gate]") {
  const Run run = run_of(small_run);
  const Change change = change_since(entry_of(run), report_of(run));
  CHECK(change.ratio == 1);
  CHECK(change.low == 1);
  CHECK(change.high == 1);
  CHECK(change.revised == 1);
  CHECK(change.keys.empty());
  CHECK(terms_of(change).empty());
  CHECK(attribution(change).empty());
}

TEST_CASE("Twice the tokens are twice the emissions, exactly: all else cancels", "[gate]") {
  const Change change = changed(Key::tokens, "200B");
  CHECK_THAT(change.ratio, WithinRel(2, 1e-12));
  CHECK_THAT(change.low, WithinRel(2, 1e-9));
  CHECK_THAT(change.high, WithinRel(2, 1e-9));
  const auto terms = terms_of(change);
  REQUIRE(terms.size() == 1);
  CHECK(terms[0].name == "tokens");
  CHECK_THAT(terms[0].effect, WithinRel(2, 1e-12));
  CHECK(attribution(change) == "tokens x2 (100B to 200B)");
}

TEST_CASE("A grid acts on the operational part alone", "[gate]") {
  const Change change = changed(Key::grid_intensity, "400 g/kWh");
  const auto terms = terms_of(change);
  const Term* const grid = find_term(terms, "carbon_intensity");
  REQUIRE(grid != nullptr);
  CHECK_THAT(grid->after, WithinRel(400, 1e-12));
  CHECK(grid->effect < grid->factor);
  CHECK_THAT(grid->effect, WithinRel(change.ratio, 1e-9));
}

TEST_CASE("A changed key is named with what it said, where no number tells it", "[gate]") {
  const Change change = changed(Key::precision, "fp16");
  REQUIRE(change.keys.size() == 1);
  CHECK(change.keys[0].key == Key::precision);
  CHECK(attribution(change) == "precision bf16 to fp16");
}

TEST_CASE("A key that is said anew, or no longer, is named", "[gate]") {
  Run before = run_of(small_run);
  const Run after = with(before, Key::recompute, "full");
  CHECK_THAT(attribution(change_since(entry_of(before), report_of(after))),
             ContainsSubstring("recompute now full"));
  CHECK_THAT(attribution(change_since(entry_of(after), report_of(before))),
             ContainsSubstring("recompute no longer full"));
}

TEST_CASE("The name of a run is no change", "[gate]") {
  CHECK(changed(Key::name, "other").keys.empty());
}

TEST_CASE("Values are told as people write them", "[gate]") {
  const Run run = run_of(small_run);
  CHECK(said_in_words(run, Key::tokens) == "100B");
  CHECK(said_in_words(run, Key::power) == "700..900 W");
  CHECK(said_in_words(run, Key::year) == "2023");
  CHECK(said_in_words(run, Key::count) == "64");
  CHECK(said_in_words(run, Key::region) == "fr");
  CHECK(said_in_words(run, Key::samples).empty());
}

TEST_CASE("The largest reason stands first", "[gate]") {
  const Run before = run_of(small_run);
  const Run after = with(with(before, Key::tokens, "110B"), Key::region, "pl");
  const auto terms = terms_of(change_since(entry_of(before), report_of(after)));
  REQUIRE(terms.size() == 2);
  CHECK(terms[0].name == "carbon_intensity");
  CHECK(terms[1].name == "tokens");
}

TEST_CASE("What plume changed is told apart from what the run changed", "[gate]") {
  const Run run = run_of(small_run);
  BaselineEntry entry = entry_of(run);
  entry.kgco2e /= 1.25;
  const Change change = change_since(entry, report_of(with(run, Key::tokens, "200B")));
  CHECK_THAT(change.revised, WithinRel(1.25, 1e-12));
  CHECK_THAT(change.ratio, WithinRel(2.5, 1e-12));
  CHECK(change.ratio == change.revised * change.terms->ratio.total.value);
  const auto terms = terms_of(change);
  REQUIRE(terms.size() == 2);
  CHECK(terms[1].name == "plume_and_catalogue");
}

TEST_CASE("A figure that was rounded when written is no revision", "[gate]") {
  const Run run = run_of(small_run);
  BaselineEntry entry = entry_of(run);
  entry.kgco2e *= 1 + 1e-12;
  CHECK(change_since(entry, report_of(run)).ratio == 1);
}

TEST_CASE("A run that can no longer be estimated gives a ratio without interval", "[gate]") {
  const Run run = run_of(small_run);
  BaselineEntry entry = entry_of(run);
  entry.run = with(run, Key::accelerator, "no-such-device");
  entry.kgco2e /= 2;
  const Change change = change_since(entry, report_of(run));
  CHECK_FALSE(change.terms);
  CHECK_THAT(change.ratio, WithinRel(2, 1e-12));
  CHECK(change.low == change.ratio);
  CHECK(change.high == change.ratio);
  CHECK(terms_of(change).empty());
  CHECK_THAT(attribution(change), ContainsSubstring("accelerator no-such-device to h100-sxm"));
}

TEST_CASE("An increase is held against its limit by the interval of the ratio", "[gate]") {
  const Change change = changed(Key::accelerator, "a100-sxm-80gb");
  const auto limit = [](double most) { return Limit{.of = BudgetOf::increase, .most = most}; };
  REQUIRE(change.low < change.high);
  CHECK(judge(change, limit(change.high)).verdict == Verdict::within);
  CHECK(judge(change, limit((change.low + change.high) / 2)).verdict == Verdict::straddles);
  CHECK(judge(change, limit(change.low * 0.99)).verdict == Verdict::over);
}
