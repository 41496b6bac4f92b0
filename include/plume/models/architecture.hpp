// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/models/workload.hpp"

namespace plume {

/// What the estimate needs of a model's architecture. Counts are of scalars; zero where the
/// architecture has no such thing, or does not fix it.
struct ModelSize {
  ModelKind kind = ModelKind::language;
  double parameters = 0;         ///< all
  double active_parameters = 0;  ///< that work on one token: of experts only those chosen
  /// Multiply-adds of one token in products with weights. Look-ups, norms and biases do not count;
  /// the output head does, also when it is tied; weights that are used twice count twice.
  double matrix_parameters = 0;
  double encoder_matrix_parameters = 0;  ///< of these, on input tokens (encoder-decoders)
  double width = 0;                      ///< of the model: d
  AttentionShape attention{};            ///< all layers, without a sequence length
  double windowed_layers = 0;            ///< of these, such that look back no further than `window`
  double window = 0;                     ///< tokens
  double positions = 0;                  ///< most tokens of a sequence, where the config says so
  double image_size = 0;                 ///< pixels of a side, of models that see images alone
  double patch_size = 0;                 ///< likewise, of one token
  double sample_tokens = 0;              ///< tokens of one sample: 197 for ViT-B/16 at 224 pixels
  Work forward_per_sample{};             ///< FLOP, where nothing but the architecture decides it
};

/// What the attention scores depend on, at this sequence length: that of windowed layers ends at
/// their window, and the mean over all layers is taken.
AttentionShape attention_shape(const ModelSize& size, double sequence_length);

/// Tokens of one image of another size: (image/patch)^2, and those that are no patches.
double sample_tokens_at(const ModelSize& size, double image_size);

/// FLOP of the forward pass of a sample of T tokens: 4 L h T^2 of the attention scores, and the
/// rest in proportion to T. At the model's own tokens it is `forward_per_sample`.
Work forward_at(const ModelSize& size, double tokens);

}  // namespace plume
