// SPDX-License-Identifier: Apache-2.0
#include "data/generate/check.hpp"
#include "data/generate/locate.hpp"
#include "data/generate/read_data.hpp"
#include "data/generate/text_pool.hpp"
#include "data/generate/write_tables.hpp"
#include "data/normalise.hpp"
#include "plume/support/diagnostic.hpp"
#include "support/catch.hpp"

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <unistd.h>

using namespace plume;
namespace fs = std::filesystem;

namespace {

/// A sound data folder of one accelerator and two places, which each test breaks in one spot.
const std::map<std::string, std::string> sound_files{
    {"catalogue.json", R"({"layout": "1.0", "release": "2026.11"})"},
    {"sources.json",
     R"([{"key": "book", "title": "A book", "author": "Somebody", "url": "", "licence": "facts"}])"},
    {"hardware/accelerators/some.json", R"([
  {"id": "x1", "name": "X One", "vendor": "X", "kind": "gpu", "use": "consumer",
   "aliases": ["XI"], "generation": "xs",
   "figures": {
     "tdp": {"value": 100, "unit": "W", "source": "book", "locator": "p. 1", "status": "verified"},
     "fp16": {"value": 10, "unit": "TFLOP/s", "source": "book", "locator": "p. 1",
              "status": "secondary"}}},
  {"id": "x2", "name": "X Two", "vendor": "X", "kind": "gpu", "use": "consumer"}])"},
    {"grid/countries.json", R"([
  {"id": "world", "name": "World", "kind": "world"},
  {"id": "aa", "name": "Aland", "kind": "country", "series": [
    {"basis": "life-cycle", "first_year": 2020, "values": [100, null, 90], "source": "book",
     "locator": "p. 2", "status": "verified"}]}])"},
    {"cloud/cloud.json", R"([{"id": "cloud:aa-1", "name": "Town", "country": "aa"}])"},
    {"cloud/instances.json",
     R"([{"id": "cloud:big", "accelerator": "x1", "count": 8, "source": "book"}])"},
    {"hardware/cpus.json", R"([{"source": "book", "locator": "p. 6", "status": "secondary",
  "unit": "W", "cpus": [
    {"name": "Acme Z 1", "vendor": "Acme", "use": "server", "cores": 8, "tdp": 95},
    {"name": "Acme Z 2", "vendor": "Acme", "use": "server", "tdp": 120}]}])"},
    {"factors/equivalences.json", R"([{"id": "equivalence/car-km", "name": "car", "per": "km",
  "value": 0.2, "unit": "kgCO2e", "source": "book", "locator": "p. 7", "status": "secondary"}])"},
    {"published/ours.json", R"({"suite": "ours", "title": "Ours", "source": "book",
  "bounds": [{"test": "prediction", "quantity": "device_hours", "median_error": 0.2}],
  "rows": [{"id": "run-1", "name": "Run 1", "kind": "language",
    "run": {"hardware": {"accelerator": "x1", "count": 8}, "site": {"year": 2024}},
    "reported": {"device_hours": {"value": 100, "unit": "h"},
                 "energy": {"value": 40, "unit": "kWh", "scope": "system", "basis": "measured"}},
    "tests": ["prediction", {"test": "energy", "run": {"hardware": {"device_hours": 100}}}],
    "locator": "p. 8", "status": "verified"}],
  "excluded": [{"id": "run-2", "reason": "no hours"}]})"},
    {"site/pue.json", R"([{"id": "pue/cloud/2024", "provider": "cloud", "value": 1.2,
  "unit": "1", "source": "book", "locator": "p. 3", "status": "verified"}])"},
    {"models/language-models.json", R"([
  {"id": "small-1b", "name": "Small 1B", "aliases": ["Tiny-1B"], "source": "book",
   "locator": "p. 9", "status": "verified",
   "config": {"model_type": "llama", "hidden_size": 64},
   "parameters": {"value": 1e9, "unit": "1", "source": "book", "locator": "p. 9",
                  "status": "verified"}},
  {"id": "large-2b", "name": "Large 2B", "source": "book", "locator": "p. 9",
   "status": "secondary", "config": {"model_type": "gpt2"},
   "parameters": {"value": 2e9, "unit": "1", "source": "book", "locator": "p. 9",
                  "status": "verified"}}])"},
    {"models/model.json", R"({"figures": [
  {"id": "model/base", "constant": "model_base", "value": 2, "low": 1, "high": 3, "unit": "1",
   "source": "book", "locator": "p. 4", "status": "verified"}],
  "generations": [{"generation": "xs", "dense": {"value": 1, "unit": "1", "source": "book",
   "locator": "p. 5", "status": "verified"}}],
  "families": [{"family": "method/xs", "accelerators": ["x1"], "tdp": {"value": 90, "unit": "W",
   "source": "book", "locator": "p. 8", "status": "verified"}}]})"},
};

