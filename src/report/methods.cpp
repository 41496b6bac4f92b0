// SPDX-License-Identifier: Apache-2.0
#include "plume/report/methods.hpp"

#include "plume/units/text.hpp"
#include "report/json.hpp"
#include "report/writers.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <optional>

namespace plume {

namespace {

/// Total emissions over those of the first method, where both have an estimate.
std::optional<double> ratio_to_first(std::span<const MethodOutcome> outcomes,
                                     const MethodOutcome& outcome) {
  const MethodOutcome& first = outcomes.front();
  if (first.refused() || outcome.refused()) {
    return std::nullopt;
  }
  return outcome.report.total.value / first.report.total.value;
}

/// "GPT-3: 381 t to 759 t CO2e by 6 of 6 methods"
std::string answer(std::span<const MethodOutcome> outcomes) {
  const Estimate<Carbon>* least = nullptr;
  const Estimate<Carbon>* most = nullptr;
  std::size_t estimates = 0;
  for (const MethodOutcome& outcome : outcomes) {
    if (!outcome.refused()) {
      const Estimate<Carbon>& total = outcome.report.total;
      least = least == nullptr || total.value < least->value ? &total : least;
      most = most == nullptr || total.value > most->value ? &total : most;
      ++estimates;
    }
  }
  const std::string range =
      least == nullptr ? std::string("no estimate")
                       : fmt::format("{} to {} CO2e", human(least->value), human(most->value));
  return fmt::format("{}: {} by {} of {} methods", title_of(outcomes.front().report), range,
                     estimates, outcomes.size());
}

/// What a row of the table says of an estimate, as people read it.
struct Row {
  std::string hours, energy, operational, embodied, total, interval, ratio;
};

Row row_of(std::span<const MethodOutcome> outcomes, const MethodOutcome& outcome) {
  const Report& r = outcome.report;
  const auto ratio = ratio_to_first(outcomes, outcome);
  return {.hours = print_human(r.device_time.value.in(hours)),
          .energy = human(r.facility_energy.value),
          .operational = human(r.operational.value),
          .embodied = human(r.embodied.value),
          .total = human(r.total.value),
          .interval = human_interval(r.total),
          .ratio = ratio ? print_human(*ratio) : std::string()};
}

std::string as_text(std::span<const MethodOutcome> outcomes) {
  std::string out = fmt::format("{}\n\n", answer(outcomes));
  const auto line = [&out](std::string text) {
    text.resize(text.find_last_not_of(' ') + 1);
    out.append(text).append("\n");
  };
  constexpr std::string_view layout = "  {:<18} {:>12} {:>9} {:>11} {:>9} {:>9}  {:<18} {:>9}";
  line(fmt::format(fmt::runtime(layout), "method", "device hours", "energy", "operational",
                   "embodied", "total", "90 % interval",
                   fmt::format("/ {}", outcomes.front().method->name)));
  for (const MethodOutcome& outcome : outcomes) {
    if (outcome.refused()) {
      line(fmt::format("  {:<18} refused: {} [{}]", outcome.method->name,
                       outcome.faults.front().message, outcome.faults.front().code));
      continue;
    }
    const Row row = row_of(outcomes, outcome);
    line(fmt::format(fmt::runtime(layout), outcome.method->name, row.hours, row.energy,
                     row.operational, row.embodied, row.total, row.interval, row.ratio));
  }
  out += "\nThe papers give no intervals: what is uncertain among a method's inputs makes that of "
         "its row.\n\n";
  for (const MethodOutcome& outcome : outcomes) {
    const MethodTraits& m = *outcome.method;
    line(fmt::format("  {:<18} {}{}{}{}", m.name, m.summary, m.citation.empty() ? "" : " (",
                     m.citation, m.citation.empty() ? "" : ")"));
  }
  return out;
}

std::string as_json(std::span<const MethodOutcome> outcomes) {
  using Json = nlohmann::ordered_json;
  Json out;
  out["schema"] = "plume.methods/1";
  out["methods"] = Json::array();
  for (const MethodOutcome& outcome : outcomes) {
    Json row;
    row["method"] = outcome.method->name;
    if (outcome.refused()) {
      const Fault& why = outcome.faults.front();
      row["refused"] = {{"code", why.code}, {"message", why.message}, {"cure", why.cure}};
    } else {
      row["report"] = json_of(outcome.report);
    }
    out["methods"].push_back(std::move(row));
  }
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string as_csv(std::span<const MethodOutcome> outcomes) {
  std::string out = "method,device_hours,energy_kwh,operational_kgco2e,embodied_kgco2e,kgco2e,"
                    "kgco2e_low,kgco2e_high,ratio_to_plume,refused\n";
  for (const MethodOutcome& outcome : outcomes) {
    const Report& r = outcome.report;
    if (outcome.refused()) {
      out += fmt::format("{},,,,,,,,,{}\n", outcome.method->name, outcome.faults.front().code);
      continue;
    }
    const auto ratio = ratio_to_first(outcomes, outcome);
    out += fmt::format(
        "{},{},{},{},{},{},{},{},{},\n", outcome.method->name,
        print_machine(r.device_time.value.in(hours)),
        print_machine(r.facility_energy.value.in(kilowatt_hours)),
        print_machine(r.operational.value.in(kilograms)),
        print_machine(r.embodied.value.in(kilograms)), print_machine(r.total.value.in(kilograms)),
        print_machine(r.total.low().in(kilograms)), print_machine(r.total.high().in(kilograms)),
        ratio ? print_machine(*ratio) : std::string());
  }
  return out;
}

std::string as_markdown(std::span<const MethodOutcome> outcomes) {
  std::string out = fmt::format(
      "## {}\n\n"
      "| method | device hours | energy | operational | embodied | total | 90 % interval | / {} |\n"
      "| --- | --- | --- | --- | --- | --- | --- | --- |\n",
      markdown_cell(answer(outcomes)), outcomes.front().method->name);
  for (const MethodOutcome& outcome : outcomes) {
    if (outcome.refused()) {
      out += fmt::format("| {} | refused: {} | | | | | | |\n", outcome.method->name,
                         markdown_cell(outcome.faults.front().message));
      continue;
    }
    const Row row = row_of(outcomes, outcome);
    out +=
        fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} |\n", outcome.method->name, row.hours,
                    row.energy, row.operational, row.embodied, row.total, row.interval, row.ratio);
  }
  return out;
}

}  // namespace

std::string render_methods(std::span<const MethodOutcome> outcomes, const RenderOptions& options) {
  switch (options.format) {
    case Format::json:
      return as_json(outcomes);
    case Format::csv:
      return as_csv(outcomes);
    case Format::markdown:
      return as_markdown(outcomes);
    case Format::text:
      break;
  }
  return as_text(outcomes);
}

}  // namespace plume
