// SPDX-License-Identifier: Apache-2.0
#include "formats/families/find_family.hpp"
#include "plume/formats/model_config.hpp"
#include "plume/support/file.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

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

ModelSize size_of(const Json& config) {
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

TEST_CASE("A llama's config gives its size", "[formats]") {
  const ModelSize size = size_of(llama);
  CHECK(size.kind == ModelKind::language);
  CHECK(size.parameters == 8030261248.0);
  CHECK(size.matrix_parameters == 8030261248.0 - 128256.0 * 4096 - 65 * 4096);
  CHECK(size.width == 4096);
  CHECK(size.attention.layers == 32);
  CHECK(size.attention.width == 4096);
}

TEST_CASE("What a config leaves out follows from the rest", "[formats]") {
  const double grouped = size_of(llama).parameters;
  const double equal = grouped + 32 * 2 * 24 * 128 * 4096.0;
  CHECK(size_of(without(llama, "num_key_value_heads")).parameters == equal);
  CHECK(size_of(with(llama, "num_key_value_heads", nullptr)).parameters == equal);
  const Json mistral = with(llama, "model_type", "mistral");
  CHECK(size_of(without(mistral, "num_key_value_heads")).parameters == grouped);
  CHECK(size_of(with(mistral, "num_key_value_heads", nullptr)).parameters == equal);
  const Loaded null = load(with(mistral, "num_key_value_heads", nullptr).dump());
  CHECK(load(null.run.architecture_text).run.architecture->parameters == equal);
  CHECK(size_of(with(llama, "head_dim", 256)).attention.width == 8192);
  CHECK(size_of(with(llama, "attention_bias", true)).parameters ==
        grouped + 32 * (2 * 4096.0 + 2 * 1024));
  CHECK(size_of(with(llama, "tie_word_embeddings", true)).parameters == grouped - 128256.0 * 4096);
}

TEST_CASE("Windows end the attention of the layers that have one", "[formats]") {
  const ModelSize mistral =
      size_of(with(with(llama, "model_type", "mistral"), "sliding_window", 4096));
  CHECK(mistral.windowed_layers == 32);
  CHECK(mistral.window == 4096);
  Json gemma = with(llama, "model_type", "gemma3_text");
  CHECK(size_of(gemma).windowed_layers == 27);
  gemma["layer_types"] = {"sliding_attention", "full_attention"};
  CHECK(size_of(gemma).windowed_layers == 1);
  const Json qwen = with(with(llama, "model_type", "qwen2"), "sliding_window", 4096);
  CHECK(size_of(qwen).windowed_layers == 0);
  CHECK(size_of(with(qwen, "use_sliding_window", true)).windowed_layers == 4);
}

TEST_CASE("The longest sequence is what the config says", "[formats]") {
  CHECK(size_of(llama).positions == 0);
  CHECK(size_of(with(llama, "max_position_embeddings", 8192)).positions == 8192);
  CHECK(size_of(with(llama, "max_position_embeddings", -1)).positions == 0);
  const Json roberta = {{"model_type", "roberta"},   {"num_hidden_layers", 12},
                        {"hidden_size", 768},        {"num_attention_heads", 12},
                        {"intermediate_size", 3072}, {"vocab_size", 50265},
                        {"type_vocab_size", 1},      {"max_position_embeddings", 514}};
  CHECK(size_of(roberta).positions == 512);
  CHECK(size_of(with(roberta, "model_type", "bert")).positions == 514);
}

TEST_CASE("Images and patches have a size where a sample is one image", "[formats]") {
  const Json vit = {{"model_type", "vit"},       {"num_hidden_layers", 12},   {"hidden_size", 768},
                    {"num_attention_heads", 12}, {"intermediate_size", 3072}, {"image_size", 224},
                    {"patch_size", 16}};
  const ModelSize size = size_of(vit);
  CHECK(size.image_size == 224);
  CHECK(size.patch_size == 16);
  CHECK(sample_tokens_at(size, 224) == size.sample_tokens);
  const ModelSize large = size_of(with(vit, "image_size", 384));
  CHECK(sample_tokens_at(size, 384) == large.sample_tokens);
  CHECK_THAT(forward_at(size, large.sample_tokens).in(flop),
             WithinRel(large.forward_per_sample.in(flop), 1e-3));
}

TEST_CASE("A multimodal model is read as its text part, and the report is told", "[formats]") {
  const Json config = {{"model_type", "some_vision_model"},
                       {"text_config", {{"model_type", "llama"}, {"vocab_size", 32064}}}};
  const Loaded loaded = load(config.dump());
  REQUIRE(loaded.faults.empty());
  CHECK(loaded.run.architecture->parameters == 6738415616.0 + 2 * 64 * 4096);
  REQUIRE(loaded.run.architecture_notes.size() == 1);
  CHECK(loaded.run.architecture_notes[0].code == "part-not-counted");
}

TEST_CASE("Encoder-decoders keep apart what works on input tokens", "[formats]") {
  const Json t5 = {{"model_type", "t5"}, {"num_layers", 6}, {"d_model", 512},     {"num_heads", 8},
                   {"d_kv", 64},         {"d_ff", 2048},    {"vocab_size", 32128}};
  const ModelSize size = size_of(t5);
  const double attention = 4 * 512.0 * 512;
  const double feed_forward = 2 * 512.0 * 2048;
  CHECK(size.encoder_matrix_parameters == 6 * (attention + feed_forward) + 6 * attention / 2);
  CHECK(size.matrix_parameters ==
        6 * (attention + feed_forward) + 6 * (2 * attention + feed_forward) + 32128.0 * 512);
  CHECK(size.attention.layers == 18);
}

TEST_CASE("Shared layers work as often as they are used", "[formats]") {
  Json albert = {
      {"model_type", "albert"},    {"num_hidden_layers", 12},        {"hidden_size", 768},
      {"num_attention_heads", 12}, {"intermediate_size", 3072},      {"vocab_size", 30000},
      {"embedding_size", 128},     {"max_position_embeddings", 512}, {"type_vocab_size", 2}};
  CHECK(size_of(albert).matrix_parameters == 128 * 768.0 + 12 * 12 * 768.0 * 768);
  albert["num_hidden_groups"] = 13;
  CHECK(code_of(albert.dump()) == "contradictory-config");
}

TEST_CASE("A count beside a config wins, and is told where it differs", "[formats]") {
  const Loaded near = load(with(llama, "counted_parameters", 8030261249).dump());
  REQUIRE(near.run.architecture);
  CHECK(near.run.architecture->parameters == 8030261249.0);
  CHECK(near.run.architecture->active_parameters == 8030261249.0);
  CHECK(near.run.architecture_notes.empty());
  const Loaded far = load(with(llama, "counted_parameters", 8100000000).dump());
  REQUIRE(far.run.architecture_notes.size() == 1);
  CHECK(far.run.architecture_notes[0].code == "config-differs");
  const Loaded alone = load(R"({"counted_parameters": 7000})");
  REQUIRE(alone.run.architecture);
  CHECK(alone.run.architecture->matrix_parameters == 7000);
  CHECK(alone.run.architecture->attention.layers == 0);
}

TEST_CASE("Keys that the shape does not need are ignored", "[formats]") {
  CHECK(size_of(with(llama, "rope_theta", 500000.0)).parameters == 8030261248.0);
  CHECK(size_of(with(llama, "architectures", {"LlamaForCausalLM"})).parameters == 8030261248.0);
}

TEST_CASE("A config that cannot be used says why", "[formats]") {
  CHECK(code_of("{}") == "bad-config");
  CHECK(code_of("{\"model_type\": 5}") == "bad-config-value");
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
  CHECK(run.architecture->parameters == 8030261248.0);
}

TEST_CASE("The text kept of a config holds all that was used and reads back the same",
          "[formats]") {
  const Loaded first = load(with(llama, "rope_theta", 500000.0).dump());
  const Loaded second = load(first.run.architecture_text);
  REQUIRE(second.run.architecture);
  CHECK(second.run.architecture->parameters == 8030261248.0);
  CHECK(second.run.architecture_text == first.run.architecture_text);
  CHECK_FALSE(Json::parse(first.run.architecture_text).contains("rope_theta"));
}

TEST_CASE("Sizes that contradict each other are refused", "[formats]") {
  CHECK(code_of(with(without(llama, "num_key_value_heads"), "num_attention_heads", 33).dump()) ==
        "contradictory-config");
  CHECK(code_of(with(llama, "num_key_value_heads", 5).dump()) == "contradictory-config");
  Json mixtral = with(llama, "model_type", "mixtral");
  mixtral["num_local_experts"] = 2;
  mixtral["num_experts_per_tok"] = 3;
  CHECK(code_of(mixtral.dump()) == "contradictory-config");
  Json unet = {{"_class_name", "UNet2DConditionModel"}, {"block_out_channels", {320, 640}}};
  CHECK(code_of(unet.dump()) == "contradictory-config");
}

TEST_CASE("Values of the wrong type are refused", "[formats]") {
  CHECK(code_of(with(llama, "tie_word_embeddings", "yes").dump()) == "bad-config-value");
  CHECK(code_of(R"({"model_type": "gemma3", "text_config": 5})") == "bad-config-value");
  CHECK(code_of(R"({"_class_name": "UNet2DConditionModel", "block_out_channels": []})") ==
        "bad-config-value");
  CHECK(code_of(R"({"_class_name": "UNet2DConditionModel", "class_embed_type": "timestep"})") ==
        "bad-config-value");
}

TEST_CASE("An architecture that is not known gets the nearest names", "[formats]") {
  const Loaded loaded = load(R"({"model_type": "qwen4"})");
  REQUIRE(loaded.faults.size() == 1);
  CHECK(loaded.faults[0].message.find("did you mean `qwen2`") != std::string::npos);
  CHECK(loaded.faults[0].cure.find("UNet2DConditionModel") != std::string::npos);
}

TEST_CASE("Sizes that are no whole numbers are refused", "[formats]") {
  CHECK(code_of(with(llama, "num_hidden_layers", 32.5).dump()) == "bad-config-value");
}

TEST_CASE("Every architecture that is known is documented, once", "[formats]") {
  const std::string page = read_file("docs/reference/model-configs.md");
  const auto known = known_model_types();
  CHECK(known.size() == 60);
  for (const std::string_view name : known) {
    INFO(name);
    CHECK(page.find("`" + std::string(name) + "`") != std::string::npos);
    CHECK(std::count(known.begin(), known.end(), name) == 1);
  }
}
