// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/adapter_parts.hpp"
#include "formats/configs/config_format.hpp"
#include "formats/configs/torchtitan_models.hpp"

#include <array>

namespace plume {

namespace {

/// Newer names of a key first.
constexpr auto numbers = std::to_array<NumberRow>({
    {"training.local_batch_size", &TrainingFacts::micro_batch},
    {"training.batch_size", &TrainingFacts::micro_batch},
    {"training.global_batch_size", &TrainingFacts::global_batch},
    {"training.gradient_accumulation_steps", &TrainingFacts::accumulation},
    {"training.grad_accumulation_steps", &TrainingFacts::accumulation},
    {"training.seq_len", &TrainingFacts::sequence_length},
    {"training.steps", &TrainingFacts::steps},
});

/// The documented defaults of a whole configuration (torchtitan/config/job_config.py).
struct DefaultRow {
  std::string_view path;
  MaybeSaid<double> TrainingFacts::*fact;
  double value;
};
constexpr auto defaults = std::to_array<DefaultRow>({
    {"training.local_batch_size", &TrainingFacts::micro_batch, 8},
    {"training.seq_len", &TrainingFacts::sequence_length, 2048},
    {"training.steps", &TrainingFacts::steps, 10000},
});

/// Degrees moved from `training` and `experimental` to `parallelism`.
constexpr std::array<std::string_view, 3> sections{"parallelism.", "experimental.", "training."};

constexpr std::array<std::string_view, 3> model_parallel{
    "tensor_parallel_degree", "pipeline_parallel_degree", "context_parallel_degree"};

constexpr auto recomputations = std::to_array<Meaning>({{"none", "none"},
                                                        {"selective", "selective"},
                                                        {"memory_budget", "selective"},
                                                        {"full", "full"}});

/// Switches of the time before `model.converters`.
constexpr std::array<std::string_view, 2> float8_switches{"float8.enable_float8_linear",
                                                          "training.enable_float8_linear"};

MaybeSaid<double> degree(ConfigView& view, std::string_view name) {
  MaybeSaid<double> out;
  for (const std::string_view section : sections) {
    take(out, view.number(under(section, name)));
  }
  return out;
}

/// Replicas are those of shards times those of whole copies; -1 shards are as many as devices are
/// left for.
void read_parallelism(ConfigView& view, TrainingFacts& facts) {
  for (const std::string_view name : model_parallel) {
    add_parallel(facts, degree(view, name));
  }
  auto shards = degree(view, "data_parallel_shard_degree");
  take(shards, degree(view, "data_parallel_degree"));
  const auto copies = degree(view, "data_parallel_replicate_degree");
  if (shards) {
    shards->value *= copies ? copies->value : 1;
    take(facts.data_parallel, std::move(shards));
  }
}

void read_precision(ConfigView& view, TrainingFacts& facts) {
  for (const Said<std::string>& converter : view.words("model.converters")) {
    const bool is_narrow = converter.value.find("float8") != std::string::npos ||
                           converter.value.find("mx") != std::string::npos;
    if (is_narrow) {
      take(facts.precision,
           Said<std::string>{"fp8", converter.document, converter.key, converter.place});
    }
  }
  for (const std::string_view path : float8_switches) {
    if (is_true(view.flag(path))) {
      take(facts.precision, view.said(path, "fp8"));
    }
  }
  if (is_on(view, "training.fp8_linear")) {
    take(facts.precision, view.said("training.fp8_linear", "fp8"));
  }
  take(facts.precision, meaning_at(view, "training.mixed_precision_param", number_types()));
}

/// A flavour of the user's own is told by the size in its name: "llama3-13B".
void read_model(ConfigView& view, TrainingFacts& facts) {
  const auto name = view.text("model.name");
  const auto flavour = view.text("model.flavor");
  take(facts.model, view.text("model.config"));
  if (!name || !flavour || facts.model) {
    return;
  }
  const std::string_view hub_name = hub_name_of_titan(name->value, flavour->value);
  if (const TitanFlavour* const row = find_titan_flavour(name->value, flavour->value)) {
    take_sizes(facts.sizes, *flavour, row->sizes);
  } else {
    facts.model = view.said("model.flavor", hub_name.empty() ? name->value + "-" + flavour->value
                                                             : std::string(hub_name));
  }
}

/// A file is the whole configuration; arguments say only what differs from one.
bool is_whole(const Document& document) {
  return document.syntax != Syntax::arguments && node_at(document, "model") != nullptr;
}

void take_defaults(const ConfigView& view, TrainingFacts& facts) {
  for (const DefaultRow& row : defaults) {
    take(facts.*row.fact, view.by_default(row.path, row.value));
  }
  take(facts.precision, view.by_default("training.mixed_precision_param", "bf16"));
  take(facts.recompute, view.by_default("activation_checkpoint.mode", "selective"));
}

}  // namespace

bool is_torchtitan(const Document& document) {
  const bool trains = count_of(document, {"training.seq_len", "training.steps",
                                          "training.local_batch_size", "training.batch_size"}) > 0;
  const bool is_told =
      count_of(document, {"model.flavor", "job.config_file", "job.dump_folder", "job.description",
                          "parallelism", "experimental", "activation_checkpoint.mode"}) > 0;
  return trains && is_told;
}

void read_torchtitan(ConfigView& view, TrainingFacts& facts) {
  take(facts.name, view.text("job.description"));
  read_numbers(view, facts, numbers);
  read_model(view, facts);
  read_parallelism(view, facts);
  read_precision(view, facts);
  take(facts.recompute, meaning_at(view, "activation_checkpoint.mode", recomputations));
  read_launcher(view, facts);
  if (is_whole(view.document())) {
    take_defaults(view, facts);
  }
}

}  // namespace plume