/// A data folder on disk that goes away again.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("plume-generator-" + std::to_string(getpid()))) {
    fs::remove_all(path_);
    for (const auto& [name, text] : sound_files) {
      write(name, text);
    }
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name) << text;
  }

  /// Replaces `from`, which must be in the file, by `to`.
  void edit(const std::string& name, const std::string& from, const std::string& to) const {
    std::string text = sound_files.at(name);
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    write(name, text.replace(at, from.size(), to));
  }

  /// All faults, as the generator prints them.
  std::string faults() const {
    generate::Faults faults;
    const generate::DataFolder data = generate::read_data(path_.string(), faults);
    generate::check(data.draft, faults);
    std::string result;
    for (const Diagnostic& fault : faults.all()) {
      result += print_diagnostic(fault, false);
    }
    return result;
  }

  generate::DataFolder read() const {
    generate::Faults faults;
    return generate::read_data(path_.string(), faults);
  }

 private:
  fs::path path_;
};

struct Break {
  std::string file;
  std::string from;
  std::string to;
  std::string message;
};

}  // namespace

TEST_CASE("a sound data folder has no faults", "[data]") {
  CHECK(Folder().faults().empty());
}

TEST_CASE("the generator refuses what cannot be right, and says where", "[data]") {
  const std::string device = "hardware/accelerators/some.json";
  const Break broken = GENERATE_COPY(values<Break>({
      {"hardware/cpus.json", R"("tdp": 95)", R"("tdp": 0)", "0 W cannot be right"},
      {"hardware/cpus.json", R"("unit": "W", )", "", R"("unit" is missing)"},
      {"hardware/cpus.json", R"("cores": 8)", R"("cores": 8.5)", "not a number of cores"},
      {"hardware/cpus.json", R"("cpus")", R"("cpu")", R"("cpus" is missing)"},
      {"hardware/cpus.json", "Acme Z 2", "Acme Z 1", "\"acme-z-1\" stands twice"},
      {"hardware/cpus.json", "Acme Z 2", "Acme Z CPU 1", "is also that of the entry in"},
      {"factors/equivalences.json", R"("per": "km",)", "", R"("per" is missing)"},
      {"factors/equivalences.json", R"("kgCO2e")", R"("kWh")", "\"kWh\" is an energy"},
      {device, R"("unit": "W", )", "", R"("unit" is missing (at /0/figures/tdp))"},
      {device, R"("source": "book", )", "", R"("source" is missing)"},
      {device, R"("locator": "p. 1", )", "", R"("locator" is missing)"},
      {device, R"("status": "verified")", R"("status": "sure")", "unknown word \"sure\""},
      {device, R"("unit": "W")", R"("unit": "Furlong")", "unknown unit \"Furlong\""},
      {device, R"("unit": "W")", R"("unit": "kWh")", "\"kWh\" is an energy"},
      {device, R"("source": "book")", R"("source": "bok")", "did you mean `book`?"},
      {device, R"("value": 100)", R"("value": 0)", "0 W cannot be right"},
      {device, R"("value": 100)", R"("value": "100")", "\"value\" must be a number"},
      {device, R"("value": 100)", R"("value": 100, "low": 120)", "out of order"},
      {device, R"("value": 100)", R"("value": 100, "sparse": 1)", "unknown key \"sparse\""},
      {device, R"("tdp")", R"("tpd")", "did you mean `tdp`"},
      {device, R"("id": "x2")", R"("id": "x1")", "\"x1\" stands twice"},
      {device, R"("X Two")", R"("X I")", "the name \"X I\" is also that of the entry in"},
      {device, R"("fp16")", R"("fp16": {"value": 1, "unit": "TFLOP/s", "source": "book",
        "locator": "p", "status": "verified"}, "fp8")",
       "more than 2.3 times the 16-bit one"},
      {device, R"("aliases": ["XI"])", R"("aliases": [1])", "must be a list of texts"},
      {device, R"("id": "x1")", R"("id": "x1", "id": "x3")", "stands twice in one object"},
      {device, R"([
  {)",
       R"([
  7, {)",
       "this must be an object"},
      {"grid/countries.json", "100, null", "2001, null",
       "2001 cannot be right (at /1/series/0/values/0)"},
      {"grid/countries.json", "100, null", "-1, null", "-1 cannot be right"},
      {"grid/countries.json", "[100, null, 90]", "[]", "a series needs"},
      {"grid/countries.json", R"("first_year": 2020)", R"("first_year": 20.5)", "not a year"},
      {"grid/countries.json", R"("locator")", R"("low_carbon_share": [1], "locator")",
       "as many shares as values"},
      {"grid/countries.json", R"("kind": "country")", R"("kind": "state")",
       "\"parent\" is missing"},
      {"grid/countries.json", R"("kind": "country")", R"("kind": "state", "parent": "bb")",
       "\"bb\" is not a place"},
      {"grid/countries.json", R"("kind": "country")", R"("kind": "state", "parent": "aa")",
       "go round in a circle"},
      {"cloud/cloud.json", R"("country": "aa")", R"("country": "aa", "grid": "aa-x")",
       "\"aa-x\" is not a place"},
      {"cloud/cloud.json", "cloud:aa-1", "aa-1", "names no provider"},
      {"cloud/instances.json", R"("x1")", R"("x9")", "\"x9\" is not an accelerator"},
      {"cloud/instances.json", "8", "0", "cannot be a number of accelerators"},
      {"site/pue.json", "1.2", "0.9", "0.9 1 cannot be right"},
      {"site/pue.json", "1.2", "3.6", "cannot be right"},
      {"site/pue.json", R"("value")", R"("site": "cloud:bb", "value")", "is not a cloud region"},
      {"models/language-models.json", R"("model_type": "gpt2")", R"("layers": 2)",
       "must be an object with a \"model_type\""},
      {"models/language-models.json", R"({"model_type": "gpt2"})", "7",
       "must be an object with a \"model_type\""},
      {"models/language-models.json", R"("parameters": {"value": 2e9)",
       R"("weights": {"value": 2e9)", "\"parameters\" is missing"},
      {"models/language-models.json", "2e9", "0", "0 1 cannot be right"},
      {"models/language-models.json",
       "\"book\", \"locator\": \"p. 9\",\n   \"status\": \"secondary\"",
       "\"bok\", \"locator\": \"p. 9\", \"status\": \"secondary\"", "did you mean `book`?"},
      {"models/language-models.json", R"("secondary")", R"("sure")", "unknown word \"sure\""},
      {"models/language-models.json", "large-2b", "small-1b", "\"small-1b\" stands twice"},
      {"models/language-models.json", "Large 2B", "tiny 1b", "is also that of the entry in"},
      {"models/model.json", "model_base", "model-base", "not a name for C++"},
      {"models/model.json", R"("low": 1)", R"("low": 0)", "a bound must be above zero"},
      {"models/model.json", R"("xs")", R"("ys")", "is not the generation of an accelerator"},
      {"published/ours.json", R"("unit": "h")", R"("unit": "kWh")",
       "\"kWh\" is no unit of device_hours"},
      {"published/ours.json", R"("rows")", R"("row")", "this table holds no run"},
      {"published/ours.json", R"("value": 100)", R"("value": 0)", "must be above zero"},
      {"published/ours.json", R"("measured")", R"("tdp-arithmetic")",
       "no reported figure belongs to this test (at /rows/0/tests/1)"},
      {"published/ours.json", R"("scope": "system")", R"("scope": "node")",
       "unknown word \"node\""},
      {"published/ours.json", R"("prediction", {)", R"("guess", {)", "unknown word \"guess\""},
      {"published/ours.json", R"("prediction", {)", R"("arithmetic", {)", "give a \"tolerance\""},
      {"published/ours.json", R"("unit": "h"})", R"("unit": "h", "tolerance": 0.5})",
       "cannot be the tolerance of a sum"},
      {"published/ours.json", R"("source": "book")", R"("source": "bok")",
       "\"bok\" is not a source"},
      {"published/ours.json", R"("source": "book",)", "", R"("source" is missing)"},
      {"published/ours.json", R"("run-1")", R"("run 1")", "an id is made of"},
      {"published/ours.json", R"("suite": "ours")", R"("suite": "Our Own")", "an id of its own"},
      {"published/ours.json", R"("tests")", R"("test")", "\"tests\" is missing"},
      {"published/ours.json", R"("run": {"hardware": {"accelerator")",
       R"("run": 7, "runs": {"hardware": {"accelerator")", "this must be an object"},
      {"published/ours.json", R"("median_error": 0.2)", R"("coverage": 0.2)",
       "unknown key \"coverage\""},
      {"published/ours.json", R"("reason": "no hours")", R"("why": "no hours")",
       "\"reason\" is missing"},
      {"models/model.json", R"(["x1"])", R"(["x9"])", "is not an accelerator"},
      {"models/model.json", R"(["x1"])", R"([])", "this family has no accelerators"},
      {"models/model.json", R"(90, "unit": "W")", R"(90, "unit": "kg")",
       "a figure of this kind is"},
      {"catalogue.json", R"("2026.11")", "11", "\"release\" must be a text"},
      {"sources.json", "[{", "{", "this is not JSON"},
  }));
  const Folder folder;
  folder.edit(broken.file, broken.from, broken.to);
  const std::string faults = folder.faults();
  CHECK_THAT(faults, ContainsSubstring(broken.message));
  CHECK_THAT(faults, ContainsSubstring(broken.file + ":"));
}

