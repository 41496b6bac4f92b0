// SPDX-License-Identifier: Apache-2.0
#include "formats/families/lora_shape.hpp"

#include <algorithm>
#include <array>

namespace plume {

namespace {

double read_inner(ConfigReader& c, double otherwise) {
  for (const char* const key :
       {"intermediate_size", "ffn_dim", "ffn_hidden_size", "n_inner", "hidden_dim"}) {
    if (c.has(key)) {
      return c.size(key, otherwise);
    }
  }
  return c.size_or("expansion_ratio", 4) * otherwise / 4;
}

}  // namespace

TransformerSizes read_stack(ConfigReader& c, const UsualSizes& usual) {
  TransformerSizes s;
  s.layers = c.size_of({"num_hidden_layers", "n_layer", "n_layers", "num_layers"}, 0);
  s.width = c.size_of({"hidden_size", "n_embd", "d_model", "n_embed", "dim"}, 0);
  s.heads = c.size_of({"num_attention_heads", "n_head", "n_heads", "num_heads"}, 0);
  const bool usual_keys = usual.key_heads > 0 && !c.is_null("num_key_value_heads");
  s.key_heads = c.size_or("num_key_value_heads", usual_keys ? usual.key_heads : s.heads);
  s.head_size = c.has("head_dim")     ? c.size("head_dim", 0)
                : usual.head_size > 0 ? usual.head_size
                                      : equal_heads(s.width, s.heads);
  s.inner = read_inner(c, 4 * s.width);
  s.vocabulary = c.size_or("vocab_size", 0);
  return s;
}

double query_width(const TransformerSizes& s) {
  return s.heads * s.head_size;
}

double key_width(const TransformerSizes& s) {
  return s.key_heads * s.head_size;
}

void add_outside(std::vector<AdaptableMatrix>& out, const TransformerSizes& s,
                 std::string_view words, std::string_view head) {
  const AdaptableMatrix table{words, s.vocabulary, s.width, 1, false, true};
  out.push_back(table);
  if (!head.empty()) {
    out.push_back({head, s.width, s.vocabulary, 1, false, true});
  }
}

bool is_every_linear_layer(std::string_view target) {
  constexpr std::array<std::string_view, 2> words{"all-linear", "all"};
  return std::find(words.begin(), words.end(), target) != words.end();
}

const AdaptableFamily* find_adaptable_family(std::string_view model_type) {
  for (const auto group : {adaptable_decoders(), adaptable_older_decoders(), adaptable_others()}) {
    const auto found = std::find_if(group.begin(), group.end(), [&](const AdaptableFamily& f) {
      return f.model_type == model_type;
    });
    if (found != group.end()) {
      return &*found;
    }
  }
  return nullptr;
}

}  // namespace plume
