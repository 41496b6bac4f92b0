// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "unit/formats/adapter_reading.hpp"

using namespace plume;
using Lines = std::vector<std::string>;

namespace {

Reading llama_factory(const std::string& text) {
  return read_by(read_llama_factory, "llama_factory.yaml", text);
}

const std::string recipe = R"(model_name_or_path: Qwen/Qwen2.5-7B-Instruct
stage: sft
finetuning_type: lora
lora_rank: 16
lora_target: q_proj,v_proj
additional_target: embed_tokens, lm_head
dataset: alpaca_en
cutoff_len: 1024
max_samples: 5000
template: qwen
per_device_train_batch_size: 2
gradient_accumulation_steps: 8
num_train_epochs: 2.0
bf16: true
packing: true
run_name: first
)";

std::string method_of(const std::string& lines) {
  const Reading r = llama_factory("cutoff_len: 1024\n" + lines);
  return r.facts.method ? r.facts.method->value : "";
}

}  // namespace

TEST_CASE("LLaMA-Factory's facts have the places where they stand", "[formats][llama_factory]") {
  const Reading r = llama_factory(recipe);
  CHECK(faults_of(r).empty());
  CHECK(told(r, r.facts.name) == "run_name = first at 16:11");
  CHECK(told(r, r.facts.model) == "model_name_or_path = Qwen/Qwen2.5-7B-Instruct at 1:21");
  CHECK(told(r, r.facts.method) == "finetuning_type = lora at 3:18");
  CHECK(told(r, r.facts.adapter_rank) == "lora_rank = 16 at 4:12");
  CHECK(told(r, r.facts.adapter_targets) ==
        Lines{"lora_target = q_proj at 5:14", "lora_target = v_proj at 5:14"});
  CHECK(told(r, r.facts.trained_modules) ==
        Lines{"additional_target = embed_tokens at 6:20", "additional_target = lm_head at 6:20"});
  CHECK(told(r, r.facts.datasets) == Lines{"dataset = alpaca_en at 7:10"});
  CHECK(told(r, r.facts.sequence_length) == "cutoff_len = 1024 at 8:13");
  CHECK(told(r, r.facts.samples) == "max_samples = 5000 at 9:14");
  CHECK(told(r, r.facts.micro_batch) == "per_device_train_batch_size = 2 at 11:30");
  CHECK(told(r, r.facts.accumulation) == "gradient_accumulation_steps = 8 at 12:30");
  CHECK(told(r, r.facts.epochs) == "num_train_epochs = 2 at 13:19");
  CHECK(told(r, r.facts.precision) == "bf16 = bf16 at 14:7");
  CHECK(told(r, r.facts.packed) == "packing = true at 15:10");
  CHECK(told(r, r.facts.recompute) == "disable_gradient_checkpointing = full by default");
}

TEST_CASE("LLaMA-Factory's files are told in every syntax", "[formats][llama_factory]") {
  CHECK(is_llama_factory(parse_document("a.yaml", recipe)));
  CHECK(is_llama_factory(parse_document("a.json", R"({"stage": "pt", "dataset": "wiki"})")));
  CHECK(is_llama_factory(parse_document(
      "a.sh", "python train_bash.py --stage sft --do_train --lora_target q_proj,v_proj")));
  CHECK_FALSE(is_llama_factory(parse_document("a.json", R"({"stage": 3})")));
  CHECK_FALSE(is_llama_factory(parse_document("a.yaml", "model_name_or_path: m\nmax_steps: 3")));
  CHECK_FALSE(is_llama_factory(parse_document("a.yaml", "base_model: m\ncutoff_len: 512")));
  CHECK(recognise_config(parse_document("a.yaml", recipe)) == "llama-factory");
}

TEST_CASE("What a LLaMA-Factory file leaves out is what LLaMA-Factory documents",
          "[formats][llama_factory]") {
  const Reading r = llama_factory("stage: sft\ntemplate: llama3\nmax_steps: -1");
  CHECK(faults_of(r).empty());
  CHECK(told(r, r.facts.method) == "finetuning_type = lora by default");
  CHECK(told(r, r.facts.adapter_rank) == "lora_rank = 8 by default");
  CHECK(told(r, r.facts.adapter_targets) == Lines{"lora_target = all-linear by default"});
  CHECK(told(r, r.facts.sequence_length) == "cutoff_len = 2048 by default");
  CHECK(told(r, r.facts.packed) == "packing = false by default");
  CHECK(told(r, r.facts.micro_batch) == "per_device_train_batch_size = 8 by default");
  CHECK(told(r, r.facts.epochs) == "num_train_epochs = 3 by default");
  CHECK(told(r, r.facts.steps) == "nothing");
}

