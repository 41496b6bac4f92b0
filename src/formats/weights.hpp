// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace plume {

/// The number of weights in stored files.
struct StoredWeights {
  double parameters = 0;
  double bytes_each = 0;  ///< where the count follows from the size of the files; else zero
  bool packed = false;    ///< weights are packed into integers: the count is not theirs
};

/// Whether there is a file or folder of this name that can be looked at.
bool is_there(const std::string& path);

/// Counts the weights of a file.
StoredWeights weights_of_file(const std::string& path);

/// The weights that an index of shards (`….safetensors.index.json`) speaks of: from the headers of
/// its shards where all lie beside it, else from its metadata; `bytes_each` is used where that
/// has only the size in bytes. Throws `Unusable` where nothing of this gives a count.
StoredWeights weights_of_index(const std::string& path, std::optional<double> bytes_each);

/// The weights in a folder: by its index, else of its one file of a usual name. Nothing where
/// there are none.
std::optional<StoredWeights> weights_of_folder(const std::string& folder,
                                               std::optional<double> bytes_each);

/// Bytes of a weight by the name that a config's `torch_dtype` gives it: 2 for "bfloat16".
std::optional<double> bytes_of_type(const std::string& torch_dtype);

}  // namespace plume
