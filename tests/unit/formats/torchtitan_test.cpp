// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/torchtitan_models.hpp"
#include "support/catch.hpp"
#include "unit/formats/adapter_reading.hpp"

using namespace plume;
using Lines = std::vector<std::string>;

namespace {

Reading titan(const std::string& file, const std::string& text) {
  return read_by(read_torchtitan, file, text);
}

const std::string current = R"([job]
description = "night run"

[model]
name = "llama3"
flavor = "70B"
converters = ["quantize.linear.float8"]

[training]
local_batch_size = 8
global_batch_size = 512
seq_len = 8192
steps = 3000

[parallelism]
data_parallel_replicate_degree = 1
data_parallel_shard_degree = -1
tensor_parallel_degree = 8
pipeline_parallel_degree = 1
context_parallel_degree = 2

[activation_checkpoint]
mode = "full"
)";

const std::string older = R"([model]
name = "llama2"
flavor = "13B"

[training]
batch_size = 2
seq_len = 4096
steps = 1000
data_parallel_degree = 16
tensor_parallel_degree = 2
fp8_linear = ""

[experimental]
pipeline_parallel_degree = 4

[activation_checkpoint]
mode = 'selective'
)";

}  // namespace

TEST_CASE("torchtitan's sections say work, sizes and parallelism with their places",
          "[formats][torchtitan]") {
  const Reading r = titan("a.toml", current);
  CHECK(faults_of(r).empty());
  CHECK(told(r, r.facts.name) == "job.description = night run at 2:15");
  CHECK(told(r, r.facts.sizes.layers) == "model.flavor = 80 at 6:10");
  CHECK(told(r, r.facts.sizes.width) == "model.flavor = 8192 at 6:10");
  CHECK(r.facts.sizes.heads->value == 64);
  CHECK(r.facts.sizes.key_value_heads->value == 8);
  CHECK(r.facts.sizes.feed_forward->value == 28672);
  CHECK(r.facts.sizes.vocabulary->value == 128256);
  CHECK(r.facts.sizes.gated->value);
  CHECK_FALSE(r.facts.sizes.tied->value);
  CHECK_FALSE(r.facts.sizes.experts);
  CHECK_FALSE(r.facts.model);
  CHECK(told(r, r.facts.precision) == "model.converters = fp8 at 7:15");
  CHECK(told(r, r.facts.micro_batch) == "training.local_batch_size = 8 at 10:20");
  CHECK(told(r, r.facts.global_batch) == "training.global_batch_size = 512 at 11:21");
  CHECK(told(r, r.facts.sequence_length) == "training.seq_len = 8192 at 12:11");
  CHECK(told(r, r.facts.steps) == "training.steps = 3000 at 13:9");
  CHECK_FALSE(r.facts.data_parallel);
  CHECK(told(r, r.facts.model_parallel) ==
        Lines{"parallelism.tensor_parallel_degree = 8 at 18:26",
              "parallelism.pipeline_parallel_degree = 1 at 19:28",
              "parallelism.context_parallel_degree = 2 at 20:27"});
  CHECK(told(r, r.facts.recompute) == "activation_checkpoint.mode = full at 23:8");
}

TEST_CASE("Older keys of torchtitan are read", "[formats][torchtitan]") {
  const Reading r = titan("a.toml", older);
  CHECK(faults_of(r).empty());
  CHECK(told(r, r.facts.sizes.layers) == "model.flavor = 40 at 3:10");
  CHECK(told(r, r.facts.micro_batch) == "training.batch_size = 2 at 6:14");
  CHECK(told(r, r.facts.data_parallel) == "training.data_parallel_degree = 16 at 9:24");
  CHECK(told(r, r.facts.model_parallel) ==
        Lines{"training.tensor_parallel_degree = 2 at 10:26",
              "experimental.pipeline_parallel_degree = 4 at 14:28"});
  CHECK(told(r, r.facts.precision) == "training.mixed_precision_param = bf16 by default");
  CHECK(told(r, r.facts.recompute) == "activation_checkpoint.mode = selective at 17:8");
}

TEST_CASE("torchtitan's files and arguments are recognised", "[formats][torchtitan]") {
  const auto is = [](const std::string& file, const std::string& text) {
    return is_torchtitan(parse_document(file, text));
  };
  CHECK(is("a.toml", current));
  CHECK(is("a.toml", older));
  CHECK(is("a.json", R"({"model": {"flavor": "8B"}, "training": {"steps": 10}})"));
  CHECK(is("a.sh", "torchrun train.py --job.config_file a.toml --training.steps 10"));
  CHECK_FALSE(is("a.toml", "[training]\nsteps = 10\nlearning_rate = 1e-4"));
  CHECK_FALSE(is("a.toml", "[model]\nname = 'llama3'\nflavor = '8B'"));
  CHECK_FALSE(is("a.yaml", "model: {name: mpt}\nmax_seq_len: 2048"));
}

