// SPDX-License-Identifier: Apache-2.0
#include "plume/formats/model_config.hpp"

#include "plume/support/closest_match.hpp"
#include "plume/support/diagnostic.hpp"
#include "plume/support/file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>

namespace plume {

namespace {

using Json = nlohmann::ordered_json;

/// Thrown and caught in this file: the config cannot be used.
struct Unusable {
  std::string code;
  std::string message;
  std::string cure;
};

/// Reads numbers of a config and remembers which, so that a report can repeat them.
class ConfigReader {
 public:
  ConfigReader(const Json& config, std::string model_type)
      : config_(config), used_({{"model_type", std::move(model_type)}}) {}

  double number(const char* key) {
    const auto found = value(key);
    if (!found) {
      throw Unusable{"missing-config-key", fmt::format("the model's config has no `{}`", key),
                     "give the config.json that belongs to the model"};
    }
    return *found;
  }

  double number_or(const char* key, double otherwise) { return value(key).value_or(otherwise); }

  bool flag_or(const char* key, bool otherwise) {
    const auto found = config_.find(key);
    if (found == config_.end() || !found->is_boolean()) {
      return otherwise;
    }
    used_[key] = *found;
    return found->get<bool>();
  }

  std::string used() const { return used_.dump(); }

 private:
  std::optional<double> value(const char* key) {
    const auto found = config_.find(key);
    if (found == config_.end() || found->is_null()) {
      return std::nullopt;
    }
    const bool sensible =
        found->is_number_integer() && found->get<double>() > 0 && found->get<double>() <= 1e12;
    if (!sensible) {
      throw Unusable{"bad-config-value",
                     fmt::format("`{}` of the model's config is no sensible size", key),
                     "give the config.json that belongs to the model"};
    }
    used_[key] = *found;
    return found->get<double>();
  }

  const Json& config_;
  Json used_;
};

/// Heads share the width equally.
double head_size_of(const Architecture& a) {
  if (std::fmod(a.hidden, a.heads) != 0) {
    throw Unusable{"bad-config-value", "the model's width is no multiple of its heads",
                   "give the config.json that belongs to the model"};
  }
  return a.hidden / a.heads;
}

Architecture read_gpt2(ConfigReader& c) {
  Architecture a;
  a.layers = c.number("n_layer");
  a.hidden = c.number("n_embd");
  a.heads = a.key_value_heads = c.number("n_head");
  a.head_size = head_size_of(a);
  a.intermediate = c.number_or("n_inner", 4 * a.hidden);
  a.vocabulary = c.number("vocab_size");
  a.positions = c.number("n_positions");
  a.tied = c.flag_or("tie_word_embeddings", true);
  a.attention_bias = a.feed_forward_bias = a.norm_bias = true;
  return a;
}

Architecture read_common(ConfigReader& c) {
  Architecture a;
  a.layers = c.number("num_hidden_layers");
  a.hidden = c.number("hidden_size");
  a.heads = c.number("num_attention_heads");
  a.key_value_heads = c.number_or("num_key_value_heads", a.heads);
  a.head_size = c.number_or("head_dim", head_size_of(a));
  a.intermediate = c.number("intermediate_size");
  a.vocabulary = c.number("vocab_size");
  return a;
}

Architecture read_llama(ConfigReader& c) {
  Architecture a = read_common(c);
  a.gated = true;
  a.tied = c.flag_or("tie_word_embeddings", false);
  a.attention_bias = c.flag_or("attention_bias", false);
  a.feed_forward_bias = c.flag_or("mlp_bias", false);
  return a;
}

Architecture read_qwen2(ConfigReader& c) {
  Architecture a = read_llama(c);
  a.query_key_value_bias = true;
  return a;
}

Architecture read_mixtral(ConfigReader& c) {
  Architecture a = read_llama(c);
  a.experts = c.number("num_local_experts");
  a.experts_per_token = c.number("num_experts_per_tok");
  return a;
}

Architecture read_bert(ConfigReader& c) {
  Architecture a = read_common(c);
  a.positions = c.number("max_position_embeddings");
  a.token_types = c.number("type_vocab_size");
  a.attention_bias = a.feed_forward_bias = a.norm_bias = true;
  a.embedding_norm = a.pooler = true;
  a.head = a.final_norm = false;
  return a;
}

struct Family {
  std::string_view model_type;
  Architecture (*read)(ConfigReader&);
};

constexpr auto families = std::to_array<Family>({{"gpt2", read_gpt2},
                                                 {"llama", read_llama},
                                                 {"mistral", read_llama},
                                                 {"qwen2", read_qwen2},
                                                 {"mixtral", read_mixtral},
                                                 {"bert", read_bert}});

const Family& family_of(const std::string& model_type) {
  std::vector<std::string_view> known;
  for (const Family& family : families) {
    if (family.model_type == model_type) {
      return family;
    }
    known.push_back(family.model_type);
  }
  throw Unusable{"unknown-architecture",
                 fmt::format("`{}` is no architecture that is known here", model_type),
                 fmt::format("known are {}; or give --parameters", fmt::join(known, ", "))};
}

Json parse(const std::string& text) {
  const Json config = Json::parse(text, nullptr, false);
  if (!config.is_object() || !config.contains("model_type") || !config["model_type"].is_string()) {
    throw Unusable{"bad-config", "the model's config is no JSON object with a `model_type`",
                   "give the config.json of a Hugging Face model"};
  }
  return config;
}

std::string text_of(const Run& run, const std::string& folder) {
  const std::string given(run.text(Key::config));
  if (given.starts_with('{')) {
    return given;
  }
  const bool by_flag = run.origin(Key::config).where == Origin::Where::flag;
  return read_file(by_flag ? given : (std::filesystem::path(folder) / given).string());
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
    const Json config = parse(text_of(run, folder));
    const std::string model_type = config["model_type"];
    ConfigReader reader(config, model_type);
    run.architecture = family_of(model_type).read(reader);
    run.architecture_text = reader.used();
  } catch (const Unusable& why) {
    blame(why.code, why.message, why.cure);
  } catch (const Failure& why) {
    blame("cannot-read", why.what(), why.diagnostics().front().cure);
  }
}

}  // namespace plume