TEST_CASE("a file out of place is refused", "[data]") {
  const Folder folder;
  folder.write("hardware/toasters.json", "[]");
  CHECK_THAT(folder.faults(), ContainsSubstring("has no meaning"));
}

TEST_CASE("a folder of another layout, or of none, is refused", "[data]") {
  const Folder folder;
  folder.edit("catalogue.json", "1.0", "2.0");
  CHECK_THAT(folder.faults(), ContainsSubstring("this program reads layout 1.0"));
  folder.write("catalogue.json", "{}");
  CHECK_THAT(folder.faults(), ContainsSubstring("the catalogue has no layout"));
}

TEST_CASE("the schema folder is not data", "[data]") {
  const Folder folder;
  folder.write("schema/some.schema.json", "7");
  CHECK(folder.faults().empty());
}

TEST_CASE("all faults are reported at once, each with its line", "[data]") {
  const Folder folder;
  folder.edit("hardware/accelerators/some.json", R"("value": 100, "unit": "W")",
              R"("value": -5, "unit": "W", "hue": 1)");
  folder.edit("site/pue.json", "1.2", "9");
  const std::string faults = folder.faults();
  CHECK_THAT(faults, ContainsSubstring("some.json:5:"));
  CHECK_THAT(faults, ContainsSubstring("-5 W cannot be right"));
  CHECK_THAT(faults, ContainsSubstring("\"hue\""));
  CHECK_THAT(faults, ContainsSubstring("pue.json:1:"));
}

