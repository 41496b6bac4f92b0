// SPDX-License-Identifier: Apache-2.0
#include "formats/adapter_parameters.hpp"

#include "formats/families/lora_matrices.hpp"

#include <algorithm>

namespace plume {

namespace {

using Json = ConfigReader::Json;
using Matrices = std::span<const AdaptableMatrix>;
using Words = std::span<const std::string>;

/// Whether a path ends with a name, at a point: "self_attn.q_proj" with "q_proj".
bool ends_with(std::string_view path, std::string_view name) {
  const bool inside = path.size() > name.size() && path.ends_with(name);
  return path == name || (inside && path[path.size() - name.size() - 1] == '.');
}

bool is_targeted(const AdaptableMatrix& matrix, Words targets) {
  return std::any_of(targets.begin(), targets.end(), [&](const std::string& target) {
    return is_every_linear_layer(target) ? matrix.inner_linear : ends_with(matrix.path, target);
  });
}

bool names_something(Matrices matrices, std::string_view target) {
  return is_every_linear_layer(target) ||
         std::any_of(matrices.begin(), matrices.end(),
                     [&](const AdaptableMatrix& matrix) { return ends_with(matrix.path, target); });
}

double low_rank(Matrices matrices, double rank, Words targets) {
  double sum = 0;
  for (const AdaptableMatrix& matrix : matrices) {
    sum += is_targeted(matrix, targets) ? rank * (matrix.in + matrix.out) * matrix.count : 0;
  }
  return sum;
}

/// The weights of modules that are trained whole; nothing where one of them is not known.
std::optional<double> whole(Matrices matrices, Words modules) {
  double sum = 0;
  for (const std::string& module : modules) {
    const auto found =
        std::find_if(matrices.begin(), matrices.end(), [&](const AdaptableMatrix& matrix) {
          return matrix.whole_weight && ends_with(matrix.path, module);
        });
    if (found == matrices.end()) {
      return std::nullopt;
    }
    sum += found->in * found->out;
  }
  return sum;
}

std::optional<double> count(ConfigReader& c, double rank, Words targets, Words modules) {
  const AdaptableFamily* const family = find_adaptable_family(c.text_or("model_type", ""));
  if (family == nullptr) {
    return std::nullopt;
  }
  const std::vector<AdaptableMatrix> matrices = family->matrices(c);
  const std::vector<std::string> usual(family->usual_targets.begin(), family->usual_targets.end());
  const Words wanted = targets.empty() ? Words(usual) : targets;
  const bool known = std::all_of(wanted.begin(), wanted.end(), [&](const std::string& target) {
    return names_something(matrices, target);
  });
  const auto trained = whole(matrices, modules);
  return wanted.empty() || !known || !trained
             ? std::nullopt
             : std::optional(low_rank(matrices, rank, wanted) + *trained);
}

}  // namespace

std::optional<double> adapter_parameters(const std::string& config_json, double rank,
                                         std::span<const std::string> targets,
                                         std::span<const std::string> trained_modules) {
  const Json config = Json::parse(config_json, nullptr, false);
  if (!config.is_object()) {
    return std::nullopt;
  }
  try {
    ConfigReader reader(config);
    return count(reader, rank, targets, trained_modules);
  } catch (const Unusable&) {
    return std::nullopt;
  }
}

}  // namespace plume
