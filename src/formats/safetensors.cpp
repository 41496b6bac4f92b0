// SPDX-License-Identifier: Apache-2.0
#include "formats/safetensors.hpp"

#include "formats/config_reader.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

namespace plume {

namespace {

using Json = nlohmann::json;

constexpr std::size_t length_bytes = 8;
constexpr double exact_integers = 9007199254740992;  // 2^53

[[noreturn]] void refuse(const std::string& what) {
  throw Unusable{"bad-safetensors", what, "get the file again, or give the model's config.json"};
}

enum class Holds { weights, packed, buffers };

struct Type {
  std::string_view name;
  double bits;
  Holds holds;
};

constexpr auto types = std::to_array<Type>({
    {"F64", 64, Holds::weights},    {"F32", 32, Holds::weights},    {"F16", 16, Holds::weights},
    {"BF16", 16, Holds::weights},   {"F8_E4M3", 8, Holds::weights}, {"F8_E5M2", 8, Holds::weights},
    {"F8_E8M0", 8, Holds::weights}, {"F6_E2M3", 6, Holds::weights}, {"F6_E3M2", 6, Holds::weights},
    {"F4", 4, Holds::weights},      {"C64", 64, Holds::weights},    {"I8", 8, Holds::weights},
    {"I64", 64, Holds::buffers},    {"U64", 64, Holds::buffers},    {"BOOL", 8, Holds::buffers},
    {"U8", 8, Holds::packed},       {"I16", 16, Holds::packed},     {"U16", 16, Holds::packed},
    {"I32", 32, Holds::packed},     {"U32", 32, Holds::packed},
});

const Type& type_of(const std::string& tensor, const Json& entry) {
  const auto name = entry.find("dtype");
  if (name == entry.end() || !name->is_string()) {
    refuse(fmt::format("tensor `{}` has no dtype", tensor));
  }
  const auto found = std::find_if(types.begin(), types.end(), [&](const Type& type) {
    return type.name == name->get_ref<const std::string&>();
  });
  if (found == types.end()) {
    refuse(fmt::format("tensor `{}` has an unknown dtype", tensor));
  }
  return *found;
}

/// Whole numbers of a list; nothing else may be in it.
std::vector<double> numbers(const std::string& tensor, const Json& entry, const char* key) {
  std::vector<double> out;
  const auto list = entry.find(key);
  const bool is_list = list != entry.end() && list->is_array();
  for (const Json& one : is_list ? *list : Json::array()) {
    if (one.is_number_unsigned()) {
      out.push_back(one.get<double>());
    }
  }
  if (!is_list || out.size() != list->size()) {
    refuse(fmt::format("tensor `{}` has no sensible {}", tensor, key));
  }
  return out;
}

double elements_of(const std::string& tensor, const std::vector<double>& shape) {
  double product = 1;
  for (const double size : shape) {
    product *= size;
  }
  if (product > exact_integers) {
    refuse(fmt::format("tensor `{}` is larger than any file", tensor));
  }
  return product;
}

/// Names of what is stored beside weights: positions, frequencies, causal masks, scales of
/// quantised blocks.
bool is_buffer(std::string_view tensor, std::size_t dimensions) {
  const bool mask =
      dimensions == 4 && (tensor.ends_with("attn.bias") || tensor.ends_with("attention.bias"));
  return mask || tensor.ends_with("position_ids") || tensor.ends_with("inv_freq") ||
         tensor.ends_with("masked_bias") || tensor.ends_with("_scale_inv");
}

/// Adds one tensor to the count and returns its size in bytes.
double add_tensor(const std::string& name, const Json& entry, double data_size,
                  WeightCount& count) {
  if (!entry.is_object()) {
    refuse(fmt::format("tensor `{}` is no object", name));
  }
  const Type& type = type_of(name, entry);
  const auto shape = numbers(name, entry, "shape");
  const auto offsets = numbers(name, entry, "data_offsets");
  const double elements = elements_of(name, shape);
  if (offsets.size() != 2 || offsets[0] > offsets[1] || offsets[1] > data_size) {
    refuse(
        fmt::format("tensor `{}` lies outside the file: it is torn, or not this header's", name));
  }
  const double bytes = offsets[1] - offsets[0];
  if (elements * type.bits != 8 * bytes) {
    refuse(fmt::format("tensor `{}` has another size than its shape says", name));
  }
  if (type.holds == Holds::packed) {
    count.packed += elements;
  }
  if (type.holds == Holds::weights && !is_buffer(name, shape.size())) {
    count.parameters += elements;
  }
  return bytes;
}

}  // namespace

std::uint64_t safetensors_header_length(std::string_view first_bytes, std::uint64_t file_size) {
  if (first_bytes.starts_with("version ")) {
    refuse("the file is only a pointer to weights that Git LFS would fetch");
  }
  if (first_bytes.size() < length_bytes || file_size < length_bytes) {
    refuse("the file is too short for safetensors: it is torn");
  }
  std::uint64_t length = 0;
  for (std::size_t i = length_bytes; i > 0; --i) {
    length = (length << 8) | static_cast<unsigned char>(first_bytes[i - 1]);
  }
  if (length > file_size - length_bytes) {
    refuse(fmt::format("the file says that its header has {} bytes, which is more than it has",
                       length));
  }
  if (length > largest_safetensors_header) {
    refuse(fmt::format("the header is larger than {} MiB", largest_safetensors_header >> 20));
  }
  return length;
}

WeightCount count_weights(std::string_view header, std::uint64_t data_size) {
  const Json tensors = Json::parse(header, nullptr, false);
  if (!tensors.is_object()) {
    refuse("the file's header is no JSON object: it is no safetensors file");
  }
  WeightCount count;
  double bytes = 0;
  for (const auto& [name, entry] : tensors.items()) {
    if (name != "__metadata__") {
      bytes += add_tensor(name, entry, static_cast<double>(data_size), count);
    }
  }
  if (bytes != static_cast<double>(data_size)) {
    refuse("the tensors do not fill the file: it is torn, or holds more than it says");
  }
  return count;
}

WeightCount count_weights_of_file(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  std::ifstream in;
  if (!error) {
    in.open(path, std::ios::binary);
  }
  if (error || !in) {
    throw Unusable{"cannot-read", fmt::format("cannot read `{}`", path),
                   "give the name of a readable file"};
  }
  std::array<char, length_bytes> first{};
  in.read(first.data(), length_bytes);
  const auto got = static_cast<std::size_t>(in.gcount());
  const std::uint64_t length = safetensors_header_length({first.data(), got}, size);
  std::string header(length, '\0');
  in.read(header.data(), static_cast<std::streamsize>(length));
  if (static_cast<std::uint64_t>(in.gcount()) != length) {
    refuse("the file's header could not be read to its end");
  }
  return count_weights(header, size - length_bytes - length);
}

}  // namespace plume