TEST_CASE("constants are enumerators with a comment", "[data]") {
  const std::string header = generate::write_constants(Folder().read().draft);
  CHECK_THAT(header, ContainsSubstring("  /// model/base\n  model_base,\n"));
  CHECK_THAT(header, ContainsSubstring("enum class Constant : std::uint16_t"));
}

TEST_CASE("tables hold every text once", "[data]") {
  const std::string tables = generate::write_tables(Folder().read().draft);
  const auto first = tables.find("Somebody");
  REQUIRE(first != std::string::npos);
  CHECK(tables.find("Somebody", first + 1) == std::string::npos);
}

TEST_CASE("the text pool writes what a C++ literal needs escaped", "[data]") {
  generate::TextPool pool;
  CHECK(pool("").empty());
  CHECK(pool("ü\"").size() == 3);
  CHECK(pool("next").begin() == 3);
  CHECK(pool("ü\"").begin() == 0);
  CHECK(generate::as_literals(pool.take()) == "    \"\\303\\274\\\"next\"");
  CHECK(generate::as_literals("") == "    \"\"");
}

TEST_CASE("a JSON pointer is located in the text", "[data]") {
  const std::string text = R"( {"a" : [1, {"b,]": "x\"}", "c" : [ ] , "d":-2.5}], "e": null } )";
  const auto rest = [&](const char* pointer) {
    return text.substr(generate::locate(text, pointer));
  };
  CHECK_THAT(rest(""), StartsWith("{\"a\""));
  CHECK_THAT(rest("/a"), StartsWith("[1,"));
  CHECK_THAT(rest("/a/0"), StartsWith("1,"));
  CHECK_THAT(rest("/a/1/b,]"), StartsWith("\"x\\\""));
  CHECK_THAT(rest("/a/1/c"), StartsWith("[ ]"));
  CHECK_THAT(rest("/a/1/d"), StartsWith("-2.5"));
  CHECK_THAT(rest("/e"), StartsWith("null"));
  CHECK_THAT(rest("/a/7"), StartsWith("[1,"));
  CHECK_THAT(rest("/a/1/z"), StartsWith("{\"b,]\""));
}

TEST_CASE("names are compared without case, punctuation and accents", "[data]") {
  CHECK(normalised("NVIDIA A100-SXM4") == "nvidiaa100sxm4");
  CHECK(normalised("Zürich, São Paulo") == "zurichsaopaulo");
  CHECK(normalised("日本 2") == "2");
  CHECK(normalised("\xC3") == "");
}

TEST_CASE("a test of a published run is its own run over that of the row", "[data]") {
  const generate::DataFolder data = Folder().read();
  REQUIRE(data.draft.suites.size() == 1);
  const generate::PublishedRunDraft& run = data.draft.suites.front().runs.front();
  CHECK(run.id == "ours/run-1");
  CHECK(run.project == "run-1");
  CHECK(run.source == "book");
  REQUIRE(run.figures.size() == 2);
  CHECK(run.figures[0].measurand == Measurand::device_hours);
  CHECK(run.figures[0].manifest ==
        R"({"hardware":{"accelerator":"x1","count":8},"site":{"year":2024}})");
  CHECK(run.figures[1].test == TestKind::energy);
  CHECK(run.figures[1].manifest ==
        R"({"hardware":{"accelerator":"x1","count":8,"device_hours":100},"site":{"year":2024}})");
}
