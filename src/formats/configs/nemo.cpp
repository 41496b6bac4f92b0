// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/config_format.hpp"
#include "formats/configs/megatron_arguments.hpp"
#include "formats/configs/nemo_fine_tuning.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace plume {

namespace {

/// A training file has the model under `model`, an archive's own file under `cfg` or at the top.
constexpr std::array<std::string_view, 3> sections{"model.", "cfg.", ""};

/// Sizes that NeMo 2 keeps in a config object of the model.
constexpr std::string_view config_object = "model.config.";

/// Where one of these is said, those below it mostly refer to it.
constexpr auto numbers = std::to_array<NumberRow>({
    {"micro_batch_size", &TrainingFacts::micro_batch},
    {"data.train_ds.micro_batch_size", &TrainingFacts::micro_batch},
    {"train_ds.batch_size", &TrainingFacts::micro_batch},
    {"global_batch_size", &TrainingFacts::global_batch},
    {"data.train_ds.global_batch_size", &TrainingFacts::global_batch},
    {"encoder_seq_length", &TrainingFacts::sequence_length},
    {"data.seq_length", &TrainingFacts::sequence_length},
    {"data.train_ds.max_seq_length", &TrainingFacts::sequence_length},
});

/// Keys beside the model; `data` is of NeMo 2.
constexpr auto run_numbers = std::to_array<NumberRow>({
    {"trainer.max_steps", &TrainingFacts::steps},
    {"trainer.max_epochs", &TrainingFacts::epochs},
    {"trainer.accumulate_grad_batches", &TrainingFacts::accumulation},
    {"trainer.num_nodes", &TrainingFacts::nodes},
    {"data.micro_batch_size", &TrainingFacts::micro_batch},
    {"data.global_batch_size", &TrainingFacts::global_batch},
    {"data.seq_length", &TrainingFacts::sequence_length},
});

constexpr auto sizes = std::to_array<SizeRow>({
    {"num_layers", &SaidSizes::layers},
    {"hidden_size", &SaidSizes::width},
    {"num_attention_heads", &SaidSizes::heads},
    {"num_query_groups", &SaidSizes::key_value_heads},
    {"kv_channels", &SaidSizes::head_width},
    {"override_vocab_size", &SaidSizes::vocabulary},
    {"tokenizer.vocab_size", &SaidSizes::vocabulary},
    {"num_moe_experts", &SaidSizes::experts},
    {"moe_router_topk", &SaidSizes::experts_per_token},
    {"moe_ffn_hidden_size", &SaidSizes::expert_feed_forward},
    {"moe_shared_expert_intermediate_size", &SaidSizes::shared_feed_forward},
});

constexpr std::array<std::string_view, 3> degrees{
    "tensor_model_parallel_size", "pipeline_model_parallel_size", "context_parallel_size"};

constexpr auto recomputations =
    std::to_array<Meaning>({{"selective", "selective"}, {"full", "full"}});

/// Texts with references that only a launcher can fill in say nothing.
MaybeSaid<std::string> settled(MaybeSaid<std::string> said) {
  return said && said->value.find('$') != std::string::npos ? std::nullopt : std::move(said);
}

bool has_target(const Document& document, std::string_view path) {
  const DocumentNode* const node = node_at(document, path);
  return node != nullptr && node->text.starts_with("nemo.");
}

/// Architectures that the sizes of a plain transformer do not describe, by keys of theirs.
constexpr std::array<std::string_view, 5> other_architectures{
    "hybrid_override_pattern", "hybrid_attention_ratio", "mamba_ssm_ngroups",
    "activations_checkpoint_recurrent", "hyena"};

bool is_other_architecture(const Document& document, std::string_view section) {
  return std::any_of(
      other_architectures.begin(), other_architectures.end(),
      [&](std::string_view name) { return node_at(document, under(section, name)) != nullptr; });
}

/// Asks only for what is not said yet: references to a launcher's folders cannot be followed.
void read_missing(ConfigView& view, TrainingFacts& facts, std::string_view section,
                  std::span<const NumberRow> rows) {
  for (const NumberRow& row : rows) {
    if (!(facts.*row.fact)) {
      facts.*row.fact = view.number(under(section, row.path));
    }
  }
}

/// The first folder of keys under which a model's depth is said; nothing where it is not: halves of
/// encoder-decoders and layers of speech models are counted elsewhere.
MaybeSaid<std::string> section_of_sizes(const ConfigView& view) {
  for (const std::string_view section : {sections[0], sections[1], sections[2], config_object}) {
    if (node_at(view.document(), under(section, "num_layers")) != nullptr) {
      return view.said(section, section);
    }
  }
  return std::nullopt;
}

/// `fast-swiglu` and its kin; NeMo 2 has a switch instead.
void read_gated(ConfigView& view, std::string_view section, SaidSizes& out) {
  const std::string activation = under(section, "activation");
  const auto word = word_at(view, activation);
  if (word && word->value.ends_with("glu")) {
    take(out.gated, view.said(activation, true));
  }
  take(out.gated, view.flag(under(section, "gated_linear_unit")));
}

/// NVIDIA's own files write the usual width as a product, which is what is taken without one.
void read_feed_forward(ConfigView& view, std::string_view section, SaidSizes& out) {
  const std::string path = under(section, "ffn_hidden_size");
  const DocumentNode* const node = view.node(path);
  const bool is_usual = node != nullptr && node->text.starts_with("${multiply:4,");
  if (!is_usual) {
    take(out.feed_forward, view.number(path));
  }
}

/// Experts as wide as other layers, two for a token, unless they are said.
void read_experts(ConfigView& view, std::string_view section, SaidSizes& out) {
  if (out.experts) {
    take(out.expert_feed_forward, out.feed_forward);
    take(out.experts_per_token, view.by_default(under(section, "moe_router_topk"), 2.0));
  }
}

void read_positions(ConfigView& view, std::string_view section, SaidSizes& out) {
  const auto kind = word_at(view, under(section, "position_embedding_type"));
  if (!kind || kind->value == "learned_absolute") {
    take(out.positions, view.number(under(section, "max_position_embeddings")));
  }
}

/// Biases and shared embeddings unless they are switched off.
void read_switches(ConfigView& view, std::string_view section, SaidSizes& out) {
  for (const std::string_view name : {"bias", "add_bias_linear"}) {
    take(out.biases, view.flag(under(section, name)));
  }
  const std::string shared = under(section, "share_embeddings_and_output_weights");
  take(out.tied, view.flag(shared));
  take(out.biases, view.by_default(under(section, "bias"), true));
  take(out.tied, view.by_default(shared, true));
}

void read_architecture(ConfigView& view, TrainingFacts& facts) {
  const auto section = section_of_sizes(view);
  if (!section || is_other_architecture(view.document(), section->value)) {
    return;
  }
  read_sizes(view, facts, sizes, section->value);
  take(facts.sizes.vocabulary, vocabulary_of(view, under(section->value, "tokenizer.type")));
  read_gated(view, section->value, facts.sizes);
  read_feed_forward(view, section->value, facts.sizes);
  read_experts(view, section->value, facts.sizes);
  read_positions(view, section->value, facts.sizes);
  read_switches(view, section->value, facts.sizes);
}

/// "nemo.collections.llm.gpt.model.llama.Llama3Config8B" is "Llama3-8B"; a class without a size
/// says nothing.
MaybeSaid<std::string> model_of_class(ConfigView& view, std::string_view path) {
  const auto said = view.text(path);
  const std::string name = said ? said->value.substr(said->value.rfind('.') + 1) : std::string();
  const auto at = name.find("Config");
  const std::size_t behind = at + std::string_view("Config").size();
  if (at == std::string::npos || behind >= name.size()) {
    return std::nullopt;
  }
  return view.said(path, name.substr(0, at) + "-" + name.substr(behind));
}

/// A checkpoint's name tells the model where no sizes are said.
void read_checkpoint(ConfigView& view, TrainingFacts& facts) {
  if (facts.sizes.layers) {
    return;
  }
  constexpr std::string_view scheme = "nemo://";
  take(facts.model, model_of_class(view, "model.config._target_"));
  for (const std::string_view path : {"model.restore_from_path", "resume.restore_config.path"}) {
    auto name = settled(view.text(path));
    if (name && name->value.starts_with(scheme)) {
      name->value.erase(0, scheme.size());
    }
    take(facts.model, std::move(name));
  }
}

void read_precision(ConfigView& view, std::string_view section, TrainingFacts& facts) {
  const std::string narrow = under(section, "fp8");
  if (is_on(view, narrow)) {
    take(facts.precision, view.said(narrow, "fp8"));
  }
  for (const std::string_view plugin : {"trainer.plugins.", "trainer.plugins.0."}) {
    if (is_on(view, under(plugin, "fp8"))) {
      take(facts.precision, view.said(under(plugin, "fp8"), "fp8"));
    }
    take(facts.precision, lightning_precision(view, under(plugin, "precision")));
  }
  take(facts.precision, lightning_precision(view, "trainer.precision"));
}

/// A list of devices, or all that there are, is for the machine to count.
void read_devices(ConfigView& view, std::string_view section, TrainingFacts& facts) {
  for (const std::string_view path : {"trainer.devices", "trainer.gpus"}) {
    take(facts.devices_per_node, launched_at(view, path));
  }
  for (const std::string_view name : degrees) {
    MaybeSaid<double> degree = view.number(under(section, name));
    take(degree, view.number(under("trainer.strategy.", name)));
    add_parallel(facts, std::move(degree));
  }
}

/// Before there was a granularity, whole layers were computed again.
void read_recompute(ConfigView& view, std::string_view section, TrainingFacts& facts) {
  const std::string granularity = under(section, "activations_checkpoint_granularity");
  for (const std::string& path : {granularity, under(config_object, "recompute_granularity")}) {
    take(facts.recompute, meaning_at(view, path, recomputations));
  }
  const std::string method = under(section, "activations_checkpoint_method");
  const auto way = word_at(view, method);
  if (way && way->value == "uniform" && node_at(view.document(), granularity) == nullptr) {
    take(facts.recompute, view.said(method, "full"));
  }
}

/// Objects of NeMo 2 name their classes.
bool is_second_version(const Document& document) {
  return has_target(document, "_target_") || has_target(document, "model._target_") ||
         has_target(document, "trainer._target_") || has_target(document, "strategy._target_");
}

}  // namespace

