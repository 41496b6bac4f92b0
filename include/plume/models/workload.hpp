// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/units/units.hpp"

#include <array>
#include <string_view>

namespace plume {

/// What is trained; it decides which formulas hold.
enum class ModelKind {
  language,
  moe,
  encoder,
  encoder_decoder,
  vision_transformer,
  cnn,
  diffusion,
  other,
};
inline constexpr std::array<std::string_view, 8> model_kind_names{
    "language",           "moe", "encoder",   "encoder-decoder",
    "vision-transformer", "cnn", "diffusion", "other"};

/// Which weights are trained.
enum class TrainingMethod { full, lora, qlora };
inline constexpr std::array<std::string_view, 3> training_method_names{"full", "lora", "qlora"};

/// Which activations are computed again in the backward pass rather than kept.
enum class Recompute { none, selective, full };
inline constexpr std::array<std::string_view, 3> recompute_names{"none", "selective", "full"};

/// The part of a transformer's shape that its attention scores depend on.
struct AttentionShape {
  double layers = 0;           ///< L
  double width = 0;            ///< h: heads x head size
  double sequence_length = 0;  ///< s: tokens
};

/// What a training run has to compute. All counts are of scalars; `parameters` are those active
/// for a token.
struct TrainingTask {
  double parameters = 0;
  double tokens = 0;
  TrainingMethod method = TrainingMethod::full;
  double adapter_parameters = 0;  ///< of LoRA or QLoRA
  Recompute recompute = Recompute::none;
  AttentionShape attention{};  ///< zero layers when the architecture is not known
};

/// FLOP of a run. Utilisation (MFU) is defined on `model`; time is spent on `hardware`, which
/// counts recomputation too.
struct Workload {
  Work model;
  Work hardware;
};

/// FLOP of training N parameters on D tokens: 6 N D, of which forward 2 and backward 4.
/// With adapters on a frozen base (4 N + 6 N_adapter) D: the base needs no weight gradients.
/// Kaplan et al. 2020, section 2.1; Hoffmann et al. 2022, appendix F. Holds for transformers whose
/// width is well above sequence length / 12; attention scores are `attention_work`.
Work training_work(const TrainingTask& task);

/// FLOP of the attention scores of a training run: 12 L h s D, not halved for causal masks.
/// Chowdhery et al. 2022 (PaLM), appendix B. The scores have no weights, so the term is
/// the same for adapters on a frozen base.
Work attention_work(const AttentionShape& shape, double tokens);

/// FLOP of a training run, as model and as hardware. Full recomputation adds one forward pass
/// (a third of 6 N D); selective recomputation adds the forward pass of the attention scores
/// (Korthikanti et al. 2022).
Workload training_workload(const TrainingTask& task);

/// The same where the FLOP of the model are given: recomputation adds a third of them when full.
Workload given_workload(Work model, Recompute recompute);

/// The width of a transformer of N parameters whose shape is not known: (128 N / 12)^(1/3), from
/// 12 L d^2 parameters at the usual aspect ratio d = 128 L.
double typical_width(double parameters);

}  // namespace plume
