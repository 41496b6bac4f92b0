// SPDX-License-Identifier: Apache-2.0
#include "formats/listed_model.hpp"

#include "formats/config_reader.hpp"
#include "plume/data/catalogue.hpp"
#include "plume/support/closest_match.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace plume {

namespace {

constexpr std::array<std::string_view, 3> endings_of_files{".json", ".safetensors", "/"};

/// An organisation and a model, or a model alone, as the Hub names them.
bool could_be_a_model(std::string_view name) {
  const bool file = std::any_of(endings_of_files.begin(), endings_of_files.end(),
                                [&](std::string_view ending) { return name.ends_with(ending); });
  const bool path = name.empty() || name.front() == '.' || name.front() == '/' ||
                    name.front() == '~' || std::count(name.begin(), name.end(), '/') > 1;
  return !file && !path;
}

[[noreturn]] void refuse_model(const std::string& name) {
  const auto near = suggest_language_models(name);
  throw Unusable{"unknown-model",
                 fmt::format("`{}` is no file here, and no model that is listed{}{}", name,
                             near.empty() ? "" : "; ", did_you_mean(near)),
                 "give its config.json, or --parameters; `plume data list language-models` has "
                 "all that are listed"};
}

}  // namespace

std::optional<std::string> config_of_listed(const std::string& name) {
  if (const ListedModel* const found = find_language_model(name)) {
    return std::string(found->config.view());
  }
  if (could_be_a_model(name)) {
    refuse_model(name);
  }
  return std::nullopt;
}

}  // namespace plume
