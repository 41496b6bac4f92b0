// SPDX-License-Identifier: Apache-2.0
#include "plume/support/version.hpp"
#include "plume/units/text.hpp"
#include "report/compare_writers.hpp"
#include "report/json_values.hpp"
#include "report/table.hpp"

namespace plume {

namespace {

Json factor_json(const Factor& factor) {
  Json out;
  out["name"] = factor.name;
  out["unit"] = factor.unit;
  out["a"] = rounded(factor.a);
  out["b"] = rounded(factor.b);
  out["factor"] = rounded(factor.factor);
  out["divides"] = factor.divides;
  for (const Factor& finer : factor.finer) {
    out["finer"].push_back(factor_json(finer));
  }
  return out;
}

Json factors_json(const std::vector<Factor>& factors) {
  Json out = Json::array();
  for (const Factor& factor : factors) {
    out.push_back(factor_json(factor));
  }
  return out;
}

Json run_json(const NamedReport& run) {
  Json out;
  out["name"] = run.name;
  out["method"] =
      method_names[static_cast<std::size_t>(run.report.run.choice_or(Key::method, Method::plume))];
  out["basis"] = run.report.basis;
  out.update(summary_json(run.report));
  return out;
}

using Row = std::vector<std::string>;

Row factor_row(std::string_view part, const Factor& factor, std::size_t depth) {
  return {std::string(part),
          std::string(factor.name),
          std::to_string(depth),
          std::string(factor.unit),
          print_machine(factor.a),
          print_machine(factor.b),
          print_machine(factor.factor),
          "",
          ""};
}

Row sum_row(std::string_view part, const Estimate<Carbon>& a, const Estimate<Carbon>& b,
            const std::optional<Estimate<double>>& ratio) {
  return {std::string(part),
          "emissions",
          "0",
          "kgCO2e",
          print_machine(a.value.in(kilograms)),
          print_machine(b.value.in(kilograms)),
          ratio ? print_machine(ratio->value) : std::string(),
          ratio ? print_machine(ratio->low()) : std::string(),
          ratio ? print_machine(ratio->high()) : std::string()};
}

}  // namespace

Json summary_json(const Report& report) {
  Json out;
  out["emissions"]["unit"] = "kgCO2e";
  out["emissions"]["total"] = interval(report.total, kilograms);
  out["emissions"]["operational"] = interval(report.operational, kilograms);
  out["emissions"]["embodied"] = interval(report.embodied, kilograms);
  out["energy_kwh"] = rounded(report.facility_energy.value.in(kilowatt_hours));
  out["device_hours"] = rounded(report.device_time.value.in(hours));
  out["wall_hours"] = rounded(report.wall_time.value.in(hours));
  out["flops"] = report.work ? rounded(report.work->in(flop)) : Json();
  return out;
}

Json levers_json(const Levers& levers) {
  Json out;
  out["model"] = levers.model ? rounded(*levers.model) : Json();
  out["machine"] = rounded(levers.machine);
  out["mechanisation"] = rounded(levers.mechanisation);
  out["map"] = rounded(levers.map);
  return out;
}

std::string comparison_json(const NamedReport& a, const NamedReport& b,
                            const Comparison& comparison) {
  const Ratio& ratio = comparison.ratio;
  Json out;
  out["schema"] = "plume.compare/1";
  out["plume"] = version();
  out["catalogue"] = catalogue_release();
  out["a"] = run_json(a);
  out["b"] = run_json(b);
  out["ratio"] = interval(ratio.total);
  out["probability_lower"] = rounded(ratio.probability_lower);
  out["clear"] = ratio.clear();
  out["intervals_overlap"] = comparison.overlap;
  out["operational_ratio"] = interval(ratio.operational);
  out["embodied_ratio"] = ratio.embodied ? interval(*ratio.embodied) : Json();
  out["factors"] = factors_json(comparison.operational_factors);
  out["embodied_factors"] = factors_json(comparison.embodied_factors);
  out["levers"] = levers_json(comparison.levers);
  out["shared"] = comparison.shared;
  out["warnings"] = warnings_json(comparison.warnings);
  return dumped(out);
}

std::string comparison_csv(const NamedReport& a, const NamedReport& b,
                           const Comparison& comparison) {
  Cells cells{{"part", "name", "depth", "unit", "a", "b", "factor", "factor_low", "factor_high"}};
  const auto add = [&cells](std::string_view part) {
    return [&cells, part](const Factor& factor, std::size_t depth) {
      cells.push_back(factor_row(part, factor, depth));
    };
  };
  const Ratio& ratio = comparison.ratio;
  cells.push_back(sum_row("total", a.report.total, b.report.total, ratio.total));
  cells.push_back(
      sum_row("operational", a.report.operational, b.report.operational, ratio.operational));
  walk_factors(comparison.operational_factors, 1, add("operational"));
  cells.push_back(sum_row("embodied", a.report.embodied, b.report.embodied, ratio.embodied));
  walk_factors(comparison.embodied_factors, 1, add("embodied"));
  return csv_table(cells);
}

}  // namespace plume
