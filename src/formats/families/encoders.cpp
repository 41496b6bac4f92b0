// SPDX-License-Identifier: Apache-2.0
/// Encoders of text, without the head of a task, as the library's base model has them.
#include "formats/families/transformer.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace plume {

namespace {

TransformerSizes read_encoder_sizes(ConfigReader& c, double vocabulary) {
  return read_sizes(
      c, {.layers = 12, .width = 768, .heads = 12, .inner = 3072, .vocabulary = vocabulary});
}

/// A dense layer over the first token of a sample.
Part pooler(double width) {
  return once(linear(width, width, true));
}

ModelSize read_bert_of(ConfigReader& c, double vocabulary, double token_types) {
  const TransformerSizes s = read_encoder_sizes(c, vocabulary);
  const double rows = s.vocabulary + c.size("max_position_embeddings", 512) +
                      c.size("type_vocab_size", token_types);
  return transformer(ModelKind::encoder, s,
                     table(rows, s.width) + norm(Norm::layer, s.width) +
                         s.layers * classic_layer(s) + pooler(s.width));
}

ModelSize read_bert(ConfigReader& c) {
  return read_bert_of(c, 30522, 2);
}

/// The first two positions of RoBERTa and its kin are never used.
ModelSize read_roberta(ConfigReader& c) {
  ModelSize size = read_bert_of(c, 50265, 1);
  size.positions = std::max(1.0, c.size("max_position_embeddings", 514) - 2);
  return size;
}

/// BERT with narrow embeddings and no pooler.
ModelSize read_electra(ConfigReader& c) {
  const TransformerSizes s = read_encoder_sizes(c, 30522);
  const double embedded = c.size("embedding_size", 128);
  const double rows =
      s.vocabulary + c.size("max_position_embeddings", 512) + c.size("type_vocab_size", 2);
  const Part widened = embedded == s.width ? Part{} : linear(embedded, s.width, true);
  return transformer(ModelKind::encoder, s,
                     table(rows, embedded) + norm(Norm::layer, embedded) + widened +
                         s.layers * classic_layer(s));
}

ModelSize read_distilbert(ConfigReader& c) {
  TransformerSizes s;
  s.layers = c.layers("n_layers", 6);
  s.width = c.size("dim", 768);
  s.heads = s.key_heads = c.size("n_heads", 12);
  s.head_size = equal_heads(s.width, s.heads);
  s.inner = c.size("hidden_dim", 3072);
  s.vocabulary = c.size("vocab_size", 30522);
  const double rows = s.vocabulary + c.size("max_position_embeddings", 512);
  return transformer(ModelKind::encoder, s,
                     table(rows, s.width) + norm(Norm::layer, s.width) +
                         s.layers * classic_layer(s));
}

/// The layers of a group share their weights.
ModelSize read_albert(ConfigReader& c) {
  const TransformerSizes s = read_encoder_sizes(c, 30000);
  const double embedded = c.size("embedding_size", 128);
  const double rows =
      s.vocabulary + c.size("max_position_embeddings", 512) + c.size("type_vocab_size", 2);
  const double stored = c.size_or("num_hidden_groups", 1) * c.size_or("inner_group_num", 1);
  if (stored > s.layers) {
    contradict("the model has more groups of layers than layers");
  }
  return transformer(ModelKind::encoder, s,
                     table(rows, embedded) + norm(Norm::layer, embedded) +
                         linear(embedded, s.width, true) +
                         reused(s.layers / stored, stored * classic_layer(s)) + pooler(s.width));
}

/// The ways in which relative positions enter: content to position, position to content.
struct PositionTerms {
  bool from_content = false;
  bool to_content = false;
};

/// `pos_att_type` is a list, or one text with bars between.
PositionTerms read_terms(ConfigReader& c) {
  std::vector<std::string> types;
  if (c.members("pos_att_type")) {
    types =
        c.members("pos_att_type") > 0 ? c.texts_or("pos_att_type", {}) : std::vector<std::string>{};
  } else {
    types = {c.text_or("pos_att_type", "")};
  }
  const auto holds = [&](std::string_view word) {
    return std::any_of(types.begin(), types.end(), [&](const std::string& type) {
      return type.find(word) != std::string::npos;
    });
  };
  return {holds("c2p"), holds("p2c")};
}

/// What all versions of DeBERTa embed: words, and positions and segments where it is asked.
Part deberta_embeddings(ConfigReader& c, const TransformerSizes& s) {
  const double embedded = c.size_or("embedding_size", s.width);
  const double positions =
      c.flag_or("position_biased_input", true) ? c.size("max_position_embeddings", 512) : 0;
  const double rows = s.vocabulary + positions + c.count_or("type_vocab_size", 0);
  const Part widened = embedded == s.width ? Part{} : linear(embedded, s.width, false);
  return table(rows, embedded) + norm(Norm::layer, s.width) + widened;
}

/// The reach of relative positions: -1 or absent is that of the absolute ones.
double relative_reach(ConfigReader& c) {
  const bool said = c.has("max_relative_positions") && !c.is_negative("max_relative_positions");
  return said ? c.size("max_relative_positions", 512) : c.size("max_position_embeddings", 512);
}

/// Version 1: one matrix for queries, keys and values, biases for queries and values alone.
ModelSize read_deberta(ConfigReader& c) {
  const TransformerSizes s = read_encoder_sizes(c, 50265);
  const bool relative = c.flag_or("relative_attention", false);
  const PositionTerms terms = relative ? read_terms(c) : PositionTerms{};
  const Part extra = (terms.from_content ? linear(s.width, s.width, false) : Part{}) +
                     (terms.to_content ? linear(s.width, s.width, true) : Part{});
  const Part biases_of_queries_and_values = table(2, s.width);
  const Part layer = attention(attention_sizes(s, false, true)) + biases_of_queries_and_values +
                     feed_forward({.width = s.width, .inner = s.inner, .bias = true}) +
                     2 * norm(Norm::layer, s.width) + extra;
  Part whole = deberta_embeddings(c, s) + s.layers * layer;
  whole += table(relative ? 2 * relative_reach(c) : 0, s.width);
  return transformer(ModelKind::encoder, s, whole);
}

/// A convolution beside the first layer (XLarge).
Part deberta_convolution(ConfigReader& c, const TransformerSizes& s) {
  const double taps = c.count_or("conv_kernel_size", 0);
  return taps > 0 ? convolution(s.width, s.width, taps, true) + norm(Norm::layer, s.width) : Part{};
}

/// Versions 2 and 3: positions go through the projections of queries and keys.
ModelSize read_deberta_v2(ConfigReader& c) {
  const TransformerSizes s = read_encoder_sizes(c, 128100);
  Part whole = deberta_embeddings(c, s) + s.layers * classic_layer(s) + deberta_convolution(c, s);
  if (c.flag_or("relative_attention", false)) {
    const PositionTerms terms = read_terms(c);
    if (!c.flag_or("share_att_key", false)) {
      const double more = (terms.from_content ? 1 : 0) + (terms.to_content ? 1 : 0);
      whole += s.layers * more * linear(s.width, s.width, true);
    }
    const bool bucketed = c.has("position_buckets") && !c.is_negative("position_buckets");
    const double reach = bucketed ? c.size("position_buckets", 256) : relative_reach(c);
    whole += table(2 * reach, s.width);
    const bool normed = c.text_or("norm_rel_ebd", "none").find("layer_norm") != std::string::npos;
    whole += norm(normed ? Norm::layer : Norm::plain, s.width);
  }
  return transformer(ModelKind::encoder, s, whole);
}

/// ModernBERT: gated, no biases, every third layer looks at everything.
ModelSize read_modernbert(ConfigReader& c) {
  const TransformerSizes s =
      read_sizes(c, {.layers = 22, .width = 768, .heads = 12, .inner = 1152, .vocabulary = 50368});
  const bool attention_biased = c.flag_or("attention_bias", false);
  const Norm kind = c.flag_or("norm_bias", false) ? Norm::layer : Norm::rms;
  const bool biased = c.flag_or("mlp_bias", false);
  const Part layer = attention(attention_sizes(s, attention_biased, attention_biased)) +
                     feed_forward({s.width, s.inner, true, biased}) + 2 * norm(kind, s.width);
  // The first layer's attention has no norm: that of the embeddings stands in.
  const Part whole = table(s.vocabulary, s.width) + s.layers * layer + norm(kind, s.width);
  ModelSize size = transformer(ModelKind::encoder, s, whole);
  const double every = c.size_or("global_attn_every_n_layers", 3);
  set_window(size, s.layers - std::ceil(s.layers / every), c.size_or("local_attention", 128));
  return size;
}

constexpr auto families = std::to_array<ConfigFamily>({{"bert", read_bert},
                                                       {"roberta", read_roberta},
                                                       {"xlm-roberta", read_roberta},
                                                       {"camembert", read_roberta},
                                                       {"electra", read_electra},
                                                       {"distilbert", read_distilbert},
                                                       {"albert", read_albert},
                                                       {"deberta", read_deberta},
                                                       {"deberta-v2", read_deberta_v2},
                                                       {"modernbert", read_modernbert}});

}  // namespace

std::span<const ConfigFamily> encoder_families() {
  return families;
}

}  // namespace plume