bool is_nemo(const Document& document) {
  const bool is_run =
      count_of(document, {"trainer"}) > 0 &&
      count_of(document, {"exp_manager", "model.tensor_model_parallel_size", "model.mcore_gpt",
                          "model.megatron_amp_O2", "model.restore_from_path"}) > 0;
  const bool is_model = count_of(document, {"num_layers", "cfg.num_layers"}) > 0 &&
                        count_of(document, {"mcore_gpt", "megatron_amp_O2", "tokenizer.library",
                                            "cfg.megatron_amp_O2", "cfg.tokenizer.library"}) > 0;
  return is_run || is_model || is_second_version(document);
}

void read_nemo(ConfigView& view, TrainingFacts& facts) {
  const std::string_view section = section_of(
      view.document(), sections,
      {"micro_batch_size", "global_batch_size", "num_layers", "train_ds", "restore_from_path"});
  take(facts.name, settled(view.text({"name", "run.name"})));
  read_missing(view, facts, section, numbers);
  read_missing(view, facts, "", run_numbers);
  read_architecture(view, facts);
  read_checkpoint(view, facts);
  read_nemo_fine_tuning(view, facts);
  read_precision(view, section, facts);
  read_devices(view, section, facts);
  read_recompute(view, section, facts);
}

}  // namespace plume
