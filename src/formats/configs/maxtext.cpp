// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/adapter_parts.hpp"
#include "formats/configs/config_format.hpp"
#include "formats/configs/maxtext_models.hpp"

#include <array>
#include <cmath>

namespace plume {

namespace {

/// A number, and what base.yml has for it; 0 where it leaves it open. Google, MaxText,
/// src/maxtext/configs/base.yml, commit e591f30 (2026).
struct NumberDefault {
  NumberRow row;
  double usual = 0;
};

constexpr auto numbers = std::to_array<NumberDefault>({
    {{"per_device_batch_size", &TrainingFacts::micro_batch}, 12},
    {{"gradient_accumulation_steps", &TrainingFacts::accumulation}},
    {{"max_target_length", &TrainingFacts::sequence_length}, 2048},
});

/// Which step of a doubling of all sizes a size takes part in.
enum class Growth { none, layers, width, heads };

struct SizeDefault {
  SizeRow row;
  double usual;
  Growth growth = Growth::none;
};

constexpr auto sizes = std::to_array<SizeDefault>({
    {{"base_num_decoder_layers", &SaidSizes::layers}, 16, Growth::layers},
    {{"base_emb_dim", &SaidSizes::width}, 2048, Growth::width},
    {{"base_num_query_heads", &SaidSizes::heads}, 16, Growth::heads},
    {{"base_num_kv_heads", &SaidSizes::key_value_heads}, 16, Growth::heads},
    {{"base_mlp_dim", &SaidSizes::feed_forward}, 7168, Growth::heads},
    {{"head_dim", &SaidSizes::head_width}, 128},
    {{"vocab_size", &SaidSizes::vocabulary}, 32000},
    {{"trainable_position_size", &SaidSizes::positions}, 0},
});

constexpr auto recomputations = std::to_array<Meaning>({{"full", "full"}, {"none", "none"}});

constexpr std::array<std::string_view, 11> axes{
    "data",    "fsdp",     "fsdp_transpose",   "sequence",
    "context", "tensor",   "tensor_transpose", "tensor_sequence",
    "expert",  "pipeline", "autoregressive"};

/// Steps of -1 leave their number to the schedule.
void read_steps(ConfigView& view, TrainingFacts& facts) {
  constexpr double usual = 150001;
  take(facts.steps, view.number("steps"));
  if (view.has("steps")) {
    take(facts.steps, view.number("learning_rate_schedule_steps"));
  }
  take(facts.steps, view.by_default("steps", usual));
}

void read_work(ConfigView& view, TrainingFacts& facts) {
  read_steps(view, facts);
  for (const NumberDefault& number : numbers) {
    take(facts.*number.row.fact, view.number(number.row.path));
    if (number.usual > 0) {
      take(facts.*number.row.fact, view.by_default(number.row.path, number.usual));
    }
  }
}

/// How often a size doubles at a scale of 2^n: heads and feed-forward first, then the width, then
/// the layers, and from the start (src/maxtext/configs/types.py, get_individual_scales).
double growth_of(Growth growth, int doublings) {
  const int rounds = doublings / 3;
  const int rest = doublings % 3;
  switch (growth) {
    case Growth::layers:
      return std::exp2(rounds);
    case Growth::width:
      return std::exp2(rounds + (rest > 1 ? 1 : 0));
    case Growth::heads:
      return std::exp2(rounds + (rest > 0 ? 1 : 0));
    case Growth::none:
      break;
  }
  return 1;
}

/// The exponent of `global_parameter_scale`, which is a power of two.
int doublings_of(ConfigView& view) {
  constexpr std::string_view path = "global_parameter_scale";
  const auto scale = view.number(path);
  const double exponent = scale ? std::log2(scale->value) : 0;
  if (exponent != std::floor(exponent) || exponent < 0 || exponent > 30) {
    view.refuse(path, "bad-scale", "the scale of all sizes is no power of two",
                "write 1, 2, 4, 8 or a larger power of two");
    return 0;
  }
  return static_cast<int>(exponent);
}

void scale(MaybeSaid<double>& fact, double factor) {
  if (fact) {
    fact->value *= factor;
  }
}

/// One entry is a plain feed-forward, two are a gated one.
void read_gate(ConfigView& view, SaidSizes& out) {
  constexpr std::string_view path = "mlp_activations";
  const auto activations = view.words(path);
  const bool gated = activations.size() != 1;
  take(out.gated, activations.empty() ? view.by_default(path, gated) : view.said(path, gated));
}

void read_experts(ConfigView& view, SaidSizes& out) {
  const auto experts = view.number("num_experts");
  if (!experts || experts->value < 2) {
    return;
  }
  take(out.experts, experts);
  take(out.experts_per_token, view.number("num_experts_per_tok"));
  take(out.expert_feed_forward, view.number({"base_moe_mlp_dim", "base_mlp_dim"}));
  take(out.shared_experts, view.number("shared_experts"));
}

void read_switches(ConfigView& view, SaidSizes& out) {
  take(out.tied, view.flag("logits_via_embedding"));
  take(out.tied, view.by_default("logits_via_embedding", false));
  const auto block = view.text("decoder_block");
  const bool biased = block && block->value == "gpt3";
  take(out.biases,
       block ? view.said("decoder_block", biased) : view.by_default("decoder_block", biased));
}

/// What base.yml has for a size; a scale that is said decides it too.
Said<double> usual_of(ConfigView& view, const SizeDefault& size, int doublings) {
  constexpr std::string_view path = "global_parameter_scale";
  const double value = size.usual * growth_of(size.growth, doublings);
  const bool scaled = doublings > 0 && size.growth != Growth::none;
  return scaled ? view.said(path, value) : view.by_default(size.row.path, value);
}

/// The sizes as they stand in the files; base.yml has some for whatever is not said.
void read_own_sizes(ConfigView& view, TrainingFacts& facts) {
  const int doublings = doublings_of(view);
  for (const SizeDefault& size : sizes) {
    auto said = view.number(size.row.path);
    scale(said, growth_of(size.growth, doublings));
    take(facts.sizes.*size.row.fact, said);
    if (size.usual > 0) {
      take(facts.sizes.*size.row.fact, usual_of(view, size, doublings));
    }
  }
  read_gate(view, facts.sizes);
  read_switches(view, facts.sizes);
  read_experts(view, facts.sizes);
}

/// A named model has its own sizes, and other keys change them only where that is allowed.
void read_model(ConfigView& view, TrainingFacts& facts) {
  const auto name = view.text("model_name");
  const bool is_changed = is_true(view.flag("override_model_config"));
  if (!name || name->value == "default") {
    return read_own_sizes(view, facts);
  }
  if (is_changed) {
    for (const SizeDefault& size : sizes) {
      take(facts.sizes.*size.row.fact, view.number(size.row.path));
    }
  }
  if (const MaxTextModel* const known = find_maxtext_model(name->value)) {
    return take_sizes(facts.sizes, *name, known->sizes);
  }
  take(facts.model, name);
}

/// The product of the degrees on all axes of a level, where the one that would fill up by itself
/// is said.
MaybeSaid<double> mesh_of(ConfigView& view, std::string_view level, std::string_view filling) {
  const std::string path = under(level, filling) + "_parallelism";
  auto product = view.number(path);
  for (const std::string_view axis : axes) {
    const auto degree = view.number(under(level, axis) + "_parallelism");
    const bool other = axis != filling;
    if (product && degree && other) {
      product->value *= degree->value;
    }
  }
  return product;
}

void read_topology(ConfigView& view, TrainingFacts& facts) {
  constexpr std::string_view path = "compile_topology";
  const auto written = view.text(path);
  const auto slice = written ? slice_of(written->value) : std::nullopt;
  if (!slice) {
    return;
  }
  take(facts.accelerator, view.said(path, slice->accelerator));
  take(facts.devices_per_node, view.said(path, slice->chips));
  take(facts.nodes, view.number("compile_topology_num_slices"));
}

/// Every device has its share of the batch, whatever the model is divided over.
void read_devices(ConfigView& view, TrainingFacts& facts) {
  read_topology(view, facts);
  take(facts.devices_per_node, mesh_of(view, "ici_", "fsdp"));
  take(facts.nodes, view.number("num_slices"));
  take(facts.nodes, mesh_of(view, "dcn_", "data"));
}

void read_precision(ConfigView& view, TrainingFacts& facts) {
  const auto quantised = view.text("quantization");
  if (quantised && quantised->value.find("fp8") != std::string::npos) {
    take(facts.precision, view.said("quantization", "fp8"));
  }
  take(facts.precision, meaning_at(view, "dtype", number_types()));
  if (!view.has("dtype")) {
    take(facts.precision, view.by_default("dtype", "bf16"));
  }
}

/// All is computed again unless a policy keeps some of it.
void read_recompute(ConfigView& view, TrainingFacts& facts) {
  constexpr std::string_view path = "remat_policy";
  take(facts.recompute, meaning_at(view, path, recomputations));
  if (view.has(path)) {
    take(facts.recompute, view.said(path, "selective"));
  }
  take(facts.recompute, view.by_default(path, "full"));
}

}  // namespace

bool is_maxtext(const Document& document) {
  return count_of(document, {"per_device_batch_size", "max_target_length", "base_emb_dim",
                             "base_num_decoder_layers", "base_num_query_heads", "base_mlp_dim",
                             "base_output_directory", "global_parameter_scale", "remat_policy",
                             "ici_fsdp_parallelism", "ici_tensor_parallelism",
                             "dcn_data_parallelism", "compile_topology", "decoder_block",
                             "mlp_activations", "logits_via_embedding"}) >= 2;
}

void read_maxtext(ConfigView& view, TrainingFacts& facts) {
  take(facts.name, view.text("run_name"));
  read_work(view, facts);
  read_model(view, facts);
  read_devices(view, facts);
  read_precision(view, facts);
  read_recompute(view, facts);
}

}  // namespace plume
