// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/estimate.hpp"
#include "plume/pipeline/manifest.hpp"
#include "plume/report/record.hpp"
#include "plume/support/version.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

using namespace plume;
using Json = nlohmann::json;
using namespace std::string_literals;

namespace {

constexpr std::string_view gpt_3 = R"({
  "name": "gpt-3", "model": {"parameters": "175B"}, "training": {"tokens": "300B"},
  "hardware": {"accelerator": "v100", "count": 10000, "power": "300..350 W"},
  "site": {"region": "us", "year": 2020, "pue": 1.1}})";

constexpr std::string_view without_work = R"({
  "hardware": {"hours": 5, "power": 300, "count": 8, "accelerator": "h100-sxm"},
  "site": {"region": "fr", "year": 2023, "pue": 1.1}})";

/// A run with its report, held for the result that points to them.
struct Estimated {
  Run run{};
  Report report{};

  RecordResult result(std::string_view file = {}, std::uint64_t line = 7) const {
    return {.file = file, .line = line, .run = &run, .report = &report};
  }
};

Estimated estimated(std::string_view manifest) {
  Estimated out;
  Faults faults;
  read_manifest(manifest, "run.json", out.run, faults);
  REQUIRE(faults.empty());
  out.report = estimate(out.run, faults);
  REQUIRE(faults.empty());
  return out;
}

Estimated named(const std::string& name) {
  Estimated out = estimated(gpt_3);
  out.run.set_text(Key::name, name, {});
  return out;
}

BadRecord bad_record(const std::string& message) {
  return {.diagnostic = {.code = "unknown-key", .message = message, .position = {7, 12}},
          .pointer = "/site/x"};
}

RecordResult bad_result(const BadRecord& bad, const Run& run, std::string_view file = {}) {
  return {.file = file, .line = 7, .run = &run, .bad = &bad};
}

using Writer = void (*)(std::string&, const RecordResult&, bool);

/// What is added to a text that is there already: one line, without its end.
std::string written(Writer write, const RecordResult& result, bool with_line = true) {
  std::string text = "before\n";
  write(text, result, with_line);
  REQUIRE(text.starts_with("before\n"));
  REQUIRE(text.ends_with('\n'));
  return text.substr(7, text.size() - 8);
}

Json json_of(const RecordResult& result, bool with_line = true) {
  const std::string line = written(write_record_json, result, with_line);
  CHECK(line.find('\n') == std::string::npos);
  return Json::parse(line);
}

/// The cells of a row of CSV (RFC 4180).
std::vector<std::string> cells_of(std::string_view row) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const bool doubled = quoted && row[i] == '"' && row.substr(i + 1).starts_with('"');
    if (row[i] == '"' && !doubled) {
      quoted = !quoted;
    } else if (row[i] == ',' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += row[i];
      i += doubled ? 1U : 0U;
    }
  }
  CHECK_FALSE(quoted);
  return cells;
}

std::vector<std::string> header_cells(bool several_files, bool with_line) {
  const std::string header = record_header(several_files, with_line);
  REQUIRE(header.ends_with('\n'));
  return cells_of(header.substr(0, header.size() - 1));
}

