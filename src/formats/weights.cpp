// SPDX-License-Identifier: Apache-2.0
#include "formats/weights.hpp"

#include "formats/config_reader.hpp"
#include "formats/safetensors.hpp"
#include "plume/support/file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <set>

namespace plume {

namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

constexpr std::array<std::string_view, 2> usual_names{"model.safetensors",
                                                      "diffusion_pytorch_model.safetensors"};
constexpr double most_parameters = 1e16;

[[noreturn]] void refuse_index(const std::string& what) {
  throw Unusable{"bad-index", what, "give the folder with its shards, or the model's config.json"};
}

/// The shards' names; each must be that of a file beside the index.
std::set<std::string> shards_of(const Json& index) {
  const auto map = index.find("weight_map");
  if (map == index.end() || !map->is_object() || map->empty()) {
    refuse_index("the index of weights has no `weight_map`");
  }
  std::set<std::string> out;
  for (const Json& shard : *map) {
    const bool plain =
        shard.is_string() && shard.get_ref<const std::string&>().find('/') == std::string::npos;
    if (!plain) {
      refuse_index("the index of weights names what is no file beside it");
    }
    out.insert(shard.get<std::string>());
  }
  return out;
}

std::optional<double> metadata_number(const Json& index, const char* key) {
  const Json::json_pointer place(fmt::format("/metadata/{}", key));
  if (!index.contains(place)) {
    return std::nullopt;
  }
  const Json& value = index.at(place);
  const double number = value.is_number() ? value.get<double>() : 0;
  if (!(number >= 1) || number > 8 * most_parameters) {
    refuse_index(fmt::format("`{}` of the index of weights is no sensible number", key));
  }
  return number;
}

StoredWeights weights_of_metadata(const Json& index, std::optional<double> bytes_each) {
  if (const auto counted = metadata_number(index, "total_parameters")) {
    return {.parameters = *counted};
  }
  const auto size = metadata_number(index, "total_size");
  if (!size) {
    refuse_index("the index of weights has no `total_size`, and its shards are not beside it");
  }
  if (!bytes_each) {
    throw Unusable{"missing-dtype",
                   "the size of the weights says nothing of their number without their type",
                   "put the config.json with its `torch_dtype` beside the index"};
  }
  return {.parameters = std::round(*size / *bytes_each), .bytes_each = *bytes_each};
}

StoredWeights as_stored(const WeightCount& count) {
  return {.parameters = count.parameters, .packed = count.packed > 0};
}

}  // namespace

bool is_there(const std::string& path) {
  std::error_code unreadable;
  return fs::exists(path, unreadable);
}

StoredWeights weights_of_file(const std::string& path) {
  return as_stored(count_weights_of_file(path));
}

StoredWeights weights_of_index(const std::string& path, std::optional<double> bytes_each) {
  const Json index = Json::parse(read_file(path), nullptr, false);
  if (!index.is_object()) {
    refuse_index("the index of weights is no JSON object");
  }
  const fs::path folder = fs::path(path).parent_path();
  const auto shards = shards_of(index);
  const bool complete = std::all_of(shards.begin(), shards.end(), [&](const std::string& shard) {
    return is_there((folder / shard).string());
  });
  if (!complete) {
    return weights_of_metadata(index, bytes_each);
  }
  WeightCount sum;
  for (const std::string& shard : shards) {
    const WeightCount count = count_weights_of_file((folder / shard).string());
    sum.parameters += count.parameters;
    sum.packed += count.packed;
  }
  return as_stored(sum);
}

std::optional<StoredWeights> weights_of_folder(const std::string& folder,
                                               std::optional<double> bytes_each) {
  for (const std::string_view name : usual_names) {
    const fs::path file = fs::path(folder) / name;
    const fs::path index = file.string() + ".index.json";
    if (is_there(index.string())) {
      return weights_of_index(index.string(), bytes_each);
    }
    if (is_there(file.string())) {
      return weights_of_file(file.string());
    }
  }
  return std::nullopt;
}

std::optional<double> bytes_of_type(const std::string& torch_dtype) {
  if (torch_dtype == "float32") {
    return 4;
  }
  if (torch_dtype == "float16" || torch_dtype == "bfloat16") {
    return 2;
  }
  if (torch_dtype == "float64") {
    return 8;
  }
  return torch_dtype.starts_with("float8") ? std::optional(1.0) : std::nullopt;
}

}  // namespace plume
