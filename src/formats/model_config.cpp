// SPDX-License-Identifier: Apache-2.0
#include "plume/formats/model_config.hpp"

#include "formats/families/find_family.hpp"
#include "formats/listed_model.hpp"
#include "formats/weights.hpp"
#include "plume/support/diagnostic.hpp"
#include "plume/support/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace plume {

namespace {

using Json = ConfigReader::Json;
namespace fs = std::filesystem;

/// The key under which the weights' own count is kept beside what was read of a config.
constexpr const char* counted = "counted_parameters";
constexpr double agreement = 0.005;
constexpr double most_parameters = 1e16;

/// What `model.config` leads to: a config, a count of stored weights, or both.
struct Found {
  Json config = Json::object();
  std::optional<StoredWeights> weights{};
};

Json parse(const std::string& text) {
  Json config = Json::parse(text, nullptr, false);
  if (!config.is_object()) {
    throw Unusable{"bad-config", "the model's config is no JSON object",
                   "give the config.json of a Hugging Face model"};
  }
  return config;
}

std::optional<double> stored_bytes(const Json& config) {
  for (const char* const key : {"torch_dtype", "dtype"}) {
    const auto type = config.find(key);
    if (type != config.end() && type->is_string()) {
      return bytes_of_type(type->get<std::string>());
    }
  }
  return std::nullopt;
}

bool is_directory(const fs::path& path) {
  std::error_code unreadable;
  return fs::is_directory(path, unreadable);
}

Json config_in(const fs::path& folder) {
  const fs::path file = folder / "config.json";
  return is_there(file.string()) ? parse(read_file(file.string())) : Json::object();
}

/// A snapshot of a model: its config, the headers of its weights, or both.
Found read_folder(const fs::path& folder) {
  Found found{config_in(folder)};
  found.weights = weights_of_folder(folder.string(), stored_bytes(found.config));
  if (found.config.empty() && !found.weights) {
    throw Unusable{
        "bad-config",
        fmt::format("`{}` holds neither a config.json nor weights in safetensors", folder.string()),
        "give the folder of a Hugging Face model, or its config.json"};
  }
  return found;
}

Found read_index(const fs::path& file) {
  Found found{config_in(file.parent_path())};
  found.weights = weights_of_index(file.string(), stored_bytes(found.config));
  return found;
}

Found read_weights(const fs::path& file) {
  if (file.stem().string().find("-of-") != std::string::npos) {
    throw Unusable{"one-shard", "the file is one of several that hold the model's weights",
                   "give the folder, or the file that ends in .safetensors.index.json"};
  }
  return {Json::object(), weights_of_file(file.string())};
}

Found read_path(const std::string& path) {
  if (is_directory(path)) {
    return read_folder(path);
  }
  if (path.ends_with(".safetensors.index.json")) {
    return read_index(path);
  }
  if (path.ends_with(".safetensors")) {
    return read_weights(path);
  }
  return {parse(read_file(path))};
}

Found find_config(const Run& run, const std::string& folder) {
  const std::string given(run.text(Key::config));
  if (given.starts_with('{')) {
    return {parse(given)};
  }
  const bool by_flag = run.origin(Key::config).where == Origin::Where::flag;
  const std::string path = by_flag ? given : (fs::path(folder) / given).string();
  if (given != "-" && !is_there(path)) {
    if (const auto listed = config_of_listed(given)) {
      return {parse(*listed)};
    }
  }
  return read_path(path);
}

/// The longest sequence that the model takes, as families name it.
double read_positions(ConfigReader& c) {
  for (const char* const key : {"max_position_embeddings", "n_positions", "n_ctx", "max_seq_len",
                                "max_sequence_length", "seq_length"}) {
    if (c.has(key) && !c.is_negative(key)) {
      return c.count_or(key, 0);
    }
  }
  return 0;
}

ModelSize read_family(const ConfigFamily& family, ConfigReader& c) {
  ModelSize size = family.read(c);
  if (size.positions == 0) {
    size.positions = read_positions(c);
  }
  return size;
}

/// A multimodal model whose own type is not known is read as its text part.
ModelSize read_text_part(ConfigReader& c, const std::string& model_type) {
  ConfigReader text = c.part("text_config");
  const std::string text_type = text.text_or("model_type", model_type);
  const ConfigFamily* const family = find_family(text_type);
  if (family == nullptr) {
    refuse_model_type(text_type);
  }
  c.note(part_not_counted(
      fmt::format("of `{}` only the text part, `{}`, is counted", model_type, text_type)));
  return read_family(*family, text);
}

ModelSize read_config(ConfigReader& c) {
  const char* const key = c.has("model_type") ? "model_type" : "_class_name";
  const std::string model_type = c.text_or(key, "");
  if (const ConfigFamily* const family = find_family(model_type)) {
    return read_family(*family, c);
  }
  if (c.has("text_config")) {
    return read_text_part(c, model_type);
  }
  if (model_type.empty()) {
    throw Unusable{"bad-config", "the model's config has neither `model_type` nor `_class_name`",
                   "give the config.json of a Hugging Face model"};
  }
  refuse_model_type(model_type);
}

/// All that follows from a number of weights alone.
ModelSize size_of(double parameters) {
  return {.parameters = parameters,
          .active_parameters = parameters,
          .matrix_parameters = parameters,
          .width = typical_width(parameters)};
}

/// The weights' own count wins; active parameters grow or shrink with it where all are active.
void correct(ModelSize& size, double parameters, ConfigReader& c) {
  if (std::abs(parameters / size.parameters - 1) > agreement) {
    c.note(
        {"config-differs",
         fmt::format("the weights hold {:.0f} parameters, and {:.0f} follow from the config: the "
                     "weights' count is taken",
                     parameters, size.parameters),
         "see that both belong to one model, and what else is stored with it"});
  }
  const bool dense = size.active_parameters == size.parameters;
  size.parameters = parameters;
  size.active_parameters = dense ? parameters : std::min(size.active_parameters, parameters);
}

std::optional<double> stored_count(const Found& found, ConfigReader& c) {
  if (!found.weights) {
    const double said = c.count_or(counted, 0);
    return said > 0 ? std::optional(said) : std::nullopt;
  }
  const StoredWeights& weights = *found.weights;
  if (weights.packed) {
    const Unusable why{"packed-weights",
                       "the weights are packed into integers: their number does "
                       "not follow from the shapes",
                       "give the config.json, or --parameters"};
    if (found.config.empty()) {
      throw why;
    }
    c.note({"packed-weights", why.message + "; that of the config is taken", "give --parameters"});
    return std::nullopt;
  }
  if (weights.bytes_each > 0) {
    c.note({"weights-by-size",
            fmt::format("the parameters follow from the size of the weights at {} bytes each",
                        weights.bytes_each),
            "put the shards beside the index"});
  }
  if (!(weights.parameters >= 1)) {
    throw Unusable{"bad-safetensors", "the file holds no weights", "give the model's config.json"};
  }
  c.remember(counted, static_cast<std::uint64_t>(weights.parameters));
  return weights.parameters;
}

ModelSize read_found(const Found& found, ConfigReader& c) {
  const bool described = found.config.contains("model_type") ||
                         found.config.contains("_class_name") ||
                         found.config.contains("text_config");
  if (!described) {
    if (const auto parameters = stored_count(found, c)) {
      return size_of(*parameters);
    }
  }
  ModelSize size = read_config(c);
  if (const auto parameters = described ? stored_count(found, c) : std::nullopt) {
    correct(size, *parameters, c);
  }
  return size;
}

void require_sensible(const ModelSize& size) {
  if (!(size.parameters >= 1) || size.parameters > most_parameters ||
      size.matrix_parameters > 1e3 * most_parameters) {
    contradict("the model's sizes give no sensible number of parameters");
  }
}

}  // namespace

void load_model_config(Run& run, const std::string& folder, Faults& faults) {
  if (!run.has(Key::config)) {
    return;
  }
  const auto blame = [&](std::string code, std::string message, std::string cure) {
    faults.push_back({std::move(code), std::move(message), std::move(cure),
                      std::string(field(Key::config).path), run.origin(Key::config)});
  };
  try {
    const Found found = find_config(run, folder);
    ConfigReader reader(found.config);
    const ModelSize size = read_found(found, reader);
    require_sensible(size);
    run.architecture = size;
    run.architecture_text = reader.used();
    const auto& notes = reader.notes();
    run.architecture_notes.insert(run.architecture_notes.end(), notes.begin(), notes.end());
  } catch (const Unusable& why) {
    blame(why.code, why.message, why.cure);
  } catch (const Failure& why) {
    blame("cannot-read", why.what(), why.diagnostics().front().cure);
  }
}

}  // namespace plume
