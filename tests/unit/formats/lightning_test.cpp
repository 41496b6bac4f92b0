// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "unit/formats/adapter_reading.hpp"

using namespace plume;

namespace {

Reading read(const std::string& text, const std::string& file = "config.yaml") {
  return read_by(read_lightning, file, text);
}

bool recognised(const std::string& text, const std::string& file = "config.yaml") {
  return is_lightning(parse_document(file, text));
}

const std::string tuning = R"(seed_everything: 1
trainer:
  max_steps: 5000
  max_epochs: -1
  devices: 4
  num_nodes: 2
  precision: bf16-mixed
  accumulate_grad_batches: 8
model:
  class_path: mine.Tuner
  init_args:
    model_name_or_path: gpt2
    gradient_checkpointing: true
data:
  class_path: mine.Texts
  init_args:
    batch_size: 16
    max_length: 512
    dataset_name: wikitext
)";

}  // namespace

TEST_CASE("Lightning is known by its trainer", "[formats][lightning]") {
  CHECK(recognised(tuning));
  CHECK(recognised("fit:\n  trainer:\n    max_epochs: 3\n"));
  CHECK(recognised("python main.py fit --trainer.max_epochs 3 --data.batch_size 4\n", "fit.sh"));
  CHECK_FALSE(recognised("trainer:\n  num_train_steps: 3\n  train_batch_size: 8\n"));
  CHECK_FALSE(recognised("trainer: Trainer\nmodel: x\n"));
  CHECK_FALSE(recognised("train:\n  epochs: 3\n"));
}

TEST_CASE("Lightning's facts stand where they were said", "[formats][lightning]") {
  const Reading run = read(tuning);
  const TrainingFacts& facts = run.facts;
  CHECK(run.faults.empty());
  CHECK(told(run, facts.steps) == "trainer.max_steps = 5000 at 3:14");
  CHECK_FALSE(facts.epochs);
  CHECK(told(run, facts.devices_per_node) == "trainer.devices = 4 at 5:12");
  CHECK(told(run, facts.nodes) == "trainer.num_nodes = 2 at 6:14");
  CHECK(told(run, facts.precision) == "trainer.precision = bf16 at 7:14");
  CHECK(told(run, facts.accumulation) == "trainer.accumulate_grad_batches = 8 at 8:28");
  CHECK(told(run, facts.model) == "model.init_args.model_name_or_path = gpt2 at 12:25");
  CHECK(told(run, facts.recompute) == "model.init_args.gradient_checkpointing = full at 13:29");
  CHECK(told(run, facts.micro_batch) == "data.init_args.batch_size = 16 at 17:17");
  CHECK(told(run, facts.sequence_length) == "data.init_args.max_length = 512 at 18:17");
  REQUIRE(facts.datasets.size() == 1);
  CHECK(facts.datasets[0].value == "wikitext");
  CHECK(told(run, facts.datasets[0]) == "data.init_args.dataset_name = wikitext at 19:19");
}

TEST_CASE("Lightning's keys may stand under the subcommand", "[formats][lightning]") {
  const Reading run = read(
      "fit:\n  trainer:\n    max_epochs: 90\n  model:\n    arch: resnet18\n    batch_size: 256\n"
      "  data:\n    image_size: 224\n");
  CHECK(told(run, run.facts.epochs) == "fit.trainer.max_epochs = 90 at 3:17");
  CHECK(told(run, run.facts.architecture) == "fit.model.arch = resnet18 at 5:11");
  CHECK(value_of(run.facts.micro_batch) == 256);
  CHECK(value_of(run.facts.image_size) == 224);
}

TEST_CASE("Lightning's arguments give the same as its file", "[formats][lightning]") {
  const Reading run = read("python main.py fit --trainer.max_epochs 3 --trainer.devices 2 \\\n"
                           "  --data.batch_size=4\n",
                           "fit.sh");
  CHECK(value_of(run.facts.epochs) == 3);
  CHECK(value_of(run.facts.devices_per_node) == 2);
  CHECK(told(run, run.facts.micro_batch) == "data.batch_size = 4 at 2:21");
}

TEST_CASE("Lightning's devices are a number, a list or indices in a text", "[formats][lightning]") {
  const auto devices = [](const std::string& written) {
    return value_of(read("trainer:\n  devices: " + written + "\n").facts.devices_per_node);
  };
  CHECK(devices("8") == 8);
  CHECK(devices("\"8\"") == 8);
  CHECK(devices("[0, 1, 5]") == 3);
  CHECK(devices("\"0,1\"") == 2);
  CHECK(devices("\"0,\"") == 1);
  CHECK(devices("auto") == -1);
  CHECK(devices("-1") == -1);
}

