// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/formats/document.hpp"
#include "plume/pipeline/run.hpp"
#include "plume/support/diagnostic.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// A value of a configuration that a value of the run follows from.
struct Evidence {
  std::string key;    ///< as the file writes it, "training.local_batch_size"
  std::string value;  ///< as the file writes it
  std::string file;
  Position position;
};

/// How one value of a run follows from a configuration.
struct Derivation {
  Key key;
  std::string
      formula;  ///< "256 sequences x 4096 tokens x 3000 steps"; empty where it is just taken
  std::vector<Evidence> evidence;  ///< what decides it stands first
};

/// Faults of a run whose values were derived, each at what its key was derived from; a fault whose
/// key was not derived names the first document alone.
std::vector<Diagnostic> locate(const Faults& faults, std::span<const Derivation> derivations,
                               std::span<const Document> documents);

/// A training configuration as a run.
struct TrainingConfig {
  std::string_view format;  ///< id of the format, "axolotl"
  Run run;
  std::vector<Derivation> derivations;  ///< in the order of `Key`

  /// How a key of the run was derived, or null.
  const Derivation* find(Key key) const;
};

/// What is known of a data set that configurations only name.
struct KnownDataset {
  std::string name;
  double samples = 0;  ///< 0 when that is not known
  double tokens = 0;   ///< of all samples together; 0 when that is not known
};

/// What a configuration cannot say of itself.
struct Surroundings {
  const Run* given = nullptr;  ///< what flags, variables and settings say; null for nothing
  std::span<const KnownDataset> datasets{};
  std::string folder;  ///< of the configuration: relative paths of models begin there
};

/// The formats that are recognised, for help and messages.
struct ConfigFormatName {
  std::string_view id;     ///< "axolotl"
  std::string_view title;  ///< "Axolotl (YAML)"
};
std::span<const ConfigFormatName> config_format_names();

/// The id of the format of a document; empty where none recognises it.
std::string_view recognise_config(const Document& document);

/// Reads the documents of one training run, the configuration first and then those that complete
/// it (an Accelerate or a DeepSpeed file), each in the format that recognises it. Adds what is
/// wrong to `faults`: a document that no format recognises, values of the wrong type or out of
/// range, a key that is nearly one that is missing, a run whose work cannot be told.
TrainingConfig read_training_config(std::span<const Document> documents,
                                    const Surroundings& surroundings,
                                    std::vector<Diagnostic>& faults);

}  // namespace plume