TEST_CASE("LLaMA-Factory's ways to train are ours", "[formats][llama_factory]") {
  CHECK(method_of("finetuning_type: full") == "full");
  CHECK(method_of("finetuning_type: lora") == "lora");
  CHECK(method_of("finetuning_type: oft") == "lora");
  CHECK(method_of("finetuning_type: lora\nquantization_bit: 4") == "qlora");
  CHECK(method_of("finetuning_type: lora\nquantization_bit: 8") == "lora");
  const Reading full = llama_factory("finetuning_type: full");
  CHECK(told(full, full.facts.adapter_rank) == "nothing");
  CHECK(full.facts.adapter_targets.empty());
}

TEST_CASE("LLaMA-Factory packs for pre-training, or where it is told to",
          "[formats][llama_factory]") {
  const auto packed = [](const std::string& lines) {
    const Reading r = llama_factory(lines);
    return told(r, r.facts.packed);
  };
  CHECK(packed("stage: pt") == "packing = true by default");
  CHECK(packed("stage: pt\npacking: false") == "packing = false at 2:10");
  CHECK(packed("stage: sft\nneat_packing: true") == "neat_packing = true at 2:15");
}

TEST_CASE("LLaMA-Factory recomputes activations until it is told not to",
          "[formats][llama_factory]") {
  const Reading r = llama_factory("stage: sft\ndisable_gradient_checkpointing: true");
  CHECK(told(r, r.facts.recompute) == "disable_gradient_checkpointing = none at 2:33");
}

TEST_CASE("A limit of samples holds for each of several data sets", "[formats][llama_factory]") {
  const Reading r = llama_factory("stage: sft\ndataset: identity,alpaca_en_demo\nmax_samples: 500");
  CHECK(told(r, r.facts.samples) == "nothing");
  CHECK(told(r, r.facts.samples_each) == "max_samples = 500 at 3:14");
  CHECK(told(r, r.facts.datasets) ==
        Lines{"dataset = identity at 2:10", "dataset = alpaca_en_demo at 2:10"});
}

TEST_CASE("LLaMA-Factory's words for precision are ours", "[formats][llama_factory]") {
  const auto precision = [](const std::string& line) {
    const Reading r = llama_factory("stage: sft\n" + line);
    return r.facts.precision ? r.facts.precision->value : "";
  };
  CHECK(precision("pure_bf16: true") == "bf16");
  CHECK(precision("fp16: true") == "fp16");
  CHECK(precision("fp8: true\nbf16: true") == "fp8");
}

TEST_CASE("A script that starts LLaMA-Factory says its processes", "[formats][llama_factory]") {
  const Reading r = read_by(read_llama_factory, "train.sh",
                            "torchrun --nnodes 2 --nproc_per_node 8 train.py --stage sft \\\n"
                            "  --deepspeed zero3.json --lora_target all --max_steps 10\n");
  CHECK(faults_of(r).empty());
  CHECK(told(r, r.facts.nodes) == "nnodes = 2 at 1:19");
  CHECK(told(r, r.facts.devices_per_node) == "nproc_per_node = 8 at 1:38");
  CHECK(told(r, r.facts.steps) == "max_steps = 10 at 2:56");
  CHECK(told(r, r.facts.adapter_targets) == Lines{"lora_target = all-linear at 2:40"});
}

TEST_CASE("Wrong values in a LLaMA-Factory file are faults at their place",
          "[formats][llama_factory]") {
  CHECK(faults_of(llama_factory("stage: sft\ncutoff_len: long")) == Lines{"wrong-type at 2:13"});
  CHECK(faults_of(llama_factory("stage: sft\nfinetuning_type: freeze")) ==
        Lines{"unknown-method at 2:18"});
  CHECK(faults_of(llama_factory("stage: sft\nbf16: 3")) == Lines{"wrong-type at 2:7"});
}
