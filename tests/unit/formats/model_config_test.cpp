// SPDX-License-Identifier: Apache-2.0
#include "plume/formats/model_config.hpp"
#include "plume/support/file.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

using namespace plume;
using Json = nlohmann::json;

namespace {

const Json llama = {{"model_type", "llama"},    {"num_hidden_layers", 32},
                    {"hidden_size", 4096},      {"num_attention_heads", 32},
                    {"num_key_value_heads", 8}, {"intermediate_size", 14336},
                    {"vocab_size", 128256},     {"tie_word_embeddings", false}};

struct Loaded {
  Run run;
  Faults faults;
};

Loaded load(const std::string& text, const std::string& folder = "") {
  Loaded out;
  out.run.set_text(Key::config, text, {Origin::Where::manifest, 0, 1});
  load_model_config(out.run, folder, out.faults);
  return out;
}

Architecture shape_of(const Json& config) {
  const Loaded loaded = load(config.dump());
  REQUIRE(loaded.faults.empty());
  REQUIRE(loaded.run.architecture);
  return *loaded.run.architecture;
}

std::string code_of(const std::string& text) {
  const Loaded loaded = load(text);
  CHECK_FALSE(loaded.run.architecture);
  REQUIRE(loaded.faults.size() == 1);
  CHECK(loaded.faults[0].key == "model.config");
  CHECK_FALSE(loaded.faults[0].cure.empty());
  return loaded.faults[0].code;
}

Json with(Json config, const char* key, Json value) {
  config[key] = std::move(value);
  return config;
}

Json without(Json config, const char* key) {
  config.erase(key);
  return config;
}

}  // namespace

TEST_CASE("A run without a config is left as it is", "[formats]") {
  Run run;
  Faults faults;
  load_model_config(run, "", faults);
  CHECK(faults.empty());
  CHECK_FALSE(run.architecture);
}

TEST_CASE("A llama's config gives its shape", "[formats]") {
  const Architecture a = shape_of(llama);
  CHECK(a.layers == 32);
  CHECK(a.hidden == 4096);
  CHECK(a.heads == 32);
  CHECK(a.key_value_heads == 8);
  CHECK(a.head_size == 128);
  CHECK(a.intermediate == 14336);
  CHECK(a.gated);
  CHECK_FALSE(a.tied);
}

TEST_CASE("What a config leaves out follows from the rest", "[formats]") {
  CHECK(shape_of(without(llama, "num_key_value_heads")).key_value_heads == 32);
  CHECK(shape_of(with(llama, "num_key_value_heads", nullptr)).key_value_heads == 32);
  CHECK(shape_of(with(llama, "head_dim", 256)).head_size == 256);
  CHECK(shape_of(with(llama, "attention_bias", true)).attention_bias);
  CHECK(shape_of(with(llama, "model_type", "mistral")).gated);
  CHECK(shape_of(with(llama, "model_type", "qwen2")).query_key_value_bias);
}

TEST_CASE("Keys that the shape does not need are ignored", "[formats]") {
  CHECK(parameter_count(shape_of(with(llama, "rope_theta", 500000.0))) == 8030261248.0);
  CHECK(parameter_count(shape_of(with(llama, "architectures", {"LlamaForCausalLM"}))) ==
        8030261248.0);
}

TEST_CASE("A config that cannot be used says why", "[formats]") {
  CHECK(code_of("{}") == "bad-config");
  CHECK(code_of("{\"model_type\": 5}") == "bad-config");
  CHECK(code_of("{\"model_type\": \"llama\"") == "bad-config");
  CHECK(code_of(with(llama, "model_type", "diffuser").dump()) == "unknown-architecture");
  CHECK(code_of(without(llama, "hidden_size").dump()) == "missing-config-key");
  for (const Json& value : {Json(0), Json(-1), Json("4096"), Json(1e300), Json(true), Json({1})}) {
    INFO(value);
    CHECK(code_of(with(llama, "hidden_size", value).dump()) == "bad-config-value");
  }
}

TEST_CASE("A config that cannot be read is the run's fault, not an exception", "[formats]") {
  CHECK(code_of("no/such/config.json") == "cannot-read");
}

TEST_CASE("A config's path is taken from the manifest's folder, a flag's from here", "[formats]") {
  const Loaded from_folder = load("llama-3-8b.json", "tests/unit/formats/configs");
  CHECK(from_folder.faults.empty());
  Run run;
  Faults faults;
  run.set_text(Key::config, "tests/unit/formats/configs/llama-3-8b.json",
               {Origin::Where::flag, 0, 0});
  load_model_config(run, "elsewhere", faults);
  CHECK(faults.empty());
  REQUIRE(run.architecture);
  CHECK(parameter_count(*run.architecture) == 8030261248.0);
}

TEST_CASE("The text kept of a config holds all that was used and reads back the same",
          "[formats]") {
  const Loaded first = load(with(llama, "rope_theta", 500000.0).dump());
  const Loaded second = load(first.run.architecture_text);
  REQUIRE(second.run.architecture);
  CHECK(parameter_count(*second.run.architecture) == 8030261248.0);
  CHECK(second.run.architecture_text == first.run.architecture_text);
  CHECK_FALSE(Json::parse(first.run.architecture_text).contains("rope_theta"));
}

TEST_CASE("Heads that do not divide the width are refused", "[formats]") {
  CHECK(code_of(with(llama, "num_attention_heads", 33).dump()) == "bad-config-value");
}

TEST_CASE("Sizes that are no whole numbers are refused", "[formats]") {
  CHECK(code_of(with(llama, "num_hidden_layers", 32.5).dump()) == "bad-config-value");
}
