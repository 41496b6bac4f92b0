// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "unit/formats/adapter_reading.hpp"

using namespace plume;

namespace {

Reading read(const std::string& text) {
  return read_by(read_llm_foundry, "run.yaml", text);
}

bool recognised(const std::string& text) {
  return is_llm_foundry(parse_document("run.yaml", text));
}

const std::string pretraining = R"(variables:
  max_seq_len: 2048
max_seq_len: ${variables.max_seq_len}
run_name: mine
model:
  name: mpt_causal_lm
  d_model: 4096
  n_heads: 32
  n_layers: 16
  expansion_ratio: 4
  max_seq_len: ${variables.max_seq_len}
  vocab_size: 50368
max_duration: 63900ba
global_train_batch_size: 1024
device_train_microbatch_size: auto
precision: amp_bf16
fsdp_config:
  activation_checkpointing: true
compute:
  gpus: 64
  gpu_type: a100_40gb
)";

}  // namespace

TEST_CASE("llm-foundry is known at the top and under the platform's keys",
          "[formats][llm-foundry]") {
  CHECK(recognised(pretraining));
  CHECK(recognised("parameters:\n  max_duration: 1ep\n  global_train_batch_size: 8\n"));
  CHECK(recognised("train:\n  max_duration: 1ep\n  train_loader: {name: text}\n"));
  CHECK_FALSE(recognised("max_duration: 1ep\nmodel: {name: x}\n"));
  CHECK_FALSE(recognised("train:\n  global_batch_size: 8\n"));
}

TEST_CASE("llm-foundry's facts stand where they were said", "[formats][llm-foundry]") {
  const Reading run = read(pretraining);
  const TrainingFacts& facts = run.facts;
  CHECK(run.faults.empty());
  CHECK(value_of(facts.name) == "mine");
  CHECK(told(run, facts.sequence_length) == "max_seq_len = 2048 at 3:14");
  CHECK(told(run, facts.sizes.width) == "model.d_model = 4096 at 7:12");
  CHECK(value_of(facts.sizes.heads) == 32);
  CHECK(told(run, facts.sizes.layers) == "model.n_layers = 16 at 9:13");
  CHECK(told(run, facts.sizes.feed_forward) == "model.expansion_ratio = 16384 at 10:20");
  CHECK(value_of(facts.sizes.vocabulary) == 50368);
  CHECK(told(run, facts.sizes.positions) == "max_seq_len = 2048 at 3:14");
  CHECK(told(run, facts.steps) == "max_duration = 63900 at 13:15");
  CHECK(told(run, facts.global_batch) == "global_train_batch_size = 1024 at 14:26");
  CHECK_FALSE(facts.micro_batch);
  CHECK(told(run, facts.precision) == "precision = bf16 at 16:12");
  CHECK(told(run, facts.recompute) == "fsdp_config.activation_checkpointing = full at 18:29");
  CHECK(told(run, facts.devices) == "compute.gpus = 64 at 20:9");
  CHECK(told(run, facts.accelerator) == "compute.gpu_type = a100_40gb at 21:13");
}

TEST_CASE("llm-foundry's own model ties its embeddings and has biases by default",
          "[formats][llm-foundry]") {
  const Reading usual = read(pretraining);
  REQUIRE(usual.facts.sizes.tied);
  CHECK(usual.facts.sizes.tied->value);
  CHECK(told(usual, usual.facts.sizes.tied) == "model.tie_word_embeddings = true by default");
  REQUIRE(usual.facts.sizes.biases);
  CHECK(usual.facts.sizes.biases->value);
  const Reading other =
      read("model:\n  name: mpt_causal_lm\n  d_model: 64\n  max_seq_len: 128\n  no_bias: true\n"
           "  tie_word_embeddings: false\n  attn_config: {alibi: true, kv_n_heads: 2}\n"
           "  ffn_config: {ffn_type: mptglu, ffn_hidden_size: 200}\n");
  CHECK_FALSE(other.facts.sizes.tied->value);
  CHECK_FALSE(other.facts.sizes.biases->value);
  CHECK_FALSE(other.facts.sizes.positions);
  CHECK(value_of(other.facts.sizes.key_value_heads) == 2);
  CHECK(value_of(other.facts.sizes.feed_forward) == 200);
  REQUIRE(other.facts.sizes.gated);
  CHECK(other.facts.sizes.gated->value);
}

