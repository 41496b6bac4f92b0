// SPDX-License-Identifier: Apache-2.0
#include "plume/data/catalogue.hpp"
#include "plume/support/version.hpp"
#include "plume/units/text.hpp"
#include "report/verify_tables.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace plume {

namespace {

using Json = nlohmann::ordered_json;

constexpr int digits = 12;

Json rounded(double number) {
  return round_significant(number, digits);
}

Json text_or_null(std::string_view text) {
  return text.empty() ? Json() : Json(text);
}

Json row_of(const Outcome& o) {
  const PublishedFigure& figure = *o.figure;
  const bool energy = figure.measurand == Measurand::energy;
  const auto number = [&o](double value) { return o.refused() ? Json() : rounded(value); };
  Json out;
  out["id"] = short_id(*o.run);
  out["label"] = text_or_null(figure.label.view());
  out["project"] = o.run->project.view();
  out["kind"] = o.run->kind.view();
  out["method"] = o.method;
  out["test"] = name_of(figure.test);
  out["quantity"] = name_of(figure.measurand);
  out["scope"] = energy ? Json(name_of(figure.energy_scope)) : Json();
  out["unit"] = figure.unit.view();
  out["reported"] = rounded(figure.value);
  out["predicted"] = number(o.predicted);
  out["low"] = number(o.low);
  out["high"] = number(o.high);
  out["error"] = number(o.error());
  out["signed_error"] = number(o.signed_error());
  out["tolerance"] = o.is_arithmetic() ? rounded(figure.tolerance) : Json();
  out["inside"] = o.refused() ? Json() : Json(o.inside());
  out["refused"] = text_or_null(o.refusal);
  out["source"] = sources()[o.run->source].key.view();
  return out;
}

Json summary_of(const Accuracy& a) {
  const auto number = [&a](double value) { return a.n > 0 ? rounded(value) : Json(); };
  Json out;
  out["method"] = a.method;
  out["test"] = name_of(a.test);
  out["kind"] = a.kind;
  out["quantity"] = name_of(a.measurand);
  out["n"] = a.n;
  out["refused"] = a.refused;
  out["median_error"] = number(a.median_error);
  out["p90_error"] = number(a.p90_error);
  out["coverage"] = number(a.coverage);
  out["high_over_low"] = number(a.high_over_low);
  return out;
}

Json bound_of(const BoundCheck& check) {
  Json out;
  out["test"] = name_of(check.bound->test);
  out["kind"] = check.bound->kind.empty() ? Json("all") : Json(check.bound->kind.view());
  out["quantity"] = name_of(check.bound->measurand);
  out["bound"] = check.what;
  out["limit"] = rounded(check.limit);
  out["found"] = check.found ? rounded(*check.found) : Json();
  out["kept"] = check.kept;
  return out;
}

Json arithmetic_of(const SuiteResult& result) {
  std::size_t n = 0;
  std::size_t passed = 0;
  double worst = 0;
  for (const Outcome& o : result.outcomes) {
    if (o.is_arithmetic() && !o.refused()) {
      ++n;
      passed += o.inside() ? 1U : 0U;
      worst = std::max(worst, o.error());
    }
  }
  Json out;
  out["n"] = n;
  out["passed"] = passed;
  out["worst_error"] = rounded(worst);
  return out;
}

template <class Item, class Write>
Json list_of(const std::vector<Item>& items, Write write) {
  Json out = Json::array();
  for (const Item& item : items) {
    out.push_back(write(item));
  }
  return out;
}

Json suite_of(const SuiteResult& result) {
  Json out;
  out["name"] = result.suite->id.view();
  out["title"] = result.suite->title.view();
  out["good"] = result.good();
  out["rows"] = list_of(result.outcomes, row_of);
  out["summary"] = list_of(result.summary, summary_of);
  out["arithmetic"] = arithmetic_of(result);
  out["bounds"] = list_of(result.bounds, bound_of);
  return out;
}

}  // namespace

std::string verification_json(std::span<const SuiteResult> results) {
  Json out;
  out["schema"] = "plume.verify/1";
  out["plume"] = version();
  out["catalogue"] = catalogue_release();
  out["suites"] = Json::array();
  for (const SuiteResult& result : results) {
    out["suites"].push_back(suite_of(result));
  }
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace plume
