// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "unit/formats/adapter_reading.hpp"

using namespace plume;
using Lines = std::vector<std::string>;

namespace {

Reading nemo(const std::string& text) {
  return read_by(read_nemo, "a.yaml", text);
}

const std::string pretraining = R"(name: megatron_gpt
trainer:
  devices: 8
  num_nodes: 16
  precision: bf16-mixed
  max_epochs: null
  max_steps: 75000
  accumulate_grad_batches: 1
exp_manager:
  name: ${name}
model:
  micro_batch_size: 4
  global_batch_size: 2048
  tensor_model_parallel_size: 2
  pipeline_model_parallel_size: 1
  encoder_seq_length: 2048
  max_position_embeddings: ${.encoder_seq_length}
  num_layers: 24
  hidden_size: 4096
  ffn_hidden_size: ${multiply:4, ${.hidden_size}}
  num_attention_heads: 32
  kv_channels: null
  num_query_groups: 8
  activations_checkpoint_granularity: selective
  tokenizer:
    library: megatron
    type: GPT2BPETokenizer
)";

const std::string tuning = R"(name: tuning-${model.peft.peft_scheme}
trainer:
  devices: 8
  num_nodes: 1
  precision: 16
  max_steps: 20000
exp_manager:
  name: x
model:
  global_batch_size: 128
  micro_batch_size: 4
  restore_from_path: /models/llama2-7b.nemo
  peft:
    peft_scheme: lora
    lora_tuning:
      target_modules: [attention_qkv, mlp_fc2]
      adapter_dim: 32
  data:
    train_ds:
      max_seq_length: 2048
)";

const std::string second = R"(_target_: nemo.collections.llm.api.pretrain
data:
  _target_: nemo.collections.llm.gpt.data.mock.MockDataModule
  seq_length: 8192
  global_batch_size: 512
  micro_batch_size: 1
model:
  _target_: nemo.collections.llm.gpt.model.llama.LlamaModel
  config:
    _target_: nemo.collections.llm.gpt.model.llama.Llama3Config8B
trainer:
  devices: 8
  num_nodes: 4
  max_steps: 1000
  plugins:
    precision: bf16-mixed
  strategy:
    tensor_model_parallel_size: 2
    context_parallel_size: 2
)";

}  // namespace

TEST_CASE("A pre-training file of NeMo says sizes, work and devices with their places",
          "[formats][nemo]") {
  const Reading r = nemo(pretraining);
  const SaidSizes& sizes = r.facts.sizes;
  CHECK(faults_of(r).empty());
  CHECK(told(r, r.facts.name) == "name = megatron_gpt at 1:7");
  CHECK(told(r, r.facts.devices_per_node) == "trainer.devices = 8 at 3:12");
  CHECK(told(r, r.facts.nodes) == "trainer.num_nodes = 16 at 4:14");
  CHECK(told(r, r.facts.precision) == "trainer.precision = bf16 at 5:14");
  CHECK_FALSE(r.facts.epochs);
  CHECK(told(r, r.facts.steps) == "trainer.max_steps = 75000 at 7:14");
  CHECK(told(r, r.facts.micro_batch) == "model.micro_batch_size = 4 at 12:21");
  CHECK(told(r, r.facts.global_batch) == "model.global_batch_size = 2048 at 13:22");
  CHECK(told(r, r.facts.model_parallel) ==
        Lines{"model.tensor_model_parallel_size = 2 at 14:31",
              "model.pipeline_model_parallel_size = 1 at 15:33"});
  CHECK(told(r, r.facts.sequence_length) == "model.encoder_seq_length = 2048 at 16:23");
  CHECK(told(r, sizes.positions) == "model.max_position_embeddings = 2048 at 17:28");
  CHECK(told(r, sizes.layers) == "model.num_layers = 24 at 18:15");
  CHECK(told(r, sizes.width) == "model.hidden_size = 4096 at 19:16");
  CHECK_FALSE(sizes.feed_forward);
  CHECK(told(r, sizes.heads) == "model.num_attention_heads = 32 at 21:24");
  CHECK_FALSE(sizes.head_width);
  CHECK(told(r, sizes.key_value_heads) == "model.num_query_groups = 8 at 23:21");
  CHECK(told(r, r.facts.recompute) ==
        "model.activations_checkpoint_granularity = selective at 24:39");
  CHECK(told(r, sizes.vocabulary) == "model.tokenizer.type = 50257 at 27:11");
  CHECK(told(r, sizes.biases) == "model.bias = true by default");
  CHECK(told(r, sizes.tied) == "model.share_embeddings_and_output_weights = true by default");
  CHECK_FALSE(sizes.gated);
}

