// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fit/steady_rate.hpp"

#include <string>
#include <string_view>

namespace plume::fit {

/// The coefficients as a file of the catalogue, data/models/throughput-fit.json: every figure with
/// the rows it was fitted to. `date` is that of the fit, "2026-11-21".
std::string as_data_file(const DenseFit& dense, const SteadyFit& moe, std::string_view date);

/// The errors on unseen rows, for people.
std::string as_table(const DenseFit& dense, const SteadyFit& moe);

}  // namespace plume::fit
