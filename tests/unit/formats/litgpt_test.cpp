// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/litgpt.hpp"
#include "support/catch.hpp"
#include "unit/formats/adapter_reading.hpp"

using namespace plume;

namespace {

Reading read(const std::string& text) {
  return read_by(read_lightning, "litgpt.yaml", text);
}

const std::string tuning = R"(checkpoint_dir: checkpoints/meta-llama/Llama-2-7b-hf
precision: bf16-true
quantize: bnb.nf4
devices: 2
num_nodes: 1
lora_r: 32
lora_value: false
lora_mlp: true
data:
  class_path: litgpt.data.Alpaca2k
train:
  global_batch_size: 8
  micro_batch_size: 2
  epochs: 4
  max_tokens:
  max_seq_length: 512
)";

std::string targets(const TrainingFacts& facts) {
  std::string out;
  for (const Said<std::string>& target : facts.adapter_targets) {
    out += target.value + " ";
  }
  return out;
}

}  // namespace

TEST_CASE("LitGPT is known by its arguments of training", "[formats][litgpt]") {
  CHECK(is_lightning(parse_document("a.yaml", tuning)));
  CHECK_FALSE(is_litgpt(parse_document("a.yaml", "train: {epochs: 3}\nmodel_name: x\n")));
  CHECK_FALSE(is_litgpt(parse_document(
      "a.yaml", "model: {micro_batch_size: 1}\ntrain: {global_batch_size: 8}\nmodel_name: x\n")));
}

TEST_CASE("LitGPT's facts stand where they were said", "[formats][litgpt]") {
  const Reading run = read(tuning);
  const TrainingFacts& facts = run.facts;
  CHECK(run.faults.empty());
  CHECK(told(run, facts.model) == "checkpoint_dir = meta-llama/Llama-2-7b-hf at 1:17");
  CHECK(value_of(facts.precision) == "bf16");
  CHECK(told(run, facts.method) == "quantize = qlora at 3:11");
  CHECK(value_of(facts.devices_per_node) == 2);
  CHECK(value_of(facts.nodes) == 1);
  CHECK(told(run, facts.adapter_rank) == "lora_r = 32 at 6:9");
  CHECK(targets(facts) == "q_proj gate_proj up_proj down_proj ");
  CHECK(told(run, facts.adapter_targets[0]) == "lora_query = q_proj by default");
  CHECK(told(run, facts.adapter_targets[1]) == "lora_mlp = gate_proj at 8:11");
  REQUIRE(facts.datasets.size() == 1);
  CHECK(facts.datasets[0].value == "Alpaca2k");
  CHECK(told(run, facts.global_batch) == "train.global_batch_size = 8 at 12:22");
  CHECK(value_of(facts.micro_batch) == 2);
  CHECK(told(run, facts.epochs) == "train.epochs = 4 at 14:11");
  CHECK_FALSE(facts.total_tokens);
  CHECK(value_of(facts.sequence_length) == 512);
  REQUIRE(facts.packed);
  CHECK_FALSE(facts.packed->value);
}

TEST_CASE("LitGPT's models that have no other name come with their sizes", "[formats][litgpt]") {
  const Reading run =
      read("model_name: tiny-llama-1.1b\ndata: TinyLlama\ntrain:\n  global_batch_size: 512\n"
           "  max_tokens: 3000000000000\n  max_seq_length: 2048\n  tie_embeddings:\n");
  CHECK(told(run, run.facts.sizes.layers) == "model_name = 22 at 1:13");
  CHECK(value_of(run.facts.sizes.key_value_heads) == 4);
  CHECK_FALSE(run.facts.model);
  CHECK(told(run, run.facts.total_tokens) == "train.max_tokens = 3e+12 at 5:15");
  CHECK(run.facts.datasets[0].value == "TinyLlama");
  CHECK(value_of(read("model_name: pythia-160m\ntrain: {max_tokens: 1, save_interval: 1}\n")
                     .facts.model) == "pythia-160m");
}

TEST_CASE("LitGPT's sizes that are spelled out go before the name", "[formats][litgpt]") {
  const Reading run = read(R"(model_name: tiny-llama-1.1b
model_config:
  block_size: 256
  n_layer: 6
  n_embd: 288
  n_head: 6
  n_query_groups: 6
  head_size: 48
  padded_vocab_size: 32000
  intermediate_size: 768
  mlp_class_name: LLaMAMLP
  bias: false
train:
  tie_embeddings: true
  max_tokens: 9700000000
  global_batch_size: 512
)");
  const SaidSizes& sizes = run.facts.sizes;
  CHECK(told(run, sizes.layers) == "model_config.n_layer = 6 at 4:12");
  CHECK(value_of(sizes.width) == 288);
  CHECK(value_of(sizes.head_width) == 48);
  CHECK(value_of(sizes.vocabulary) == 32000);
  REQUIRE(sizes.gated);
  CHECK(sizes.gated->value);
  REQUIRE(sizes.tied);
  CHECK(sizes.tied->value);
  REQUIRE(sizes.biases);
  CHECK_FALSE(sizes.biases->value);
  CHECK(value_of(run.facts.sequence_length) == 256);
  CHECK_FALSE(run.facts.method);
}

TEST_CASE("LitGPT fine-tunes for five epochs where nothing limits it", "[formats][litgpt]") {
  const std::string common =
      "checkpoint_dir: checkpoints/a/b\ntrain:\n  global_batch_size: 8\n  micro_batch_size: 1\n";
  const Reading silent = read(common);
  CHECK(told(silent, silent.facts.epochs) == "train.epochs = 5 by default");
  CHECK_FALSE(read(common + "  max_steps: 10\n").facts.epochs);
  const Reading timed = read(common + "  max_time: 1800\n");
  CHECK(value_of(timed.facts.hours) == 0.5);
  CHECK_FALSE(timed.facts.epochs);
}

TEST_CASE("LitGPT's values of the wrong type are faults at their place", "[formats][litgpt]") {
  const Reading run = read("model_name: x\ntrain:\n  global_batch_size: [8]\n  max_tokens: lots\n");
  REQUIRE(run.faults.size() == 2);
  CHECK(run.faults[0].position.line == 3);
  CHECK(run.faults[0].position.column == 22);
  CHECK(run.faults[1].position.line == 4);
}
