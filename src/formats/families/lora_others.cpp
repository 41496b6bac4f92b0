// SPDX-License-Identifier: Apache-2.0
/// Encoders and encoder-decoders, of text, sound and images.
#include "formats/families/lora_shape.hpp"

#include <array>

namespace plume {

namespace {

using Matrices = std::vector<AdaptableMatrix>;

/// Layers in the way of BERT, with these names of queries, keys and values.
Matrices bert_layers(const TransformerSizes& s, const std::array<std::string_view, 3>& names) {
  Matrices out;
  for (const std::string_view name : names) {
    out.push_back({name, s.width, s.width, s.layers});
  }
  out.push_back({"attention.output.dense", s.width, s.width, s.layers});
  out.push_back({"intermediate.dense", s.width, s.inner, s.layers});
  out.push_back({"output.dense", s.inner, s.width, s.layers});
  return out;
}

constexpr std::array<std::string_view, 3> bert_names{"attention.self.query", "attention.self.key",
                                                     "attention.self.value"};

/// The pooler, or the dense layer of a classifier in its place, is of the same size.
Matrices bert(ConfigReader& c) {
  const TransformerSizes s = read_stack(c);
  Matrices out = bert_layers(s, bert_names);
  out.push_back({"pooler.dense", s.width, s.width});
  add_outside(out, s, "word_embeddings", "");
  return out;
}

Matrices vit(ConfigReader& c) {
  return bert_layers(read_stack(c), {"attention.attention.query", "attention.attention.key",
                                     "attention.attention.value"});
}

Matrices deberta_v2(ConfigReader& c) {
  const TransformerSizes s = read_stack(c);
  Matrices out = bert_layers(
      s, {"attention.self.query_proj", "attention.self.key_proj", "attention.self.value_proj"});
  add_outside(out, s, "word_embeddings", "");
  return out;
}

Matrices distilbert(ConfigReader& c) {
  const TransformerSizes s = read_stack(c);
  Matrices out{{"attention.q_lin", s.width, s.width, s.layers},
               {"attention.k_lin", s.width, s.width, s.layers},
               {"attention.v_lin", s.width, s.width, s.layers},
               {"attention.out_lin", s.width, s.width, s.layers},
               {"ffn.lin1", s.width, s.inner, s.layers},
               {"ffn.lin2", s.inner, s.width, s.layers}};
  add_outside(out, s, "word_embeddings", "");
  return out;
}

Matrices modernbert(ConfigReader& c) {
  const TransformerSizes s = read_stack(c);
  Matrices out{{"attn.Wqkv", s.width, 3 * s.width, s.layers},
               {"attn.Wo", s.width, s.width, s.layers},
               {"mlp.Wi", s.width, 2 * s.inner, s.layers},
               {"mlp.Wo", s.inner, s.width, s.layers}};
  add_outside(out, s, "tok_embeddings", "");
  return out;
}

/// Each layer of the decoder attends twice.
Matrices t5_like(ConfigReader& c, bool gated) {
  TransformerSizes s;
  s.layers = c.size("num_layers", 6);
  s.width = c.size("d_model", 512);
  s.inner = c.size("d_ff", 2048);
  s.vocabulary = c.size("vocab_size", 32128);
  const double decoder = c.layers_or("num_decoder_layers", s.layers);
  const double attended = c.size("num_heads", 8) * c.size("d_kv", 64);
  const double attending = s.layers + 2 * decoder;
  const double layers = s.layers + decoder;
  Matrices out{{"q", s.width, attended, attending},
               {"k", s.width, attended, attending},
               {"v", s.width, attended, attending},
               {"o", attended, s.width, attending},
               {"wo", s.inner, s.width, layers}};
  if (gated) {
    out.push_back({"wi_0", s.width, s.inner, layers});
    out.push_back({"wi_1", s.width, s.inner, layers});
  } else {
    out.push_back({"wi", s.width, s.inner, layers});
  }
  add_outside(out, s, "shared", "lm_head");
  return out;
}

Matrices t5(ConfigReader& c) {
  return t5_like(c, c.text_or("feed_forward_proj", "relu").starts_with("gated"));
}

Matrices mt5(ConfigReader& c) {
  return t5_like(c, c.text_or("feed_forward_proj", "gated-gelu").starts_with("gated"));
}

Matrices bart(ConfigReader& c) {
  TransformerSizes s;
  s.width = c.size("d_model", 1024);
  s.vocabulary = c.size("vocab_size", 50265);
  const double encoder = c.layers("encoder_layers", 12);
  const double decoder = c.layers("decoder_layers", 12);
  const double inner = c.size("encoder_ffn_dim", 4096);
  const double attending = encoder + 2 * decoder;
  Matrices out;
  for (const std::string_view name : {"q_proj", "k_proj", "v_proj", "out_proj"}) {
    out.push_back({name, s.width, s.width, attending});
  }
  out.push_back({"fc1", s.width, inner, encoder});
  out.push_back({"fc2", inner, s.width, encoder});
  const double outer = c.size("decoder_ffn_dim", 4096);
  out.push_back({"fc1", s.width, outer, decoder});
  out.push_back({"fc2", outer, s.width, decoder});
  add_outside(out, s, "shared", "lm_head");
  return out;
}

// What TRANSFORMERS_MODELS_TO_LORA_TARGET_MODULES_MAPPING of the PEFT library has.
constexpr std::span<const std::string_view> none{};
constexpr std::array<std::string_view, 2> query_and_value{"query", "value"};
constexpr std::array<std::string_view, 2> of_deberta{"query_proj", "value_proj"};
constexpr std::array<std::string_view, 2> of_t5{"q", "v"};
constexpr std::array<std::string_view, 2> of_bart{"q_proj", "v_proj"};

constexpr auto families = std::to_array<AdaptableFamily>({{"bert", bert, query_and_value},
                                                          {"roberta", bert, query_and_value},
                                                          {"xlm-roberta", bert, query_and_value},
                                                          {"camembert", bert, none},
                                                          {"deberta-v2", deberta_v2, of_deberta},
                                                          {"distilbert", distilbert, none},
                                                          {"modernbert", modernbert, none},
                                                          {"vit", vit, none},
                                                          {"t5", t5, of_t5},
                                                          {"mt5", mt5, of_t5},
                                                          {"umt5", mt5, none},
                                                          {"bart", bart, of_bart},
                                                          {"mbart", bart, none},
                                                          {"whisper", bart, none}});

}  // namespace

std::span<const AdaptableFamily> adaptable_others() {
  return families;
}

}  // namespace plume