TEST_CASE("Switches of NeMo's layers are read", "[formats][nemo]") {
  const Reading r = nemo(pretraining + "  bias: false\n  activation: fast-swiglu\n"
                                       "  share_embeddings_and_output_weights: false\n"
                                       "  position_embedding_type: rope\n  fp8: true\n"
                                       "  num_moe_experts: 8\n");
  CHECK(told(r, r.facts.sizes.biases) == "model.bias = false at 28:9");
  CHECK(told(r, r.facts.sizes.gated) == "model.activation = true at 29:15");
  CHECK_FALSE(r.facts.sizes.tied->value);
  CHECK_FALSE(r.facts.sizes.positions);
  CHECK(told(r, r.facts.precision) == "model.fp8 = fp8 at 32:8");
  CHECK(told(r, r.facts.sizes.experts_per_token) == "model.moe_router_topk = 2 by default");
}

TEST_CASE("A fine-tuning file of NeMo says what is trained of which checkpoint",
          "[formats][nemo]") {
  const Reading r = nemo(tuning);
  CHECK(faults_of(r).empty());
  CHECK(told(r, r.facts.model) == "model.restore_from_path = /models/llama2-7b.nemo at 12:22");
  CHECK(told(r, r.facts.method) == "model.peft.peft_scheme = lora at 14:18");
  CHECK(told(r, r.facts.adapter_rank) == "model.peft.lora_tuning.adapter_dim = 32 at 17:20");
  const std::string key = "model.peft.lora_tuning.target_modules = ";
  CHECK(told(r, r.facts.adapter_targets) ==
        Lines{key + "attention_qkv at 16:24", key + "mlp_fc2 at 16:39"});
  CHECK(told(r, r.facts.sequence_length) == "model.data.train_ds.max_seq_length = 2048 at 20:23");
  CHECK(told(r, r.facts.precision) == "trainer.precision = fp16 at 5:14");
  CHECK(told(r, r.facts.name) == "name = tuning-lora at 1:7");
  CHECK_FALSE(r.facts.sizes.layers);
  CHECK_FALSE(r.facts.sizes.biases);
}

TEST_CASE("References to a launcher's folders do no harm where the value is said",
          "[formats][nemo]") {
  const Reading r = nemo("trainer: {max_steps: 5}\nexp_manager: {}\nmodel:\n"
                         "  global_batch_size: 128\n  micro_batch_size: 4\n"
                         "  encoder_seq_length: 2048\n  data:\n"
                         "    seq_length: ${training.model.encoder_seq_length}\n"
                         "    train_ds:\n"
                         "      global_batch_size: ${peft.model.global_batch_size}\n");
  CHECK(faults_of(r).empty());
  CHECK(r.facts.global_batch->value == 128);
  CHECK(r.facts.sequence_length->value == 2048);
}

TEST_CASE("What a checkpoint's path leaves to a launcher is absent", "[formats][nemo]") {
  CHECK_FALSE(nemo("trainer: {max_steps: 5}\nexp_manager: {}\nmodel:\n"
                   "  restore_from_path: ${peft.run.dir}/a.nemo\n")
                  .facts.model);
  CHECK_FALSE(nemo("trainer: {max_steps: 5}\nexp_manager: {}\nmodel:\n"
                   "  restore_from_path: ???\n")
                  .facts.model);
}

TEST_CASE("LoRA of NeMo adapts fused attention where no targets are said", "[formats][nemo]") {
  const Reading r = nemo("trainer: {max_steps: 5}\nmodel:\n  restore_from_path: a-7b\n  peft:\n"
                         "    peft_scheme: lora\n    lora_tuning:\n      adapter_dim: 16\n");
  const std::string key = "model.peft.lora_tuning.target_modules = ";
  CHECK(told(r, r.facts.adapter_targets) == Lines{key + "attention_qkv by default"});
}

TEST_CASE("Words of NeMo for several matrices mean each of them", "[formats][nemo]") {
  const Reading r = nemo("trainer: {max_steps: 5}\nmodel:\n  peft:\n    peft_scheme: lora\n"
                         "    lora_tuning: {adapter_dim: 16, target_modules: [all]}\n");
  const std::string key = "model.peft.lora_tuning.target_modules = ";
  CHECK(told(r, r.facts.adapter_targets) ==
        Lines{key + "attention_qkv at 5:53", key + "attention_dense at 5:53",
              key + "mlp_fc1 at 5:53", key + "mlp_fc2 at 5:53"});
}

