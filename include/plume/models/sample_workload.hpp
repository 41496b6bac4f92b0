// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/models/workload.hpp"

namespace plume {

/// What a training run has to compute whose work is counted by the sample: images, latents, clips.
struct SampleTask {
  double forward = 0;  ///< FLOP of one sample's forward pass through what is trained
  double frozen = 0;   ///< FLOP of one sample's forward pass through parts that never are
  double samples = 0;  ///< over all epochs
  TrainingMethod method = TrainingMethod::full;
  double adapter_share = 0;  ///< parameters of LoRA or QLoRA over those of the model
  Recompute recompute = Recompute::none;
};

/// FLOP of training by samples: 3 F a sample, of which forward 1 and backward 2, and 1 F for frozen
/// parts (a VAE, a text encoder). With adapters on a frozen base (2 + 3 a) F: the base needs no
/// weight gradients, and a is the adapters' share of the parameters. Full recomputation adds F to
/// the work of the hardware. F counts a multiply-add as two. Holds for whatever spends its time in
/// convolutions and matrix products (Kaplan et al. 2020, section 2.1, by the sample).
Workload sample_workload(const SampleTask& task);

/// Tokens of one image in a vision transformer: (size/patch)^2 patches and a class token
/// (Dosovitskiy et al. 2021, section 3.1). Sizes are pixels of a side.
double image_tokens(double image_size, double patch_size);

/// FLOP of one image's forward pass through a transformer of N parameters in matrix products:
/// 2 N T + 4 L h T^2 for T tokens; without the attention scores where the shape has no layers.
double transformer_forward(double parameters, const AttentionShape& attention, double tokens);

/// By how much work and activations of a convolutional network grow from one image size to another:
/// (size/size0)^2.
double area_ratio(double image_size, double from);

}  // namespace plume
