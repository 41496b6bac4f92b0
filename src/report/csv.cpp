// SPDX-License-Identifier: Apache-2.0
#include "plume/units/text.hpp"
#include "report/writers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace plume {

namespace {

std::string codes_of(const Report& report) {
  std::string out;
  for (const Warning& warning : report.warnings) {
    out.append(out.empty() ? "" : " ").append(warning.code);
  }
  return out;
}

}  // namespace

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    return std::string(text);
  }
  std::string out = "\"";
  for (const char c : text) {
    out.append(c == '"' ? 2 : 1, c);
  }
  return out + "\"";
}

std::string render_csv(const Report& report) {
  const std::array<std::pair<std::string_view, std::string>, 11> columns{{
      {"name", report.run.has(Key::name) ? csv_field(report.run.text(Key::name)) : std::string()},
      {"kgco2e", print_machine(report.total.value.in(kilograms))},
      {"kgco2e_low", print_machine(report.total.low().in(kilograms))},
      {"kgco2e_high", print_machine(report.total.high().in(kilograms))},
      {"operational_kgco2e", print_machine(report.operational.value.in(kilograms))},
      {"embodied_kgco2e", print_machine(report.embodied.value.in(kilograms))},
      {"energy_kwh", print_machine(report.facility_energy.value.in(kilowatt_hours))},
      {"device_hours", print_machine(report.device_time.value.in(hours))},
      {"flops", report.work ? print_machine(report.work->in(flop)) : std::string()},
      {"assumed", std::to_string(report.assumed)},
      {"warnings", codes_of(report)},
  }};
  std::string head;
  std::string row;
  for (const auto& [name, value] : columns) {
    head.append(head.empty() ? "" : ",").append(name);
    row.append(&name == &columns.front().first ? "" : ",").append(value);
  }
  return head + "\n" + row + "\n";
}

}  // namespace plume