TEST_CASE("Eight bits that NeMo's files switch off are none", "[formats][nemo]") {
  const auto precision = [](const std::string& more) {
    const Reading r = nemo("trainer: {max_steps: 5, precision: bf16}\n" + more);
    return told(r, r.facts.precision);
  };
  CHECK(precision("model: {fp8: no}") == "trainer.precision = bf16 at 1:36");
  CHECK(precision("model: {fp8: false}") == "trainer.precision = bf16 at 1:36");
  CHECK(precision("model: {fp8: hybrid}") == "model.fp8 = fp8 at 2:14");
}

TEST_CASE("Recomputation of older NeMo files has a method alone", "[formats][nemo]") {
  const auto recompute = [](const std::string& more) {
    const Reading r = nemo("trainer: {max_steps: 5}\nexp_manager: {}\nmodel:\n"
                           "  global_batch_size: 8\n" +
                           more);
    return r.facts.recompute ? r.facts.recompute->value : "none said";
  };
  CHECK(recompute("  activations_checkpoint_method: uniform\n") == "full");
  CHECK(recompute("  activations_checkpoint_method: uniform\n"
                  "  activations_checkpoint_granularity: null\n") == "none said");
  CHECK(recompute("  activations_checkpoint_granularity: full\n") == "full");
}

TEST_CASE("An exported recipe of NeMo 2 names its model by a class", "[formats][nemo]") {
  const Reading r = nemo(second);
  CHECK(is_nemo(r.document));
  CHECK(faults_of(r).empty());
  CHECK(told(r, r.facts.model) == "model.config._target_ = Llama3-8B at 10:15");
  CHECK(told(r, r.facts.sequence_length) == "data.seq_length = 8192 at 4:15");
  CHECK(told(r, r.facts.global_batch) == "data.global_batch_size = 512 at 5:22");
  CHECK(told(r, r.facts.micro_batch) == "data.micro_batch_size = 1 at 6:21");
  CHECK(told(r, r.facts.steps) == "trainer.max_steps = 1000 at 14:14");
  CHECK(told(r, r.facts.precision) == "trainer.plugins.precision = bf16 at 16:16");
  CHECK(told(r, r.facts.model_parallel) ==
        Lines{"trainer.strategy.tensor_model_parallel_size = 2 at 18:33",
              "trainer.strategy.context_parallel_size = 2 at 19:28"});
}

TEST_CASE("Sizes, adapters and checkpoints of NeMo 2 are read", "[formats][nemo]") {
  const Reading r = nemo(R"(_target_: nemo.collections.llm.api.finetune
model:
  _target_: nemo.collections.llm.gpt.model.base.GPTModel
  config:
    _target_: nemo.collections.llm.gpt.model.base.GPTConfig
    num_layers: 12
    hidden_size: 768
    gated_linear_unit: true
    add_bias_linear: false
peft:
  _target_: nemo.collections.llm.peft.lora.LoRA
  dim: 8
  target_modules: [linear_qkv, linear_proj]
)");
  CHECK(told(r, r.facts.sizes.layers) == "model.config.num_layers = 12 at 6:17");
  CHECK(told(r, r.facts.sizes.gated) == "model.config.gated_linear_unit = true at 8:24");
  CHECK(told(r, r.facts.sizes.biases) == "model.config.add_bias_linear = false at 9:22");
  CHECK_FALSE(r.facts.model);
  CHECK(told(r, r.facts.method) == "peft._target_ = lora at 11:13");
  CHECK(told(r, r.facts.adapter_rank) == "peft.dim = 8 at 12:8");
  CHECK(told(r, r.facts.adapter_targets) == Lines{"peft.target_modules = linear_qkv at 13:20",
                                                  "peft.target_modules = linear_proj at 13:32"});
  const Reading restored = nemo("_target_: nemo.collections.llm.api.finetune\nresume:\n"
                                "  restore_config:\n    path: nemo://meta-llama/Llama-3-8B\n");
  CHECK(told(restored, restored.facts.model) ==
        "resume.restore_config.path = meta-llama/Llama-3-8B at 4:11");
}

