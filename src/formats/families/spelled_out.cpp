// SPDX-License-Identifier: Apache-2.0
/// A transformer whose sizes are spelled out, of no library: what training frameworks that build
/// their own models are read as.
#include "formats/families/transformer.hpp"

#include <array>

namespace plume {

namespace {

/// The feed-forward part of a layer: experts, where there are several, with those that every token
/// passes beside them.
Part feeding(ConfigReader& c, const TransformerSizes& s, bool gated, bool bias) {
  const double count = c.size_or("num_experts", 1);
  if (count <= 1) {
    return feed_forward({.width = s.width, .inner = s.inner, .gated = gated, .bias = bias});
  }
  const double chosen = c.size("num_experts_per_tok", 1);
  if (chosen > count) {
    contradict("more experts work on a token than there are");
  }
  const double inner = c.size_or("moe_intermediate_size", s.inner);
  const double shared = c.count_or("shared_expert_intermediate_size", 0);
  const auto expert = [&](double size) {
    return feed_forward({.width = s.width, .inner = size, .gated = gated, .bias = bias});
  };
  return experts(count, chosen, s.width, expert(inner)) + (shared > 0 ? expert(shared) : Part{});
}

/// Gated layers go with RMSNorm, others with LayerNorm: two a layer, and one at the end.
ModelSize read_spelled_out(ConfigReader& c) {
  const TransformerSizes s = read_sizes(c, {});
  const bool gated = c.flag_or("gated", true);
  const bool bias = c.flag_or("bias", !gated);
  const bool tied = c.flag_or("tie_word_embeddings", false);
  const Norm kind = gated ? Norm::rms : Norm::layer;
  const Part feed = feeding(c, s, gated, bias);
  const Part layer = attention(attention_sizes(s, bias, bias)) + 2 * norm(kind, s.width) + feed;
  const double positions = c.count_or("learned_positions", 0);
  const Part whole = table(s.vocabulary, s.width) + table(positions, s.width) + s.layers * layer +
                     norm(kind, s.width) + output_head(s, tied);
  const bool sparse = feed.active < feed.parameters;
  return transformer(sparse ? ModelKind::moe : ModelKind::language, s, whole);
}

constexpr std::array<ConfigFamily, 1> table_of_families{{{"transformer", read_spelled_out}}};

}  // namespace

std::span<const ConfigFamily> spelled_out_families() {
  return table_of_families;
}

}  // namespace plume
