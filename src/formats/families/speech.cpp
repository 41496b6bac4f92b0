// SPDX-License-Identifier: Apache-2.0
/// Models of speech.
#include "formats/families/transformer.hpp"

#include <array>

namespace plume {

namespace {

struct Side {
  double layers = 0;
  double heads = 0;
  double inner = 0;
};

TransformerSizes with(double width, const Side& side) {
  TransformerSizes s;
  s.layers = side.layers;
  s.width = width;
  s.heads = s.key_heads = side.heads;
  s.head_size = equal_heads(width, side.heads);
  s.inner = side.inner;
  return s;
}

/// Whisper's keys have no bias.
Part whisper_attention(const TransformerSizes& s) {
  const Part biases = table(3, s.width);
  return attention(attention_sizes(s, false, false)) + biases;
}

/// A sample is a segment of 30 seconds and a transcript of full length.
ModelSize read_whisper(ConfigReader& c) {
  const double width = c.size("d_model", 384);
  const TransformerSizes in =
      with(width, {c.layers("encoder_layers", 4), c.size("encoder_attention_heads", 6),
                   c.size("encoder_ffn_dim", 1536)});
  TransformerSizes out =
      with(width, {c.layers("decoder_layers", 4), c.size("decoder_attention_heads", 6),
                   c.size("decoder_ffn_dim", 1536)});
  out.vocabulary = c.size("vocab_size", 51865);
  const double heard = c.size("max_source_positions", 1500);
  const double said = c.size("max_target_positions", 448);

  const Part one_norm = norm(Norm::layer, width);
  const auto block = [&](const TransformerSizes& s) {
    return whisper_attention(s) + feed_forward({.width = width, .inner = s.inner, .bias = true}) +
           2 * one_norm;
  };
  // The first convolution works on twice as many frames as the second leaves.
  const Part sound = convolution(c.size("num_mel_bins", 80), width, 3, true);
  const Part sounding = sound + Part{0, 0, sound.products} + convolution(width, width, 3, true);
  const Part encoder = sounding + in.layers * block(in) + one_norm;
  const Part cross = whisper_attention(out) + one_norm;
  const Part decoder = out.layers * (block(out) + cross) + one_norm +
                       output_head(out, c.flag_or("tie_word_embeddings", true));
  const Part source_keys = out.layers * key_value_projections(attention_sizes(out, false, false));

  ModelSize size = transformer(ModelKind::encoder_decoder, in,
                               encoder + decoder + table(heard + said + out.vocabulary, width));
  size.attention.layers = in.layers + 2 * out.layers;
  size.encoder_matrix_parameters = encoder.products + source_keys.products;
  size.sample_tokens = heard + said;
  Part on_output = decoder;
  on_output.products -= source_keys.products;
  size.forward_per_sample = forward_work(encoder + source_keys, heard, {in.layers, width, heard}) +
                            forward_work(on_output, said, {out.layers, width, said + heard});
  return size;
}

/// The convolutions that turn sound into frames.
struct Listening {
  Part part;         ///< multiply-adds per frame that comes out
  double width = 0;  ///< of a frame
};

Listening read_listening(ConfigReader& c) {
  const auto widths = c.list_or("conv_dim", std::vector<double>(7, 512));
  const auto taps = c.list_or("conv_kernel", {10, 3, 3, 3, 3, 2, 2});
  const auto strides = c.list_or("conv_stride", {5, 2, 2, 2, 2, 2, 2});
  if (taps.size() != widths.size() || strides.size() != widths.size()) {
    contradict(
        "the model's convolutions are of different number: conv_dim, conv_kernel, conv_stride");
  }
  const bool biased = c.flag_or("conv_bias", false);
  const bool each_normed = c.text_or("feat_extract_norm", "group") == "layer";
  Listening out;
  double in = 1;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const Part layer = convolution(in, widths[i], taps[i], biased);
    double frames = 1;  // of this layer, per frame of the last
    for (std::size_t later = i + 1; later < strides.size(); ++later) {
      frames *= strides[later];
    }
    out.part += Part{layer.parameters, layer.active, layer.products * frames};
    out.part += i == 0 || each_normed ? norm(Norm::layer, widths[i]) : Part{};
    in = widths[i];
  }
  out.width = in;
  return out;
}

/// Positions come from one wide convolution in groups, whose weights have a norm of their own.
Part positional_convolution(ConfigReader& c, double width) {
  const double taps = c.size_or("num_conv_pos_embeddings", 128);
  const double groups = c.size_or("num_conv_pos_embedding_groups", 16);
  return convolution(width / groups, width, taps, true) + table(1, taps);
}

/// Tokens are frames, 49 a second with the usual strides of 320 samples at 16 kHz. A head for
/// transcripts (CTC) where the config is of one.
ModelSize read_wav2vec2(ConfigReader& c) {
  TransformerSizes s = with(c.size("hidden_size", 768),
                            {c.layers("num_hidden_layers", 12), c.size("num_attention_heads", 12),
                             c.size("intermediate_size", 3072)});
  s.vocabulary = c.size_or("vocab_size", 32);
  const Listening heard = read_listening(c);
  const Part projection = norm(Norm::layer, heard.width) + linear(heard.width, s.width, true);
  const bool transcribes =
      c.members("architectures").value_or(0) > 0 &&
      c.texts_or("architectures", {}).front().find("ForCTC") != std::string::npos;
  const bool masked = c.factor_or("mask_time_prob", 0.05) > 0;
  return transformer(ModelKind::encoder, s,
                     heard.part + projection + table(masked ? 1 : 0, s.width) +
                         positional_convolution(c, s.width) + norm(Norm::layer, s.width) +
                         s.layers * classic_layer(s) +
                         (transcribes ? output_head(s, false, true) : Part{}));
}

constexpr auto families = std::to_array<ConfigFamily>(
    {{"whisper", read_whisper}, {"wav2vec2", read_wav2vec2}, {"hubert", read_wav2vec2}});

}  // namespace

std::span<const ConfigFamily> speech_families() {
  return families;
}

}  // namespace plume
