// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "unit/formats/adapter_reading.hpp"

using namespace plume;

namespace {

Reading read(const std::string& text) {
  return read_by(read_levanter, "run.yaml", text);
}

bool recognised(const std::string& text) {
  return is_levanter(parse_document("run.yaml", text));
}

const std::string pretraining = R"(data:
  tokenizer: meta-llama/Meta-Llama-3.1-8B
model:
  type: llama
  seq_len: 4096
  hidden_dim: 4096
  intermediate_dim: 14336
  num_layers: 32
  num_heads: 32
  num_kv_heads: 8
  gradient_checkpointing: true
trainer:
  id: mine
  mp: p=f32,c=bfloat16
  train_batch_size: 1024
  num_train_steps: 660000
)";

}  // namespace

TEST_CASE("Levanter is known by its trainer", "[formats][levanter]") {
  CHECK(recognised(pretraining));
  CHECK(recognised("trainer: {mp: f32}\n"));
  CHECK_FALSE(recognised("trainer: {max_steps: 3, devices: 1}\n"));
  CHECK_FALSE(is_lightning(parse_document("run.yaml", pretraining)));
}

TEST_CASE("Levanter's facts stand where they were said", "[formats][levanter]") {
  const Reading run = read(pretraining);
  const TrainingFacts& facts = run.facts;
  CHECK(run.faults.empty());
  CHECK(value_of(facts.name) == "mine");
  CHECK(told(run, facts.sequence_length) == "model.seq_len = 4096 at 5:12");
  CHECK(told(run, facts.sizes.width) == "model.hidden_dim = 4096 at 6:15");
  CHECK(value_of(facts.sizes.feed_forward) == 14336);
  CHECK(value_of(facts.sizes.layers) == 32);
  CHECK(value_of(facts.sizes.heads) == 32);
  CHECK(told(run, facts.sizes.key_value_heads) == "model.num_kv_heads = 8 at 10:17");
  CHECK(told(run, facts.sizes.vocabulary) == "data.tokenizer = 128256 at 2:14");
  REQUIRE(facts.sizes.gated);
  CHECK(facts.sizes.gated->value);
  REQUIRE(facts.sizes.tied);
  CHECK_FALSE(facts.sizes.tied->value);
  CHECK(told(run, facts.sizes.tied) == "model.tie_word_embeddings = false by default");
  CHECK_FALSE(facts.sizes.positions);
  CHECK(told(run, facts.recompute) == "model.gradient_checkpointing = full at 11:27");
  CHECK(told(run, facts.precision) == "trainer.mp = bf16 at 14:7");
  CHECK(told(run, facts.global_batch) == "trainer.train_batch_size = 1024 at 15:21");
  CHECK(told(run, facts.steps) == "trainer.num_train_steps = 660000 at 16:20");
}

TEST_CASE("Levanter's families have sizes of their own", "[formats][levanter]") {
  const Reading run = read("model: {type: gpt2}\ntrainer: {mp: f32}\n");
  const TrainingFacts& facts = run.facts;
  CHECK(told(run, facts.sizes.layers) == "model.num_layers = 12 by default");
  CHECK(value_of(facts.sizes.width) == 768);
  CHECK(value_of(facts.sequence_length) == 1024);
  CHECK(value_of(facts.sizes.positions) == 1024);
  CHECK_FALSE(facts.sizes.feed_forward);
  CHECK(facts.sizes.tied->value);
  CHECK(facts.sizes.biases->value);
  CHECK_FALSE(facts.sizes.gated->value);
  const SaidSizes mixtral = read("model: {type: mixtral, hidden_dim: 64}\n").facts.sizes;
  CHECK(value_of(mixtral.width) == 64);
  CHECK(value_of(mixtral.experts) == 8);
  CHECK(value_of(mixtral.experts_per_token) == 2);
  CHECK(value_of(mixtral.expert_feed_forward) == 14336);
  CHECK_FALSE(read("model: {type: backpack, hidden_dim: 64}\n").facts.sizes.width);
}

TEST_CASE("Levanter's trainer has a length and a batch of its own", "[formats][levanter]") {
  const Reading run = read("model: {type: gpt2}\ntrainer: {mp: f32}\n");
  CHECK(told(run, run.facts.steps) == "trainer.num_train_steps = 4e+05 by default");
  CHECK(told(run, run.facts.global_batch) == "trainer.train_batch_size = 512 by default");
}

