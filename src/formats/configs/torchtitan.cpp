// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/adapter_parts.hpp"
#include "formats/configs/config_format.hpp"
#include "formats/configs/torchtitan_models.hpp"

#include <algorithm>
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

constexpr auto precisions = std::to_array<Meaning>({{"bfloat16", "bf16"}, {"float32", "fp32"}});

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
    take(out, view.number(std::string(section).append(name)));
  }
  return out;
}

/// Replicas are those of shards times those of whole copies; -1 shards are as many as devices are
/// left for.
void read_parallelism(ConfigView& view, TrainingFacts& facts) {
  for (const std::string_view name : model_parallel) {
    if (auto found = degree(view, name)) {
      facts.model_parallel.push_back(std::move(*found));
    }
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
           MaybeSaid<std::string>({"fp8", converter.document, converter.key, converter.place}));
    }
  }
  for (const std::string_view path : float8_switches) {
    if (const auto on = view.flag(path); on && on->value) {
      take(facts.precision, MaybeSaid<std::string>(view.said(path, std::string("fp8"))));
    }
  }
  if (const auto way = view.text("training.fp8_linear")) {
    take(facts.precision, MaybeSaid<std::string>(view.said(way->key, std::string("fp8"))));
  }
  take(facts.precision, meaning_at(view, "training.mixed_precision_param", precisions));
}

MaybeSaid<double> said_size(const Said<std::string>& flavour, double value) {
  return value > 0 ? MaybeSaid<double>({value, flavour.document, flavour.key, flavour.place})
                   : std::nullopt;
}

SaidSizes sizes_of(const TitanFlavour& row, const Said<std::string>& at) {
  const auto flag = [&](bool value) {
    return MaybeSaid<bool>({value, at.document, at.key, at.place});
  };
  SaidSizes out;
  out.layers = said_size(at, row.layers);
  out.width = said_size(at, row.width);
  out.heads = said_size(at, row.heads);
  out.key_value_heads = said_size(at, row.key_value_heads);
  out.head_width = said_size(at, row.head_width);
  out.feed_forward = said_size(at, row.feed_forward);
  out.vocabulary = said_size(at, row.vocabulary);
  out.experts = said_size(at, row.experts);
  out.experts_per_token = said_size(at, row.experts_per_token);
  out.expert_feed_forward = said_size(at, row.expert_feed_forward);
  out.gated = flag(true);
  out.biases = flag(false);
  out.tied = flag(row.tied);
  return out;
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
    facts.sizes = sizes_of(*row, *flavour);
  } else {
    facts.model = view.said("model.flavor", hub_name.empty() ? name->value + "-" + flavour->value
                                                             : std::string(hub_name));
  }
}

/// A number that the launcher is given; a word such as "gpu" is for it to count.
MaybeSaid<double> launched(ConfigView& view, std::string_view path) {
  const DocumentNode* const node = view.node(path);
  return node != nullptr && node->kind == DocumentNode::Kind::number ? view.number(path)
                                                                     : std::nullopt;
}

/// A file is the whole configuration; arguments say only what differs from one.
bool is_whole(const Document& document) {
  return document.syntax != Syntax::arguments && node_at(document, "model") != nullptr;
}

void take_defaults(const ConfigView& view, TrainingFacts& facts) {
  for (const DefaultRow& row : defaults) {
    take(facts.*row.fact, MaybeSaid<double>(default_of(view, row.path, row.value)));
  }
  take(facts.precision, MaybeSaid<std::string>(default_of(view, "training.mixed_precision_param",
                                                          std::string("bf16"))));
  take(facts.recompute, MaybeSaid<std::string>(default_of(view, "activation_checkpoint.mode",
                                                          std::string("selective"))));
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
  take(facts.nodes, launched(view, "nnodes"));
  take(facts.devices_per_node, launched(view, "nproc_per_node"));
  if (is_whole(view.document())) {
    take_defaults(view, facts);
  }
}

}  // namespace plume