const std::vector<std::string>& hostile_names() {
  static const std::vector<std::string> names{"a, \"b\"\nc",
                                              "\\",
                                              "\"",
                                              "\"\"",
                                              ",",
                                              "\r\n",
                                              "\x01\x1f\x7f",
                                              "nul\0here"s,
                                              "{\"error\":{}}",
                                              "\xc3\xa9\xe2\x80\xa8\xf0\x9f\x8c\xb1",
                                              "",
                                              std::string(10'000, '"')};
  return names;
}

Summary summary_of(const std::vector<std::string_view>& manifests) {
  Summary summary;
  for (const std::string_view manifest : manifests) {
    const Estimated one = estimated(manifest);
    const bool has_name = one.run.has(Key::name);
    summary.add(one.result(), has_name ? one.run.text(Key::name) : std::string_view(), true);
  }
  const BadRecord bad = bad_record("x");
  summary.add(bad_result(bad, Run()), "a \"b\",\n\xc3\xa9", true);
  return summary;
}

}  // namespace

TEST_CASE("A compact record has figures, counts and codes", "[report]") {
  const Estimated run = estimated(gpt_3);
  const Json line = json_of(run.result());
  CHECK(line.at("name") == "gpt-3");
  CHECK(line.at("line") == 7);
  CHECK_FALSE(line.contains("file"));
  CHECK(line.at("kgco2e_low").get<double>() < line.at("kgco2e").get<double>());
  CHECK(line.at("kgco2e").get<double>() < line.at("kgco2e_high").get<double>());
  CHECK_THAT(line.at("flops").get<double>(), WithinRel(3.15e23, 1e-12));
  CHECK(line.at("assumed") == run.report.assumed);
  CHECK(line.at("warnings").size() == run.report.warnings.size());
  CHECK(line.size() == 12);
  CHECK_FALSE(json_of(run.result(), false).contains("line"));
  CHECK(json_of(run.result("a.jsonl")).at("file") == "a.jsonl");
}

TEST_CASE("What is not known is null in JSON and empty in CSV", "[report]") {
  const Estimated run = estimated(without_work);
  const Json line = json_of(run.result());
  CHECK(line.at("name").is_null());
  CHECK(line.at("flops").is_null());
  CHECK(line.at("warnings") == Json::array());
  const auto cells = cells_of(written(write_record_csv, run.result()));
  CHECK(cells.at(0).empty());
  CHECK(cells.at(9).empty());
}

TEST_CASE("Any name is a text of JSON and a field of CSV", "[report]") {
  for (const std::string& name : hostile_names()) {
    const Estimated run = named(name);
    const RecordResult result = run.result(name);
    CHECK(json_of(result).at("name") == name);
    CHECK(json_of(result).value("file", "") == name);
    CHECK(Json::parse(written(write_record_report, result)).value("file", "") == name);
    const auto cells = cells_of(written(write_record_csv, result));
    CHECK(cells.size() == header_cells(!name.empty(), true).size());
    CHECK(cells.at(0) == name);
    CHECK(cells.at(1) == (name.empty() ? "7" : name));
  }
}

TEST_CASE("A file name of any bytes leaves the line JSON", "[report]") {
  const Estimated run = named("a");
  CHECK(json_of(run.result("b\xff\n")).at("file") == "b\xef\xbf\xbd\n");
}

TEST_CASE("A bad record has its fault in the place of figures", "[report]") {
  for (const std::string& message : hostile_names()) {
    const BadRecord bad = bad_record(message);
    const Run nothing;
    const RecordResult result = bad_result(bad, nothing, "a,b");
    const Json line = json_of(result);
    CHECK(line == Json{{"name", nullptr},
                       {"file", "a,b"},
                       {"line", 7},
                       {"error",
                        {{"code", "unknown-key"},
                         {"message", message},
                         {"pointer", "/site/x"},
                         {"column", 12}}}});
    CHECK(Json::parse(written(write_record_report, result)) == line);
    const auto cells = cells_of(written(write_record_csv, result));
    const auto header = header_cells(true, true);
    REQUIRE(cells.size() == header.size());
    CHECK(cells.at(header.size() - 2) == "unknown-key");
    CHECK(cells.back() == message);
    CHECK(cells.at(1) == "a,b");
  }
}

TEST_CASE("A bad record has its name where that could be read", "[report]") {
  const BadRecord bad = bad_record("x");
  CHECK(json_of(bad_result(bad, estimated(gpt_3).run)).at("name") == "gpt-3");
  CHECK(cells_of(written(write_record_csv, bad_result(bad, estimated(gpt_3).run))).at(0) ==
        "gpt-3");
}

TEST_CASE("Every row of CSV has the columns of its header", "[report]") {
  const Estimated run = estimated(gpt_3);
  const BadRecord bad = bad_record("no, \"such\" key");
  for (const bool several_files : {false, true}) {
    for (const bool with_line : {false, true}) {
      const std::string_view file = several_files ? "a.jsonl" : "";
      const auto header = header_cells(several_files, with_line);
      const auto good = cells_of(written(write_record_csv, run.result(file), with_line));
      const auto faulty =
          cells_of(written(write_record_csv, bad_result(bad, run.run, file), with_line));
      CHECK(header.size() == 13U + (several_files ? 1 : 0) + (with_line ? 1 : 0));
      CHECK(good.size() == header.size());
      CHECK(faulty.size() == header.size());
      CHECK(faulty.front() == "gpt-3");
    }
  }
}

TEST_CASE("Compact JSON, CSV and the CSV of a single run have the same figures", "[report]") {
  for (const std::string_view manifest : {gpt_3, without_work}) {
    const Estimated run = estimated(manifest);
    const auto header = header_cells(false, false);
    const std::string row = written(write_record_csv, run.result(), false);
    const std::string single = render(run.report, {.format = Format::csv});
    CHECK(single == record_header(false, false).substr(0, single.find('\n')) + "\n" +
                        row.substr(0, row.size() - 2) + "\n");
    const auto cells = cells_of(row);
    const Json line = json_of(run.result(), false);
    for (std::size_t i = 1; i <= 8; ++i) {
      const Json& figure = line.at(header[i]);
      CHECK((figure.is_null() ? cells[i].empty() : Json::parse(cells[i]) == figure));
    }
  }
}

TEST_CASE("A whole report on a line is the report of the run with its place", "[report]") {
  const Estimated run = estimated(gpt_3);
  Json line = Json::parse(written(write_record_report, run.result("a.jsonl")));
  CHECK(line.at("file") == "a.jsonl");
  CHECK(line.at("line") == 7);
  line.erase("file");
  line.erase("line");
  CHECK(line == Json::parse(render(run.report, {.format = Format::json})));
}

TEST_CASE("A summary read again is the one that was printed", "[report]") {
  const Summary summary = summary_of({gpt_3, without_work, gpt_3, without_work});
  const std::string printed = render_summary(summary, "name", Format::json);
  const PrintedSummary again = read_summary(printed, "a.json");
  CHECK(again.version == version());
  CHECK(again.group_by == "name");
  CHECK(again.summary.groups.size() == 3);
  CHECK(again.summary.total.carbon.parts() == summary.total.carbon.parts());
  CHECK(again.summary.total.carbon_variance.parts() == summary.total.carbon_variance.parts());
  CHECK(render_summary(again.summary, again.group_by, Format::json) == printed);
  CHECK(render_summary(again.summary, again.group_by, Format::csv) ==
        render_summary(summary, "name", Format::csv));
}

TEST_CASE("Printed parts add up to the printed whole", "[report]") {
  const Summary part = summary_of({gpt_3, without_work});
  Summary twice = part;
  twice.add(part);
  PrintedSummary whole = read_summary(render_summary(part, "", Format::json), "a.json");
  add_part(whole, read_summary(render_summary(part, "", Format::json), "b.json"), "b.json");
  CHECK(render_summary(whole.summary, whole.group_by, Format::json) ==
        render_summary(twice, "", Format::json));
}

TEST_CASE("A summary in CSV has a row a group and one in all", "[report]") {
  const std::string text = render_summary(summary_of({gpt_3, gpt_3}), "name", Format::csv);
  const std::string header = text.substr(0, text.find('\n'));
  CHECK_THAT(text, ContainsSubstring("\ngpt-3,2,0,"));
  CHECK_THAT(text, ContainsSubstring("\n\"a \"\"b\"\",\n\xc3\xa9\",1,1,0,0,"));
  const std::string total = text.substr(text.rfind("\ntotal,") + 1);
  CHECK(total.starts_with("total,3,1,"));
  CHECK(cells_of(total).size() == cells_of(header).size());
}

TEST_CASE("A summary of an empty batch can be printed and read", "[report]") {
  const PrintedSummary again = read_summary(render_summary(Summary(), "", Format::json), "a.json");
  CHECK(again.group_by.empty());
  CHECK(again.summary.total.records == 0);
  CHECK(again.summary.groups.empty());
}