TEST_CASE("Levanter's batch of -1 is what the devices hold", "[formats][levanter]") {
  const Reading run = read("trainer:\n  train_batch_size: -1\n  per_device_parallelism: 4\n");
  CHECK_FALSE(run.facts.global_batch);
  CHECK(told(run, run.facts.micro_batch) == "trainer.per_device_parallelism = 4 at 3:27");
}

TEST_CASE("Levanter's batch may change on the way", "[formats][levanter]") {
  const std::string schedule =
      "trainer:\n  train_batch_size:\n    - {start: 0, value: 64}\n"
      "    - {start: 100, value: 128}\n    - {start: 5000, value: 256}\n  num_train_steps: ";
  const Reading run = read(schedule + "300\n");
  CHECK(run.faults.empty());
  CHECK_FALSE(run.facts.global_batch);
  CHECK(told(run, run.facts.total_samples) == "trainer.train_batch_size = 32000 at 3:5");
  CHECK(value_of(read(schedule + "6000\n").facts.total_samples) ==
        100 * 64 + 4900 * 128 + 1000 * 256);
  const Reading wrong = read("trainer:\n  train_batch_size: [8]\n");
  REQUIRE(wrong.faults.size() == 1);
  CHECK(wrong.faults[0].code == "bad-batch");
  CHECK(wrong.faults[0].position.line == 2);
}

TEST_CASE("Levanter begins with a named checkpoint", "[formats][levanter]") {
  const Reading named = read("model_name_or_path: huggyllama/llama-7b\ntrainer: {mp: f32}\n");
  CHECK(told(named, named.facts.model) == "model_name_or_path = huggyllama/llama-7b at 1:21");
  const Reading reference =
      read("data: {tokenizer: NousResearch/Llama-2-7b-hf}\nmodel: {type: llama, hidden_dim: 8}\n"
           "initialize_from_hf: true\nuse_hf_model_config: true\n");
  CHECK(value_of(reference.facts.model) == "NousResearch/Llama-2-7b-hf");
  CHECK_FALSE(reference.facts.sizes.width);
  const Reading sized =
      read("model: {type: llama, hidden_dim: 8}\ninitialize_from_hf: NousResearch/Llama-2-7b-hf\n");
  CHECK_FALSE(sized.facts.model);
  CHECK(value_of(sized.facts.sizes.width) == 8);
  CHECK_FALSE(read("initialize_from_hf: false\n").facts.model);
}

TEST_CASE("Levanter trains adapters of rank 8 beside all linear layers", "[formats][levanter]") {
  const Reading usual = read("peft_save_path: x\ninitialize_from_hf: a/b\n");
  CHECK(value_of(usual.facts.method) == "lora");
  CHECK(told(usual, usual.facts.adapter_rank) == "lora.r = 8 by default");
  REQUIRE(usual.facts.adapter_targets.size() == 1);
  CHECK(usual.facts.adapter_targets[0].value == "all-linear");
  const Reading said = read("lora:\n  r: 16\n  target_modules: [q_proj, v_proj]\n");
  CHECK(value_of(said.facts.adapter_rank) == 16);
  CHECK(said.facts.adapter_targets.size() == 2);
  CHECK_FALSE(read(pretraining).facts.method);
}

TEST_CASE("Levanter's precision is what is computed in", "[formats][levanter]") {
  const auto precision = [](const std::string& policy) {
    return value_of(read("trainer: {mp: \"" + policy + "\"}\n").facts.precision);
  };
  CHECK(precision("p=f32,c=bfloat16") == "bf16");
  CHECK(precision("compute=float16,params=float32,output=float16") == "fp16");
  CHECK(precision("bfloat16") == "bf16");
  CHECK(precision("f32") == "fp32");
  CHECK(value_of(read("trainer: {mp: bf16, quantization: {fp8: true}}\n").facts.precision) ==
        "fp8");
  const Reading silent = read("trainer: {num_train_steps: 1}\n");
  CHECK(told(silent, silent.facts.precision) == "trainer.mp = fp32 by default");
  CHECK(value_of(silent.facts.recompute) == "full");
  CHECK(value_of(read("model: {gradient_checkpointing: false}\n").facts.recompute) == "none");
  CHECK(value_of(read("model: {gradient_checkpointing: nested}\n").facts.recompute) == "full");
}

TEST_CASE("Levanter's values of the wrong type are faults at their place", "[formats][levanter]") {
  const Reading run =
      read("model: {type: gpt2, num_layers: few}\ntrainer:\n  num_train_steps: {}\n");
  REQUIRE(run.faults.size() == 2);
  CHECK(run.faults[0].position.line == 3);
  CHECK(run.faults[1].position.line == 1);
  CHECK(run.faults[1].position.column == 33);
}
