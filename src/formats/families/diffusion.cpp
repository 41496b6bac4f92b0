// SPDX-License-Identifier: Apache-2.0
/// The denoising models of the diffusers library.
#include "formats/families/transformer.hpp"
#include "plume/models/unet.hpp"

#include <array>
#include <cmath>

namespace plume {

namespace {

constexpr double clip_text_tokens = 77;

/// One value for all levels, or one for each.
std::vector<double> for_levels(ConfigReader& c, const char* key, double otherwise,
                               std::size_t levels) {
  std::vector<double> values = c.list_or(key, {otherwise});
  if (values.size() == 1) {
    values.resize(levels, values.front());
  }
  if (values.size() != levels) {
    contradict(std::string("`").append(key).append("` has not one member for each level"));
  }
  return values;
}

/// Whether a level attends to the text; a block of another kind is not known.
bool attends(const std::string& block, const char* way) {
  if (block == std::string("CrossAttn").append(way).append("Block2D")) {
    return true;
  }
  if (block != std::string(way).append("Block2D")) {
    throw Unusable{"unknown-architecture",
                   std::string("`").append(block).append("` is no block of a U-Net that is known"),
                   "give --parameters"};
  }
  return false;
}

void read_levels(ConfigReader& c, UNetShape& shape) {
  const auto channels = c.list_or("block_out_channels", {320, 640, 1280, 1280});
  const std::size_t levels = channels.size();
  const auto down = c.texts_or("down_block_types", {"CrossAttnDownBlock2D", "CrossAttnDownBlock2D",
                                                    "CrossAttnDownBlock2D", "DownBlock2D"});
  const auto up = c.texts_or("up_block_types", {"UpBlock2D", "CrossAttnUpBlock2D",
                                                "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"});
  const auto blocks = for_levels(c, "layers_per_block", 2, levels);
  const auto depth = for_levels(c, "transformer_layers_per_block", 1, levels);
  const auto context = for_levels(c, "cross_attention_dim", 1280, levels);
  if (down.size() != levels || up.size() != levels) {
    contradict("the U-Net has not one block down and one up for each of `block_out_channels`");
  }
  for (std::size_t i = 0; i < levels; ++i) {
    if (channels[i] < 1 || blocks[i] > 100 || depth[i] > 1000) {
      refuse_value("block_out_channels, layers_per_block", "are no sensible sizes");
    }
    shape.down.push_back(
        {channels[i], blocks[i], attends(down[i], "Down") ? depth[i] : 0, context[i]});
  }
  for (std::size_t i = 0; i < levels; ++i) {
    const std::size_t level = levels - 1 - i;
    shape.up.push_back({channels[level], blocks[level] + 1, attends(up[i], "Up") ? depth[level] : 0,
                        context[level]});
  }
  shape.middle_transformer_layers = depth.back();
}

/// Keys that change the shape in ways that are not known here.
void refuse_rare_shapes(ConfigReader& c) {
  const auto known = [&](const char* key, const char* only) {
    if (c.text_or(key, only) != only) {
      refuse_value(key, std::string("is known only as ").append(only));
    }
  };
  known("mid_block_type", "UNetMidBlock2DCrossAttn");
  known("time_embedding_type", "positional");
  known("attention_type", "default");
  for (const char* const key : {"class_embed_type", "encoder_hid_dim_type", "encoder_hid_dim",
                                "reverse_transformer_layers_per_block", "cross_attention_norm"}) {
    if (c.has(key)) {
      refuse_value(key, "is known only as null");
    }
  }
  for (const char* const key : {"dual_cross_attention", "class_embeddings_concat"}) {
    if (c.flag_or(key, false)) {
      refuse_value(key, "is known only as false");
    }
  }
}

double read_condition_width(ConfigReader& c) {
  const std::string kind = c.text_or("addition_embed_type", "none");
  if (kind == "none") {
    return 0;
  }
  if (kind != "text_time") {
    refuse_value("addition_embed_type", "is known only as text_time");
  }
  return c.size("projection_class_embeddings_input_dim", 2816);
}

double square(double number) {
  return number * number;
}

ModelSize read_unet(ConfigReader& c) {
  refuse_rare_shapes(c);
  UNetShape shape;
  shape.channels_in = c.size_or("in_channels", 4);
  shape.channels_out = c.size_or("out_channels", 4);
  shape.taps_in = square(c.size_or("conv_in_kernel", 3));
  shape.taps_out = square(c.size_or("conv_out_kernel", 3));
  read_levels(c, shape);
  shape.time_width = c.size_or("time_embedding_dim", 4 * shape.down.front().channels);
  shape.condition_width = read_condition_width(c);
  shape.classes = c.count_or("num_class_embeds", 0);
  shape.distilled_width = c.count_or("time_cond_proj_dim", 0);
  shape.scale_and_shift = c.text_or("resnet_time_scale_shift", "default") == "scale_shift";
  const auto sides = c.list_or("sample_size", {0}, 2);
  shape.side = std::sqrt(sides.front() * sides.back());
  shape.context_tokens = clip_text_tokens;
  return unet_size(shape);
}

/// The two dense layers through which a time step, a size or a class label enters.
Part embedded_number(double in, double width) {
  return linear(in, width, true) + linear(width, width, true);
}

struct DiffusionSizes {
  TransformerSizes transformer;
  double patch = 0;
  double side = 0;
  double channels_in = 0;
  double channels_out = 0;
};

DiffusionSizes read_diffusion_sizes(ConfigReader& c, double side, double channels_out) {
  DiffusionSizes s;
  s.transformer.layers = c.layers_or("num_layers", 28);
  s.transformer.heads = s.transformer.key_heads = c.size_or("num_attention_heads", 16);
  s.transformer.head_size = c.size_or("attention_head_dim", 72);
  s.transformer.width = s.transformer.heads * s.transformer.head_size;
  s.transformer.inner = 4 * s.transformer.width;
  s.patch = c.size_or("patch_size", 2);
  s.side = c.size_or("sample_size", side);
  s.channels_in = c.size_or("in_channels", 4);
  s.channels_out = c.size_or("out_channels", channels_out > 0 ? channels_out : s.channels_in);
  return s;
}

Part patches_in_and_out(const DiffusionSizes& s) {
  const double area = square(s.patch);
  return convolution(s.channels_in, s.transformer.width, area, true) +
         linear(s.transformer.width, area * s.channels_out, true);
}

/// `on_image` works once an image, the rest on each patch.
ModelSize diffusion_size(const DiffusionSizes& s, const Part& on_tokens, const Part& on_image,
                         const Part& on_context, double context_tokens) {
  const TransformerSizes& t = s.transformer;
  ModelSize size =
      transformer(ModelKind::diffusion, t, on_tokens + once(on_image) + once(on_context));
  size.sample_tokens = square(std::floor(s.side / s.patch));
  size.forward_per_sample = forward_work(on_tokens, size.sample_tokens,
                                         {t.layers, t.width, size.sample_tokens + context_tokens}) +
                            forward_work(on_image, 1, {}) +
                            forward_work(on_context, context_tokens, {});
  return size;
}

/// Peebles and Xie 2023. In diffusers each layer embeds time step and class label for itself.
ModelSize read_dit(ConfigReader& c) {
  const DiffusionSizes s = read_diffusion_sizes(c, 32, 0);
  const double width = s.transformer.width;
  const bool biased = c.flag_or("attention_bias", true);
  const Part layer = attention(attention_sizes(s.transformer, biased, true)) +
                     feed_forward({.width = width, .inner = s.transformer.inner, .bias = true});
  const Part condition = embedded_number(256, width) +
                         table(c.size_or("num_embeds_ada_norm", 1000) + 1, width) +
                         linear(width, 6 * width, true);
  return diffusion_size(s, s.transformer.layers * layer + patches_in_and_out(s),
                        s.transformer.layers * condition + linear(width, 2 * width, true), {}, 0);
}

/// Image size and aspect ratio enter as three numbers of a third of the width each.
Part image_conditions(ConfigReader& c, const DiffusionSizes& s) {
  const bool asked = c.flag_or("use_additional_conditions", s.side == 128);
  return asked ? 2 * embedded_number(256, std::floor(s.transformer.width / 3)) : Part{};
}

/// Chen et al. 2023: one embedding of the time step for all layers, and attention to a text of
/// 120 tokens.
ModelSize read_pixart(ConfigReader& c) {
  const DiffusionSizes s = read_diffusion_sizes(c, 128, 8);
  const double width = s.transformer.width;
  const bool biased = c.flag_or("attention_bias", true);
  constexpr double text_tokens = 120;
  AttentionSizes cross = attention_sizes(s.transformer, biased, true);
  cross.source_width = c.size_or("cross_attention_dim", 1152);
  const Part source_keys = key_value_projections(cross);
  const Part cross_on_tokens = linear(width, width, biased) + linear(width, width, true);
  const Part layer = attention(attention_sizes(s.transformer, biased, true)) + cross_on_tokens +
                     feed_forward({.width = width, .inner = s.transformer.inner, .bias = true}) +
                     table(6, width);
  const double caption = c.count_or("caption_channels", 0);
  const Part captions = caption > 0 ? embedded_number(caption, width) : Part{};
  const Part condition =
      embedded_number(256, width) + image_conditions(c, s) + linear(width, 6 * width, true);
  return diffusion_size(s, s.transformer.layers * layer + patches_in_and_out(s) + table(2, width),
                        condition, s.transformer.layers * source_keys + captions, text_tokens);
}

/// Before each had a class of its own, the norm told the two apart.
ModelSize read_transformer_2d(ConfigReader& c) {
  const std::string kind = c.text_or("norm_type", "layer_norm");
  if (kind == "ada_norm_zero") {
    return read_dit(c);
  }
  if (kind == "ada_norm_single") {
    return read_pixart(c);
  }
  refuse_value("norm_type", "is known only as ada_norm_zero (DiT) and ada_norm_single (PixArt)");
}

constexpr auto families =
    std::to_array<ConfigFamily>({{"UNet2DConditionModel", read_unet},
                                 {"DiTTransformer2DModel", read_dit},
                                 {"PixArtTransformer2DModel", read_pixart},
                                 {"Transformer2DModel", read_transformer_2d}});

}  // namespace

std::span<const ConfigFamily> diffusion_families() {
  return families;
}

}  // namespace plume
