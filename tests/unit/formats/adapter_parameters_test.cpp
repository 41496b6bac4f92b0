// SPDX-License-Identifier: Apache-2.0
#include "formats/adapter_parameters.hpp"
#include "formats/families/lora_matrices.hpp"
#include "plume/data/catalogue.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace plume;

namespace {

using Words = std::vector<std::string>;

const Words all_seven{"q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"};

std::optional<double> adapter(std::string_view model, double rank, const Words& targets,
                              const Words& modules = {}) {
  const ListedModel* const found = find_language_model(model);
  REQUIRE(found != nullptr);
  return adapter_parameters(std::string(found->config.view()), rank, targets, modules);
}

}  // namespace

// What the PEFT library prints, as its documentation and public notebooks repeat it.
TEST_CASE("Adapters have the trainable parameters that were published", "[formats]") {
  CHECK(adapter("llama-2-7b", 8, {"q_proj", "v_proj"}) == 4194304.0);
  CHECK(adapter("llama-2-7b", 16, all_seven) == 39976960.0);
  CHECK(adapter("llama-3-8b", 16, all_seven) == 41943040.0);
  CHECK(adapter("mistral-7b-v0.1", 8, {"q_proj", "v_proj"}) == 3407872.0);
  CHECK(adapter("mixtral-8x7b", 256, {"q_proj", "k_proj", "v_proj", "o_proj"}) == 218103808.0);
  CHECK(adapter("falcon-7b", 16, {"query_key_value"}) == 4718592.0);
}

// Documentation and examples of the PEFT library: opt-350m, opt-6.7b, flan-t5-large, Whisper large,
// and ViT without the 77,669 weights of the classifier.
TEST_CASE("Adapters of PEFT's own examples have the parameters that they print", "[formats]") {
  CHECK(adapter("opt-350m", 16, {"q_proj", "v_proj"}) == 1572864.0);
  CHECK(adapter("opt-6.7b", 16, {"q_proj", "v_proj"}) == 8388608.0);
  CHECK(adapter("flan-t5-large", 16, {"q", "v"}) == 4718592.0);
  CHECK(adapter("whisper-large-v2", 32, {"q_proj", "v_proj"}) == 15728640.0);
  CHECK(adapter("vit-base-patch16-224", 16, {"query", "value"}) == 667493.0 - 77669);
}

TEST_CASE("Without targets an adapter has those of its architecture", "[formats]") {
  CHECK(adapter("llama-2-7b", 8, {}) == 4194304.0);
  CHECK(adapter("gpt2", 8, {}) == 12 * 8.0 * (768 + 3 * 768));
  CHECK(adapter("bloom-560m", 8, {}) == 24 * 8.0 * (1024 + 3 * 1024));
  CHECK(adapter("phi-2", 8, {}) == 32 * 8.0 * (2 * 2 * 2560 + 2 * (2560 + 10240)));
  CHECK(adapter("bert-base-uncased", 8, {}) == 12 * 8.0 * 2 * 2 * 768);
  CHECK_FALSE(adapter("phi-3-mini", 8, {}));
}

TEST_CASE("All linear layers are those of the layers, without the head", "[formats]") {
  CHECK(adapter("llama-2-7b", 16, {"all-linear"}) == 39976960.0);
  CHECK(adapter("llama-3-8b", 16, {"all"}) == 41943040.0);
  CHECK(adapter("llama-2-7b", 16, {"all", "q_proj"}) == 39976960.0);
  const double layer = 4 * 2 * 768 + 2 * (768 + 3072);
  CHECK(adapter("bert-base-uncased", 4, {"all-linear"}) == 4 * (12 * layer + 2 * 768));
}

TEST_CASE("A target is the end of a path, and may be in several places of a layer", "[formats]") {
  const double attention = 768 + 768;
  const double feeding = 3072 + 768;
  CHECK(adapter("gpt2", 1, {"c_proj"}) == 12 * (attention + feeding));
  CHECK(adapter("gpt2", 1, {"attn.c_proj"}) == 12 * attention);
  CHECK(adapter("gpt2", 1, {"mlp.c_proj"}) == 12 * feeding);
  CHECK(adapter("bert-base-uncased", 1, {"intermediate.dense"}) == 12 * feeding);
  CHECK(adapter("bert-base-uncased", 1, {"output.dense"}) == 12 * (attention + feeding));
  CHECK(adapter("pythia-70m", 1, {"dense"}) == 6 * 2 * 512.0);
}

TEST_CASE("Tables and heads may have an adapter, or be trained whole", "[formats]") {
  const double queries = 4194304;
  const double words = 32000;
  CHECK(adapter("llama-2-7b", 8, {"q_proj", "v_proj", "lm_head", "embed_tokens"}) ==
        queries + 2 * 8 * (words + 4096));
  CHECK(adapter("llama-2-7b", 8, {"q_proj", "v_proj"}, {"embed_tokens", "lm_head"}) ==
        queries + 2 * words * 4096);
  CHECK_FALSE(adapter("llama-2-7b", 8, {"q_proj", "v_proj"}, {"classifier"}));
  CHECK_FALSE(adapter("llama-2-7b", 8, {"q_proj"}, {"v_proj"}));
}

TEST_CASE("Megatron's fused matrices have their own shapes", "[formats]") {
  const double layer = (4096 + 6144) + (4096 + 4096) + (4096 + 2 * 14336) + (14336 + 4096);
  CHECK(adapter("llama-3-8b", 8, {"linear_qkv", "linear_proj", "linear_fc1", "linear_fc2"}) ==
        32 * 8 * layer);
}

TEST_CASE("What cannot be counted gives nothing", "[formats]") {
  CHECK_FALSE(adapter("llama-2-7b", 8, {".*_proj"}));
  CHECK_FALSE(adapter("llama-2-7b", 8, {"q_proj", "query_key_value"}));
  CHECK_FALSE(adapter("llama-2-7b", 8, {"proj"}));
  CHECK_FALSE(adapter("llama-2-7b", 8, {""}));
  CHECK_FALSE(adapter_parameters("", 8, {}, {}));
  CHECK_FALSE(adapter_parameters("[]", 8, {}, {}));
  CHECK_FALSE(adapter_parameters(R"({"model_type": "rwkv"})", 8, {}, {}));
  CHECK_FALSE(adapter_parameters(R"({"model_type": "llama"})", 8, {}, {}));
  CHECK_FALSE(adapter_parameters(R"({"model_type": 7})", 8, {}, {}));
}

TEST_CASE("An adapter grows with its rank, and is smaller than the model", "[formats]") {
  for (const ListedModel& model : language_models()) {
    const std::string config(model.config.view());
    const Words targets{"all-linear"};
    const auto one = adapter_parameters(config, 1, targets, {});
    if (one) {
      INFO(model.id.view());
      CHECK(adapter_parameters(config, 16, targets, {}) == 16 * *one);
      CHECK(*one > 0);
      CHECK(*one < figures()[model.parameters].value / 20);
    }
  }
}

TEST_CASE("Usual targets name something in their own family", "[formats]") {
  std::size_t families = 0;
  for (const ListedModel& model : language_models()) {
    const std::string config(model.config.view());
    const auto at = config.find("\"model_type\":\"") + 14;
    const auto* const family = find_adaptable_family(config.substr(at, config.find('"', at) - at));
    if (family != nullptr && !family->usual_targets.empty()) {
      INFO(model.id.view());
      CHECK(adapter_parameters(config, 8, {}, {}).has_value());
      ++families;
    }
  }
  CHECK(families >= 100);
}
