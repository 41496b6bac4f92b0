// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "unit/formats/adapter_reading.hpp"

using namespace plume;
using Lines = std::vector<std::string>;

namespace {

Reading megatron(const std::string& file, const std::string& text) {
  return read_by(read_megatron, file, text);
}

const std::string script = R"(#!/bin/bash
GPUS_PER_NODE=8
NUM_NODES=16
SEQ=4096

LAUNCH=(
    --nproc_per_node $GPUS_PER_NODE
    --nnodes $NUM_NODES
)
ARGS=(
    --num-layers 32 --hidden-size 4096
    --num-attention-heads 32
    --group-query-attention
    --num-query-groups 8
    --ffn-hidden-size 14336
    --kv-channels 128
    --swiglu
    --seq-length $SEQ
    --max-position-embeddings $SEQ
    --position-embedding-type rope
    --disable-bias-linear
    --untie-embeddings-and-output-weights
    --micro-batch-size 1
    --global-batch-size 1024
    --train-iters 250000
    --tensor-model-parallel-size 4
    --pipeline-model-parallel-size 2
    --context-parallel-size 2
    --bf16
    --recompute-granularity selective
    --vocab-size 128256
)
torchrun ${LAUNCH[@]} pretrain_gpt.py ${ARGS[@]}
)";

}  // namespace

TEST_CASE("A script of Megatron says sizes, work, devices and ways, each with its place",
          "[formats][megatron]") {
  const Reading r = megatron("train.sh", script);
  const SaidSizes& sizes = r.facts.sizes;
  CHECK(faults_of(r).empty());
  CHECK(told(r, sizes.layers) == "num_layers = 32 at 11:18");
  CHECK(told(r, sizes.width) == "hidden_size = 4096 at 11:35");
  CHECK(told(r, sizes.heads) == "num_attention_heads = 32 at 12:27");
  CHECK(told(r, sizes.key_value_heads) == "num_query_groups = 8 at 14:24");
  CHECK(told(r, sizes.feed_forward) == "ffn_hidden_size = 14336 at 15:23");
  CHECK(told(r, sizes.head_width) == "kv_channels = 128 at 16:19");
  CHECK(sizes.gated->value);
  CHECK(told(r, sizes.vocabulary) == "vocab_size = 128256 at 31:18");
  CHECK_FALSE(sizes.positions);
  CHECK_FALSE(sizes.biases->value);
  CHECK_FALSE(sizes.tied->value);
  CHECK(r.facts.sequence_length->value == 4096);
  CHECK(told(r, r.facts.micro_batch) == "micro_batch_size = 1 at 23:24");
  CHECK(told(r, r.facts.global_batch) == "global_batch_size = 1024 at 24:25");
  CHECK(told(r, r.facts.steps) == "train_iters = 250000 at 25:19");
  CHECK(r.facts.nodes->value == 16);
  CHECK(r.facts.devices_per_node->value == 8);
  CHECK_FALSE(r.facts.devices);
  CHECK(told(r, r.facts.model_parallel) == Lines{"tensor_model_parallel_size = 4 at 26:34",
                                                 "pipeline_model_parallel_size = 2 at 27:36",
                                                 "context_parallel_size = 2 at 28:29"});
  CHECK(r.facts.precision->value == "bf16");
  CHECK(told(r, r.facts.recompute) == "recompute_granularity = selective at 30:29");
}

