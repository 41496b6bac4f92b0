// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "unit/formats/adapter_reading.hpp"

using namespace plume;

namespace {

Reading read(const std::string& text, const std::string& file = "base.yml") {
  return read_by(read_maxtext, file, text);
}

bool recognised(const std::string& text, const std::string& file = "base.yml") {
  return is_maxtext(parse_document(file, text));
}

const std::string own = R"(run_name: mine
steps: 1000
per_device_batch_size: 0.5
gradient_accumulation_steps: 2
max_target_length: 4096
base_emb_dim: 1024
base_num_query_heads: 8
base_num_kv_heads: 4
base_mlp_dim: 3584
base_num_decoder_layers: 8
head_dim: 128
vocab_size: 50304
mlp_activations: ["gelu"]
logits_via_embedding: true
dtype: bfloat16
quantization: "fp8"
remat_policy: "minimal"
compile_topology: v4-128
compile_topology_num_slices: 2
)";

}  // namespace

TEST_CASE("MaxText is known by its keys, in files and behind a command", "[formats][maxtext]") {
  CHECK(recognised(own));
  CHECK(recognised("python3 -m MaxText.train base.yml steps=10 per_device_batch_size=4 "
                   "max_target_length=2048 model_name=llama2-7b\n",
                   "train.sh"));
  CHECK(recognised("base_emb_dim: 4096\nbase_num_query_heads: 32\n", "llama.yml"));
  CHECK_FALSE(recognised("steps: 10\nvocab_size: 8\nper_device_batch_size: 4\n"));
}

TEST_CASE("MaxText's facts stand where they were said", "[formats][maxtext]") {
  const Reading run = read(own);
  const TrainingFacts& facts = run.facts;
  CHECK(run.faults.empty());
  CHECK(value_of(facts.name) == "mine");
  CHECK(told(run, facts.steps) == "steps = 1000 at 2:8");
  CHECK(told(run, facts.micro_batch) == "per_device_batch_size = 0.5 at 3:24");
  CHECK(value_of(facts.accumulation) == 2);
  CHECK(told(run, facts.sequence_length) == "max_target_length = 4096 at 5:20");
  CHECK(value_of(facts.sizes.width) == 1024);
  CHECK(value_of(facts.sizes.heads) == 8);
  CHECK(value_of(facts.sizes.key_value_heads) == 4);
  CHECK(value_of(facts.sizes.feed_forward) == 3584);
  CHECK(told(run, facts.sizes.layers) == "base_num_decoder_layers = 8 at 10:26");
  CHECK(value_of(facts.sizes.head_width) == 128);
  CHECK(value_of(facts.sizes.vocabulary) == 50304);
  CHECK_FALSE(facts.sizes.gated->value);
  CHECK(told(run, facts.sizes.gated) == "mlp_activations = false at 13:18");
  CHECK(facts.sizes.tied->value);
  CHECK_FALSE(facts.sizes.experts);
  CHECK(told(run, facts.precision) == "quantization = fp8 at 16:15");
  CHECK(told(run, facts.recompute) == "remat_policy = selective at 17:15");
  CHECK(value_of(facts.accelerator) == "tpu-v4");
  CHECK(told(run, facts.devices_per_node) == "compile_topology = 64 at 18:19");
  CHECK(value_of(facts.nodes) == 2);
}

TEST_CASE("MaxText takes from base.yml what is not said", "[formats][maxtext]") {
  const Reading run = read("max_target_length: 1024\nremat_policy: none\n");
  const TrainingFacts& facts = run.facts;
  CHECK(told(run, facts.steps) == "steps = 150001 by default");
  CHECK(value_of(facts.micro_batch) == 12);
  CHECK(told(run, facts.sizes.layers) == "base_num_decoder_layers = 16 by default");
  CHECK(value_of(facts.sizes.vocabulary) == 32000);
  CHECK(facts.sizes.gated->value);
  CHECK_FALSE(facts.sizes.tied->value);
  CHECK(told(run, facts.precision) == "dtype = bf16 by default");
  CHECK(value_of(facts.recompute) == "none");
  CHECK_FALSE(facts.devices_per_node);
}

TEST_CASE("MaxText's arguments give the same as its file", "[formats][maxtext]") {
  const Reading run =
      read("export STEPS=20400\npython3 -m MaxText.train configs/base.yml steps=$STEPS \\\n"
           "  per_device_batch_size=8.0 max_target_length=2048 ici_fsdp_parallelism=64 "
           "ici_tensor_parallelism=2\n",
           "train.sh");
  CHECK(value_of(run.facts.steps) == 20400);
  CHECK(told(run, run.facts.micro_batch) == "per_device_batch_size = 8 at 3:25");
  CHECK(value_of(run.facts.devices_per_node) == 128);
  CHECK_FALSE(run.facts.nodes);
}

