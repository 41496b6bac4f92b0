// SPDX-License-Identifier: Apache-2.0
/// The families of architectures, by the `model_type` (or, of diffusers, the `_class_name`) of
/// their config. Defaults are those of the transformers and diffusers libraries.
#pragma once

#include "formats/config_reader.hpp"
#include "plume/models/parts.hpp"

#include <span>
#include <string_view>

namespace plume {

struct ConfigFamily {
  std::string_view model_type;
  ModelSize (*read)(ConfigReader&);
};

std::span<const ConfigFamily> decoder_families();
std::span<const ConfigFamily> older_decoder_families();
std::span<const ConfigFamily> expert_families();
std::span<const ConfigFamily> encoder_families();
std::span<const ConfigFamily> encoder_decoder_families();
std::span<const ConfigFamily> vision_families();
std::span<const ConfigFamily> speech_families();
std::span<const ConfigFamily> diffusion_families();
std::span<const ConfigFamily> spelled_out_families();

}  // namespace plume
