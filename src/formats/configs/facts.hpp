// SPDX-License-Identifier: Apache-2.0
/// What training configurations say, in words that all frameworks share. Adapters only translate;
/// only what derives a run from them computes.
#pragma once

#include "plume/formats/document.hpp"
#include "plume/models/workload.hpp"

#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace plume {

/// A value, and where it was said.
template <class T>
struct Said {
  T value{};
  std::size_t document = 0;  ///< which of the run's documents
  std::string key{};         ///< dotted, as the file writes it
  TextPlace place{};

  /// Whether no file says it: a framework takes it where nothing is said.
  bool is_default() const { return place.width == 0; }
};

template <class T>
using MaybeSaid = std::optional<Said<T>>;

inline bool is_true(const MaybeSaid<bool>& said) {
  return said && said->value;
}

/// What was read first counts, but what a file says goes before what another left to a default.
template <class T>
void take(MaybeSaid<T>& fact, std::type_identity_t<MaybeSaid<T>> value) {
  const bool is_better = !fact || (fact->is_default() && value && !value->is_default());
  if (is_better) {
    fact = std::move(value);
  }
}

template <class T>
void take(std::vector<Said<T>>& fact, std::vector<Said<T>> value) {
  if (fact.empty()) {
    fact = std::move(value);
  }
}

/// Sizes of a transformer that a configuration spells out. Counts of scalars.
struct SaidSizes {
  MaybeSaid<double> layers;
  MaybeSaid<double> width;
  MaybeSaid<double> heads;
  MaybeSaid<double> key_value_heads;  ///< as many as heads where it is not said
  MaybeSaid<double> head_width;       ///< width / heads where it is not said
  MaybeSaid<double> feed_forward;     ///< 4 x width where it is not said
  MaybeSaid<double> vocabulary;
  MaybeSaid<double> positions;  ///< learned position embeddings; none where it is not said
  MaybeSaid<bool> gated;        ///< SwiGLU and its kin: three matrices in place of two
  MaybeSaid<bool> tied;         ///< input and output embeddings are one
  MaybeSaid<bool> biases;       ///< of linear layers
  MaybeSaid<double> experts;
  MaybeSaid<double> experts_per_token;
  MaybeSaid<double> expert_feed_forward;
  MaybeSaid<double> shared_experts;
  MaybeSaid<double> shared_feed_forward;  ///< of all shared experts together
};

struct TrainingFacts {
  MaybeSaid<std::string> name;

  // The model: the first of these that is there decides.
  MaybeSaid<std::string> model;         ///< Hub name, folder or config.json
  MaybeSaid<std::string> model_config;  ///< an object in the shape of a config.json, as JSON
  SaidSizes sizes;
  MaybeSaid<std::string> architecture;  ///< image model by name, "resnet50"
  MaybeSaid<ModelKind> kind;

  // One optimiser step.
  MaybeSaid<double> global_batch;  ///< sequences or images of one step, all devices together
  MaybeSaid<double> micro_batch;   ///< of one device, before accumulation
  MaybeSaid<double> accumulation;
  MaybeSaid<double> sequence_length;
  MaybeSaid<bool> packed;  ///< sequences are filled up with several samples

  // How long.
  MaybeSaid<double> steps;
  MaybeSaid<double> epochs;
  MaybeSaid<double> samples;        ///< of one epoch, or of the run where no epochs are said
  MaybeSaid<double> samples_each;   ///< at most, of each of the data sets
  MaybeSaid<double> total_samples;  ///< of the whole run, whatever epochs say
  MaybeSaid<double> total_tokens;
  MaybeSaid<double> hours;
  std::vector<Said<std::string>> datasets;

  // On what.
  MaybeSaid<double> devices;  ///< of the whole run
  MaybeSaid<double> nodes;
  MaybeSaid<double> devices_per_node;
  std::vector<Said<double>>
      model_parallel;  ///< tensor, pipeline, context: each divides the replicas
  MaybeSaid<double> data_parallel;
  MaybeSaid<std::string> accelerator;

  // How.
  MaybeSaid<std::string> precision;  ///< fp32, tf32, bf16, fp16 or fp8
  MaybeSaid<std::string> recompute;  ///< none, selective or full
  MaybeSaid<std::string> method;     ///< full, lora or qlora
  MaybeSaid<double> adapter_rank;
  std::vector<Said<std::string>> adapter_targets;  ///< module names; "all-linear" for all
  std::vector<Said<std::string>> trained_modules;  ///< trained whole beside the adapter
  MaybeSaid<double> image_size;
};

}  // namespace plume