TEST_CASE("Megatron's arguments are recognised in every way to write them", "[formats][megatron]") {
  const auto is = [](const std::string& file, const std::string& text) {
    return is_megatron(parse_document(file, text));
  };
  CHECK(is("train.sh", script));
  CHECK(is("a.args", "--num-layers 12\n--hidden-size 768\n--micro-batch-size 4"));
  CHECK(is("a.yaml", "num_layers: 12\nhidden_size: 768\ntrain_iters: 100"));
  CHECK(is("a.yaml", "language_model:\n  num_layers: 12\n  hidden_size: 768\n"
                     "model_parallel:\n  tensor_model_parallel_size: 1"));
  CHECK(is("a.yaml", "MODEL_ARGS:\n  --num-layers: 12\n  --hidden-size: 768\n"
                     "  --global-batch-size: 32"));
  CHECK(is("a.args", "--encoder-num-layers 12 --decoder-num-layers 12 --hidden-size 768 "
                     "--train-iters 5"));
  CHECK_FALSE(is("a.yaml", "num_layers: 12\nhidden_size: 768\nseq_length: 512"));
  CHECK_FALSE(is("a.yaml", "micro_batch_size: 4\nglobal_batch_size: 8"));
  CHECK_FALSE(is("a.yaml", "trainer:\n  devices: 1\nnum_layers: 1\nhidden_size: 8\n"
                           "micro_batch_size: 1"));
  CHECK_FALSE(is("a.yaml", "mcore_gpt: true\nnum_layers: 1\nhidden_size: 8\nmicro_batch_size: 1"));
}

TEST_CASE("What Megatron leaves out has its documented default, without a place",
          "[formats][megatron]") {
  const Reading r = megatron("a.args", "--num-layers 2 --hidden-size 1024 --swiglu --train-iters 5 "
                                       "--num-experts 8 --group-query-attention");
  CHECK(told(r, r.facts.sizes.tied) == "untie_embeddings_and_output_weights = true by default");
  CHECK(told(r, r.facts.sizes.biases) == "disable_bias_linear = true by default");
  CHECK(told(r, r.facts.sizes.feed_forward) == "ffn_hidden_size = 2688 by default");
  CHECK(told(r, r.facts.sizes.expert_feed_forward) == "ffn_hidden_size = 2688 by default");
  CHECK(told(r, r.facts.sizes.experts_per_token) == "moe_router_topk = 2 by default");
  CHECK(told(r, r.facts.sizes.key_value_heads) == "num_query_groups = 1 by default");
  CHECK(told(r, r.facts.precision) == "bf16 = fp32 by default");
  CHECK_FALSE(r.facts.recompute);
  CHECK_FALSE(r.facts.sizes.vocabulary);
}

TEST_CASE("Groups of queries count only beside their switch", "[formats][megatron]") {
  const std::string start = "--num-layers 2 --hidden-size 64 --train-iters 5 --num-query-groups 8";
  CHECK_FALSE(megatron("a.args", start).facts.sizes.key_value_heads);
  CHECK(megatron("a.args", start + " --group-query-attention").facts.sizes.key_value_heads->value ==
        8);
}

TEST_CASE("A mixture of experts has its own widths in Megatron", "[formats][megatron]") {
  const Reading r =
      megatron("a.yaml", "num_layers: 2\nhidden_size: 64\ntrain_samples: 1_000\n"
                         "num_experts: 64\nmoe_router_topk: 6\nmoe_ffn_hidden_size: 128\n"
                         "moe_shared_expert_intermediate_size: 256\n");
  CHECK(told(r, r.facts.total_samples) == "train_samples = 1000 at 3:16");
  CHECK(told(r, r.facts.sizes.experts) == "num_experts = 64 at 4:14");
  CHECK(told(r, r.facts.sizes.experts_per_token) == "moe_router_topk = 6 at 5:18");
  CHECK(told(r, r.facts.sizes.expert_feed_forward) == "moe_ffn_hidden_size = 128 at 6:22");
  CHECK(told(r, r.facts.sizes.shared_feed_forward) ==
        "moe_shared_expert_intermediate_size = 256 at 7:38");
}