TEST_CASE("The file of an archive of NeMo has the model at the top, or under cfg",
          "[formats][nemo]") {
  const Reading top = nemo("mcore_gpt: true\nmicro_batch_size: 1\nglobal_batch_size: 2308\n"
                           "encoder_seq_length: 4096\nnum_layers: 96\nhidden_size: 18432\n"
                           "num_query_groups: 8\n");
  CHECK(is_nemo(top.document));
  CHECK_FALSE(is_megatron(top.document));
  CHECK(told(top, top.facts.sizes.layers) == "num_layers = 96 at 5:13");
  CHECK(told(top, top.facts.global_batch) == "global_batch_size = 2308 at 3:20");
  const Reading under = nemo("cfg:\n  megatron_amp_O2: false\n  num_layers: 24\n"
                             "  hidden_size: 1024\n  global_batch_size: 8000\n");
  CHECK(is_nemo(under.document));
  CHECK(told(under, under.facts.sizes.layers) == "cfg.num_layers = 24 at 3:15");
  CHECK(told(under, under.facts.global_batch) == "cfg.global_batch_size = 8000 at 5:22");
}

TEST_CASE("A speech file of NeMo is recognised, and has no sizes", "[formats][nemo]") {
  const Reading r = nemo(R"(name: speech
trainer:
  devices: -1
  num_nodes: 2
  max_epochs: 1000
  max_steps: -1
  precision: 32
  accumulate_grad_batches: 4
exp_manager:
  exp_dir: null
model:
  train_ds:
    manifest_filepath: ???
    batch_size: 16
  encoder:
    n_layers: 17
    d_model: 512
)");
  CHECK(is_nemo(r.document));
  CHECK(faults_of(r).empty());
  CHECK(told(r, r.facts.micro_batch) == "model.train_ds.batch_size = 16 at 14:17");
  CHECK(told(r, r.facts.accumulation) == "trainer.accumulate_grad_batches = 4 at 8:28");
  CHECK(told(r, r.facts.epochs) == "trainer.max_epochs = 1000 at 5:15");
  CHECK(told(r, r.facts.precision) == "trainer.precision = fp32 at 7:14");
  CHECK_FALSE(r.facts.steps);
  CHECK_FALSE(r.facts.devices_per_node);
  CHECK_FALSE(r.facts.sizes.layers);
  CHECK_FALSE(r.facts.sizes.tied);
}

TEST_CASE("Hybrids of NeMo have no sizes of a plain transformer", "[formats][nemo]") {
  const std::string text = "trainer: {max_steps: 5}\nexp_manager: {}\nmodel:\n"
                           "  num_layers: 4\n  hidden_size: 64\n";
  CHECK(nemo(text).facts.sizes.layers->value == 4);
  CHECK_FALSE(nemo(text + "  hybrid_override_pattern: M-M*\n").facts.sizes.layers);
  CHECK_FALSE(nemo(text + "  hyena: {dim: 1}\n").facts.sizes.layers);
}

TEST_CASE("NeMo's files are told from those of its neighbours", "[formats][nemo]") {
  const auto is = [](const std::string& text) { return is_nemo(parse_document("a.yaml", text)); };
  CHECK(is(pretraining));
  CHECK(is(tuning));
  CHECK_FALSE(is("trainer: {max_epochs: 3, devices: 2}\nmodel: {class_path: a.B}"));
  CHECK_FALSE(is("num_layers: 12\nhidden_size: 768\nmicro_batch_size: 4"));
  CHECK_FALSE(is("model: {name: mpt_causal_lm}\nmax_seq_len: 2048"));
  CHECK_FALSE(is_megatron(parse_document("a.yaml", pretraining)));
  CHECK_FALSE(is_torchtitan(parse_document("a.yaml", pretraining)));
}

TEST_CASE("A feed-forward width that only a launcher can work out is a fault", "[formats][nemo]") {
  CHECK(faults_of(nemo("trainer: {max_steps: 5}\nexp_manager: {}\nmodel:\n  num_layers: 2\n"
                       "  hidden_size: 8\n  ffn_hidden_size: ${multiply:3, ${.hidden_size}}\n")) ==
        Lines{"unresolved-reference at 6:20"});
}

TEST_CASE("Wrong types in NeMo's files are faults where they stand", "[formats][nemo]") {
  CHECK(faults_of(nemo("trainer:\n  devices: [0, 1]\n  max_steps: many\nexp_manager: {}\n"
                       "model:\n  num_layers: [2]\n")) ==
        Lines{"wrong-type at 3:14", "wrong-type at 6:15"});
}
