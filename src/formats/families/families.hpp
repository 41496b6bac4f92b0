// SPDX-License-Identifier: Apache-2.0
/// The families of architectures, by the `model_type` (or, of diffusers, the `_class_name`) of
/// their config. Defaults are those of the transformers and diffusers libraries.
#pragma once

#include "formats/config_reader.hpp"
#include "plume/models/parts.hpp"

#include <span>
#include <string_view>

namespace plume {

struct Family {
  std::string_view model_type;
  ModelSize (*read)(ConfigReader&);
};

std::span<const Family> decoder_families();
std::span<const Family> older_decoder_families();
std::span<const Family> expert_families();
std::span<const Family> encoder_families();
std::span<const Family> encoder_decoder_families();
std::span<const Family> vision_families();
std::span<const Family> speech_families();
std::span<const Family> diffusion_families();

}  // namespace plume
