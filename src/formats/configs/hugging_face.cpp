// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/config_format.hpp"
#include "formats/configs/trainer_keys.hpp"
#include "formats/letters.hpp"

#include <algorithm>
#include <array>

namespace plume {

namespace {

using Kind = DocumentNode::Kind;

constexpr std::array<std::string_view, 7> telling_keys{"per_device_train_batch_size",
                                                       "per_gpu_train_batch_size",
                                                       "num_train_epochs",
                                                       "max_train_steps",
                                                       "gradient_accumulation_steps",
                                                       "model_name_or_path",
                                                       "pretrained_model_name_or_path"};

/// Keys that only TrainingArguments have, whose defaults then hold.
constexpr std::array<std::string_view, 6> argument_keys{"per_device_train_batch_size",
                                                        "per_device_eval_batch_size",
                                                        "save_strategy",
                                                        "eval_strategy",
                                                        "evaluation_strategy",
                                                        "logging_strategy"};

/// Sections that recipes divide the arguments into.
constexpr std::array<std::string_view, 6> section_keys{"training_args", "training_arguments",
                                                       "model_args",    "model_arguments",
                                                       "data_args",     "data_arguments"};

constexpr std::array<std::string_view, 2> config_types{"model_type", "_class_name"};
constexpr std::array<std::string_view, 8> config_keys{"architectures",
                                                      "transformers_version",
                                                      "_diffusers_version",
                                                      "hidden_size",
                                                      "d_model",
                                                      "num_hidden_layers",
                                                      "n_embd",
                                                      "text_config"};

/// Beside those of the trainer, as scripts call them that have no trainer.
constexpr auto number_rows = std::to_array<NumberRow>({
    {"train_batch_size", &TrainingFacts::micro_batch},
    {"gradient_accumulation", &TrainingFacts::accumulation},
    {"max_train_steps", &TrainingFacts::steps},
    {"max_seq_length", &TrainingFacts::sequence_length},
    {"max_seq_len", &TrainingFacts::sequence_length},
    {"model_max_length", &TrainingFacts::sequence_length},
    {"max_length", &TrainingFacts::sequence_length},
    {"block_size", &TrainingFacts::sequence_length},
    {"seq_length", &TrainingFacts::sequence_length},
    {"max_train_samples", &TrainingFacts::samples},
    {"resolution", &TrainingFacts::image_size},
});

constexpr std::array<std::string_view, 5> model_keys{"model_name_or_path",
                                                     "pretrained_model_name_or_path", "config_name",
                                                     "model_name", "model_ckpt"};

constexpr std::array<std::string_view, 2> name_keys{"run_name", "hub_model_id"};

bool is_section(const DocumentNode::Entry& entry) {
  return entry.value.kind == Kind::map && is_one_of(entry.key, section_keys);
}

/// Prefixes of paths: that of the top, and those of the sections that are there.
std::vector<std::string> sections_of(const Document& document) {
  std::vector<std::string> out{""};
  for (const DocumentNode::Entry& entry : document.root.entries) {
    if (is_section(entry)) {
      out.push_back(entry.key + ".");
    }
  }
  return out;
}

/// Whether any of the keys stands at the top or in a section.
bool has_anywhere(const Document& document, std::span<const std::string_view> keys) {
  const auto sections = sections_of(document);
  return std::any_of(sections.begin(), sections.end(), [&](const std::string& section) {
    return std::any_of(keys.begin(), keys.end(), [&](std::string_view key) {
      return node_at(document, under(section, key)) != nullptr;
    });
  });
}

bool is_model_config(const Document& document) {
  return document.syntax == Syntax::json && has_any(document, config_types) &&
         has_any(document, config_keys) && !has_any(document, telling_keys);
}

void read_model_config(ConfigView& view, TrainingFacts& facts) {
  const std::string& text = view.document().text;
  const std::string_view type =
      view.document().root.find("model_type") != nullptr ? "model_type" : "_class_name";
  take(facts.model_config, view.said(type, text.substr(text.find('{'))));
}

void read_texts(ConfigView& view, const std::string& section, MaybeSaid<std::string>& fact,
                std::span<const std::string_view> keys) {
  for (const std::string_view key : keys) {
    take(fact, view.text(section + std::string(key)));
  }
}

/// The type that weights are kept in is that of the products where no other is said.
void read_weights_type(ConfigView& view, TrainingFacts& facts, const std::string& section) {
  for (const std::string_view key : {"torch_dtype", "dtype"}) {
    take(facts.precision, meaning_at(view, under(section, key), half_types()));
  }
}

/// An adapter where it is asked for, or where its rank is said and it is not switched off.
MaybeSaid<std::string> read_method(ConfigView& view, const std::string& section) {
  const auto peft = view.flag({section + "use_peft", section + "use_lora"});
  const auto rank = view.number({section + "lora_r", section + "lora_rank"});
  if (peft ? !peft->value : !rank) {
    return std::nullopt;
  }
  const auto bits = view.number(section + "bits");
  const bool four = is_true(view.flag(section + "load_in_4bit")) || (bits && bits->value == 4);
  return view.said(peft ? peft->key : rank->key, four ? "qlora" : "lora");
}

void read_adapter(ConfigView& view, TrainingFacts& facts, const std::string& section) {
  const auto method = read_method(view, section);
  if (!method) {
    return;
  }
  take(facts.method, method);
  take(facts.adapter_rank, view.number({section + "lora_r", section + "lora_rank"}));
  take(facts.adapter_targets, view.words(section + "lora_target_modules"));
  take(facts.trained_modules, view.words(section + "lora_modules_to_save"));
}

/// A data set of which all samples are taken; nothing where it is only a share of them.
bool is_whole(const DocumentNode* weight) {
  return weight == nullptr || weight->kind != Kind::number || weight->number == 1;
}

/// `dataset_mixer`: names and the shares that are taken of them.
void read_mixer(ConfigView& view, TrainingFacts& facts, const std::string& path) {
  const DocumentNode* const node = view.node(path);
  if (node == nullptr || node->kind != Kind::map ||
      !std::all_of(node->entries.begin(), node->entries.end(),
                   [](const auto& entry) { return is_whole(&entry.value); })) {
    return;
  }
  for (const DocumentNode::Entry& entry : node->entries) {
    Said<std::string> name = view.said(path, entry.key);
    name.place = entry.key_place;
    add_dataset(facts, std::move(name));
  }
}

/// `dataset_mixture.datasets`: objects with `id` and `weight`.
void read_mixture(ConfigView& view, TrainingFacts& facts, const std::string& path) {
  const DocumentNode* const node = view.node(path);
  if (node == nullptr || !std::all_of(node->items.begin(), node->items.end(), [](const auto& item) {
        return is_whole(item.find("weight"));
      })) {
    return;
  }
  for (std::size_t i = 0; i < node->items.size(); ++i) {
    const std::string item = path + "." + std::to_string(i);
    add_dataset(facts, view.text({item + ".id", item + ".path"}));
  }
}

void read_datasets(ConfigView& view, TrainingFacts& facts, const std::string& section) {
  for (Said<std::string>& name : view.words(section + "dataset_name")) {
    add_dataset(facts, std::move(name));
  }
  read_mixer(view, facts, section + "dataset_mixer");
  read_mixture(view, facts, section + "dataset_mixture.datasets");
}

void read_section(ConfigView& view, TrainingFacts& facts, const std::string& section) {
  read_texts(view, section, facts.name, name_keys);
  read_texts(view, section, facts.model, model_keys);
  read_trainer(view, facts, section);
  read_numbers(view, facts, number_rows, section);
  take(facts.packed, view.flag(section + "packing"));
  read_precision(view, facts, section);
  read_mixed_precision(view, facts, section + "mixed_precision");
  read_weights_type(view, facts, section);
  read_checkpointing(view, facts,
                     {"gradient_checkpointing", "fsdp_config.activation_checkpointing"}, section);
  read_adapter(view, facts, section);
  read_datasets(view, facts, section);
  read_inline_deepspeed(view, facts, section + "deepspeed");
}

}  // namespace

bool is_hugging_face(const Document& document) {
  return has_anywhere(document, telling_keys) || is_model_config(document);
}

void read_hugging_face(ConfigView& view, TrainingFacts& facts) {
  if (is_model_config(view.document())) {
    return read_model_config(view, facts);
  }
  for (const std::string& section : sections_of(view.document())) {
    read_section(view, facts, section);
  }
  read_launcher(view, facts);
  if (has_anywhere(view.document(), argument_keys)) {
    assume_trainer_defaults(view, facts);
  }
}

}  // namespace plume
