// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>

namespace plume {

/// Trained parameters of a low-rank adapter (Hu et al. 2021, section 4.1) on a model of this
/// config.json: rank x (in + out) for every matrix that the targets name, in every layer, and
/// whole the `trained_modules` beside it. Targets are names as the PEFT library matches them, by
/// the end of a module's path, or "all-linear"; where there are none, those that it takes for the
/// architecture. Nothing where the architecture's names are not known here, or a target is a
/// pattern or names nothing.
std::optional<double> adapter_parameters(const std::string& config_json, double rank,
                                         std::span<const std::string> targets,
                                         std::span<const std::string> trained_modules);

}  // namespace plume
