// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "unit/formats/adapter_reading.hpp"

using namespace plume;
using Lines = std::vector<std::string>;

namespace {

Reading accelerate(const std::string& text) {
  return read_by(read_accelerate, "accelerate.yaml", text);
}

const std::string plain = R"(compute_environment: LOCAL_MACHINE
distributed_type: MULTI_GPU
num_processes: 16
num_machines: 2
mixed_precision: bf16
)";

}  // namespace

TEST_CASE("Accelerate's facts have the places where they stand", "[formats][accelerate]") {
  const Reading r = accelerate(plain);
  CHECK(faults_of(r).empty());
  CHECK(told(r, r.facts.devices) == "num_processes = 16 at 3:16");
  CHECK(told(r, r.facts.nodes) == "num_machines = 2 at 4:15");
  CHECK(told(r, r.facts.precision) == "mixed_precision = bf16 at 5:18");
  CHECK(told(r, r.facts.recompute) == "nothing");
  CHECK(told(r, r.facts.accumulation) == "nothing");
}

TEST_CASE("Accelerate's files are told by how they launch", "[formats][accelerate]") {
  CHECK(is_accelerate(parse_document("a.yaml", plain)));
  CHECK(is_accelerate(
      parse_document("a.json", R"({"distributed_type": "FSDP", "num_processes": 8})")));
  CHECK_FALSE(is_accelerate(parse_document("a.yaml", "mixed_precision: bf16\nseed: 1")));
  CHECK_FALSE(is_accelerate(
      parse_document("a.sh", "accelerate launch --num_machines 2 train.py --max_steps 3")));
  CHECK(recognise_config(parse_document("a.yaml", plain)) == "accelerate");
}

TEST_CASE("Accelerate's word for no mixed precision is ours for single precision",
          "[formats][accelerate]") {
  for (const char* const word : {"no", "'no'"}) {
    const Reading r = accelerate(std::string("distributed_type: NO\nmixed_precision: ") + word);
    CHECK(faults_of(r).empty());
    CHECK(told(r, r.facts.precision) == "mixed_precision = fp32 at 2:18");
  }
  const Reading open = accelerate("distributed_type: NO\nmixed_precision: null");
  CHECK(told(open, open.facts.precision) == "nothing");
}

TEST_CASE("Accelerate's plugins say how activations and models are divided",
          "[formats][accelerate]") {
  const Reading fsdp = accelerate(R"(distributed_type: FSDP
fsdp_config:
  fsdp_activation_checkpointing: true
parallelism_config:
  parallelism_config_tp_size: 4
  parallelism_config_cp_size: 2
)");
  CHECK(told(fsdp, fsdp.facts.recompute) ==
        "fsdp_config.fsdp_activation_checkpointing = full at 3:34");
  CHECK(told(fsdp, fsdp.facts.model_parallel) ==
        Lines{"parallelism_config.parallelism_config_tp_size = 4 at 5:31",
              "parallelism_config.parallelism_config_cp_size = 2 at 6:31"});
  const Reading megatron = accelerate(R"(distributed_type: MEGATRON_LM
megatron_lm_config:
  megatron_lm_tp_degree: 2
  megatron_lm_pp_degree: 3
  megatron_lm_recompute_activations: true
)");
  CHECK(told(megatron, megatron.facts.model_parallel) ==
        Lines{"megatron_lm_config.megatron_lm_tp_degree = 2 at 3:26",
              "megatron_lm_config.megatron_lm_pp_degree = 3 at 4:26"});
  CHECK(told(megatron, megatron.facts.recompute) ==
        "megatron_lm_config.megatron_lm_recompute_activations = selective at 5:38");
  const Reading deepspeed = accelerate(
      "distributed_type: DEEPSPEED\ndeepspeed_config:\n  gradient_accumulation_steps: 8\n");
  CHECK(told(deepspeed, deepspeed.facts.accumulation) ==
        "deepspeed_config.gradient_accumulation_steps = 8 at 3:32");
}

TEST_CASE("Wrong values in an Accelerate file are faults at their place", "[formats][accelerate]") {
  CHECK(faults_of(accelerate("distributed_type: NO\nnum_processes: many")) ==
        Lines{"wrong-type at 2:16"});
  CHECK(faults_of(accelerate("distributed_type: NO\nmixed_precision: int4")) ==
        Lines{"unknown-precision at 2:18"});
  CHECK(faults_of(accelerate("distributed_type: NO\nmixed_precision: [bf16]")) ==
        Lines{"wrong-type at 2:18"});
}
