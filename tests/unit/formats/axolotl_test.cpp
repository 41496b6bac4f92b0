// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "unit/formats/adapter_reading.hpp"

using namespace plume;
using Lines = std::vector<std::string>;

namespace {

Reading axolotl(const std::string& text) {
  return read_by(read_axolotl, "axolotl.yaml", text);
}

const std::string lora = R"(base_model: NousResearch/Llama-2-7b-hf
wandb_name: night run
adapter: lora
lora_r: 32
lora_target_modules: [q_proj, v_proj]
lora_modules_to_save:
  - embed_tokens
micro_batch_size: 2
gradient_accumulation_steps: 4
sequence_len: 4096
sample_packing: true
num_epochs: 3
bf16: true
gradient_checkpointing: true
datasets:
  - path: tatsu-lab/alpaca
    type: alpaca
  - path: local.jsonl
tensor_parallel_size: 2
sequence_parallel_degree: 4
)";

}  // namespace

TEST_CASE("Axolotl's facts have the places where they stand", "[formats][axolotl]") {
  const Reading r = axolotl(lora);
  CHECK(faults_of(r).empty());
  CHECK(told(r, r.facts.model) == "base_model = NousResearch/Llama-2-7b-hf at 1:13");
  CHECK(told(r, r.facts.name) == "wandb_name = night run at 2:13");
  CHECK(told(r, r.facts.method) == "adapter = lora at 3:10");
  CHECK(told(r, r.facts.adapter_rank) == "lora_r = 32 at 4:9");
  CHECK(told(r, r.facts.adapter_targets) ==
        Lines{"lora_target_modules = q_proj at 5:23", "lora_target_modules = v_proj at 5:31"});
  CHECK(told(r, r.facts.trained_modules) == Lines{"lora_modules_to_save = embed_tokens at 7:5"});
  CHECK(told(r, r.facts.micro_batch) == "micro_batch_size = 2 at 8:19");
  CHECK(told(r, r.facts.accumulation) == "gradient_accumulation_steps = 4 at 9:30");
  CHECK(told(r, r.facts.sequence_length) == "sequence_len = 4096 at 10:15");
  CHECK(told(r, r.facts.packed) == "sample_packing = true at 11:17");
  CHECK(told(r, r.facts.epochs) == "num_epochs = 3 at 12:13");
  CHECK(told(r, r.facts.precision) == "bf16 = bf16 at 13:7");
  CHECK(told(r, r.facts.recompute) == "gradient_checkpointing = full at 14:25");
  CHECK(told(r, r.facts.datasets) == Lines{"datasets.0.path = tatsu-lab/alpaca at 16:11",
                                           "datasets.1.path = local.jsonl at 18:11"});
  CHECK(told(r, r.facts.model_parallel) ==
        Lines{"tensor_parallel_size = 2 at 19:23", "sequence_parallel_degree = 4 at 20:27"});
}

TEST_CASE("Axolotl's files are told by the base model and what is done with it",
          "[formats][axolotl]") {
  CHECK(is_axolotl(parse_document("a.yaml", lora)));
  CHECK(is_axolotl(parse_document("a.json", R"({"base_model": "m", "sequence_len": 2048})")));
  CHECK_FALSE(is_axolotl(parse_document("a.yaml", "base_model: m\nseed: 1")));
  CHECK_FALSE(is_axolotl(parse_document("a.yaml", "micro_batch_size: 2\nadapter: lora")));
  CHECK_FALSE(is_axolotl(parse_document(
      "a.yaml", "model_name_or_path: m\nstage: sft\ncutoff_len: 1024\nfinetuning_type: lora")));
  CHECK(recognise_config(parse_document("a.yaml", lora)) == "axolotl");
}

TEST_CASE("What an Axolotl file leaves out is what Axolotl documents", "[formats][axolotl]") {
  const Reading r = axolotl("base_model: m\nadapter:\nbf16: auto\nmax_steps: null\ndatasets: []");
  CHECK(faults_of(r).empty());
  CHECK(told(r, r.facts.micro_batch) == "micro_batch_size = 1 by default");
  CHECK(told(r, r.facts.sequence_length) == "sequence_len = 512 by default");
  CHECK(told(r, r.facts.epochs) == "num_epochs = 1 by default");
  CHECK(told(r, r.facts.packed) == "sample_packing = false by default");
  CHECK(told(r, r.facts.steps) == "nothing");
  CHECK(told(r, r.facts.precision) == "nothing");
  CHECK(told(r, r.facts.method) == "nothing");
  CHECK(told(r, r.facts.recompute) == "nothing");
}

TEST_CASE("Steps make epochs needless in Axolotl's files", "[formats][axolotl]") {
  const Reading r = axolotl("base_model: m\nmax_steps: 200\nsequence_len: 2048");
  CHECK(told(r, r.facts.steps) == "max_steps = 200 at 2:12");
  CHECK(told(r, r.facts.epochs) == "nothing");
}

