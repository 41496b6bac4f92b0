// SPDX-License-Identifier: Apache-2.0
#include "unit/report/exporting.hpp"

#include <map>
#include <vector>

using namespace plume;
using namespace plume::export_test;

namespace {

/// The cells of a line of CSV in which no quoted cell holds a quote.
std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (const char c : line) {
    quoted = c == '"' ? !quoted : quoted;
    if (c == ',' && !quoted) {
      out.emplace_back();
    } else if (c != '"') {
      out.back() += c;
    }
  }
  return out;
}

std::map<std::string, std::string> row_of(const std::string& text) {
  REQUIRE(std::count(text.begin(), text.end(), '\n') == 2);
  const std::size_t line = text.find('\n');
  const auto names = cells_of(text.substr(0, line));
  const auto cells = cells_of(text.substr(line + 1, text.size() - line - 2));
  REQUIRE(names.size() == cells.size());
  std::map<std::string, std::string> out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    out[names[i]] = cells[i];
  }
  REQUIRE(out.size() == names.size());
  return out;
}

std::map<std::string, std::string> row_of(std::string_view manifest, const ExportWords& said) {
  return row_of(render_export(report_of(manifest), ExportFormat::codecarbon, said));
}

}  // namespace

TEST_CASE("A row for CodeCarbon has the columns of its emissions.csv in their order", "[export]") {
  const std::string text = exported("full", ExportFormat::codecarbon);
  CHECK(text.substr(0, text.find('\n')) ==
        "timestamp,project_name,run_id,experiment_id,duration,emissions,emissions_rate,cpu_power,"
        "gpu_power,ram_power,cpu_energy,gpu_energy,ram_energy,energy_consumed,water_consumed,"
        "country_name,country_iso_code,region,cloud_provider,cloud_region,os,python_version,"
        "codecarbon_version,cpu_count,cpu_model,gpu_count,gpu_model,longitude,latitude,"
        "ram_total_size,tracking_mode,cpu_utilization_percent,gpu_utilization_percent,"
        "ram_utilization_percent,ram_used_gb,on_cloud,pue,wue");
}

TEST_CASE("A row for CodeCarbon is in kg, kWh, W and s", "[export]") {
  const auto row = row_of(exported("full", ExportFormat::codecarbon));
  CHECK(row.at("timestamp") == "2026-11-22T09:30:00");
  CHECK(row.at("project_name") == "greener");
  CHECK(row.at("duration") == "36000");
  CHECK(row.at("energy_consumed") == "70.4");  // 8 x 10 h x 800 W x 1.1
  CHECK(row.at("emissions") == "1.14752");     // at 16.3 g/kWh
  CHECK(std::stod(row.at("emissions_rate")) == Approx(1.14752 / 36000));
  CHECK(row.at("country_name") == "France");
  CHECK(row.at("country_iso_code") == "FRA");
  CHECK(row.at("cloud_provider") == "gcp");
  CHECK(row.at("cloud_region") == "europe-west9");
  CHECK(row.at("on_cloud") == "Y");
  CHECK(row.at("gpu_count") == "8");
  CHECK(row.at("gpu_model") == "8 x H100 SXM5 80GB");
  CHECK(row.at("pue") == "1.1");
}

TEST_CASE("What plume does not know stays empty in a row for CodeCarbon", "[export]") {
  const auto row = row_of(exported("bare", ExportFormat::codecarbon));
  for (const char* const name : {"run_id",
                                 "experiment_id",
                                 "cpu_power",
                                 "gpu_power",
                                 "ram_power",
                                 "cpu_energy",
                                 "gpu_energy",
                                 "ram_energy",
                                 "water_consumed",
                                 "country_name",
                                 "country_iso_code",
                                 "region",
                                 "cloud_provider",
                                 "cloud_region",
                                 "os",
                                 "python_version",
                                 "codecarbon_version",
                                 "gpu_count",
                                 "gpu_model",
                                 "tracking_mode",
                                 "on_cloud",
                                 "wue"}) {
    CAPTURE(name);
    CHECK(row.at(name).empty());
  }
  CHECK(row.at("project_name") == "unnamed model");
}

TEST_CASE("The energy of the boards has the PUE in it, their power has not", "[export]") {
  const auto row = row_of(R"({"hardware": {"accelerator": "h100-sxm", "count": 2, "hours": 5,
                                           "power": "500 W", "power_scope": "board"},
                              "site": {"region": "us-ca", "pue": 1.2}})",
                          {});
  CHECK(row.at("gpu_power") == "1000");
  CHECK(row.at("gpu_energy") == "6");  // 2 x 5 h x 500 W x 1.2
  CHECK(row.at("region") == "California");
  CHECK(row.at("country_iso_code") == "USA");
  CHECK(row.at("timestamp").empty());
  CHECK(row.at("on_cloud").empty());
}

TEST_CASE("Awkward words stay within their cell", "[export]") {
  const std::string text = exported("awkward", ExportFormat::codecarbon);
  CHECK(std::count(text.begin(), text.end(), '\n') == 2);
  CHECK_THAT(text, ContainsSubstring("\"p,\"\"q\"\" \\end{document}\""));
}