TEST_CASE("Arguments of torchtitan say only what differs from a file", "[formats][torchtitan]") {
  const Reading r = titan("a.sh", "torchrun --nnodes 4 --nproc_per_node 8 train.py \\\n"
                                  "  --job.config_file a.toml --training.steps=2000 \\\n"
                                  "  --training.gradient_accumulation_steps 2\n");
  CHECK(faults_of(r).empty());
  CHECK(told(r, r.facts.steps) == "training.steps = 2000 at 2:45");
  CHECK(told(r, r.facts.accumulation) == "training.gradient_accumulation_steps = 2 at 3:42");
  CHECK(r.facts.nodes->value == 4);
  CHECK(r.facts.devices_per_node->value == 8);
  CHECK_FALSE(r.facts.sequence_length);
  CHECK_FALSE(r.facts.micro_batch);
  CHECK_FALSE(r.facts.precision);
  CHECK_FALSE(titan("a.sh", "run --nproc_per_node gpu --training.steps 5 --job.config_file a")
                  .facts.devices_per_node);
}

TEST_CASE("What a whole file of torchtitan leaves out has its documented default",
          "[formats][torchtitan]") {
  const Reading r = titan("a.toml", "[model]\nname = \"llama3\"\nflavor = \"8B\"\n[training]\n"
                                    "global_batch_size = -1\n");
  CHECK(told(r, r.facts.micro_batch) == "training.local_batch_size = 8 by default");
  CHECK(told(r, r.facts.sequence_length) == "training.seq_len = 2048 by default");
  CHECK(told(r, r.facts.steps) == "training.steps = 10000 by default");
  CHECK(told(r, r.facts.recompute) == "activation_checkpoint.mode = selective by default");
  CHECK_FALSE(r.facts.global_batch);
}

TEST_CASE("Recomputation that torchtitan's file switches off is none", "[formats][torchtitan]") {
  const Reading r = titan("a.toml", "[model]\nname = 'llama3'\n[training]\nsteps = 5\n"
                                    "[activation_checkpoint]\nmode = 'none'\n");
  CHECK(told(r, r.facts.recompute) == "activation_checkpoint.mode = none at 6:8");
}

TEST_CASE("Shards and whole copies make torchtitan's replicas together", "[formats][torchtitan]") {
  const Reading r = titan("a.toml", "[training]\nsteps = 5\n[parallelism]\n"
                                    "data_parallel_replicate_degree = 4\n"
                                    "data_parallel_shard_degree = 8\n");
  CHECK(told(r, r.facts.data_parallel) == "parallelism.data_parallel_shard_degree = 32 at 5:30");
}

TEST_CASE("torchtitan's precisions become ours", "[formats][torchtitan]") {
  const auto precision = [](const std::string& text) {
    const Reading r = titan("a.toml", "[job]\ndescription = 'x'\n" + text);
    return r.facts.precision ? r.facts.precision->value : "none said";
  };
  CHECK(precision("[training]\nmixed_precision_param = 'float32'") == "fp32");
  CHECK(precision("[training]\nmixed_precision_param = 'bfloat16'") == "bf16");
  CHECK(precision("[training]\nsteps = 5") == "none said");
  CHECK(precision("[float8]\nenable_float8_linear = true") == "fp8");
  CHECK(precision("[float8]\nenable_float8_linear = false") == "none said");
  CHECK(precision("[training]\nfp8_linear = 'delayed'") == "fp8");
  CHECK(precision("[training]\nfp8_linear = false") == "none said");
  CHECK(precision("[model]\nconverters = ['mx']\n[training]\nsteps = 5") == "fp8");
}

TEST_CASE("Models of torchtitan that are no plain transformers go by their name",
          "[formats][torchtitan]") {
  const auto model = [](const std::string& name, const std::string& flavour) {
    const Reading r = titan("a.toml", "[model]\nname = '" + name + "'\nflavor = '" + flavour +
                                          "'\n[training]\nsteps = 5\n");
    CHECK_FALSE(r.facts.sizes.layers);
    return r.facts.model ? r.facts.model->value : "none said";
  };
  CHECK(model("deepseek_v3", "671B") == "deepseek-ai/DeepSeek-V3");
  CHECK(model("llama4", "17bx16e_irope") == "meta-llama/Llama-4-Scout-17B-16E");
  CHECK(model("gpt_oss", "20b") == "openai/gpt-oss-20b");
  CHECK(model("llama3", "13B") == "llama3-13B");
  CHECK(model("ours", "2B") == "ours-2B");
}

TEST_CASE("Kin of torchtitan's models have their sizes", "[formats][torchtitan]") {
  REQUIRE(find_titan_flavour("simple_fsdp.llama3", "405B") != nullptr);
  CHECK(find_titan_flavour("simple_fsdp.llama3", "405B")->sizes.layers == 126);
  CHECK(find_titan_flavour("llama3", "8B_flex")->sizes.feed_forward == 14336);
  CHECK(find_titan_flavour("llama3_ft", "8B") == find_titan_flavour("llama3", "8B"));
  CHECK(find_titan_flavour("qwen3", "30B-A3B")->sizes.experts == 128);
  CHECK(find_titan_flavour("qwen3", "0.6B")->sizes.tied);
  CHECK(find_titan_flavour("llama3", "8") == nullptr);
  CHECK(find_titan_flavour("llama3", "8Bx") == nullptr);
  CHECK(hub_name_of_titan("llama3", "8B").empty());
}

TEST_CASE("Wrong types in torchtitan's files are faults where they stand",
          "[formats][torchtitan]") {
  const Reading r = titan("a.toml", "[job]\ndescription = 'x'\n[training]\nsteps = 'many'\n"
                                    "seq_len = [1, 2]\n");
  CHECK(faults_of(r) == Lines{"wrong-type at 5:11", "wrong-type at 4:9"});
}
