// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fit/overhead.hpp"
#include "fit/steady_rate.hpp"
#include "fit/vision_fit.hpp"

#include <span>
#include <string>
#include <string_view>

/// Fits as files of the catalogue, every figure with the rows it was fitted to, and as tables for
/// people. `date` is that of the fit, "2026-11-21".
namespace plume::fit {

/// data/models/throughput-fit.json
std::string steady_file(const DenseFit& dense, const SteadyFit& moe, std::string_view date);

/// data/models/images-fit.json
std::string image_file(const ImageFit& fit, std::span<const LeftOut> left_out,
                       std::string_view date);

/// data/models/overhead-fit.json
std::string overhead_file(const OverheadFit& fit, std::string_view date);

/// The errors on unseen rows.
std::string steady_table(const DenseFit& dense, const SteadyFit& moe,
                         std::span<const LeftOut> images);
std::string overhead_table(const OverheadFit& fit);

}  // namespace plume::fit
