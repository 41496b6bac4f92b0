// SPDX-License-Identifier: Apache-2.0
/// The parts that models are sums of. A family of architectures is one such sum.
#pragma once

#include "plume/models/architecture.hpp"

namespace plume {

/// What a part of a model holds and computes.
struct Part {
  double parameters = 0;
  double active = 0;    ///< parameters that work on one token
  double products = 0;  ///< multiply-adds of one token (of one position, in a convolution)
};

Part operator+(const Part& a, const Part& b);
Part& operator+=(Part& a, const Part& b);

/// `count` parts of one shape, each with weights of its own.
Part operator*(double count, const Part& part);

/// The same weights used `times` times, as ALBERT's layers are.
Part reused(double times, const Part& part);

/// A vector or table that is added or scaled with: norms, biases, learned positions, and the
/// look-up of embeddings.
Part table(double rows, double width);

/// A matrix of `in` x `out`, with a bias of `out` where there is one.
Part linear(double in, double out, bool bias);

/// A convolution; its kernel is given by its number of taps: 9 for 3 x 3.
Part convolution(double in, double out, double taps, bool bias);

/// An output head that is the embedding table: no weights of its own.
Part tied_head(double width, double vocabulary);

/// What is computed once a sample, as the head of a classifier is: its parameters alone.
Part once(const Part& part);

/// LayerNorm has a scale and a shift, RMSNorm a scale alone, and some have neither.
enum class Norm { layer, rms, plain };
Part norm(Norm kind, double width);

/// Sizes of multi-head attention: `width` in and out; `keys` and `values` follow `key_heads`.
struct AttentionSizes {
  double width = 0;
  double heads = 0;
  double key_heads = 0;
  double head_size = 0;
  bool query_key_value_bias = false;
  bool output_bias = false;
  double source_width = 0;  ///< of what keys and values are made of, where it is another (cross)
};

/// Projections of queries, keys, values and output; Vaswani et al. 2017, section 3.2.2, with
/// grouped keys as in Ainslie et al. 2023. The scores have no weights: see `attention_work`.
Part attention(const AttentionSizes& sizes);

/// Keys and values alone: in cross-attention they are of the source.
Part key_value_projections(const AttentionSizes& sizes);

/// Sizes of multi-head latent attention.
struct LatentAttentionSizes {
  double width = 0;
  double heads = 0;
  double query_rank = 0;  ///< zero where queries are not compressed
  double key_value_rank = 0;
  double plain_head_size = 0;    ///< of queries and keys, without positions
  double rotated_head_size = 0;  ///< of queries and keys, with rotary positions
  double value_head_size = 0;
  bool bias = false;  ///< of the two compressing matrices and the output
};

/// DeepSeek-AI 2024, DeepSeek-V2, section 2.1, with the norms behind both compressions.
Part latent_attention(const LatentAttentionSizes& sizes);

/// A feed-forward layer of two matrices, or of three where it is gated (Shazeer 2020).
struct FeedForwardSizes {
  double width = 0;
  double inner = 0;
  bool gated = false;
  bool bias = false;
};
Part feed_forward(const FeedForwardSizes& sizes);

/// `count` experts of which `chosen` work on a token, and the router that chooses.
Part experts(double count, double chosen, double width, const Part& expert);

/// FLOP of a forward pass over one sequence of this many tokens, attention scores included:
/// 2 multiply-adds each, and 4 L h s a token for the scores.
Work forward_work(const Part& part, double tokens, const AttentionShape& shape);

}  // namespace plume
