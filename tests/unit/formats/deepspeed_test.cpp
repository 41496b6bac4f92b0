// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "unit/formats/adapter_reading.hpp"

using namespace plume;
using Lines = std::vector<std::string>;

namespace {

Reading deepspeed(const std::string& text) {
  return read_by(read_deepspeed, "zero.json", text);
}

const std::string plain = R"({
  "train_batch_size": 1024,
  "train_micro_batch_size_per_gpu": 16,
  "gradient_accumulation_steps": 4,
  "fp16": {"enabled": true},
  "zero_optimization": {"stage": 1}
})";

}  // namespace

TEST_CASE("DeepSpeed's facts have the places where they stand", "[formats][deepspeed]") {
  const Reading r = deepspeed(plain);
  CHECK(faults_of(r).empty());
  CHECK(told(r, r.facts.global_batch) == "train_batch_size = 1024 at 2:23");
  CHECK(told(r, r.facts.micro_batch) == "train_micro_batch_size_per_gpu = 16 at 3:37");
  CHECK(told(r, r.facts.accumulation) == "gradient_accumulation_steps = 4 at 4:34");
  CHECK(told(r, r.facts.precision) == "fp16.enabled = fp16 at 5:23");
  CHECK(told(r, r.facts.recompute) == "nothing");
  CHECK(r.facts.model_parallel.empty());
}

TEST_CASE("DeepSpeed's files are told by their own keys", "[formats][deepspeed]") {
  CHECK(is_deepspeed(parse_document("a.json", plain)));
  CHECK(is_deepspeed(parse_document("a.json", R"({"zero_optimization": {"stage": 3}})")));
  CHECK(is_deepspeed(parse_document("a.yaml", "train_micro_batch_size_per_gpu: 2")));
  CHECK(
      is_deepspeed(parse_document("a.json", R"({"train_batch_size": 8, "steps_per_print": 10})")));
  CHECK_FALSE(is_deepspeed(parse_document("a.json", R"({"train_batch_size": 8, "seed": 1})")));
  CHECK(recognise_config(parse_document("a.json", plain)) == "deepspeed");
}

TEST_CASE("What DeepSpeed leaves to another file is absent", "[formats][deepspeed]") {
  const Reading r = deepspeed(R"({"train_batch_size": "auto", "fp16": {"enabled": "auto"},
    "train_micro_batch_size_per_gpu": "auto", "gradient_accumulation_steps": "auto",
    "bf16": {"enabled": false}, "zero_optimization": {"stage": 3}})");
  CHECK(faults_of(r).empty());
  CHECK(told(r, r.facts.global_batch) == "nothing");
  CHECK(told(r, r.facts.micro_batch) == "nothing");
  CHECK(told(r, r.facts.accumulation) == "nothing");
  CHECK(told(r, r.facts.precision) == "nothing");
}

TEST_CASE("DeepSpeed's switches of precision and recomputation are understood",
          "[formats][deepspeed]") {
  const auto precision = [](const std::string& value) {
    const Reading r = deepspeed(R"({"zero_optimization": {}, )" + value + "}");
    return r.facts.precision ? r.facts.precision->value : "";
  };
  CHECK(precision(R"("bf16": {"enabled": true})") == "bf16");
  CHECK(precision(R"("bfloat16": {"enabled": true})") == "bf16");
  CHECK(precision(R"("amp": {"enabled": true, "opt_level": "O1"})") == "fp16");
  const Reading on = deepspeed(R"({"activation_checkpointing": {"partition_activations": true}})");
  CHECK(told(on, on.facts.recompute) ==
        "activation_checkpointing.partition_activations = full at 1:56");
  const Reading off =
      deepspeed(R"({"activation_checkpointing": {"partition_activations": false}})");
  CHECK(told(off, off.facts.recompute) == "nothing");
}

TEST_CASE("DeepSpeed's tensor and sequence parallelism divide the replicas",
          "[formats][deepspeed]") {
  const Reading r =
      deepspeed(R"({"tensor_parallel": {"autotp_size": 4}, "sequence_parallel_size": 2})");
  CHECK(told(r, r.facts.model_parallel) ==
        Lines{"tensor_parallel.autotp_size = 4 at 1:37", "sequence_parallel_size = 2 at 1:67"});
}

TEST_CASE("Wrong values in a DeepSpeed file are faults at their place", "[formats][deepspeed]") {
  CHECK(faults_of(deepspeed("{\n  \"train_batch_size\": \"big\"}")) == Lines{"wrong-type at 2:23"});
  CHECK(faults_of(deepspeed("{\"fp16\":\n {\"enabled\": \"perhaps\"}}")) ==
        Lines{"wrong-type at 2:14"});
  CHECK(faults_of(deepspeed("{\"gradient_accumulation_steps\": [4]}")) ==
        Lines{"wrong-type at 1:33"});
}
