// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/adapter_parts.hpp"
#include "formats/configs/config_format.hpp"
#include "formats/configs/litgpt.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace plume {

namespace {

/// The keys of a run stand at the top, or under the subcommand that trains.
constexpr std::array<std::string_view, 2> sections{"", "fit."};

constexpr auto numbers = std::to_array<NumberRow>({
    {"trainer.max_steps", &TrainingFacts::steps},
    {"trainer.max_epochs", &TrainingFacts::epochs},
    {"trainer.accumulate_grad_batches", &TrainingFacts::accumulation},
    {"trainer.num_nodes", &TrainingFacts::nodes},
    {"data.init_args.batch_size", &TrainingFacts::micro_batch},
    {"data.init_args.train_batch_size", &TrainingFacts::micro_batch},
    {"data.batch_size", &TrainingFacts::micro_batch},
    {"data.train_batch_size", &TrainingFacts::micro_batch},
    {"model.init_args.batch_size", &TrainingFacts::micro_batch},
    {"model.batch_size", &TrainingFacts::micro_batch},
    {"data.init_args.max_seq_len", &TrainingFacts::sequence_length},
    {"data.init_args.max_seq_length", &TrainingFacts::sequence_length},
    {"data.init_args.max_length", &TrainingFacts::sequence_length},
    {"data.init_args.block_size", &TrainingFacts::sequence_length},
    {"data.max_seq_len", &TrainingFacts::sequence_length},
    {"data.max_seq_length", &TrainingFacts::sequence_length},
    {"data.max_length", &TrainingFacts::sequence_length},
    {"data.block_size", &TrainingFacts::sequence_length},
    {"model.init_args.max_seq_len", &TrainingFacts::sequence_length},
    {"model.max_seq_len", &TrainingFacts::sequence_length},
    {"data.init_args.image_size", &TrainingFacts::image_size},
    {"data.init_args.img_size", &TrainingFacts::image_size},
    {"data.image_size", &TrainingFacts::image_size},
    {"model.init_args.image_size", &TrainingFacts::image_size},
    {"model.init_args.img_size", &TrainingFacts::image_size},
    {"data.init_args.num_train_samples", &TrainingFacts::samples},
});

/// Names that models of one's own have for their sizes.
constexpr auto sizes = std::to_array<SizeRow>({
    {"num_layers", &SaidSizes::layers},
    {"n_layers", &SaidSizes::layers},
    {"n_layer", &SaidSizes::layers},
    {"num_hidden_layers", &SaidSizes::layers},
    {"hidden_size", &SaidSizes::width},
    {"d_model", &SaidSizes::width},
    {"n_embd", &SaidSizes::width},
    {"num_heads", &SaidSizes::heads},
    {"n_heads", &SaidSizes::heads},
    {"n_head", &SaidSizes::heads},
    {"num_attention_heads", &SaidSizes::heads},
    {"num_key_value_heads", &SaidSizes::key_value_heads},
    {"intermediate_size", &SaidSizes::feed_forward},
    {"vocab_size", &SaidSizes::vocabulary},
});

/// A number of devices, a list of them, or "0,1".
MaybeSaid<double> devices_at(ConfigView& view, const std::string& path) {
  const DocumentNode* const node = view.node(path);
  if (node != nullptr && node->kind == DocumentNode::Kind::list && !node->items.empty()) {
    return view.said(path, static_cast<double>(node->items.size()));
  }
  if (node != nullptr && node->kind == DocumentNode::Kind::text &&
      node->text.find(',') != std::string::npos) {
    const auto commas = std::count(node->text.begin(), node->text.end(), ',');
    return view.said(path, static_cast<double>(commas + (node->text.ends_with(',') ? 0 : 1)));
  }
  return view.number(path);
}

/// "00:12:00:00": days, hours, minutes and seconds.
std::optional<double> hours_in(std::string_view text) {
  constexpr std::array hours{24.0, 1.0, 1.0 / 60, 1.0 / 3600};
  double sum = 0;
  for (std::size_t i = 0; i < hours.size(); ++i) {
    unsigned long count = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, count);
    const bool ends = i + 1 == hours.size();
    if (error != std::errc() || (stop == end) != ends || (!ends && *stop != ':')) {
      return std::nullopt;
    }
    sum += static_cast<double>(count) * hours[i];
    text.remove_prefix(static_cast<std::size_t>(stop - text.data()) + (ends ? 0 : 1));
  }
  return sum > 0 ? std::optional(sum) : std::nullopt;
}

void read_time(ConfigView& view, const std::string& path, TrainingFacts& facts) {
  const auto written = view.text(path);
  if (!written) {
    return;
  }
  const auto hours = hours_in(written->value);
  if (!hours) {
    return view.refuse(path, "bad-duration", "`" + written->value + "` is no time",
                       "write days:hours:minutes:seconds, 00:12:00:00");
  }
  take(facts.hours, view.said(path, *hours));
}

