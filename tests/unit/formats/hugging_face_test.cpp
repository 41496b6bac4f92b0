// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "unit/formats/adapter_reading.hpp"

using namespace plume;
using Lines = std::vector<std::string>;

namespace {

Reading recipe(const std::string& text, const std::string& file = "recipe.yaml") {
  return read_by(read_hugging_face, file, text);
}

const std::string chat = R"(model_name_or_path: mistralai/Mistral-7B-v0.1
torch_dtype: bfloat16
use_peft: true
load_in_4bit: true
lora_r: 16
lora_target_modules:
- q_proj
- v_proj
lora_modules_to_save: [lm_head]
dataset_mixer:
  HuggingFaceH4/ultrachat_200k: 1.0
bf16: true
gradient_accumulation_steps: 2
gradient_checkpointing: true
max_seq_length: 2048
max_steps: -1
num_train_epochs: 1
per_device_train_batch_size: 4
packing: true
hub_model_id: chat-qlora
)";

const std::string model = R"({"architectures": ["MistralForCausalLM"], "model_type": "mistral",
  "hidden_size": 4096, "num_hidden_layers": 32})";

bool is_recognised(const std::string& file, const std::string& text) {
  return is_hugging_face(parse_document(file, text));
}

}  // namespace

TEST_CASE("A recipe's facts have the places where they stand", "[formats][hugging_face]") {
  const Reading r = recipe(chat);
  CHECK(faults_of(r).empty());
  CHECK(told(r, r.facts.model) == "model_name_or_path = mistralai/Mistral-7B-v0.1 at 1:21");
  CHECK(told(r, r.facts.name) == "hub_model_id = chat-qlora at 20:15");
  CHECK(told(r, r.facts.method) == "use_peft = qlora at 3:11");
  CHECK(told(r, r.facts.adapter_rank) == "lora_r = 16 at 5:9");
  CHECK(told(r, r.facts.adapter_targets) ==
        Lines{"lora_target_modules = q_proj at 7:3", "lora_target_modules = v_proj at 8:3"});
  CHECK(told(r, r.facts.trained_modules) == Lines{"lora_modules_to_save = lm_head at 9:24"});
  CHECK(told(r, r.facts.datasets) == Lines{"dataset_mixer = HuggingFaceH4/ultrachat_200k at 11:3"});
  CHECK(told(r, r.facts.precision) == "bf16 = bf16 at 12:7");
  CHECK(told(r, r.facts.accumulation) == "gradient_accumulation_steps = 2 at 13:30");
  CHECK(told(r, r.facts.recompute) == "gradient_checkpointing = full at 14:25");
  CHECK(told(r, r.facts.sequence_length) == "max_seq_length = 2048 at 15:17");
  CHECK(told(r, r.facts.steps) == "nothing");
  CHECK(told(r, r.facts.epochs) == "num_train_epochs = 1 at 17:19");
  CHECK(told(r, r.facts.micro_batch) == "per_device_train_batch_size = 4 at 18:30");
  CHECK(told(r, r.facts.packed) == "packing = true at 19:10");
}

TEST_CASE("Arguments, recipes and model configs are told in every syntax",
          "[formats][hugging_face]") {
  CHECK(is_recognised("recipe.yaml", chat));
  CHECK(is_recognised("training_args.json", R"({"per_device_train_batch_size": 8})"));
  CHECK(is_recognised("run.sh", "python run_clm.py --model_name_or_path gpt2 --fp16"));
  CHECK(is_recognised("specs.yaml", "training_args:\n  per_device_train_batch_size: 2"));
  CHECK(is_recognised("config.json", model));
  CHECK(is_recognised("config.json", R"({"_class_name": "UNet", "_diffusers_version": "0.2"})"));
  CHECK_FALSE(is_recognised("a.yaml", "model_type: LlamaForCausalLM\nseed: 1"));
  CHECK_FALSE(is_recognised("a.yaml", "other_section:\n  per_device_train_batch_size: 2"));
  CHECK_FALSE(is_recognised("a.json", R"({"model_type": "x"})"));
  CHECK(recognise_config(parse_document("recipe.yaml", chat)) == "hugging-face");
  CHECK(recognise_config(parse_document("config.json", model)) == "hugging-face");
}

TEST_CASE("A model's config alone gives the model and nothing else", "[formats][hugging_face]") {
  const Reading r = recipe("\n" + model, "config.json");
  CHECK(faults_of(r).empty());
  REQUIRE(r.facts.model_config);
  CHECK(r.facts.model_config->value == model);
  CHECK(r.facts.model_config->key == "model_type");
  CHECK(told(r, r.facts.epochs) == "nothing");
  CHECK(told(r, r.facts.micro_batch) == "nothing");
}