TEST_CASE("llm-foundry's durations are batches, epochs, samples, tokens or time",
          "[formats][llm-foundry]") {
  const auto facts = [](const std::string& duration) {
    return read("max_duration: " + duration + "\n").facts;
  };
  CHECK(value_of(facts("1ba").steps) == 1);
  CHECK(value_of(facts("2ep").epochs) == 2);
  CHECK(value_of(facts("3").epochs) == 3);
  CHECK(value_of(facts("300000000tok").total_tokens) == 3e8);
  CHECK(value_of(facts("1e+9tok").total_tokens) == 1e9);
  CHECK(value_of(facts("64sp").total_samples) == 64);
  CHECK(value_of(facts("7200sec").hours) == 2);
}

TEST_CASE("llm-foundry's durations that do not tell the work are faults at their place",
          "[formats][llm-foundry]") {
  for (const std::string duration : {"5iter", "ba", "0ep", "1 week"}) {
    const Reading run = read("global_train_batch_size: 8\nmax_duration: " + duration + "\n");
    REQUIRE(run.faults.size() == 1);
    CHECK(run.faults[0].code == "bad-duration");
    CHECK(run.faults[0].position.line == 2);
    CHECK(run.faults[0].position.column == 15);
  }
}

TEST_CASE("llm-foundry fine-tunes a named model, with an adapter where one is said",
          "[formats][llm-foundry]") {
  const Reading run = read(R"(parameters:
  max_seq_len: 4096
  model:
    name: hf_causal_lm
    pretrained_model_name_or_path: databricks/dbrx-instruct
    d_model: 1
    peft_config:
      peft_type: LORA
      r: 64
      target_modules: [Wqkv]
  train_loader:
    dataset:
      hf_name: mosaicml/dolly_hhrlhf
      packing_ratio: auto
  max_duration: 2ep
  global_train_batch_size: 32
  run_name: tune
)");
  const TrainingFacts& facts = run.facts;
  CHECK(told(run, facts.model) ==
        "parameters.model.pretrained_model_name_or_path = databricks/dbrx-instruct at 5:36");
  CHECK_FALSE(facts.sizes.width);
  CHECK_FALSE(facts.sizes.tied);
  CHECK(value_of(facts.method) == "lora");
  CHECK(told(run, facts.adapter_rank) == "parameters.model.peft_config.r = 64 at 9:10");
  REQUIRE(facts.adapter_targets.size() == 1);
  CHECK(facts.adapter_targets[0].value == "Wqkv");
  REQUIRE(facts.datasets.size() == 1);
  CHECK(told(run, facts.datasets[0]) ==
        "parameters.train_loader.dataset.hf_name = mosaicml/dolly_hhrlhf at 13:16");
  CHECK(value_of(facts.epochs) == 2);
  CHECK(value_of(facts.name) == "tune");
  CHECK(told(run, facts.precision) == "parameters.precision = bf16 by default");
}

TEST_CASE("llm-foundry's references are meant from where the run's keys stand",
          "[formats][llm-foundry]") {
  const Reading run = read(R"(parameters:
  variables:
    length: 8192
  max_seq_len: ${variables.length}
  global_train_batch_size: 8
  max_duration: 1ba
  model:
    name: mpt_causal_lm
    max_seq_len: ${max_seq_len}
    d_model: ${nowhere}
)");
  CHECK(told(run, run.facts.sequence_length) == "parameters.variables.length = 8192 at 3:13");
  REQUIRE(run.faults.size() == 1);
  CHECK(run.faults[0].code == "unresolved-reference");
  CHECK(run.faults[0].position.line == 10);
}

TEST_CASE("llm-foundry says whether samples are packed", "[formats][llm-foundry]") {
  const auto packed = [](const std::string& ratio) {
    const auto said =
        read("train_loader: {name: finetuning, dataset: {packing_ratio: " + ratio + "}}\n")
            .facts.packed;
    REQUIRE(said);
    return said->value;
  };
  CHECK(packed("4.5"));
  CHECK(packed("auto"));
  CHECK_FALSE(packed("1.0"));
  CHECK_FALSE(packed("null"));
  CHECK_FALSE(read("train_loader: {name: text}\n").facts.packed);
}

TEST_CASE("llm-foundry's values of the wrong type are faults at their place",
          "[formats][llm-foundry]") {
  const Reading run = read("max_seq_len: long\nmodel:\n  name: mpt_causal_lm\n  d_model: [1]\n");
  REQUIRE(run.faults.size() == 2);
  CHECK(run.faults[0].position.line == 1);
  CHECK(run.faults[0].position.column == 14);
  CHECK(run.faults[1].position.line == 4);
  CHECK(run.faults[1].position.column == 12);
}
