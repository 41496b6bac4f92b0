// SPDX-License-Identifier: Apache-2.0
/// What the families of transformers share.
#pragma once

#include "formats/families/families.hpp"

namespace plume {

/// The sizes that nearly every transformer has.
struct TransformerSizes {
  double layers = 0;
  double width = 0;
  double heads = 0;
  double key_heads = 0;
  double head_size = 0;
  double inner = 0;  ///< of the feed-forward layer
  double vocabulary = 0;
};

/// The sizes that the transformers library takes where a nested config does not say them; keys of
/// zero size follow from the others: as many key heads as heads, heads that share the width.
using UsualSizes = TransformerSizes;

/// Under the usual names: hidden_size, num_hidden_layers, num_attention_heads, head_dim, ….
/// `key_heads` and `head_size` of `usual` hold at the top too.
TransformerSizes read_sizes(ConfigReader& c, const UsualSizes& usual);

/// The size of a head when the heads share the width; they must divide it.
double equal_heads(double width, double heads);

/// Throws unless as many heads share each key head.
void require_groups(double heads, double key_heads);

AttentionSizes attention_sizes(const TransformerSizes& s, bool query_key_value_bias,
                               bool output_bias);

/// A layer's attention with all its biases and feed-forward layer of two matrices, with two
/// LayerNorms: the layer of GPT-2, BERT, ViT and their kin.
Part classic_layer(const TransformerSizes& s);

/// The output head: the embedding table when it is tied, else a matrix of its own.
Part output_head(const TransformerSizes& s, bool tied, bool bias = false);

/// The sum of a transformer's parts as a size, with the attention of its layers.
ModelSize transformer(ModelKind kind, const TransformerSizes& s, const Part& whole);

/// The number of layers that `layer_types` calls `sliding_attention`, or `otherwise`.
double windowed_layers(ConfigReader& c, double otherwise);

/// Enters attention that looks back no further than a window; none where one of them is zero.
void set_window(ModelSize& size, double layers, double window);

}  // namespace plume
