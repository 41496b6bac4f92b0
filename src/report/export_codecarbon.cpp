// SPDX-License-Identifier: Apache-2.0
#include "plume/units/text.hpp"
#include "report/export_writers.hpp"
#include "report/writers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plume {

namespace {

struct Column {
  std::string_view name;
  std::string (*value)(const Report&, const ExportWords&);
};

std::string unknown(const Report& /*report*/, const ExportWords& /*words*/) {
  return {};
}

/// Without the letter of UTC.
std::string timestamp(const Report& /*report*/, const ExportWords& words) {
  return words.time.substr(0, words.time.find('Z'));
}

std::string project_name(const Report& report, const ExportWords& words) {
  return words.project.empty() ? model_name(report, words) : words.project;
}

std::string duration(const Report& report, const ExportWords& /*words*/) {
  return print_machine(report.wall_time.value.in(seconds));
}

std::string emissions(const Report& report, const ExportWords& /*words*/) {
  return print_machine(report.operational.value.in(kilograms));
}

std::string emissions_rate(const Report& report, const ExportWords& /*words*/) {
  return print_machine(report.operational.value.in(kilograms) / report.wall_time.value.in(seconds));
}

/// Figures of graphics boards; not of other accelerators.
bool has_graphics_boards(const Report& report) {
  return report.accelerator != nullptr && report.accelerator->kind.view() == "gpu";
}

std::string gpu_power(const Report& report, const ExportWords& /*words*/) {
  return has_graphics_boards(report) && report.board_energy
             ? print_machine((report.board_energy->value / report.wall_time.value).in(watts))
             : std::string();
}

double overhead_of_site(const Report& report) {
  return report.facility_energy.value / report.it_energy.value;
}

/// CodeCarbon's energies have the PUE in them; its powers have not.
std::string gpu_energy(const Report& report, const ExportWords& /*words*/) {
  return has_graphics_boards(report) && report.board_energy
             ? print_machine(report.board_energy->value.in(kilowatt_hours)*overhead_of_site(report))
             : std::string();
}

std::string energy_consumed(const Report& report, const ExportWords& /*words*/) {
  return print_machine(report.facility_energy.value.in(kilowatt_hours));
}

std::string country_name(const Report& report, const ExportWords& /*words*/) {
  const Place* const country = country_of(report);
  return country == nullptr ? std::string() : std::string(country->name);
}

bool is_country_code(std::string_view text) {
  return text.size() == 3 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// Three letters by ISO 3166-1, the first of a country's aliases.
std::string country_iso_code(const Report& report, const ExportWords& /*words*/) {
  const Place* const country = country_of(report);
  if (country == nullptr || aliases_of(*country).empty()) {
    return {};
  }
  const std::string_view code = aliases_of(*country).front();
  return is_country_code(code) ? std::string(code) : std::string();
}

std::string region(const Report& report, const ExportWords& /*words*/) {
  const bool is_state = report.place != nullptr && report.place->kind == PlaceKind::state;
  return is_state ? std::string(report.place->name) : std::string();
}

std::string cloud_provider(const Report& report, const ExportWords& /*words*/) {
  const Place* const place = cloud_region_of(report);
  return place == nullptr ? std::string() : std::string(place->provider);
}

/// "europe-west9" of "gcp:europe-west9"
std::string cloud_region(const Report& report, const ExportWords& /*words*/) {
  const Place* const place = cloud_region_of(report);
  const std::string_view id = place == nullptr ? std::string_view() : place->id.view();
  return std::string(id.substr(id.find(':') + 1));
}

std::string gpu_count(const Report& report, const ExportWords& /*words*/) {
  return has_graphics_boards(report) ? print_machine(device_count(report)) : std::string();
}

std::string gpu_model(const Report& report, const ExportWords& /*words*/) {
  return has_graphics_boards(report)
             ? fmt::format("{} x {}", print_machine(device_count(report)), hardware_name(report))
             : std::string();
}

std::string on_cloud(const Report& report, const ExportWords& /*words*/) {
  return is_in_cloud(report) ? "Y" : "";
}

std::string pue(const Report& report, const ExportWords& /*words*/) {
  return print_machine(overhead_of_site(report));
}

/// Columns, units and order of emissions.csv: `EmissionsData` of mlco2/codecarbon 3.3.0 (b05965e),
/// output_methods/emissions_data.py. It knows no embodied emissions.
constexpr auto columns = std::to_array<Column>({
    {"timestamp", timestamp},
    {"project_name", project_name},
    {"run_id", unknown},
    {"experiment_id", unknown},
    {"duration", duration},              // s
    {"emissions", emissions},            // kg
    {"emissions_rate", emissions_rate},  // kg/s
    {"cpu_power", unknown},              // W
    {"gpu_power", gpu_power},
    {"ram_power", unknown},
    {"cpu_energy", unknown},  // kWh
    {"gpu_energy", gpu_energy},
    {"ram_energy", unknown},
    {"energy_consumed", energy_consumed},
    {"water_consumed", unknown},
    {"country_name", country_name},
    {"country_iso_code", country_iso_code},
    {"region", region},
    {"cloud_provider", cloud_provider},
    {"cloud_region", cloud_region},
    {"os", unknown},
    {"python_version", unknown},
    {"codecarbon_version", unknown},
    {"cpu_count", unknown},
    {"cpu_model", unknown},
    {"gpu_count", gpu_count},
    {"gpu_model", gpu_model},
    {"longitude", unknown},
    {"latitude", unknown},
    {"ram_total_size", unknown},
    {"tracking_mode", unknown},
    {"cpu_utilization_percent", unknown},
    {"gpu_utilization_percent", unknown},
    {"ram_utilization_percent", unknown},
    {"ram_used_gb", unknown},
    {"on_cloud", on_cloud},
    {"pue", pue},
    {"wue", unknown},
});

}  // namespace

std::string export_codecarbon(const Report& report, const ExportWords& words) {
  std::string head;
  std::string row;
  for (const Column& column : columns) {
    const std::string_view comma = head.empty() ? "" : ",";
    head.append(comma).append(column.name);
    row.append(comma).append(csv_field(printable(column.value(report, words))));
  }
  return head + "\n" + row + "\n";
}

}  // namespace plume
