// SPDX-License-Identifier: Apache-2.0
#include "plume/data/catalogue.hpp"
#include "plume/formats/model_config.hpp"
#include "support/catch.hpp"
#include "support/folder.hpp"

#include <nlohmann/json.hpp>

#include <string>

using namespace plume;

namespace {

struct Loaded {
  Run run;
  Faults faults;
};

Loaded load(const std::string& config, const std::string& folder = "",
            Origin::Where where = Origin::Where::manifest) {
  Loaded out;
  out.run.set_text(Key::config, config, {where, 0, 0});
  load_model_config(out.run, folder, out.faults);
  return out;
}

ModelSize size_of(const std::string& config) {
  const Loaded loaded = load(config);
  REQUIRE(loaded.faults.empty());
  REQUIRE(loaded.run.architecture);
  return *loaded.run.architecture;
}

Fault fault_of(const std::string& config) {
  const Loaded loaded = load(config);
  CHECK_FALSE(loaded.run.architecture);
  REQUIRE(loaded.faults.size() == 1);
  CHECK(loaded.faults[0].key == "model.config");
  return loaded.faults[0];
}

double published_of(const ListedModel& model) {
  return figures()[model.parameters].ratio().value;
}

}  // namespace

TEST_CASE("Every listed model has the parameters that were published of it", "[formats]") {
  CHECK(language_models().size() >= 150);
  for (const ListedModel& model : language_models()) {
    INFO(model.id.view());
    const double counted = size_of(std::string(model.config.view())).parameters;
    CHECK_THAT(counted, WithinRel(published_of(model), 0.005));
  }
}

TEST_CASE("A config whose count is the published one to the last is verified", "[formats]") {
  std::size_t exact = 0;
  for (const ListedModel& model : language_models()) {
    INFO(model.id.view());
    const double counted = size_of(std::string(model.config.view())).parameters;
    const bool same = counted == published_of(model);
    CHECK((!same || model.confirmation == Confirmation::verified));
    exact += same ? 1 : 0;
  }
  CHECK(exact >= 135);
}

TEST_CASE("The name of a listed model stands for its config", "[formats]") {
  CHECK(size_of("meta-llama/Llama-3.1-8B").parameters == 8030261248.0);
  CHECK(size_of("NousResearch/Llama-2-7b-hf").parameters == 6738415616.0);
  CHECK(size_of("Qwen/Qwen2.5-7B-Instruct").parameters == 7615616512.0);
  CHECK(size_of("mixtral-8x7b").kind == ModelKind::moe);
  CHECK(size_of("openai/whisper-small").sample_tokens == 1948);
}

TEST_CASE("What was read of a listed model stands in the run, and reads back the same",
          "[formats]") {
  const Loaded first = load("mistralai/Mistral-7B-v0.1");
  REQUIRE(first.run.architecture);
  const auto text = nlohmann::json::parse(first.run.architecture_text);
  CHECK(text.at("hidden_size") == 4096);
  CHECK(size_of(first.run.architecture_text).parameters == first.run.architecture->parameters);
}

TEST_CASE("A listed model that has more parts than are counted says so", "[formats]") {
  const Loaded loaded = load("google/gemma-3-4b-it");
  REQUIRE(loaded.faults.empty());
  REQUIRE(loaded.run.architecture_notes.size() == 1);
  CHECK(loaded.run.architecture_notes[0].code == "part-not-counted");
}

TEST_CASE("A file or folder goes before the listed model of its name", "[formats]") {
  const test::Folder folder;
  folder.holding("gpt2/config.json",
                 R"({"model_type": "gpt2", "n_layer": 2, "n_embd": 64, "n_head": 2,
                     "n_positions": 8, "vocab_size": 100})");
  const Loaded own = load("gpt2", folder.path());
  REQUIRE(own.run.architecture);
  CHECK(own.run.architecture->parameters < 1e6);
  CHECK(size_of("gpt2").parameters == 124439808.0);
}

TEST_CASE("A name that is not listed gets the nearest that are", "[formats]") {
  const Fault typo = fault_of("meta-llama/Llama-3.1-9B");
  CHECK(typo.code == "unknown-model");
  CHECK_THAT(typo.message, ContainsSubstring("`meta-llama/Llama-3.1-9B`"));
  CHECK_THAT(typo.message, ContainsSubstring("`llama-3.1-8b`"));
  CHECK_THAT(typo.cure, ContainsSubstring("--parameters"));
  const Fault unlike = fault_of("acme/zzzzzzzzzzzz");
  CHECK(unlike.code == "unknown-model");
  CHECK_THAT(unlike.message, !ContainsSubstring("did you mean"));
}

TEST_CASE("What can only be a path is a file that cannot be read", "[formats]") {
  for (const char* path : {"no-such-config.json", "./llama-3.1-9b", "/models/llama-3.1-9b", "a/b/c",
                           "weights.safetensors", "models/", "~/llama"}) {
    INFO(path);
    CHECK(fault_of(path).code == "cannot-read");
  }
}

TEST_CASE("A flag takes names too", "[formats]") {
  const Loaded loaded = load("EleutherAI/pythia-70m-deduped", "elsewhere", Origin::Where::flag);
  REQUIRE(loaded.run.architecture);
  CHECK(loaded.run.architecture->parameters == 70426624.0);
}
