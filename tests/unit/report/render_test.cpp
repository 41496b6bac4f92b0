// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/estimate.hpp"
#include "plume/pipeline/manifest.hpp"
#include "plume/report/render.hpp"
#include "plume/support/version.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

using namespace plume;
using Json = nlohmann::json;

namespace {

constexpr std::string_view gpt_3 = R"({
  "name": "gpt-3", "model": {"parameters": "175B"}, "training": {"tokens": "300B"},
  "hardware": {"accelerator": "v100", "count": 10000, "power": "300..350 W"},
  "site": {"region": "us", "year": 2020, "pue": 1.1}})";

Report report_of(std::string_view text, Detail detail = Detail::result) {
  Run run;
  Faults faults;
  read_manifest(text, "run.json", run, faults);
  REQUIRE(faults.empty());
  Report report = estimate(run, faults, detail);
  REQUIRE(faults.empty());
  return report;
}

std::string named(const std::string& name) {
  Json manifest = Json::parse(gpt_3);
  manifest["name"] = name;
  return manifest.dump();
}

Json json_of(const Report& report) {
  return Json::parse(render(report, {.format = Format::json}));
}

std::size_t count_of(const std::string& text, char c) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), c));
}

void check_interval(const Json& interval) {
  CHECK(interval.size() == 3);
  CHECK(interval.at("low").get<double>() <= interval.at("value").get<double>());
  CHECK(interval.at("value").get<double>() <= interval.at("high").get<double>());
}

}  // namespace

TEST_CASE("A JSON report holds every field of the contract", "[report]") {
  const Json out = json_of(report_of(gpt_3));
  CHECK(out.at("schema") == "plume.report/1");
  CHECK(out.at("plume") == version());
  CHECK(out.at("name") == "gpt-3");
  CHECK(out.at("method") == "plume");
  CHECK(out.at("catalogue").is_string());
  CHECK(out.at("emissions").at("unit") == "kgCO2e");
  CHECK(out.at("emissions").at("market_based").is_null());
  CHECK(out.at("emissions").at("basis").is_string());
  for (const char* part : {"total", "operational", "embodied"}) {
    check_interval(out.at("emissions").at(part));
  }
  CHECK(out.at("energy").at("unit") == "kWh");
  check_interval(out.at("energy").at("it"));
  check_interval(out.at("energy").at("facility"));
  check_interval(out.at("time").at("wall_hours"));
  check_interval(out.at("time").at("device_hours"));
  CHECK_THAT(out.at("compute").at("flops").get<double>(), WithinRel(3.15e23, 1e-12));
  check_interval(out.at("compute").at("mfu"));
  CHECK_FALSE(out.contains("steps"));
  for (const Json& input : out.at("inputs")) {
    for (const char* key :
         {"name", "value", "unit", "status", "source", "low", "high", "variance_share"}) {
      CHECK(input.contains(key));
    }
  }
  for (const Json& warning : out.at("warnings")) {
    CHECK(warning.at("code").is_string());
    CHECK(warning.at("message").is_string());
    CHECK(warning.at("cure").is_string());
  }
}

TEST_CASE("What is not known is null in a JSON report", "[report]") {
  const Json out = json_of(report_of(
      R"({"hardware": {"hours": 5, "power": 300, "count": 8}, "site": {"region": "fr"}})"));
  CHECK(out.at("name").is_null());
  CHECK(out.at("compute").at("flops").is_null());
  CHECK(out.at("compute").at("mfu").is_null());
}

TEST_CASE("The run of a JSON report is the manifest as it was understood", "[report]") {
  const Json run = json_of(report_of(gpt_3)).at("run");
  CHECK(run.at("model").at("parameters") == 175000000000);
  CHECK(run.at("hardware").at("power") == "300..350 W");
  CHECK(run.at("site").at("year") == 2020);
  CHECK(run.at("hardware").size() == 3);
}

TEST_CASE("Bytes that are no UTF-8 do not break a JSON report", "[report]") {
  Report report = report_of(gpt_3);
  report.run.set_text(Key::name, "\xff\xfe", {});
  CHECK_NOTHROW(json_of(report));
}

TEST_CASE("Steps are written when the report holds them", "[report]") {
  const Report report = report_of(gpt_3, Detail::steps);
  CHECK(json_of(report).at("steps").size() == report.steps.size());
  CHECK_THAT(render(report, {}), ContainsSubstring("The sum"));
  CHECK_THAT(render(report, {}), ContainsSubstring("Sources"));
}

TEST_CASE("CSV is a head and a row of as many columns", "[report]") {
  const std::string text = render(report_of(gpt_3), {.format = Format::csv});
  CHECK(count_of(text, '\n') == 2);
  const std::string head = text.substr(0, text.find('\n'));
  const std::string row = text.substr(text.find('\n') + 1);
  CHECK(head == "name,kgco2e,kgco2e_low,kgco2e_high,operational_kgco2e,embodied_kgco2e,energy_kwh,"
                "device_hours,flops,assumed,warnings");
  CHECK(count_of(head, ',') == count_of(row, ','));
  CHECK(row.starts_with("gpt-3,"));
}

TEST_CASE("A name with commas, quotes and lines is one CSV field", "[report]") {
  const std::string text = render(report_of(named("a, \"b\"\nc")), {.format = Format::csv});
  CHECK_THAT(text, ContainsSubstring("\n\"a, \"\"b\"\"\nc\","));
}

TEST_CASE("Text gives the answer first, and no colour unless asked", "[report]") {
  const Report report = report_of(gpt_3);
  const std::string plain = render(report, {});
  CHECK(plain.starts_with("gpt-3: "));
  CHECK(count_of(plain, '\033') == 0);
  CHECK_THAT(plain.substr(0, plain.find('\n')), ContainsSubstring("CO2e, 90 % interval"));
  const std::string coloured = render(report, {.colour = true});
  CHECK(count_of(coloured, '\033') > 0);
}

TEST_CASE("Bars are plain characters unless the terminal speaks Unicode", "[report]") {
  const Report report = report_of(gpt_3);
  for (const char c : render(report, {})) {
    REQUIRE(static_cast<unsigned char>(c) < 0x80);
  }
  CHECK_THAT(render(report, {.unicode = true}), ContainsSubstring("\u2588"));
}

TEST_CASE("A name cannot steer the terminal or add lines to the answer", "[report]") {
  const Report report = report_of(named("a\033[31m\nb\rc\x7f"));
  const std::string text = render(report, {});
  CHECK(count_of(text, '\033') == 0);
  CHECK(text.starts_with("a [31m b c : "));
}

TEST_CASE("A name cannot break a Markdown table or heading", "[report]") {
  const std::string text =
      render(report_of(named("a|b *c* <d>\n# e")), {.format = Format::markdown});
  CHECK(text.starts_with("## a\\|b \\*c\\* \\<d\\> # e: "));
}

TEST_CASE("Every row of a Markdown table has as many cells as its head", "[report]") {
  const std::string text = render(report_of(gpt_3), {.format = Format::markdown});
  std::size_t cells = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    if (!line.starts_with('|')) {
      cells = 0;
    } else if (cells == 0) {
      cells = count_of(line, '|');
    } else {
      CHECK(count_of(line, '|') == cells);
    }
    at = end + 1;
  }
}

TEST_CASE("The parts of the text's breakdown are given in per cent of the total", "[report]") {
  const std::string text = render(report_of(gpt_3), {});
  CHECK_THAT(text, ContainsSubstring("operational"));
  CHECK_THAT(text, ContainsSubstring("embodied"));
  CHECK_THAT(text, ContainsSubstring("%"));
}
