// SPDX-License-Identifier: Apache-2.0
#include "formats/adapter_parameters.hpp"
#include "formats/configs/derivation.hpp"
#include "formats/letters.hpp"
#include "plume/data/catalogue.hpp"
#include "plume/formats/model_config.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <filesystem>

namespace plume {

namespace {

namespace fs = std::filesystem;

/// GPT-2's, where a configuration leaves the vocabulary to a tokenizer's files.
constexpr double usual_vocabulary = 50257;

/// Whether something lies at a path that is taken from a folder.
bool lies_at(const std::string& folder, const std::string& path) {
  std::error_code unreadable;
  return fs::exists(fs::path(folder) / path, unreadable);
}

std::string_view last_part(std::string_view name) {
  return name.substr(name.rfind('/') + 1);
}

/// A model by name: a file or folder, a model or an architecture of the catalogue, or one in whose
/// name its size stands.
void enter_named(Deriver& deriver, const Said<std::string>& model) {
  const std::string& name = model.value;
  const std::vector<Evidence> evidence{deriver.evidence(model)};
  if (lies_at(deriver.surroundings().folder, name) || find_language_model(name) != nullptr) {
    return deriver.enter(Key::config, name, "", evidence);
  }
  if (find_architecture(last_part(name)) != nullptr) {
    return deriver.enter(Key::architecture, last_part(name), "", evidence);
  }
  if (deriver.is_given(Key::parameters) || deriver.is_given(Key::config) ||
      deriver.is_given(Key::architecture)) {
    return;
  }
  const auto size = size_in_name(last_part(name));
  if (!size) {
    return deriver.fault(evidence.front(), "unknown-model",
                         fmt::format("the size of `{}` is not known", name),
                         "give --config with its config.json, or --parameters");
  }
  deriver.enter(Key::parameters, fmt::format("{} +-8%", print_machine(*size)),
                "the size in the model's name", evidence);
  deriver.note("parameters-from-name",
               fmt::format("`{}` is in no list here: its size is taken from its name", name),
               "give --config with its config.json, or --parameters");
}

/// Several sizes may follow from one word, a flavour.
void push(std::vector<Evidence>& out, const Deriver& deriver, const MaybeSaid<double>& said) {
  const bool known = said && std::any_of(out.begin(), out.end(), [&](const Evidence& evidence) {
                       return evidence.key == said->key;
                     });
  if (said && !known) {
    out.push_back(deriver.evidence(*said));
  }
}

void enter_sizes(Deriver& deriver, const SaidSizes& sizes) {
  const double vocabulary = sizes.vocabulary ? sizes.vocabulary->value : usual_vocabulary;
  const auto config = config_of(sizes, vocabulary);
  if (!config) {
    return;
  }
  std::vector<Evidence> evidence;
  for (const auto size :
       {&SaidSizes::layers, &SaidSizes::width, &SaidSizes::heads, &SaidSizes::key_value_heads,
        &SaidSizes::feed_forward, &SaidSizes::vocabulary, &SaidSizes::experts}) {
    push(evidence, deriver, sizes.*size);
  }
  deriver.enter(Key::config, *config, "sizes spelled out", std::move(evidence));
  if (!sizes.vocabulary && !deriver.is_given(Key::parameters) && !deriver.is_given(Key::config)) {
    deriver.note(
        "assumed-vocabulary",
        fmt::format("a vocabulary of {:.0f} is assumed: the configuration leaves it to the "
                    "tokenizer",
                    usual_vocabulary),
        "give --parameters, or --config");
  }
}

void enter_size(Deriver& deriver) {
  const TrainingFacts& facts = deriver.facts();
  if (facts.model_config) {
    deriver.enter(Key::config, facts.model_config);
  } else if (facts.model) {
    enter_named(deriver, *facts.model);
  } else if (facts.sizes.layers && facts.sizes.width) {
    enter_sizes(deriver, facts.sizes);
  } else if (facts.architecture) {
    enter_named(deriver, *facts.architecture);
  }
  if (facts.kind) {
    const auto kind = static_cast<std::size_t>(facts.kind->value);
    deriver.enter(Key::kind, model_kind_names[kind], "", {deriver.evidence(*facts.kind)});
  }
}

std::vector<std::string> values(const std::vector<Said<std::string>>& said) {
  std::vector<std::string> out;
  for (const Said<std::string>& word : said) {
    out.push_back(word.value);
  }
  return out;
}

/// The trained parameters of an adapter follow from its rank and the shapes that it stands beside.
void enter_adapter(Deriver& deriver) {
  const TrainingFacts& facts = deriver.facts();
  deriver.enter(Key::training_method, facts.method);
  if (!facts.adapter_rank || !facts.method || facts.method->value == "full") {
    return;
  }
  const auto targets = values(facts.adapter_targets);
  const auto parameters =
      adapter_parameters(deriver.run().architecture_text, facts.adapter_rank->value, targets,
                         values(facts.trained_modules));
  if (!parameters) {
    return;
  }
  Counted counted = deriver.counted(*facts.adapter_rank, "");
  counted.value = *parameters;
  counted.factors = {fmt::format("rank {}", print_machine(facts.adapter_rank->value)),
                     "(in + out) of each adapted matrix"};
  for (const Said<std::string>& target : facts.adapter_targets) {
    counted.evidence.push_back(deriver.evidence(target));
  }
  deriver.enter(Key::adapter_parameters, counted);
}

/// "7b-hf" to 7e9.
std::optional<double> size_at_front(std::string_view text) {
  double number = 0;
  const char* const end = text.data() + text.size();
  const char* const behind =
      std::from_chars(text.data(), end, number, std::chars_format::fixed).ptr;
  const char unit = behind == end ? ' ' : small_letter(*behind);
  const bool word_ends = end - behind < 2 || !(is_letter(behind[1]) || is_digit(behind[1]));
  const bool is_size = is_digit(text.front()) && number > 0 && word_ends;
  return is_size && (unit == 'b' || unit == 'm') ? std::optional(number * (unit == 'b' ? 1e9 : 1e6))
                                                 : std::nullopt;
}

}  // namespace

std::optional<double> size_in_name(std::string_view name) {
  for (std::size_t at = 0; at < name.size(); ++at) {
    const bool begins_word = at == 0 || name[at - 1] == '-' || name[at - 1] == '_';
    const auto size = begins_word ? size_at_front(name.substr(at)) : std::nullopt;
    if (size) {
      return size;
    }
  }
  return std::nullopt;
}

std::optional<std::string> config_of(const SaidSizes& sizes, double vocabulary) {
  if (!sizes.layers || !sizes.width) {
    return std::nullopt;
  }
  nlohmann::ordered_json out;
  const auto number = [&](const char* key, double value) {
    const auto whole = static_cast<std::uint64_t>(std::clamp(value, 0.0, 1e15));
    out[key] = static_cast<double>(whole) == value ? nlohmann::ordered_json(whole)
                                                   : nlohmann::ordered_json(value);
  };
  const auto size = [&](const char* key, const MaybeSaid<double>& said) {
    if (said) {
      number(key, said->value);
    }
  };
  out["model_type"] = "transformer";
  size("num_hidden_layers", sizes.layers);
  size("hidden_size", sizes.width);
  number("num_attention_heads", sizes.heads ? sizes.heads->value : 1);
  size("num_key_value_heads", sizes.key_value_heads);
  size("head_dim", sizes.head_width);
  number("intermediate_size",
         sizes.feed_forward ? sizes.feed_forward->value : 4 * sizes.width->value);
  number("vocab_size", vocabulary);
  size("learned_positions", sizes.positions);
  const bool gated = sizes.gated && sizes.gated->value;
  out["gated"] = gated;
  out["bias"] = sizes.biases ? sizes.biases->value : !gated;
  out["tie_word_embeddings"] = sizes.tied && sizes.tied->value;
  size("num_experts", sizes.experts);
  size("num_experts_per_tok", sizes.experts_per_token);
  size("moe_intermediate_size", sizes.expert_feed_forward);
  if (sizes.shared_feed_forward) {
    number("shared_expert_intermediate_size", sizes.shared_feed_forward->value);
  } else if (sizes.shared_experts && sizes.expert_feed_forward) {
    number("shared_expert_intermediate_size",
           sizes.shared_experts->value * sizes.expert_feed_forward->value);
  }
  return out.dump();
}

void derive_model(Deriver& deriver) {
  deriver.enter(Key::name, deriver.facts().name);
  enter_size(deriver);
  Faults faults;
  load_model_config(deriver.run(), deriver.surroundings().folder, faults);
  deriver.blame(faults);
  enter_adapter(deriver);
  deriver.enter(Key::precision, deriver.facts().precision);
  deriver.enter(Key::recompute, deriver.facts().recompute);
}

}  // namespace plume
