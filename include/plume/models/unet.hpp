// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/models/parts.hpp"

#include <vector>

namespace plume {

/// One resolution of a U-Net, on its way down or up.
struct UNetLevel {
  double channels = 0;
  double blocks = 0;              ///< residual blocks
  double transformer_layers = 0;  ///< behind each of them; zero where there is no attention
  double context_width = 0;       ///< of the text that is attended to
};

/// The U-Net of latent diffusion: Rombach et al. 2022, appendix E; Podell et al. 2023, section 2.1.
/// Each level halves the side of the one above it.
struct UNetShape {
  double channels_in = 0;
  double channels_out = 0;
  double taps_in = 9;
  double taps_out = 9;
  double time_width = 0;          ///< of the embedded time step
  double condition_width = 0;     ///< of sizes and pooled text that join the time step; 0: none
  double classes = 0;             ///< of a class label that joins the time step
  double distilled_width = 0;     ///< of the guidance scale of a distilled model
  bool scale_and_shift = false;   ///< the time step scales the residual blocks too
  std::vector<UNetLevel> down{};  ///< from the finest on
  std::vector<UNetLevel> up{};    ///< from the coarsest on; one residual block more than down
  double middle_transformer_layers = 0;  ///< between the two residual blocks of the middle
  double side = 0;                       ///< of the latent image; zero where it is not known
  double context_tokens = 0;             ///< of the text
};

/// Parameters and forward FLOP of one image. The width is that of the coarsest level.
ModelSize unet_size(const UNetShape& shape);

}  // namespace plume
