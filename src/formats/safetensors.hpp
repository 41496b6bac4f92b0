// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace plume {

/// What the header of a safetensors file says of its weights. Masks, positions and other buffers
/// that are stored beside them are left out.
struct WeightCount {
  double parameters = 0;
  double packed = 0;  ///< elements of integer types, each of which may hold several weights
};

/// The largest header that is read.
inline constexpr std::uint64_t largest_safetensors_header = std::uint64_t{32} << 20;

/// The length that the first 8 bytes give, little-endian. Throws `Unusable` (`bad-safetensors`)
/// where the file is too short to hold that header, or the header too large to be one.
std::uint64_t safetensors_header_length(std::string_view first_bytes, std::uint64_t file_size);

/// Counts the weights that a header describes, of a file with `data_size` bytes behind it. Throws
/// `Unusable` where the header is no JSON, or its tensors do not fill the file.
WeightCount count_weights(std::string_view header, std::uint64_t data_size);

/// Reads the header of a file, and nothing else of it.
WeightCount count_weights_of_file(const std::string& path);

}  // namespace plume
