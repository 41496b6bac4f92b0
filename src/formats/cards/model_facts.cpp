// SPDX-License-Identifier: Apache-2.0
#include "formats/cards/card_reader.hpp"
#include "formats/cards/card_words.hpp"
#include "formats/document_parts.hpp"
#include "formats/letters.hpp"
#include "plume/formats/card_number.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace plume::cards {

namespace {

using Kind = DocumentNode::Kind;

struct MetricName {
  std::string_view word;
  std::string_view type;
};
constexpr std::array<MetricName, 4> metric_names{
    {{"accuracy", "accuracy"}, {"f1", "f1"}, {"rouge1", "rouge1"}, {"rougel", "rougeL"}}};

/// A value below a key; one that is null where there is none.
const DocumentNode& member(const DocumentNode& map, std::string_view key) {
  static const DocumentNode nothing;
  const DocumentNode* const found = map.find(key);
  return found == nullptr ? nothing : *found;
}

bool says_text(const DocumentNode& node) {
  return (node.kind == Kind::text || node.kind == Kind::number) && !trimmed(node.text).empty();
}

/// One text, or those of a list.
std::vector<std::string> texts_of(const DocumentNode& node) {
  std::vector<std::string> out;
  if (says_text(node)) {
    out.emplace_back(trimmed(node.text));
  }
  for (const DocumentNode& item : node.items) {
    if (says_text(item)) {
      out.emplace_back(trimmed(item.text));
    }
  }
  return out;
}

std::string first_text(const DocumentNode& node) {
  const std::vector<std::string> texts = texts_of(node);
  return texts.empty() ? std::string() : texts.front();
}

std::optional<std::string_view> known_metric(const DocumentNode& name) {
  const std::string word = plain_word(name.text);
  const auto* const found = std::find_if(metric_names.begin(), metric_names.end(),
                                         [&](const MetricName& one) { return one.word == word; });
  return found == metric_names.end() ? std::nullopt : std::optional(found->type);
}

/// The type where it is one that counts, else the name: `type: rouge` with `name: Rouge1`.
std::string metric_type(const DocumentNode& metric) {
  for (const std::string_view key : {"type", "name"}) {
    if (const auto known = known_metric(member(metric, key))) {
      return std::string(*known);
    }
  }
  const std::string type = first_text(member(metric, "type"));
  return type.empty() ? first_text(member(metric, "name")) : type;
}

std::optional<double> metric_value(const DocumentNode& value) {
  if (value.kind == Kind::number) {
    return value.number;
  }
  const auto number = value.kind == Kind::text ? read_card_number(value.text) : std::nullopt;
  return number ? std::optional(number->value) : std::nullopt;
}

void read_metrics(const DocumentNode& metrics, Card& card) {
  for (const DocumentNode& metric : metrics.items) {
    const auto value = metric_value(member(metric, "value"));
    const std::string type = metric_type(metric);
    if (value && !type.empty()) {
      card.metrics.push_back({type, *value});
    }
  }
}

void read_results(const DocumentNode& models, Card& card) {
  for (const DocumentNode& model : models.items) {
    for (const DocumentNode& result : member(model, "results").items) {
      read_metrics(member(result, "metrics"), card);
    }
  }
}

std::string name_of(const DocumentNode& models) {
  return models.items.empty() ? std::string() : first_text(member(models.items.front(), "name"));
}

/// Those who quantise say who they are, and often nothing else.
std::string relation_of(const DocumentNode& root) {
  const std::string said = first_text(member(root, "base_model_relation"));
  const bool is_quantized = !first_text(member(root, "quantized_by")).empty();
  return said.empty() && is_quantized ? "quantized" : said;
}

}  // namespace

void read_model_facts(const DocumentNode& root, Card& card) {
  const DocumentNode& models = member(root, "model-index");
  card.name = name_of(models);
  card.tags = texts_of(member(root, "tags"));
  card.datasets = texts_of(member(root, "datasets"));
  card.base_models = texts_of(member(root, "base_model"));
  card.base_relation = relation_of(root);
  card.library = first_text(member(root, "library_name"));
  card.task = first_text(member(root, "pipeline_tag"));
  read_results(models, card);
  read_metrics(member(root, "metrics"), card);
}

}  // namespace plume::cards