TEST_CASE("MaxText's steps of -1 are those of the schedule", "[formats][maxtext]") {
  CHECK(value_of(read("steps: -1\nlearning_rate_schedule_steps: 700\n").facts.steps) == 700);
  CHECK(value_of(read("steps: 5\nlearning_rate_schedule_steps: 700\n").facts.steps) == 5);
  CHECK(value_of(read("learning_rate_schedule_steps: 700\n").facts.steps) == 150001);
}

TEST_CASE("MaxText's named models have their published sizes", "[formats][maxtext]") {
  const Reading run = read("model_name: gemma2-2b\nbase_emb_dim: 7\n");
  const SaidSizes& sizes = run.facts.sizes;
  CHECK(told(run, sizes.layers) == "model_name = 26 at 1:13");
  CHECK(value_of(sizes.width) == 2304);
  CHECK(value_of(sizes.key_value_heads) == 4);
  CHECK(sizes.tied->value);
  CHECK_FALSE(run.facts.model);
  const SaidSizes mixtral = read("model_name: mixtral-8x7b\n").facts.sizes;
  CHECK(value_of(mixtral.experts) == 8);
  CHECK(value_of(mixtral.experts_per_token) == 2);
  CHECK(value_of(mixtral.expert_feed_forward) == 14336);
  const SaidSizes changed =
      read("model_name: llama2-7b\noverride_model_config: true\nbase_num_decoder_layers: 2\n")
          .facts.sizes;
  CHECK(value_of(changed.layers) == 2);
  CHECK(value_of(changed.width) == 4096);
  CHECK(value_of(read("model_name: deepseek3-671b\n").facts.model) == "deepseek3-671b");
}

TEST_CASE("MaxText's scale doubles heads, then the width, then the layers", "[formats][maxtext]") {
  const auto sizes = [](const std::string& scale) {
    return read("global_parameter_scale: " + scale + "\n").facts.sizes;
  };
  CHECK(value_of(sizes("1").heads) == 16);
  CHECK(value_of(sizes("2").heads) == 32);
  CHECK(value_of(sizes("2").width) == 2048);
  CHECK(value_of(sizes("4").width) == 4096);
  CHECK(value_of(sizes("4").layers) == 16);
  CHECK(value_of(sizes("16").layers) == 32);
  CHECK(value_of(sizes("16").feed_forward) == 28672);
  CHECK(value_of(sizes("16").head_width) == 128);
  const Reading scaled = read("global_parameter_scale: 4\nbase_emb_dim: 100\n");
  CHECK(told(scaled, scaled.facts.sizes.width) == "base_emb_dim = 200 at 2:15");
  CHECK(told(scaled, scaled.facts.sizes.heads) == "global_parameter_scale = 32 at 1:25");
  const Reading wrong = read("steps: 1\nglobal_parameter_scale: 12\n");
  REQUIRE(wrong.faults.size() == 1);
  CHECK(wrong.faults[0].code == "bad-scale");
  CHECK(wrong.faults[0].position.line == 2);
}

TEST_CASE("MaxText's second file completes the first", "[formats][maxtext]") {
  const Document overrides = parse_document("over.yml", "steps: 10\nper_device_batch_size: 4\n");
  const Document model = parse_document(
      "model.yml", "base_emb_dim: 4096\nbase_num_decoder_layers: 3\nsteps: 99\nnum_experts: 4\n"
                   "num_experts_per_tok: 2\nbase_moe_mlp_dim: 512\n");
  std::vector<Diagnostic> faults;
  TrainingFacts facts;
  ConfigView first(overrides, 0, faults);
  read_maxtext(first, facts);
  ConfigView second(model, 1, faults);
  read_maxtext(second, facts);
  CHECK(faults.empty());
  CHECK(value_of(facts.steps) == 10);
  CHECK(value_of(facts.sizes.width) == 4096);
  CHECK(facts.sizes.width->document == 1);
  CHECK(value_of(facts.sizes.layers) == 3);
  CHECK(value_of(facts.sizes.heads) == 16);
  CHECK(value_of(facts.sizes.experts) == 4);
  CHECK(value_of(facts.sizes.expert_feed_forward) == 512);
}

TEST_CASE("MaxText's slices count chips, not cores", "[formats][maxtext]") {
  const auto chips = [](const std::string& topology) {
    return value_of(read("compile_topology: " + topology + "\n").facts.devices_per_node);
  };
  CHECK(chips("v5e-256") == 256);
  CHECK(chips("v5p-128") == 64);
  CHECK(chips("v6e-16") == 16);
  CHECK(chips("a3") == -1);
  CHECK(chips("v5e-many") == -1);
  CHECK(value_of(read("compile_topology: v5e-256\n").facts.accelerator) == "tpu-v5e");
}

TEST_CASE("MaxText's values of the wrong type are faults at their place", "[formats][maxtext]") {
  const Reading run = read("steps: soon\nvocab_size: {}\n");
  REQUIRE(run.faults.size() == 2);
  CHECK(run.faults[0].position.line == 1);
  CHECK(run.faults[0].position.column == 8);
  CHECK(run.faults[1].position.line == 2);
}