TEST_CASE("Arguments that TrainingArguments leave out have its defaults",
          "[formats][hugging_face]") {
  const Reading r =
      recipe("per_device_eval_batch_size: 4\nnum_train_epochs: null\nmax_steps: 10\n");
  CHECK(told(r, r.facts.micro_batch) == "per_device_train_batch_size = 8 by default");
  CHECK(told(r, r.facts.epochs) == "nothing");
  const Reading epochs = recipe("model_name_or_path: m\nsave_strategy: epoch");
  CHECK(told(epochs, epochs.facts.epochs) == "num_train_epochs = 3 by default");
  const Reading script = recipe("python train.py --model_name_or_path m", "run.sh");
  CHECK(told(script, script.facts.epochs) == "nothing");
  CHECK(told(script, script.facts.micro_batch) == "nothing");
}

TEST_CASE("Arguments in sections are read there", "[formats][hugging_face]") {
  const Reading r = recipe(R"(model_args:
  model_name_or_path: gpt2
data_args:
  block_size: 1024
training_args:
  per_device_train_batch_size: 2
  gradient_accumulation_steps: 4
  max_steps: 500
  fp16: true
  gradient_checkpointing: false
)");
  CHECK(faults_of(r).empty());
  CHECK(told(r, r.facts.model) == "model_args.model_name_or_path = gpt2 at 2:23");
  CHECK(told(r, r.facts.sequence_length) == "data_args.block_size = 1024 at 4:15");
  CHECK(told(r, r.facts.micro_batch) == "training_args.per_device_train_batch_size = 2 at 6:32");
  CHECK(told(r, r.facts.accumulation) == "training_args.gradient_accumulation_steps = 4 at 7:32");
  CHECK(told(r, r.facts.steps) == "training_args.max_steps = 500 at 8:14");
  CHECK(told(r, r.facts.precision) == "training_args.fp16 = fp16 at 9:9");
  CHECK(told(r, r.facts.recompute) == "training_args.gradient_checkpointing = none at 10:27");
}

TEST_CASE("A script's launcher and older arguments are understood", "[formats][hugging_face]") {
  const Reading r = recipe("torchrun --nproc-per-node=8 --nnodes=4 run_mlm.py \\\n"
                           "  --model_name_or_path bert-base-uncased --fp16 \\\n"
                           "  --per_gpu_train_batch_size 32 --max_steps 1000 --max_seq_length 128",
                           "run.sh");
  CHECK(faults_of(r).empty());
  CHECK(told(r, r.facts.devices_per_node) == "nproc_per_node = 8 at 1:27");
  CHECK(told(r, r.facts.nodes) == "nnodes = 4 at 1:38");
  CHECK(told(r, r.facts.micro_batch) == "per_gpu_train_batch_size = 32 at 3:30");
  CHECK(told(r, r.facts.precision) == "fp16 = fp16 at 2:42");
  const Reading open =
      recipe("torchrun --nproc_per_node=gpu --nnodes=1:4 t.py --max_train_steps 9", "run.sh");
  CHECK(faults_of(open).empty());
  CHECK(told(open, open.facts.devices_per_node) == "nothing");
  CHECK(told(open, open.facts.nodes) == "nothing");
}

TEST_CASE("Scripts without a trainer have names of their own", "[formats][hugging_face]") {
  const Reading r = recipe("accelerate launch --num_processes 16 train.py \\\n"
                           "  --model_ckpt codeparrot/codeparrot-small --train_batch_size 12 \\\n"
                           "  --gradient_accumulation 2 --max_train_steps 150000 \\\n"
                           "  --seq_length 1024 --mixed_precision=fp16 --resolution 512",
                           "run.sh");
  CHECK(faults_of(r).empty());
  CHECK(told(r, r.facts.devices) == "num_processes = 16 at 1:35");
  CHECK(told(r, r.facts.model) == "model_ckpt = codeparrot/codeparrot-small at 2:16");
  CHECK(told(r, r.facts.micro_batch) == "train_batch_size = 12 at 2:63");
  CHECK(told(r, r.facts.accumulation) == "gradient_accumulation = 2 at 3:27");
  CHECK(told(r, r.facts.steps) == "max_train_steps = 150000 at 3:47");
  CHECK(told(r, r.facts.sequence_length) == "seq_length = 1024 at 4:16");
  CHECK(told(r, r.facts.precision) == "mixed_precision = fp16 at 4:39");
  CHECK(told(r, r.facts.image_size) == "resolution = 512 at 4:57");
}

