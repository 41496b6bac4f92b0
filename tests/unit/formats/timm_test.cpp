// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "unit/formats/adapter_reading.hpp"

using namespace plume;

namespace {

Reading read(const std::string& text, const std::string& file = "args.yaml") {
  return read_by(read_timm, file, text);
}

bool recognised(const std::string& text, const std::string& file = "args.yaml") {
  return is_timm(parse_document(file, text));
}

const std::string recipe = R"(model: resnet50.a2_in1k
batch_size: 256
grad_accum_steps: 2
epochs: 300
img_size: null
input_size: [3, 224, 224]
dataset: hfds/timm/imagenet-1k-wds
amp: true
amp_dtype: bfloat16
sched: cosine
world_size: 8
grad_checkpointing: false
experiment: a2
)";

}  // namespace

TEST_CASE("timm is known by the recipe of its training script", "[formats][timm]") {
  CHECK(recognised(recipe));
  CHECK(recognised("model: vit_base_patch16_224\nbatch_size: 64\nmixup: 0.8\nreprob: 0.25\n"));
  CHECK(recognised("python train.py --model resnet50 -b 64 --sched cosine --reprob 0.6\n",
                   "train.sh"));
  CHECK_FALSE(recognised("model: gpt2\nbatch_size: 8\nepochs: 3\n"));
  CHECK_FALSE(recognised("model: {name: x}\nmixup: 0.8\nreprob: 0.1\n"));
}

TEST_CASE("timm's facts stand where they were said", "[formats][timm]") {
  const Reading run = read(recipe);
  const TrainingFacts& facts = run.facts;
  CHECK(run.faults.empty());
  CHECK(told(run, facts.architecture) == "model = resnet50 at 1:8");
  CHECK(told(run, facts.micro_batch) == "batch_size = 256 at 2:13");
  CHECK(told(run, facts.accumulation) == "grad_accum_steps = 2 at 3:19");
  CHECK(told(run, facts.epochs) == "epochs = 300 at 4:9");
  CHECK(told(run, facts.image_size) == "input_size.2 = 224 at 6:22");
  CHECK(told(run, facts.samples) == "dataset = 1281167 at 7:10");
  REQUIRE(facts.datasets.size() == 1);
  CHECK(told(run, facts.datasets[0]) == "dataset = hfds/timm/imagenet-1k-wds at 7:10");
  CHECK(told(run, facts.precision) == "amp_dtype = bf16 at 9:12");
  CHECK(told(run, facts.devices) == "world_size = 8 at 11:13");
  CHECK(told(run, facts.recompute) == "grad_checkpointing = none at 12:21");
  CHECK(value_of(facts.name) == "a2");
}

TEST_CASE("timm's script gives the same as its file", "[formats][timm]") {
  const Reading run =
      read("./distributed_train.sh 2 --data-dir /imagenet/ --model efficientnet_b0 -b 384 \\\n"
           "  --sched step --epochs 450 --cooldown-epochs 10 --amp --grad-checkpointing\n",
           "train.sh");
  CHECK(value_of(run.facts.architecture) == "efficientnet_b0");
  CHECK(value_of(run.facts.micro_batch) == 384);
  CHECK(told(run, run.facts.epochs) == "epochs = 450 at 2:25");
  CHECK(told(run, run.facts.samples) == "data_dir = 1281167 at 1:37");
  CHECK(value_of(run.facts.precision) == "fp16");
  CHECK(value_of(run.facts.recompute) == "full");
  CHECK(run.facts.datasets.empty());
}

TEST_CASE("timm's schedules in cycles train through their cool-down", "[formats][timm]") {
  const std::string common = "epochs: 300\ncooldown_epochs: 10\nwarmup_epochs: 5\n";
  CHECK(value_of(read(common).facts.epochs) == 310);
  CHECK(value_of(read(common + "sched: cosine\nwarmup_prefix: true\n").facts.epochs) == 315);
  CHECK(value_of(read(common + "sched: step\nwarmup_prefix: true\n").facts.epochs) == 300);
}

TEST_CASE("timm trains 300 epochs where it is not told how many", "[formats][timm]") {
  const Reading run = read("model: resnet50\n");
  CHECK(told(run, run.facts.epochs) == "epochs = 300 by default");
}

TEST_CASE("timm's own size of the training part goes before that of the data set's name",
          "[formats][timm]") {
  const Reading run = read("dataset: imagenet\ntrain_num_samples: 1000\n");
  CHECK(value_of(run.facts.samples) == 1000);
  CHECK_FALSE(read("data_dir: /data/flowers\n").facts.samples);
  CHECK_FALSE(read("data_dir: /data/imagenet-22k\n").facts.samples);
}

TEST_CASE("timm's names of models lose the hub and the tag", "[formats][timm]") {
  CHECK(value_of(read("model: hf_hub:timm/resnet18.a1_in1k\n").facts.architecture) == "resnet18");
  CHECK(value_of(read("model: hf-hub:me/vit_small_patch16_224\n").facts.architecture) ==
        "vit_small_patch16_224");
}

TEST_CASE("timm computes in single precision unless it is told otherwise", "[formats][timm]") {
  const Reading silent = read("epochs: 1\n");
  CHECK(told(silent, silent.facts.precision) == "amp = fp32 by default");
  const Reading off = read("amp: false\namp_dtype: bfloat16\n");
  CHECK(told(off, off.facts.precision) == "amp = fp32 at 1:6");
  CHECK(value_of(read("model_dtype: bfloat16\namp: false\n").facts.precision) == "bf16");
}

TEST_CASE("timm's values of the wrong type are faults at their place", "[formats][timm]") {
  const Reading run = read("model: resnet50\nepochs: [300]\namp: perhaps\n");
  REQUIRE(run.faults.size() == 2);
  CHECK(run.faults[0].code == "wrong-type");
  CHECK(run.faults[0].position.line == 2);
  CHECK(run.faults[0].position.column == 9);
  CHECK(run.faults[1].position.line == 3);
}
