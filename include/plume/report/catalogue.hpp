// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/data/entry.hpp"
#include "plume/report/render.hpp"

#include <span>
#include <string>

namespace plume {

/// Whole entries of the catalogue: every figure with condition, status and source. Text, or JSON:
/// an array of objects with at least `kind`, `id` and `name`.
std::string render_entries(std::span<const Entry> entries, const RenderOptions& options);

/// A list of entries, a line each; in JSON the same array as `render_entries`.
std::string render_listing(std::span<const Entry> entries, const RenderOptions& options);

}  // namespace plume
