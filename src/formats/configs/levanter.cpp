// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/adapter_parts.hpp"
#include "formats/configs/config_format.hpp"
#include "formats/configs/levanter_models.hpp"

#include <algorithm>
#include <array>

namespace plume {

namespace {

constexpr auto numbers = std::to_array<NumberRow>({
    {"trainer.train_batch_size", &TrainingFacts::global_batch},
    {"trainer.per_device_parallelism", &TrainingFacts::micro_batch},
    {"trainer.num_train_steps", &TrainingFacts::steps},
    {"train_seq_len", &TrainingFacts::sequence_length},
    {"max_train_length", &TrainingFacts::sequence_length},
    {"max_tune_length", &TrainingFacts::sequence_length},
    {"max_seq_len", &TrainingFacts::sequence_length},
    {"model.max_seq_len", &TrainingFacts::sequence_length},
    {"model.seq_len", &TrainingFacts::sequence_length},
    {"lora.r", &TrainingFacts::adapter_rank},
});

constexpr auto sizes = std::to_array<SizeRow>({
    {"model.num_layers", &SaidSizes::layers},
    {"model.hidden_dim", &SaidSizes::width},
    {"model.num_heads", &SaidSizes::heads},
    {"model.num_kv_heads", &SaidSizes::key_value_heads},
    {"model.head_dim", &SaidSizes::head_width},
    {"model.intermediate_dim", &SaidSizes::feed_forward},
    {"model.vocab_size", &SaidSizes::vocabulary},
    {"model.n_routed_experts", &SaidSizes::experts},
    {"model.num_experts_per_tok", &SaidSizes::experts_per_token},
});

constexpr auto precisions = std::to_array<Meaning>({
    {"bfloat16", "bf16"},
    {"bf16", "bf16"},
    {"float16", "fp16"},
    {"f16", "fp16"},
    {"half", "fp16"},
    {"float32", "fp32"},
    {"f32", "fp32"},
    {"full", "fp32"},
});

/// A family's count, as a default of a key.
struct FamilyRow {
  std::string_view path;
  MaybeSaid<double> SaidSizes::*fact;
  double LevanterFamily::*count;
};

constexpr auto family_rows = std::to_array<FamilyRow>({
    {"model.num_layers", &SaidSizes::layers, &LevanterFamily::layers},
    {"model.hidden_dim", &SaidSizes::width, &LevanterFamily::width},
    {"model.num_heads", &SaidSizes::heads, &LevanterFamily::heads},
    {"model.num_kv_heads", &SaidSizes::key_value_heads, &LevanterFamily::key_value_heads},
    {"model.head_dim", &SaidSizes::head_width, &LevanterFamily::head_width},
    {"model.intermediate_dim", &SaidSizes::feed_forward, &LevanterFamily::feed_forward},
    {"model.vocab_size", &SaidSizes::vocabulary, &LevanterFamily::vocabulary},
    {"model.n_routed_experts", &SaidSizes::experts, &LevanterFamily::experts},
    {"model.num_experts_per_tok", &SaidSizes::experts_per_token,
     &LevanterFamily::experts_per_token},
});

void read_flag(ConfigView& view, std::string_view path, bool usual, MaybeSaid<bool>& fact) {
  take(fact, view.flag(path));
  take(fact, view.by_default(path, usual));
}

void read_vocabulary(ConfigView& view, SaidSizes& out) {
  for (const std::string_view path : {"data.tokenizer", "tokenizer"}) {
    const auto name = view.text(path);
    const auto vocabulary = name ? tokenizer_vocabulary(name->value) : std::nullopt;
    if (vocabulary) {
      take(out.vocabulary, view.said(path, *vocabulary));
    }
  }
}

/// What is said of the model, then what its family has; experts are as wide as a dense layer.
void read_sizes_of(ConfigView& view, const LevanterFamily& family, TrainingFacts& facts) {
  SaidSizes& out = facts.sizes;
  read_sizes(view, facts, sizes);
  read_vocabulary(view, out);
  for (const FamilyRow& row : family_rows) {
    if (family.*row.count > 0) {
      take(out.*row.fact, view.by_default(row.path, family.*row.count));
    }
  }
  if (out.experts) {
    take(out.expert_feed_forward, out.feed_forward);
  }
  take(out.gated, view.said("model.type", family.gated));
  read_flag(view, "model.tie_word_embeddings", family.tied, out.tied);
  read_flag(view, "model.use_bias", family.biases, out.biases);
  take(facts.sequence_length, view.by_default("model.seq_len", family.sequence_length));
  if (family.learned_positions) {
    take(out.positions, facts.sequence_length);
  }
}

/// A checkpoint to begin with: `initialize_from_hf` itself, or where it is only true the model's
/// reference.
MaybeSaid<std::string> checkpoint_of(ConfigView& view) {
  if (auto name = view.text("model_name_or_path")) {
    return name;
  }
  const DocumentNode* const from = view.node("initialize_from_hf");
  if (from == nullptr || from->kind != DocumentNode::Kind::boolean) {
    return view.text("initialize_from_hf");
  }
  return from->truth ? view.text({"model.reference_checkpoint", "data.tokenizer", "tokenizer"})
                     : std::nullopt;
}

/// The sizes that are said decide, also where training begins with a checkpoint; without them that
/// has its own.
void read_model(ConfigView& view, TrainingFacts& facts) {
  const auto checkpoint = checkpoint_of(view);
  const bool by_checkpoint = is_true(view.flag("use_hf_model_config"));
  if (checkpoint && (!view.has("model.hidden_dim") || by_checkpoint)) {
    return take(facts.model, checkpoint);
  }
  const auto type = view.text("model.type");
  if (const auto* const family = type ? find_levanter_family(type->value) : nullptr) {
    read_sizes_of(view, *family, facts);
  }
}

/// One entry of a schedule of batch sizes: from step `start` on.
struct BatchFrom {
  double start;
  double size;
};

std::vector<BatchFrom> batches_of(ConfigView& view, const std::string& path, std::size_t count) {
  std::vector<BatchFrom> out;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string entry = path + "." + std::to_string(i);
    const auto start = view.number(entry + ".start");
    const auto size = view.number(entry + ".value");
    if (size) {
      out.push_back({start ? start->value : 0, size->value});
    }
  }
  return out;
}

/// Sequences of a run whose batch changes on its way.
void read_schedule(ConfigView& view, const DocumentNode& schedule, TrainingFacts& facts) {
  const std::string path = "trainer.train_batch_size";
  const auto batches = batches_of(view, path, schedule.items.size());
  double samples = 0;
  for (std::size_t i = 0; i < batches.size() && facts.steps; ++i) {
    const double last = facts.steps->value;
    const double end = i + 1 < batches.size() ? std::min(batches[i + 1].start, last) : last;
    samples += std::max(0.0, end - batches[i].start) * batches[i].size;
  }
  if (!(samples > 0)) {
    return view.refuse(path, "bad-batch", "this is no schedule of batch sizes",
                       "write a list of start and value, or one number");
  }
  take(facts.total_samples, view.said(path, samples));
}

/// The trainer's own defaults of its steps and its batch.
void read_work(ConfigView& view, TrainingFacts& facts) {
  const DocumentNode* const batch = view.node("trainer.train_batch_size");
  const bool changes = batch != nullptr && batch->kind == DocumentNode::Kind::list;
  for (const NumberRow& row : numbers) {
    if (!changes || row.fact != &TrainingFacts::global_batch) {
      take(facts.*row.fact, view.number(row.path));
    }
  }
  if (!view.has("trainer.num_train_steps")) {
    take(facts.steps, view.by_default("trainer.num_train_steps", 400000.0));
  }
  if (changes) {
    read_schedule(view, *batch, facts);
  } else if (batch == nullptr) {
    take(facts.global_batch, view.by_default("trainer.train_batch_size", 512.0));
  }
}

/// Of "p=f32,c=bfloat16" and "compute=bfloat16,params=float32" what is computed in; a single type
/// is that of everything.
std::string_view compute_type(std::string_view policy) {
  for (const std::string_view key : {"compute=", "c="}) {
    const std::size_t at = policy.find(key);
    if (at != std::string_view::npos && (at == 0 || policy[at - 1] == ',')) {
      const std::string_view rest = policy.substr(at + key.size());
      return rest.substr(0, rest.find(','));
    }
  }
  return policy;
}

void read_precision(ConfigView& view, TrainingFacts& facts) {
  if (is_true(view.flag("trainer.quantization.fp8"))) {
    take(facts.precision, view.said("trainer.quantization.fp8", "fp8"));
  }
  const auto policy = word_at(view, "trainer.mp");
  const std::string_view type = compute_type(policy ? std::string_view(policy->value) : "f32");
  const std::string_view precision = meaning_of(type, precisions);
  if (!precision.empty()) {
    take(facts.precision,
         policy ? view.said("trainer.mp", precision) : view.by_default("trainer.mp", precision));
  }
}

/// Checkpointing is on unless it is switched off.
void read_recompute(ConfigView& view, TrainingFacts& facts) {
  constexpr std::string_view path = "model.gradient_checkpointing";
  take(facts.recompute, view.has(path) ? view.said(path, is_on(view, path) ? "full" : "none")
                                       : view.by_default(path, "full"));
}

/// Adapters have rank 8 and stand beside all linear layers unless it is said otherwise.
void read_adapter(ConfigView& view, TrainingFacts& facts) {
  if (!view.has("lora") && !view.has("peft_save_path")) {
    return;
  }
  const std::string_view path = view.has("lora") ? "lora" : "peft_save_path";
  take(facts.method, view.said(path, "lora"));
  take(facts.adapter_rank, view.by_default("lora.r", 8.0));
  take(facts.adapter_targets, view.words("lora.target_modules"));
  take(facts.adapter_targets, {view.by_default("lora.target_modules", "all-linear")});
}

}  // namespace

bool is_levanter(const Document& document) {
  return count_of(document, {"trainer.num_train_steps", "trainer.train_batch_size", "trainer.mp",
                             "trainer.per_device_parallelism", "trainer.steps_per_eval",
                             "trainer.model_axis_size", "trainer.tensor_parallel_axes"}) > 0;
}

void read_levanter(ConfigView& view, TrainingFacts& facts) {
  take(facts.name, view.text("trainer.id"));
  read_work(view, facts);
  read_model(view, facts);
  read_adapter(view, facts);
  read_precision(view, facts);
  read_recompute(view, facts);
}

}  // namespace plume
