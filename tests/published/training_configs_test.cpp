// SPDX-License-Identifier: Apache-2.0
/// Public training configurations, written down as facts in configs/, against what their authors
/// state of parameters, tokens, samples and work.
#include "plume/formats/training_config.hpp"
#include "plume/gate/settings.hpp"
#include "plume/pipeline/estimate.hpp"
#include "plume/support/file.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>

using namespace plume;
namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

constexpr double tolerance = 0.02;

const fs::path folder_of_configs = "tests/published/configs";

std::vector<GivenValue> given_by(const Json& flags) {
  std::vector<GivenValue> out;
  for (std::size_t i = 0; i + 1 < flags.size(); i += 2) {
    const auto name = flags[i].get<std::string>();
    for (const Field& field : fields()) {
      if (field.flag == name) {
        out.push_back({&field, {name, flags[i + 1].get<std::string>(), "", {}}});
      }
    }
  }
  REQUIRE(out.size() == flags.size() / 2);
  return out;
}

Document document_at(const fs::path& path) {
  return parse_document(path.string(), read_file(path.string()));
}

std::string told(const std::vector<Diagnostic>& faults) {
  std::string out;
  for (const Diagnostic& fault : faults) {
    out += print_diagnostic(fault, false);
  }
  return out;
}

/// What a configuration comes to, in the words of `stated.json`.
struct Found {
  std::string_view format;
  std::map<std::string, double> figures;
};

Found read_case(const fs::path& folder, const Json& stated) {
  std::vector<Document> documents{document_at(folder / stated["file"].get<std::string>())};
  for (const Json& more : stated.value("with", Json::array())) {
    documents.push_back(document_at(folder / more.get<std::string>()));
  }
  std::vector<Diagnostic> faults;
  const auto flags = given_by(stated.value("flags", Json::array()));
  const Run given = run_of(flags, faults);
  TrainingConfig config = read_training_config(documents, {&given, {}, folder.string()}, faults);
  INFO(told(faults));
  REQUIRE(faults.empty());
  Faults refused;
  for (const GivenValue& flag : flags) {
    read_flag(*flag.field, flag.source.value, config.run, refused);
  }
  if (!config.run.has(Key::accelerator)) {
    read_flag(field(Key::accelerator), "a100-sxm-80gb", config.run, refused);
  }
  const Report report = estimate(config.run, refused);
  INFO((refused.empty() ? "" : refused.front().message));
  REQUIRE(refused.empty());
  const auto input = [&](std::string_view name) {
    const auto found = std::find_if(report.inputs.begin(), report.inputs.end(),
                                    [&](const Input& i) { return i.name == name; });
    return found == report.inputs.end() ? 0 : found->value;
  };
  return {config.format,
          {{"parameters", input("parameters")},
           {"tokens", report.tokens},
           {"samples", config.run.value_or(Key::samples, 0) * config.run.value_or(Key::epochs, 1)},
           {"flops", report.work ? report.work->in(flop) : 0},
           {"adapter_parameters", config.run.value_or(Key::adapter_parameters, 0)}}};
}

void check_case(const fs::path& folder, const Json& stated) {
  const Found found = read_case(folder, stated);
  CHECK(found.format == folder.filename().string());
  std::size_t checked = 0;
  for (const auto& [name, figure] : found.figures) {
    if (stated.contains(name) && stated[name].is_number()) {
      INFO(name);
      CHECK_THAT(figure, WithinRel(stated[name].get<double>(), tolerance));
      ++checked;
    }
  }
  CHECK(checked > 0);
  CHECK_FALSE(stated.at("source").get<std::string>().empty());
  CHECK_FALSE(stated.at("locator").get<std::string>().empty());
}

}  // namespace

TEST_CASE("Public training configurations come to what their authors state", "[published]") {
  std::size_t ecosystems = 0;
  for (const auto& entry : fs::directory_iterator(folder_of_configs)) {
    const auto table = Json::parse(read_file((entry.path() / "stated.json").string()));
    INFO(entry.path().string());
    CHECK(table.size() >= 3);
    for (const Json& stated : table) {
      INFO(stated["file"].get<std::string>());
      check_case(entry.path(), stated);
    }
    ++ecosystems;
  }
  CHECK(ecosystems >= 11);
}
