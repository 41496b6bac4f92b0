// SPDX-License-Identifier: Apache-2.0
/// What training configurations say, in words that all frameworks share. Adapters only translate;
/// derive.cpp alone computes with it.
#pragma once

#include "plume/formats/document.hpp"
#include "plume/models/workload.hpp"

#include <optional>
#include <string>
#include <vector>

namespace plume {

/// A value, and where it was said.
template <class T>
struct Said {
  T value{};
  std::size_t document = 0;  ///< which of the run's documents
  std::string key{};         ///< dotted, as the file writes it
  TextPlace place{};
};

template <class T>
using MaybeSaid = std::optional<Said<T>>;

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
  MaybeSaid<double> parameters;
  MaybeSaid<std::string> architecture;  ///< image model by name, "resnet50"
  MaybeSaid<ModelKind> kind;

  // One optimiser step.
  MaybeSaid<double> global_batch;  ///< sequences or images of one step, all devices together
  MaybeSaid<double> global_batch_tokens;
  MaybeSaid<double> micro_batch;  ///< of one device, before accumulation
  MaybeSaid<double> accumulation;
  MaybeSaid<double> sequence_length;
  MaybeSaid<bool> packed;  ///< sequences are filled up with several samples

  // How long.
  MaybeSaid<double> steps;
  MaybeSaid<double> epochs;
  MaybeSaid<double> samples;        ///< of one epoch, or of the run where no epochs are said
  MaybeSaid<double> tokens;         ///< likewise
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
