// SPDX-License-Identifier: Apache-2.0
#include "plume/models/throughput.hpp"
#include "plume/pipeline/manifest.hpp"
#include "plume/support/location.hpp"
#include "unit/pipeline/asked.hpp"

using namespace plume;
using namespace plume::test;

namespace {

constexpr std::string_view gpt_3 = R"({
  "name": "gpt-3",
  "model": {"kind": "language", "parameters": "175B", "active_parameters": null},
  "training": {"tokens": "300B", "precision": "fp16"},
  "hardware": {"accelerator": "v100-sxm2-32gb", "count": 10000, "power": "300..350 W"},
  "site": {"region": "us", "pue": 1.1, "year": 2020}
}
)";

constexpr std::string_view gpt_3_yaml = R"(# the same in YAML
name: gpt-3
model:
  kind: language
  parameters: 175B
  active_parameters: ~
training: {tokens: 300B, precision: "fp16"}
hardware:
  accelerator: v100-sxm2-32gb
  count: 10000
  power: 300..350 W
site:
  region: us
  pue: 1.1
  year: 2020
)";

void check_same(const Run& a, const Run& b) {
  for (const Field& f : fields()) {
    INFO(f.path);
    REQUIRE(a.has(f.key) == b.has(f.key));
    if (!a.has(f.key)) {
      continue;
    }
    CHECK(a.text(f.key) == b.text(f.key));
    CHECK(a.choice(f.key) == b.choice(f.key));
    CHECK(a.number(f.key).low == b.number(f.key).low);
    CHECK(a.number(f.key).value == b.number(f.key).value);
    CHECK(a.number(f.key).high == b.number(f.key).high);
  }
}

/// "3:12" of a fault in this text.
std::string place_of(const Fault& fault, std::string_view text) {
  const Position at = position_at(text, fault.origin.offset);
  return std::to_string(at.line) + ":" + std::to_string(at.column);
}

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
  std::string out(text);
  const auto at = out.find(what);
  REQUIRE(at != std::string::npos);
  return out.replace(at, what.size(), by);
}

}  // namespace

TEST_CASE("A manifest is read key by key", "[pipeline]") {
  const Answer answer = read(gpt_3);
  CHECK(code_of(answer.faults).empty());
  CHECK(answer.run.text(Key::name) == "gpt-3");
  CHECK(answer.run.number(Key::parameters).value == 175e9);
  CHECK(answer.run.number(Key::power).low == 300);
  CHECK(answer.run.number(Key::power).high == 350);
  CHECK(answer.run.choice_or(Key::precision, Precision::fp32) == Precision::fp16);
  CHECK_FALSE(answer.run.has(Key::active_parameters));
}

TEST_CASE("JSON and YAML manifests give the same run", "[pipeline]") {
  const Answer yaml = read(gpt_3_yaml, "run.yaml");
  CHECK(code_of(yaml.faults).empty());
  check_same(read(gpt_3).run, yaml.run);
  check_same(read(gpt_3).run, read(gpt_3_yaml, "<stdin>").run);
  check_same(read(gpt_3).run, read(gpt_3, "run.yaml").run);
}

TEST_CASE("A value remembers where it was written", "[pipeline]") {
  const Answer answer = read(gpt_3);
  const Origin& at = answer.run.origin(Key::pue);
  CHECK(at.where == Origin::Where::manifest);
  CHECK(gpt_3.substr(at.offset, at.width) == "1.1");
}

TEST_CASE("A byte order mark and Windows line ends change nothing", "[pipeline]") {
  check_same(read(gpt_3).run, read("\xef\xbb\xbf" + std::string(gpt_3)).run);
  std::string windows;
  for (const char c : gpt_3) {
    windows += c == '\n' ? "\r\n" : std::string(1, c);
  }
  const Answer answer = read(windows);
  CHECK(code_of(answer.faults).empty());
  check_same(read(gpt_3).run, answer.run);
  CHECK(code_of(read("\xef\xbb\xbf" + std::string(gpt_3_yaml), "run.yaml").faults).empty());
}

TEST_CASE("Positions count the bytes of a byte order mark", "[pipeline]") {
  const std::string text = "\xef\xbb\xbf{\"site\": {\"pue\": 0.9}}";
  const Answer answer = read(text);
  REQUIRE(answer.faults.size() == 1);
  CHECK(text.substr(answer.faults[0].origin.offset, answer.faults[0].origin.width) == "0.9");
}

