// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// What the Hub's own interface says of a model (`GET /api/models/<id>`), saved to a file.
struct HubRecord {
  std::string id;  ///< "distilbert/distilgpt2"
  std::optional<double> downloads;
  std::optional<double> likes;
  std::optional<double> weights_bytes;   ///< of the weights: files, or `safetensors` by precision
  std::optional<double> datasets_bytes;  ///< of the data sets, where `datasets_size` is added
  std::vector<std::string> tags;
};

/// Reads such a file: one record, an array of them, or one a line. Throws `Failure` (bad input)
/// with line and column.
std::vector<HubRecord> read_hub_records(const std::string& file, std::string_view text);

/// The record of a model: by its whole id, else, where one of the two ids names no owner, by the
/// name behind that; null where none or more than one fits.
const HubRecord* find_record(const std::vector<HubRecord>& records, std::string_view id);

}  // namespace plume
