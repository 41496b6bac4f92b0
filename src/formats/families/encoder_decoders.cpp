// SPDX-License-Identifier: Apache-2.0
/// Encoder-decoders of text.
#include "formats/families/transformer.hpp"

#include <array>

namespace plume {

namespace {

/// The two sides of an encoder-decoder, and what belongs to neither.
struct Sides {
  Part encoder;
  Part decoder;  ///< cross-attention included
  Part outside;
  Part source_keys;  ///< of the decoder, those parts that work on the encoder's tokens
};

/// A token of each side is one token: the attention of both sides is counted.
ModelSize both_sides(const TransformerSizes& s, double encoder_layers, double decoder_layers,
                     const Sides& sides) {
  ModelSize size =
      transformer(ModelKind::encoder_decoder, s, sides.encoder + sides.decoder + sides.outside);
  size.attention.layers = encoder_layers + 2 * decoder_layers;
  size.encoder_matrix_parameters = sides.encoder.products + sides.source_keys.products;
  return size;
}

TransformerSizes read_t5_sizes(ConfigReader& c) {
  TransformerSizes s;
  s.layers = c.layers("num_layers", 6);
  s.width = c.size("d_model", 512);
  s.heads = s.key_heads = c.size("num_heads", 8);
  s.head_size = c.size("d_kv", 64);
  s.inner = c.size("d_ff", 2048);
  s.vocabulary = c.size("vocab_size", 32128);
  return s;
}

/// RMSNorm, no biases; the positions of a stack are a table of its first layer, or of each.
ModelSize read_t5_like(ConfigReader& c, bool gated, bool tied, bool positions_in_each_layer) {
  const TransformerSizes s = read_t5_sizes(c);
  const double decoder_layers = c.layers_or("num_decoder_layers", s.layers);
  const Part attending = attention(attention_sizes(s, false, false));
  const Part one_norm = norm(Norm::rms, s.width);
  const Part positions = table(c.size_or("relative_attention_num_buckets", 32), s.heads);
  const Part feeding = feed_forward({.width = s.width, .inner = s.inner, .gated = gated});
  const auto stack = [&](double layers, const Part& layer) {
    return layers * layer + (positions_in_each_layer ? layers : 1) * positions + one_norm;
  };
  const Part encoder_layer = attending + feeding + 2 * one_norm;
  const Part cross = attending + one_norm;
  return both_sides(
      s, s.layers, decoder_layers,
      {.encoder = stack(s.layers, encoder_layer),
       .decoder = stack(decoder_layers, encoder_layer + cross),
       .outside =
           table(s.vocabulary, s.width) + output_head(s, c.flag_or("tie_word_embeddings", tied)),
       .source_keys = decoder_layers * key_value_projections(attention_sizes(s, false, false))});
}

bool is_gated(ConfigReader& c, const char* otherwise) {
  return c.text_or("feed_forward_proj", otherwise).starts_with("gated");
}

ModelSize read_t5(ConfigReader& c) {
  return read_t5_like(c, is_gated(c, "relu"), true, false);
}

ModelSize read_mt5(ConfigReader& c) {
  return read_t5_like(c, is_gated(c, "gated-gelu"), false, false);
}

ModelSize read_umt5(ConfigReader& c) {
  return read_t5_like(c, is_gated(c, "gated-gelu"), false, true);
}

struct BartSide {
  double layers = 0;
  double heads = 0;
  double inner = 0;
};

BartSide read_side(ConfigReader& c, const char* layers, const char* heads, const char* inner) {
  return {c.layers(layers, 12), c.size(heads, 16), c.size(inner, 4096)};
}

TransformerSizes with(TransformerSizes s, const BartSide& side) {
  s.layers = side.layers;
  s.heads = s.key_heads = side.heads;
  s.head_size = equal_heads(s.width, side.heads);
  s.inner = side.inner;
  return s;
}

/// LayerNorm and biases everywhere; mBART has one more norm at the end of each side.
ModelSize read_bart_like(ConfigReader& c, Norm last) {
  TransformerSizes s;
  s.width = c.size("d_model", 1024);
  s.vocabulary = c.size("vocab_size", 50265);
  const TransformerSizes in =
      with(s, read_side(c, "encoder_layers", "encoder_attention_heads", "encoder_ffn_dim"));
  const TransformerSizes out =
      with(s, read_side(c, "decoder_layers", "decoder_attention_heads", "decoder_ffn_dim"));
  const Part positions = table(c.size("max_position_embeddings", 1024) + 2, s.width);
  const Part outside_layers = positions + norm(Norm::layer, s.width) + norm(last, s.width);
  const AttentionSizes cross = attention_sizes(out, true, true);
  return both_sides(in, in.layers, out.layers,
                    {.encoder = in.layers * classic_layer(in) + outside_layers,
                     .decoder = out.layers * (classic_layer(out) + attention(cross) +
                                              norm(Norm::layer, s.width)) +
                                outside_layers,
                     .outside = table(s.vocabulary, s.width) +
                                output_head(s, c.flag_or("tie_word_embeddings", true)),
                     .source_keys = out.layers * key_value_projections(cross)});
}

ModelSize read_bart(ConfigReader& c) {
  return read_bart_like(c, Norm::plain);
}

ModelSize read_mbart(ConfigReader& c) {
  return read_bart_like(c, Norm::layer);
}

constexpr auto families = std::to_array<ConfigFamily>({{"t5", read_t5},
                                                       {"mt5", read_mt5},
                                                       {"umt5", read_umt5},
                                                       {"bart", read_bart},
                                                       {"mbart", read_mbart}});

}  // namespace

std::span<const ConfigFamily> encoder_decoder_families() {
  return families;
}

}  // namespace plume
