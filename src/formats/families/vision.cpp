// SPDX-License-Identifier: Apache-2.0
/// Vision transformers, and CLIP with its two towers.
#include "formats/families/transformer.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace plume {

namespace {

/// How an image becomes tokens.
struct Patches {
  double count = 0;
  Part embedding;
  double image = 0;  ///< pixels of a side
  double side = 0;   ///< likewise, of one patch
};

double single(ConfigReader& c, const char* key, double usual) {
  const std::vector<double> sides = c.list_or(key, {usual}, 2);
  if (sides.front() != sides.back() || sides.front() < 1) {
    refuse_value(key, "must be one side of a square");
  }
  return sides.front();
}

Patches read_patches(ConfigReader& c, double width, double image, double patch, bool bias) {
  const double side = single(c, "patch_size", patch);
  const double of_image = single(c, "image_size", image);
  const double per_side = std::floor(of_image / side);
  if (per_side < 1) {
    contradict("the model's patches are larger than its image");
  }
  return {per_side * per_side, convolution(c.size_or("num_channels", 3), width, side * side, bias),
          of_image, side};
}

/// Encoders of images: tokens are patches and one that stands for the image.
struct Tower {
  TransformerSizes sizes;
  Part on_tokens;  ///< layers
  Part on_patches;
  Part tables;
  Part on_image;  ///< what works on the one token: head, projection
  double tokens = 0;
};

Work forward_of(const Tower& t, double patches) {
  const AttentionShape shape{t.sizes.layers, t.sizes.heads * t.sizes.head_size, t.tokens};
  return forward_work(t.on_tokens, t.tokens, shape) + forward_work(t.on_patches, patches, {}) +
         forward_work(t.on_image, 1, {});
}

ModelSize size_of(const Tower& t, double patches) {
  ModelSize size = transformer(ModelKind::vision_transformer, t.sizes,
                               t.on_tokens + t.on_patches + t.tables + once(t.on_image));
  size.sample_tokens = t.tokens;
  size.forward_per_sample = forward_of(t, patches);
  return size;
}

/// Of a model that sees images alone, which may be of another size.
ModelSize size_of_images(const Tower& t, const Patches& patches) {
  ModelSize size = size_of(t, patches.count);
  size.image_size = patches.image;
  size.patch_size = patches.side;
  return size;
}

TransformerSizes read_vision_sizes(ConfigReader& c) {
  TransformerSizes s;
  s.layers = c.layers("num_hidden_layers", 12);
  s.width = c.size("hidden_size", 768);
  s.heads = s.key_heads = c.size("num_attention_heads", 12);
  s.head_size = equal_heads(s.width, s.heads);
  s.inner = c.size_or("intermediate_size", 4 * s.width);
  return s;
}

bool is_for(ConfigReader& c, std::string_view task) {
  if (c.members("architectures").value_or(0) == 0) {
    return false;
  }
  return c.texts_or("architectures", {}).front().find(task) != std::string::npos;
}

/// Labels of a classifier: two where nothing is said, as the library has it.
double read_labels(ConfigReader& c) {
  const double listed = c.members("id2label").value_or(2);
  const double labels = c.size_or("num_labels", std::max(1.0, listed));
  c.remember("num_labels", static_cast<std::int64_t>(labels));
  return labels;
}

/// The classifier where the config is one's; else the pooler of the plain model.
ModelSize read_vit(ConfigReader& c) {
  const TransformerSizes s = read_vision_sizes(c);
  const Patches patches = read_patches(c, s.width, 224, 16, true);
  const double tokens = patches.count + 1;
  const Part layer = attention(attention_sizes(s, c.flag_or("qkv_bias", true), true)) +
                     feed_forward({.width = s.width, .inner = s.inner, .bias = true}) +
                     2 * norm(Norm::layer, s.width);
  const bool classifies = is_for(c, "ForImageClassification");
  return size_of_images({.sizes = s,
                         .on_tokens = s.layers * layer + norm(Norm::layer, s.width),
                         .on_patches = patches.embedding,
                         .tables = table(1 + tokens, s.width),
                         .on_image = linear(s.width, classifies ? read_labels(c) : s.width, true),
                         .tokens = tokens},
                        patches);
}

/// The gated feed-forward layer of DINOv2's largest model: two thirds as wide, in steps of 8.
Part dino_feed_forward(ConfigReader& c, const TransformerSizes& s) {
  const double inner = std::floor(s.width * c.factor_or("mlp_ratio", 4));
  if (!c.flag_or("use_swiglu_ffn", false)) {
    return feed_forward({.width = s.width, .inner = inner, .bias = true});
  }
  const double gated = std::floor((std::floor(inner * 2 / 3) + 7) / 8) * 8;
  return feed_forward({.width = s.width, .inner = gated, .gated = true, .bias = true});
}

/// ViT with a scale on each residual, a token for masks, and registers where there are any.
ModelSize read_dinov2(ConfigReader& c) {
  const TransformerSizes s = read_vision_sizes(c);
  const Patches patches = read_patches(c, s.width, 224, 14, true);
  const double registers = c.count_or("num_register_tokens", 0);
  const Part layer = attention(attention_sizes(s, c.flag_or("qkv_bias", true), true)) +
                     dino_feed_forward(c, s) + 2 * norm(Norm::layer, s.width) + table(2, s.width);
  const Part head =
      is_for(c, "ForImageClassification") ? linear(2 * s.width, read_labels(c), true) : Part{};
  return size_of_images({.sizes = s,
                         .on_tokens = s.layers * layer + norm(Norm::layer, s.width),
                         .on_patches = patches.embedding,
                         .tables = table(2 + registers + patches.count + 1, s.width),
                         .on_image = head,
                         .tokens = patches.count + 1 + registers},
                        patches);
}

struct ClipTower {
  Tower tower;
  double patches = 0;
};

ClipTower read_clip_vision(ConfigReader& c, double projected) {
  const TransformerSizes s =
      read_sizes(c, {.layers = 12, .width = 768, .heads = 12, .inner = 3072, .vocabulary = 1});
  const Patches patches = read_patches(c, s.width, 224, 32, false);
  const double tokens = patches.count + 1;
  return {{.sizes = s,
           .on_tokens = s.layers * classic_layer(s) + 2 * norm(Norm::layer, s.width),
           .on_patches = patches.embedding,
           .tables = table(1 + tokens, s.width),
           .on_image = linear(s.width, projected, false),
           .tokens = tokens},
          patches.count};
}

Tower read_clip_text(ConfigReader& c, double projected) {
  const TransformerSizes s =
      read_sizes(c, {.layers = 12, .width = 512, .heads = 8, .inner = 2048, .vocabulary = 49408});
  const double tokens = c.size("max_position_embeddings", 77);
  return {.sizes = s,
          .on_tokens = s.layers * classic_layer(s) + norm(Norm::layer, s.width),
          .on_patches = {},
          .tables = table(s.vocabulary + tokens, s.width),
          .on_image = linear(s.width, projected, false),
          .tokens = tokens};
}

/// A sample is an image and a text of full length; each goes through its own tower.
ModelSize read_clip(ConfigReader& c) {
  const double projected = c.size_or("projection_dim", 512);
  ConfigReader text_part = c.part("text_config");
  ConfigReader vision_part = c.part("vision_config");
  const Tower text = read_clip_text(text_part, projected);
  const ClipTower vision = read_clip_vision(vision_part, projected);
  ModelSize size = size_of(vision.tower, vision.patches);
  const Part of_text = text.on_tokens + text.tables + once(text.on_image);
  const double temperature = 1;
  size.parameters += of_text.parameters + temperature;
  size.active_parameters = size.parameters;
  size.matrix_parameters += of_text.products;
  size.sample_tokens += text.tokens;
  size.forward_per_sample = size.forward_per_sample + forward_of(text, 0);
  return size;
}

constexpr auto families = std::to_array<ConfigFamily>({{"vit", read_vit},
                                                       {"dinov2", read_dinov2},
                                                       {"dinov2_with_registers", read_dinov2},
                                                       {"clip", read_clip}});

}  // namespace

std::span<const ConfigFamily> vision_families() {
  return families;
}

}  // namespace plume