TEST_CASE("Older keys of Axolotl are understood", "[formats][axolotl]") {
  const Reading r =
      axolotl("base_model: m\nbatch_size: 64\nmicro_batch_size: 8\nmax_packed_sequence_len: 2048\n"
              "float16: true\nbf16: false\nlora_target_linear: true\nadapter: qlora\nlora_r: 64");
  CHECK(told(r, r.facts.micro_batch) == "batch_size = 64 at 2:13");
  CHECK(told(r, r.facts.accumulation) == "nothing");
  CHECK(told(r, r.facts.packed) == "max_packed_sequence_len = true at 4:26");
  CHECK(told(r, r.facts.precision) == "float16 = fp16 at 5:10");
  CHECK(told(r, r.facts.adapter_targets) == Lines{"lora_target_linear = all-linear at 7:21"});
  CHECK(told(r, r.facts.method) == "adapter = qlora at 8:10");
  const Reading both = axolotl("base_model: m\nbatch_size: 64\nmicro_batch_size: 8\n"
                               "gradient_accumulation_steps: 2");
  CHECK(told(both, both.facts.micro_batch) == "micro_batch_size = 8 at 3:19");
}

TEST_CASE("A base of four bits makes LoRA QLoRA", "[formats][axolotl]") {
  const Reading r = axolotl("base_model: m\nadapter: lora\nload_in_4bit: true");
  CHECK(told(r, r.facts.method) == "adapter = qlora at 2:10");
}

TEST_CASE("Axolotl's words for precision and recomputation are ours", "[formats][axolotl]") {
  const auto precision = [](const std::string& line) {
    const Reading r = axolotl("base_model: m\n" + line);
    return r.facts.precision ? r.facts.precision->value : "";
  };
  CHECK(precision("bf16: full") == "bf16");
  CHECK(precision("fp16: true") == "fp16");
  CHECK(precision("tf32: true\nfp16: true") == "fp16");
  CHECK(precision("tf32: true") == "tf32");
  CHECK(precision("fp8: true\nbf16: true") == "fp8");
  CHECK(precision("bfloat16: true") == "bf16");
  CHECK(precision("bf16: false").empty());
  const auto recompute = [](const std::string& lines) {
    const Reading r = axolotl("base_model: m\n" + lines);
    return r.facts.recompute ? r.facts.recompute->value : "";
  };
  CHECK(recompute("gradient_checkpointing: unsloth") == "full");
  CHECK(recompute("gradient_checkpointing: offload_disk") == "full");
  CHECK(recompute("gradient_checkpointing: false") == "none");
  CHECK(recompute("fsdp_config:\n  activation_checkpointing: true") == "full");
}

TEST_CASE("Samples that are padded to the full length cost it", "[formats][axolotl]") {
  const Reading padded = axolotl("base_model: m\npad_to_sequence_len: true");
  CHECK(told(padded, padded.facts.packed) == "nothing");
  const Reading text = axolotl("base_model: m\npretraining_dataset: allenai/c4");
  CHECK(told(text, text.facts.packed) == "pretraining_dataset = true at 2:22");
  CHECK(told(text, text.facts.datasets) == Lines{"pretraining_dataset = allenai/c4 at 2:22"});
}

TEST_CASE("A data set that an Axolotl file names twice is one", "[formats][axolotl]") {
  const Reading r = axolotl("base_model: m\ndatasets:\n  - path: a/b\n    name: one\n"
                            "  - path: a/b\n    name: two");
  CHECK(told(r, r.facts.datasets) == Lines{"datasets.0.path = a/b at 3:11"});
}

TEST_CASE("A DeepSpeed object inside an Axolotl file is read, a path says nothing",
          "[formats][axolotl]") {
  const Reading inside =
      axolotl("base_model: m\ndeepspeed:\n  train_batch_size: 64\n  bf16:\n    enabled: true");
  CHECK(told(inside, inside.facts.global_batch) == "deepspeed.train_batch_size = 64 at 3:21");
  CHECK(told(inside, inside.facts.precision) == "deepspeed.bf16.enabled = bf16 at 5:14");
  const Reading path = axolotl("base_model: m\ndeepspeed: configs/zero3.json");
  CHECK(faults_of(path).empty());
  CHECK(told(path, path.facts.global_batch) == "nothing");
}

TEST_CASE("Wrong values in an Axolotl file are faults at their place", "[formats][axolotl]") {
  CHECK(faults_of(axolotl("base_model: m\nmicro_batch_size: two")) == Lines{"wrong-type at 2:19"});
  CHECK(faults_of(axolotl("base_model: m\nsample_packing: 7")) == Lines{"wrong-type at 2:17"});
  CHECK(faults_of(axolotl("base_model: m\ngradient_checkpointing: sometimes")) ==
        Lines{"wrong-type at 2:25"});
  CHECK(faults_of(axolotl("base_model: m\nadapter: llama-adapter")) ==
        Lines{"unknown-method at 2:10"});
  CHECK(faults_of(axolotl("base_model: [a, b]\nadapter: lora")) == Lines{"wrong-type at 1:13"});
}