TEST_CASE("Lightning trains a thousand epochs where nothing stops it", "[formats][lightning]") {
  const Reading silent = read("trainer:\n  devices: 1\n");
  CHECK(told(silent, silent.facts.epochs) == "trainer.max_epochs = 1000 by default");
  CHECK(value_of(read("trainer: {max_epochs: null}\n").facts.epochs) == 1000);
  CHECK_FALSE(read("trainer: {max_epochs: -1}\n").facts.epochs);
  CHECK_FALSE(read("trainer: {max_steps: 10}\n").facts.epochs);
  CHECK_FALSE(read("trainer: {max_time: \"00:12:00:00\"}\n").facts.epochs);
}

TEST_CASE("Lightning's time is days, hours, minutes and seconds", "[formats][lightning]") {
  const auto read_time = [](const std::string& time) {
    return read("trainer:\n  max_time: \"" + time + "\"\n");
  };
  CHECK(value_of(read_time("01:12:30:36").facts.hours) == Approx(36.51));
  for (const std::string time : {"12:00", "a:b:c:d", "00:00:00:00", "1:2:3:4:5"}) {
    const Reading run = read_time(time);
    REQUIRE(run.faults.size() == 1);
    CHECK(run.faults[0].code == "bad-duration");
    CHECK(run.faults[0].position.line == 2);
  }
}

TEST_CASE("Lightning's limit of batches counts those of a device", "[formats][lightning]") {
  const std::string common =
      "trainer:\n  max_epochs: 10\n  accumulate_grad_batches: 4\n  limit_train_batches: ";
  const Reading run = read(common + "101\n");
  CHECK(told(run, run.facts.steps) == "trainer.limit_train_batches = 260 at 4:24");
  CHECK_FALSE(read(common + "1.0\n").facts.steps);
  const Reading part = read(common + "0.25\n");
  REQUIRE(part.faults.size() == 1);
  CHECK(part.faults[0].code == "unsupported-limit");
  CHECK(part.faults[0].position.line == 4);
}

TEST_CASE("Lightning's precisions are numbers or words", "[formats][lightning]") {
  const auto precision = [](const std::string& written) {
    return value_of(read("trainer:\n  precision: " + written + "\n").facts.precision);
  };
  CHECK(precision("16") == "fp16");
  CHECK(precision("16-mixed") == "fp16");
  CHECK(precision("bf16") == "bf16");
  CHECK(precision("32-true") == "fp32");
  CHECK(precision("transformer-engine") == "fp8");
  CHECK(precision("64-true") == "absent");
  const Reading silent = read("trainer: {devices: 1}\n");
  CHECK(told(silent, silent.facts.precision) == "trainer.precision = fp32 by default");
}

TEST_CASE("Lightning's sizes of a model count where they tell a whole transformer",
          "[formats][lightning]") {
  const std::string common = "trainer: {max_steps: 1}\nmodel:\n  init_args:\n    num_layers: 6\n";
  CHECK_FALSE(read(common + "    hidden_size: 64\n").facts.sizes.layers);
  const Reading whole =
      read(common + "    hidden_size: 64\n    num_heads: 4\n    vocab_size: 1000\n");
  CHECK(told(whole, whole.facts.sizes.layers) == "model.init_args.num_layers = 6 at 4:17");
  CHECK(value_of(whole.facts.sizes.vocabulary) == 1000);
}

TEST_CASE("Lightning's model name is an architecture where images are trained on",
          "[formats][lightning]") {
  const std::string model = "trainer: {max_steps: 1}\nmodel: {init_args: {model_name: resnet50}}\n";
  CHECK(value_of(read(model).facts.model) == "resnet50");
  const Reading images = read(model + "data: {init_args: {image_size: 224}}\n");
  CHECK(value_of(images.facts.architecture) == "resnet50");
  CHECK_FALSE(images.facts.model);
}

TEST_CASE("Lightning's values of the wrong type are faults at their place",
          "[formats][lightning]") {
  const Reading run = read("trainer:\n  max_steps: many\n  devices: {gpu: 1}\n");
  REQUIRE(run.faults.size() == 2);
  CHECK(run.faults[0].code == "wrong-type");
  CHECK(run.faults[0].position.line == 2);
  CHECK(run.faults[0].position.column == 14);
  CHECK(run.faults[1].position.line == 3);
}