TEST_CASE("An adapter is trained where it is asked for", "[formats][hugging_face]") {
  const auto method = [](const std::string& lines) {
    const Reading r = recipe("model_name_or_path: m\n" + lines);
    return told(r, r.facts.method);
  };
  CHECK(method("use_peft: true") == "use_peft = lora at 2:11");
  CHECK(method("use_peft: false\nlora_r: 16") == "nothing");
  CHECK(method("lora_r: 64\nbits: 4") == "lora_r = qlora at 2:9");
  CHECK(method("lora_r: 8\nload_in_8bit: true") == "lora_r = lora at 2:9");
  CHECK(method("seed: 1") == "nothing");
}

TEST_CASE("Data sets of which only a share is taken are not counted", "[formats][hugging_face]") {
  const auto datasets = [](const std::string& lines) {
    const Reading r = recipe("model_name_or_path: m\n" + lines);
    return told(r, r.facts.datasets);
  };
  CHECK(datasets("dataset_mixer:\n  a/b: 0.5\n  c/d: 1.0").empty());
  CHECK(
      datasets("dataset_mixture:\n  datasets:\n    - id: a/b\n      weight: 1.0\n    - id: c/d") ==
      Lines{"dataset_mixture.datasets.0.id = a/b at 4:11",
            "dataset_mixture.datasets.1.id = c/d at 6:11"});
  CHECK(datasets("dataset_mixture:\n  datasets:\n    - id: a/b\n      weight: 0.1").empty());
  CHECK(datasets("dataset_mixture:\n  datasets:\n    - id: a/b\n      split: one\n"
                 "    - id: a/b\n      split: two") ==
        Lines{"dataset_mixture.datasets.0.id = a/b at 4:11"});
  CHECK(datasets("dataset_name: wikitext") == Lines{"dataset_name = wikitext at 2:15"});
}

TEST_CASE("Precision follows the switches, then the type of the weights",
          "[formats][hugging_face]") {
  const auto precision = [](const std::string& lines) {
    const Reading r = recipe("model_name_or_path: m\n" + lines);
    return told(r, r.facts.precision);
  };
  CHECK(precision("fp16: true\ntorch_dtype: bfloat16") == "fp16 = fp16 at 2:7");
  CHECK(precision("bf16: false\ntf32: true") == "tf32 = tf32 at 3:7");
  CHECK(precision("dtype: bfloat16") == "dtype = bf16 at 2:8");
  CHECK(precision("torch_dtype: auto") == "nothing");
}

TEST_CASE("Activations are computed again where one of two switches is on",
          "[formats][hugging_face]") {
  const auto recompute = [](const std::string& lines) {
    const Reading r = recipe("model_name_or_path: m\n" + lines);
    return told(r, r.facts.recompute);
  };
  CHECK(
      recompute("gradient_checkpointing: false\nfsdp_config:\n  activation_checkpointing: true") ==
      "fsdp_config.activation_checkpointing = full at 4:29");
  CHECK(
      recompute("gradient_checkpointing: true\nfsdp_config:\n  activation_checkpointing: false") ==
      "gradient_checkpointing = full at 2:25");
  CHECK(recompute("gradient_checkpointing: false\nfsdp_config: fsdp.json") ==
        "gradient_checkpointing = none at 2:25");
}

TEST_CASE("A DeepSpeed object among the arguments is read", "[formats][hugging_face]") {
  const Reading r = recipe(R"({"max_steps": 5, "per_device_train_batch_size": 2,
  "deepspeed": {"train_batch_size": 64}})",
                           "training_args.json");
  CHECK(told(r, r.facts.global_batch) == "deepspeed.train_batch_size = 64 at 2:37");
}

TEST_CASE("Wrong values among the arguments are faults at their place", "[formats][hugging_face]") {
  CHECK(faults_of(recipe("max_steps: soon\nnum_train_epochs: 1")) == Lines{"wrong-type at 1:12"});
  CHECK(faults_of(recipe("training_args:\n  per_device_train_batch_size: [2]")) ==
        Lines{"wrong-type at 2:32"});
  CHECK(faults_of(recipe("model_name_or_path: m\nmixed_precision: int8")) ==
        Lines{"unknown-precision at 2:18"});
}