TEST_CASE("Megatron's YAML configurations have sections, and no switch for groups",
          "[formats][megatron]") {
  const Reading r = megatron("a.yaml", R"(language_model:
  num_layers: 24
  hidden_size: 1024
  num_attention_heads: 16
  num_query_groups: null
  ffn_hidden_size: null
  activation_func: swiglu
  add_bias_linear: False
  recompute_granularity: null
model_parallel:
  tensor_model_parallel_size: 2
  bf16: True
micro_batch_size: 2
global_batch_size: 128
seq_length: 4096
max_position_embeddings: 4096
add_position_embedding: False
untie_embeddings_and_output_weights: True
train_iters: 1000
)");
  CHECK(faults_of(r).empty());
  CHECK(told(r, r.facts.sizes.layers) == "language_model.num_layers = 24 at 2:15");
  CHECK_FALSE(r.facts.sizes.key_value_heads);
  CHECK(told(r, r.facts.sizes.gated) == "language_model.activation_func = true at 7:20");
  CHECK(told(r, r.facts.sizes.feed_forward) == "language_model.ffn_hidden_size = 2688 by default");
  CHECK(told(r, r.facts.sizes.biases) == "language_model.add_bias_linear = false at 8:20");
  CHECK_FALSE(r.facts.sizes.tied->value);
  CHECK_FALSE(r.facts.sizes.positions);
  CHECK(told(r, r.facts.precision) == "model_parallel.bf16 = bf16 at 12:9");
  CHECK(told(r, r.facts.model_parallel) ==
        Lines{"model_parallel.tensor_model_parallel_size = 2 at 11:31"});
  CHECK_FALSE(r.facts.recompute);
}

TEST_CASE("A table of arguments is read as arguments", "[formats][megatron]") {
  const Reading r = megatron("a.yaml", R"(ENV_VARS:
  NCCL_ALGO: Ring
MODEL_ARGS:
  --num-layers: 12
  --hidden-size: 512
  --max-position-embeddings: 1024
  --global-batch-size: 32
  --train-iters: 50
  --fp16: true
)");
  CHECK(told(r, r.facts.sizes.layers) == "MODEL_ARGS.--num-layers = 12 at 4:17");
  CHECK(told(r, r.facts.sizes.positions) == "MODEL_ARGS.--max-position-embeddings = 1024 at 6:30");
  CHECK(told(r, r.facts.global_batch) == "MODEL_ARGS.--global-batch-size = 32 at 7:24");
  CHECK(told(r, r.facts.precision) == "MODEL_ARGS.--fp16 = fp16 at 9:11");
}

TEST_CASE("Older switches of Megatron are understood", "[formats][megatron]") {
  const std::string start = "--num-layers 2 --hidden-size 64 --train-iters 5 ";
  const auto recompute = [&](const std::string& more) {
    const Reading r = megatron("a.args", start + more);
    return r.facts.recompute ? r.facts.recompute->value : "none said";
  };
  CHECK(recompute("--checkpoint-activations") == "full");
  CHECK(recompute("--activations-checkpoint-method uniform") == "full");
  CHECK(recompute("--recompute-activations") == "selective");
  CHECK(recompute("--recompute-granularity full") == "full");
  CHECK(recompute("--fp16") == "none said");
  CHECK(megatron("a.args", start + "--pad-vocab-size-to 250880 --vocab-size 250680")
            .facts.sizes.vocabulary->value == 250880);
  CHECK(megatron("a.args", start + "--train-tokens 300000000000").facts.total_tokens->value ==
        3e11);
}

TEST_CASE("Eight bits decide beside sixteen in Megatron", "[formats][megatron]") {
  const Reading r = megatron("a.args", "--num-layers 2 --hidden-size 64 --train-iters 5 --bf16 "
                                       "--fp8-format hybrid");
  CHECK(r.facts.precision->value == "fp8");
  CHECK(r.facts.precision->key == "fp8_format");
}

