// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/adapter_parts.hpp"
#include "formats/configs/config_format.hpp"

#include <array>
#include <charconv>

namespace plume {

namespace {

/// A run's keys stand at the top, or where the platform that runs it wants them.
constexpr std::array<std::string_view, 4> sections{"", "parameters.", "train.", "variables."};

constexpr auto numbers = std::to_array<NumberRow>({
    {"global_train_batch_size", &TrainingFacts::global_batch},
    {"device_train_microbatch_size", &TrainingFacts::micro_batch},
    {"device_train_grad_accum", &TrainingFacts::accumulation},
    {"max_seq_len", &TrainingFacts::sequence_length},
    {"variables.max_seq_len", &TrainingFacts::sequence_length},
    {"model.max_seq_len", &TrainingFacts::sequence_length},
    {"train_loader.dataset.max_seq_len", &TrainingFacts::sequence_length},
    {"model.peft_config.r", &TrainingFacts::adapter_rank},
    {"lora.args.r", &TrainingFacts::adapter_rank},
});

constexpr auto sizes = std::to_array<SizeRow>({
    {"model.d_model", &SaidSizes::width},
    {"model.n_layers", &SaidSizes::layers},
    {"model.n_heads", &SaidSizes::heads},
    {"model.attn_config.kv_n_heads", &SaidSizes::key_value_heads},
    {"model.vocab_size", &SaidSizes::vocabulary},
    {"model.ffn_config.ffn_hidden_size", &SaidSizes::feed_forward},
    {"model.ffn_config.moe_num_experts", &SaidSizes::experts},
    {"model.ffn_config.moe_top_k", &SaidSizes::experts_per_token},
});

constexpr auto precisions = std::to_array<Meaning>({
    {"amp_bf16", "bf16"},
    {"amp_fp16", "fp16"},
    {"amp_fp8", "fp8"},
    {"fp32", "fp32"},
});

void read_feed_forward(ConfigView& view, std::string_view section, SaidSizes& out) {
  const std::string ratio = under(section, "model.expansion_ratio");
  if (const auto said = view.number(ratio); said && out.width) {
    take(out.feed_forward, view.said(ratio, said->value * out.width->value));
  }
  const std::string type = under(section, "model.ffn_config.ffn_type");
  if (const auto said = view.text(type)) {
    take(out.gated, view.said(type, said->value.ends_with("glu")));
  }
  if (out.experts) {
    take(out.expert_feed_forward, out.feed_forward);
  }
}

void read_one_key_head(ConfigView& view, std::string_view section, SaidSizes& out) {
  const std::string type = under(section, "model.attn_config.attn_type");
  const auto said = view.text(type);
  if (said && said->value == "multiquery_attention") {
    take(out.key_value_heads, view.said(type, 1.0));
  }
}

/// Positions are learned, one for each of a sequence, unless ALiBi or rotary embeddings replace
/// them.
void read_positions(ConfigView& view, std::string_view section, TrainingFacts& facts) {
  const std::string learned = under(section, "model.learned_pos_emb");
  const auto said = view.flag(learned);
  if (is_true(view.flag(under(section, "model.attn_config.alibi"))) ||
      is_true(view.flag(under(section, "model.attn_config.rope"))) || (said && !said->value)) {
    return;
  }
  take(facts.sizes.positions, facts.sequence_length);
}

/// The model that the framework itself has: its embeddings are tied and its layers have biases
/// unless the configuration says otherwise.
void read_own_model(ConfigView& view, std::string_view section, TrainingFacts& facts) {
  SaidSizes& out = facts.sizes;
  read_feed_forward(view, section, out);
  read_one_key_head(view, section, out);
  read_positions(view, section, facts);
  const std::string tied = under(section, "model.tie_word_embeddings");
  take(out.tied, view.flag(tied));
  take(out.tied, view.by_default(tied, true));
  const std::string unbiased = under(section, "model.no_bias");
  const auto said = view.flag(unbiased);
  take(out.biases, said ? view.said(unbiased, !said->value) : view.by_default(unbiased, true));
}

void read_model(ConfigView& view, std::string_view section, TrainingFacts& facts) {
  take(facts.model, view.text(under(section, "model.pretrained_model_name_or_path")));
  const auto name = view.text(under(section, "model.name"));
  if (!facts.model && (!name || name->value.starts_with("mpt"))) {
    read_sizes(view, facts, sizes, section);
    read_own_model(view, section, facts);
  }
}

void read_adapter(ConfigView& view, std::string_view section, TrainingFacts& facts) {
  if (facts.adapter_rank) {
    take(facts.method, view.said(facts.adapter_rank->key, "lora"));
  }
  for (const std::string_view path :
       {"model.peft_config.target_modules", "lora.args.target_modules"}) {
    take(facts.adapter_targets, view.words(under(section, path)));
  }
}

/// What a duration counts, and how much one of it is of the fact's unit.
struct DurationUnit {
  std::string_view ending;
  MaybeSaid<double> TrainingFacts::*fact;
  double factor = 1;
};

/// Composer's units of time; a bare number counts epochs.
constexpr auto units = std::to_array<DurationUnit>({
    {"ep", &TrainingFacts::epochs},
    {"ba", &TrainingFacts::steps},
    {"sp", &TrainingFacts::total_samples},
    {"tok", &TrainingFacts::total_tokens},
    {"sec", &TrainingFacts::hours, 1.0 / 3600},
    {"", &TrainingFacts::epochs},
});

const DurationUnit* find_unit(std::string_view ending) {
  for (const DurationUnit& unit : units) {
    if (unit.ending == ending) {
      return &unit;
    }
  }
  return nullptr;
}

void read_duration(ConfigView& view, std::string_view section, TrainingFacts& facts) {
  const std::string path = under(section, "max_duration");
  const auto written = word_at(view, path);
  if (!written) {
    return;
  }
  const std::string& text = written->value;
  double number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  const DurationUnit* const unit = find_unit({stop, static_cast<std::size_t>(end - stop)});
  if (error != std::errc() || unit == nullptr || !(number > 0)) {
    return view.refuse(path, "bad-duration",
                       "`" + text + "` is no duration from which the work follows",
                       "write batches (1000ba), epochs (2ep), samples (64sp) or tokens (1e9tok)");
  }
  take(facts.*unit->fact, view.said(path, number * unit->factor));
}

/// Samples for fine-tuning fill a sequence each, unless they are packed; "auto" packs them too.
void read_packing(ConfigView& view, std::string_view section, TrainingFacts& facts) {
  const std::string path = under(section, "train_loader.dataset.packing_ratio");
  const bool asked = view.has(path);
  const DocumentNode* const ratio = node_at(view.document(), path);
  if (asked || (ratio != nullptr && ratio->text == "auto")) {
    const bool packed = ratio != nullptr && ratio->text != "1" && ratio->text != "1.0";
    return take(facts.packed, view.said(path, packed));
  }
  const auto loader = view.text(under(section, "train_loader.name"));
  if (loader && loader->value == "finetuning") {
    take(facts.packed, view.by_default(path, false));
  }
}

void read_data(ConfigView& view, std::string_view section, TrainingFacts& facts) {
  add_dataset(facts, view.text(under(section, "train_loader.dataset.hf_name")));
  read_packing(view, section, facts);
}

void read_how(ConfigView& view, std::string_view section, TrainingFacts& facts) {
  const std::string precision = under(section, "precision");
  take(facts.precision, meaning_at(view, precision, precisions));
  if (!view.has(precision)) {
    take(facts.precision, view.by_default(precision, "bf16"));
  }
  take(facts.recompute, recompute_at(view, under(section, "fsdp_config.activation_checkpointing")));
}

}  // namespace

bool is_llm_foundry(const Document& document) {
  const std::string_view section =
      section_of(document, sections, {"max_duration", "global_train_batch_size"});
  return count_of(document,
                  {under(section, "max_duration"), under(section, "global_train_batch_size"),
                   under(section, "train_loader")}) >= 2;
}

void read_llm_foundry(ConfigView& view, TrainingFacts& facts) {
  const std::string_view section =
      section_of(view.document(), sections, {"max_duration", "global_train_batch_size"});
  take(facts.name, view.text({"name", "run_name", "parameters.run_name"}));
  read_numbers(view, facts, numbers, section);
  read_model(view, section, facts);
  read_adapter(view, section, facts);
  read_duration(view, section, facts);
  read_data(view, section, facts);
  read_how(view, section, facts);
  take(facts.devices, view.number({"compute.gpus", "gpu_num"}));
  take(facts.accelerator, view.text({"compute.gpu_type", "gpu_type"}));
}

}  // namespace plume