TEST_CASE("All faults of a manifest are told at once, each at its place", "[pipeline]") {
  constexpr std::string_view text = R"({
  "hardware": {"powr": 330, "hours": "355 W"},
  "site": {"pue": 0.9},
  "trainig": {}
})";
  const Answer answer = read(text);
  REQUIRE(code_of(answer.faults) == "unknown-key wrong-dimension out-of-range unknown-key");
  CHECK(place_of(answer.faults[0], text) == "2:16");
  CHECK(place_of(answer.faults[1], text) == "2:38");
  CHECK(place_of(answer.faults[2], text) == "3:19");
  CHECK(place_of(answer.faults[3], text) == "4:3");
}

TEST_CASE("All faults of a YAML manifest are told at once, each at its place", "[pipeline]") {
  constexpr std::string_view text = "hardware:\n  powr: 330\n  hours: 355 W\nsite: {pue: 0.9}\n";
  const Answer answer = read(text, "run.yaml");
  REQUIRE(code_of(answer.faults) == "unknown-key wrong-dimension out-of-range");
  CHECK(place_of(answer.faults[0], text) == "2:3");
  CHECK(place_of(answer.faults[1], text) == "3:10");
  CHECK(place_of(answer.faults[2], text) == "4:13");
}

TEST_CASE("A key given twice is refused, in JSON and in YAML", "[pipeline]") {
  CHECK(code_of(read(R"({"name": "a", "name": "b"})").faults) == "duplicate-key");
  CHECK(code_of(read(R"({"site": {"pue": 1.1}, "site": {"year": 2020}})").faults) ==
        "duplicate-key");
  CHECK(code_of(read("name: a\nname: b\n", "run.yaml").faults) == "duplicate-key");
  CHECK(code_of(read(R"({"name": null, "name": "b"})").faults) == "duplicate-key");
  CHECK(code_of(read(R"({"name": "a", "na\u006de": "b"})").faults) == "duplicate-key");
}

TEST_CASE("An accelerator is a name or a description", "[pipeline]") {
  const Answer named = read(R"({"hardware": {"accelerator": "h100"}})");
  CHECK(named.run.text(Key::accelerator) == "h100");
  const Answer described =
      read(R"({"hardware": {"accelerator": {"name": "mine", "tdp": "400 W", "fp16": 312}}})");
  CHECK(code_of(described.faults).empty());
  CHECK(described.run.text(Key::accelerator) == "mine");
  CHECK(described.run.number(Key::accelerator_tdp).value == 400);
  CHECK(described.run.number(Key::accelerator_fp16).value == 312);
}

TEST_CASE("A section must hold keys, and a key must not", "[pipeline]") {
  CHECK(code_of(read(R"({"hardware": "h100"})").faults) == "wrong-type");
  CHECK(code_of(read(R"({"hardware": []})").faults) == "wrong-type");
  CHECK(code_of(read(R"({"site": {"pue": {"value": 1.1}}})").faults) == "wrong-type");
  CHECK(code_of(read(R"({"site": {"pue": [1.1]}})").faults) == "wrong-type");
  CHECK(code_of(read("hardware: h100\n", "run.yaml").faults) == "wrong-type");
  CHECK(code_of(read("? [a, b]\n: 1\n", "run.yaml").faults) == "wrong-type");
}

TEST_CASE("A section that is null says nothing", "[pipeline]") {
  CHECK(code_of(read(R"({"hardware": null, "site": {"pue": 1.1}})").faults).empty());
  CHECK(code_of(read("hardware:\nsite: {pue: 1.1}\n", "run.yaml").faults).empty());
}

TEST_CASE("A manifest is one object", "[pipeline]") {
  CHECK(code_of(read("").faults) == "empty-manifest");
  CHECK(code_of(read(" \r\n\t").faults) == "empty-manifest");
  CHECK(code_of(read("\xef\xbb\xbf").faults) == "empty-manifest");
  CHECK(code_of(read("[]").faults) == "wrong-type");
  CHECK(code_of(read("5").faults) == "wrong-type");
  CHECK(code_of(read("\"gpt-3\"").faults) == "wrong-type");
  CHECK(code_of(read("- a\n- b\n", "run.yaml").faults) == "wrong-type");
  CHECK(code_of(read(std::string(gpt_3) + "{}").faults) == "invalid-json");
  CHECK(code_of(read(std::string(gpt_3) + "x").faults) == "invalid-json");
}