TEST_CASE("Some tokenizers tell Megatron's vocabulary", "[formats][megatron]") {
  const auto vocabulary = [](const std::string& type) {
    return megatron("a.args",
                    "--num-layers 2 --hidden-size 64 --train-iters 5 --tokenizer-type " + type)
        .facts.sizes.vocabulary;
  };
  CHECK(vocabulary("GPT2BPETokenizer")->value == 50257);
  CHECK(vocabulary("BertWordPieceLowerCase")->value == 30522);
  CHECK(vocabulary("Llama2Tokenizer")->value == 32000);
  CHECK_FALSE(vocabulary("HuggingFaceTokenizer"));
}

TEST_CASE("Positions are learned in Megatron unless another kind of them is asked for",
          "[formats][megatron]") {
  const auto positions = [](const std::string& more) {
    return megatron("a.args", "--num-layers 2 --hidden-size 64 --train-iters 5 "
                              "--max-position-embeddings 512 " +
                                  more)
        .facts.sizes.positions;
  };
  CHECK(positions("")->value == 512);
  CHECK(positions("--position-embedding-type learned_absolute")->value == 512);
  CHECK_FALSE(positions("--position-embedding-type alibi"));
  CHECK_FALSE(positions("--use-rotary-position-embeddings"));
  CHECK_FALSE(positions("--no-position-embedding"));
}

TEST_CASE("Encoder-decoders and hybrids have no sizes of a plain transformer",
          "[formats][megatron]") {
  const Reading t5 =
      megatron("a.args", "--encoder-num-layers 12 --decoder-num-layers 12 --hidden-size 768 "
                         "--encoder-seq-length 512 --decoder-seq-length 128 --train-iters 9");
  CHECK_FALSE(t5.facts.sizes.layers);
  CHECK(t5.facts.kind->value == ModelKind::encoder_decoder);
  CHECK(t5.facts.sequence_length->value == 512);
  const Reading hybrid = megatron(
      "a.args", "--hybrid-layer-pattern M-M- --hidden-size 1024 --train-samples 7 --seq-length 8");
  CHECK_FALSE(hybrid.facts.sizes.width);
  CHECK(hybrid.facts.total_samples->value == 7);
}

TEST_CASE("Devices that only the cluster knows are absent", "[formats][megatron]") {
  const Reading r = megatron("a.sh", "GPUS_PER_NODE=4\nNNODES=$SLURM_NNODES\n"
                                     "run --nproc_per_node $GPUS_PER_NODE --nnodes $NNODES "
                                     "--num-layers 2 --hidden-size 64 --train-iters 5\n");
  CHECK(faults_of(r).empty());
  CHECK(r.facts.devices_per_node->value == 4);
  CHECK_FALSE(r.facts.nodes);
  CHECK_FALSE(megatron("a.args", "--nproc_per_node gpu --num-layers 2 --hidden-size 64 "
                                 "--train-iters 5")
                  .facts.devices_per_node);
  CHECK(megatron("a.yaml", "world_size: 64\nnum_layers: 2\nhidden_size: 8\ntrain_iters: 5")
            .facts.devices->value == 64);
}

TEST_CASE("The nodes of a batch job count where the script names none", "[formats][megatron]") {
  const Reading r = megatron("a.sh", "#!/bin/bash\n#SBATCH --nodes=24\nGPUS_PER_NODE=8\n"
                                     "NNODES=$SLURM_NNODES\n"
                                     "run --nproc_per_node $GPUS_PER_NODE --nnodes $NNODES "
                                     "--num-layers 2 --hidden-size 64 --train-iters 5\n");
  CHECK(told(r, r.facts.nodes) == "nodes = 24 at 2:17");
}

TEST_CASE("Wrong types in Megatron's files are faults where they stand", "[formats][megatron]") {
  const Reading r = megatron("a.yaml", "num_layers: many\nhidden_size: 64\ntrain_iters: [1, 2]\n"
                                       "micro_batch_size: 1");
  CHECK(faults_of(r) == Lines{"wrong-type at 3:14", "wrong-type at 1:13"});
}