/// A limit of the batches of an epoch: a whole number counts batches of a device, and a fraction
/// leaves the work to the size of the data set.
void read_batch_limit(ConfigView& view, const std::string& path, TrainingFacts& facts) {
  const auto limit = view.number(path);
  if (!limit || limit->value == 1) {
    return;
  }
  if (limit->value < 1) {
    return view.refuse(path, "unsupported-limit",
                       "a fraction of the data set's batches does not tell the work",
                       "write the number of batches, or trainer.max_steps");
  }
  if (facts.epochs && !facts.steps) {
    const double accumulated = facts.accumulation ? facts.accumulation->value : 1;
    const double steps = facts.epochs->value * std::ceil(limit->value / accumulated);
    take(facts.steps, view.said(path, steps));
  }
}

/// The trainer stops after a thousand epochs where nothing else stops it.
void read_duration(ConfigView& view, std::string_view section, TrainingFacts& facts) {
  read_time(view, under(section, "trainer.max_time"), facts);
  const std::string epochs = under(section, "trainer.max_epochs");
  if (!view.has(epochs) && !facts.steps && !facts.hours) {
    take(facts.epochs, view.by_default(epochs, 1000.0));
  }
  read_batch_limit(view, under(section, "trainer.limit_train_batches"), facts);
}

void read_precision(ConfigView& view, std::string_view section, TrainingFacts& facts) {
  const std::string path = under(section, "trainer.precision");
  take(facts.precision, lightning_precision(view, path));
  if (!view.has(path)) {
    take(facts.precision, view.by_default(path, "fp32"));
  }
}

void read_recompute(ConfigView& view, std::string_view section, TrainingFacts& facts) {
  const std::string policy =
      under(section, "trainer.strategy.init_args.activation_checkpointing_policy");
  if (view.has(policy)) {
    take(facts.recompute, view.said(policy, "full"));
  }
  take(facts.recompute,
       recompute_at(view, under(section, "model.init_args.gradient_checkpointing")));
}

/// Sizes count where they tell a whole transformer: another network's `num_layers` says little.
void read_own_sizes(ConfigView& view, const std::string& section, TrainingFacts& facts) {
  TrainingFacts found;
  read_sizes(view, found, sizes, section);
  if (found.sizes.layers && found.sizes.width && found.sizes.heads && found.sizes.vocabulary) {
    facts.sizes = found.sizes;
  }
}

void read_model(ConfigView& view, std::string_view section, TrainingFacts& facts) {
  for (const std::string_view part : {"model.init_args.", "model."}) {
    const auto path = [&](std::string_view key) {
      return under(section, std::string(part).append(key));
    };
    for (const std::string_view key :
         {"model_name_or_path", "pretrained_model_name_or_path", "model_id"}) {
      take(facts.model, view.text(path(key)));
    }
    for (const std::string_view key : {"backbone", "arch", "architecture"}) {
      take(facts.architecture, view.text(path(key)));
    }
    take(facts.image_size ? facts.architecture : facts.model, view.text(path("model_name")));
    read_own_sizes(view, path(""), facts);
  }
}

void read_data(ConfigView& view, std::string_view section, TrainingFacts& facts) {
  for (const std::string_view path :
       {"data.init_args.dataset_name", "data.init_args.dataset", "data.dataset_name"}) {
    if (facts.datasets.empty()) {
      add_dataset(facts, view.text(under(section, path)));
    }
  }
}

}  // namespace

bool is_lightning(const Document& document) {
  if (is_litgpt(document)) {
    return true;
  }
  const std::string_view section =
      section_of(document, sections, {"trainer.max_epochs", "trainer"});
  const auto trainer = [&](std::string_view key) {
    return node_at(document, under(section, "trainer.").append(key)) != nullptr;
  };
  constexpr std::array<std::string_view, 12> telling{
      "max_epochs",  "max_steps", "max_time",     "min_epochs",
      "accelerator", "strategy",  "num_nodes",    "accumulate_grad_batches",
      "precision",   "devices",   "fast_dev_run", "limit_train_batches"};
  return std::any_of(telling.begin(), telling.end(), trainer);
}

void read_lightning(ConfigView& view, TrainingFacts& facts) {
  if (is_litgpt(view.document())) {
    return read_litgpt(view, facts);
  }
  const std::string_view section =
      section_of(view.document(), sections, {"trainer.max_epochs", "trainer"});
  read_numbers(view, facts, numbers, section);
  take(facts.devices_per_node, devices_at(view, under(section, "trainer.devices")));
  take(facts.devices_per_node, devices_at(view, under(section, "trainer.gpus")));
  read_duration(view, section, facts);
  read_precision(view, section, facts);
  read_recompute(view, section, facts);
  read_model(view, section, facts);
  read_data(view, section, facts);
}

}  // namespace plume