TEST_CASE("What is no JSON is refused at its place", "[pipeline]") {
  const std::string_view texts[] = {"{",
                                    "{\"name\"}",
                                    "{\"name\": }",
                                    "{\"name\": \"a\",}",
                                    "{name: \"a\"}",
                                    "{\"name\": 'a'}",
                                    "{\"site\": {\"pue\": 1.1}",
                                    "{\"site\": {\"pue\": 01.1}}",
                                    "{\"site\": {\"pue\": 1.1.1}}",
                                    "{\"site\": {\"pue\": 1.}}",
                                    "{\"hardware\": {\"power\": 330W}}",
                                    "{\"hardware\": {\"power\": 300..350}}",
                                    "{\"site\": {\"pue\": nan}}",
                                    "{\"site\": {\"pue\": +1}}",
                                    "{\"name\": \"\\x\"}",
                                    "{\"name\": \"a\nb\"}",
                                    "{\"name\": \"\xff\"}",
                                    "{\"name\": \"\\ud800\"}",
                                    "{\"name\": tru}",
                                    "{\"a\": [1, 2}",
                                    "{\"name\": \"a\" \"site\": {}}"};
  for (const std::string_view text : texts) {
    INFO(text);
    const Answer answer = read(text);
    CHECK(code_of(answer.faults) == "invalid-json");
    for (const Fault& fault : answer.faults) {
      CHECK(fault.origin.where == Origin::Where::manifest);
      CHECK(fault.origin.offset <= text.size());
    }
  }
}

TEST_CASE("What is no YAML is refused", "[pipeline]") {
  for (const std::string_view text : {"name: [a\n", "a: b: c\n", "name: &\n", "name: *nobody\n",
                                      "\tname: a\n", "name: \"\\x\"\n"}) {
    INFO(text);
    CHECK(code_of(read(text, "run.yaml").faults) == "invalid-yaml");
  }
}

TEST_CASE("A second YAML document is refused, not dropped", "[pipeline]") {
  CHECK_FALSE(read("name: a\n---\nname: b\n", "run.yaml").faults.empty());
}

TEST_CASE("A manifest cut short anywhere is refused and harms nothing", "[pipeline]") {
  const std::string_view whole = gpt_3.substr(0, gpt_3.find_last_of('}') + 1);
  REQUIRE(code_of(read(whole).faults).empty());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    INFO("cut to " << size << " bytes");
    const Answer answer = read(whole.substr(0, size));
    REQUIRE_FALSE(answer.faults.empty());
    REQUIRE(answer.faults.back().origin.offset <= size);
  }
}

TEST_CASE("A YAML manifest cut short anywhere harms nothing", "[pipeline]") {
  for (std::size_t size = 0; size < gpt_3_yaml.size(); ++size) {
    for (const Fault& fault : read(gpt_3_yaml.substr(0, size), "run.yaml").faults) {
      REQUIRE(fault.origin.offset <= size);
    }
  }
}

TEST_CASE("A broken byte anywhere harms nothing", "[pipeline]") {
  for (std::size_t i = 0; i < gpt_3.size(); ++i) {
    for (const char byte : {'\0', '"', '{', '}', '\\', '\xff', ':', '9'}) {
      std::string text(gpt_3);
      text[i] = byte;
      for (const Fault& fault : read(text).faults) {
        REQUIRE(fault.origin.offset <= text.size());
      }
    }
  }
}

TEST_CASE("Nesting without end is refused", "[pipeline]") {
  const std::string deep(100'000, '[');
  CHECK_FALSE(read("{\"name\": " + deep).faults.empty());
  std::string objects;
  for (int i = 0; i < 100'000; ++i) {
    objects += "{\"site\": ";
  }
  CHECK_FALSE(read(objects).faults.empty());
  CHECK_FALSE(read("{\"name\": " + deep + std::string(100'000, ']') + "}").faults.empty());
}

TEST_CASE("YAML nested without end is refused", "[pipeline]") {
  CHECK_FALSE(read("name: " + std::string(50'000, '['), "run.yaml").faults.empty());
  CHECK_FALSE(read("name: " + std::string(50'000, '{'), "run.yaml").faults.empty());
}

TEST_CASE("A number beyond a double is refused as a number", "[pipeline]") {
  const Answer answer = read(R"({"site": {"pue": 1e999}})");
  REQUIRE(code_of(answer.faults) == "not-a-number");
  CHECK(code_of(read(replaced(gpt_3, "10000", "1e-999")).faults) == "out-of-range");
}

TEST_CASE("A schema reference is allowed", "[pipeline]") {
  CHECK(code_of(read(R"({"$schema": "run.schema.json", "name": "a"})").faults).empty());
}

TEST_CASE("A run stays whole when the text that it was read from is gone", "[pipeline]") {
  Run run;
  Faults faults;
  {
    const std::string text(gpt_3);
    read_manifest(text, "run.json", run, faults);
  }
  CHECK(run.text(Key::region) == "us");
  CHECK(run.text(Key::accelerator) == "v100-sxm2-32gb");
}
