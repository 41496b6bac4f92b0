// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "unit/formats/adapter_reading.hpp"

using namespace plume;
using Lines = std::vector<std::string>;

namespace {

Reading neox(const std::string& text) {
  return read_by(read_megatron, "a.yml", text);
}

const std::string hyphened = R"({
  "pipe-parallel-size": 2,
  "model-parallel-size": 4,
  "num-layers": 32,
  "hidden-size": 4096,
  "num-attention-heads": 32,
  "seq-length": 2048,
  "max-position-embeddings": 2048,
  "pos-emb": "rotary",
  "no-weight-tying": true,
  "train_micro_batch_size_per_gpu": 8,
  "gas": 2,
  "checkpoint-activations": true,
  "fp16": {"enabled": true, "loss_scale": 0,},
  "train-iters": 143000,
}
)";

const std::string start = "num_layers: 4\nhidden_size: 768\nseq_length: 2048\n"
                          "model_parallel_size: 1\n";

}  // namespace

TEST_CASE("GPT-NeoX's keys are read with hyphens", "[megatron]") {
  const Reading r = neox(hyphened);
  CHECK(is_megatron(r.document));
  CHECK(faults_of(r).empty());
  CHECK(told(r, r.facts.model_parallel) ==
        Lines{"model-parallel-size = 4 at 3:26", "pipe-parallel-size = 2 at 2:25"});
  CHECK(told(r, r.facts.sizes.layers) == "num-layers = 32 at 4:17");
  CHECK(told(r, r.facts.sizes.width) == "hidden-size = 4096 at 5:18");
  CHECK(told(r, r.facts.sizes.heads) == "num-attention-heads = 32 at 6:26");
  CHECK(told(r, r.facts.sequence_length) == "seq-length = 2048 at 7:17");
  CHECK_FALSE(r.facts.sizes.positions);
  CHECK(told(r, r.facts.sizes.tied) == "no-weight-tying = false at 10:22");
  CHECK(told(r, r.facts.micro_batch) == "train_micro_batch_size_per_gpu = 8 at 11:37");
  CHECK(told(r, r.facts.accumulation) == "gas = 2 at 12:10");
  CHECK(told(r, r.facts.recompute) == "checkpoint-activations = full at 13:29");
  CHECK(told(r, r.facts.precision) == "fp16.enabled = fp16 at 14:23");
  CHECK(told(r, r.facts.steps) == "train-iters = 143000 at 15:18");
}

TEST_CASE("GPT-NeoX's keys are read with underscores, and its defaults taken", "[megatron]") {
  const Reading r = neox(start + "max_position_embeddings: 2048\ntrain_batch_size: 1024\n"
                                 "gradient_accumulation_steps: 4\nnum_kv_heads: 8\n"
                                 "global_num_gpus: 64\n");
  CHECK(is_megatron(r.document));
  CHECK(told(r, r.facts.sizes.positions) == "max_position_embeddings = 2048 at 5:26");
  CHECK(told(r, r.facts.global_batch) == "train_batch_size = 1024 at 6:19");
  CHECK(told(r, r.facts.accumulation) == "gradient_accumulation_steps = 4 at 7:30");
  CHECK(told(r, r.facts.sizes.key_value_heads) == "num_kv_heads = 8 at 8:15");
  CHECK(told(r, r.facts.devices) == "global_num_gpus = 64 at 9:18");
  CHECK(told(r, r.facts.sizes.tied) == "no_weight_tying = true by default");
  CHECK(told(r, r.facts.sizes.biases) == "use_bias_in_attn_linear = true by default");
  CHECK(told(r, r.facts.precision) == "precision = fp32 by default");
  CHECK_FALSE(r.facts.recompute);
}

TEST_CASE("GPT-NeoX's sixteen bits may be bfloat16", "[megatron]") {
  CHECK(neox(start + "fp16: {enabled: true, type: bfloat16}").facts.precision->value == "bf16");
  CHECK(neox(start + "bf16: {enabled: true}").facts.precision->value == "bf16");
  CHECK(neox(start + "precision: bfloat16").facts.precision->value == "bf16");
  CHECK(neox(start + "fp16: {enabled: false}").facts.precision->value == "fp32");
}

TEST_CASE("GPT-NeoX divides the width of gated layers as it documents", "[megatron]") {
  const auto width = [](const std::string& more) {
    const auto said = neox("hidden_size: 4096\nnum_layers: 32\nseq_length: 4096\n"
                           "model_parallel_size: 1\n" +
                           more)
                          .facts.sizes.feed_forward;
    return said ? said->value : 0;
  };
  CHECK(width("activation: swiglu\nintermediate_size: 32768\nmlp_multiple_of: 256") == 11008);
  CHECK(width("mlp_type: llama") == 11008);
  CHECK(width("mlp_type: llama\nintermediate_size: 14336") == 14336);
  CHECK(width("activation: swiglu") == 5461);
  CHECK(width("activation: gelu\nintermediate_size: 12288") == 12288);
  CHECK(width("activation: gelu") == 0);
}

TEST_CASE("Layers of GPT-NeoX that are no transformer's have no sizes", "[megatron]") {
  CHECK_FALSE(neox(start + "attention_config: [[[\"mamba\"], 24]]").facts.sizes.layers);
  CHECK_FALSE(neox(start + "attention_config: [[[\"gmlp\"], all]]").facts.sizes.layers);
  CHECK(neox(start + "attention_config: [[[\"flash\"], 24]]").facts.sizes.layers->value == 4);
}

TEST_CASE("A token of GPT-NeoX goes to one expert unless more are said", "[megatron]") {
  CHECK(told(neox(start), neox(start).facts.sizes.experts_per_token) == "nothing");
  const Reading r = neox(start + "moe_num_experts: 8");
  CHECK(told(r, r.facts.sizes.experts_per_token) == "moe_top_k = 1 by default");
}

TEST_CASE("A DeepSpeed file and Megatron's own names are not GPT-NeoX", "[megatron]") {
  CHECK_FALSE(is_megatron(parse_document(
      "a.json", R"({"train_micro_batch_size_per_gpu": 8, "fp16": {"enabled": true}})")));
  const Reading r = read_by(read_megatron, "a.yaml",
                            "num_layers: 2\nhidden_size: 64\nseq_length: 8\nmicro_batch_size: 4\n"
                            "model_parallel_size: 2");
  CHECK(told(r, r.facts.micro_batch) == "micro_batch_size = 4 at 4:19");
  CHECK(r.facts.precision->key == "bf16");
}

TEST_CASE("Wrong types in GPT-NeoX's files are faults where they stand", "[megatron]") {
  CHECK(faults_of(neox(start + "train_iters: long\n")) == Lines{"wrong-type at 5:14"});
}
