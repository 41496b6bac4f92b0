// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/data/audit.hpp"
#include "plume/data/entry.hpp"
#include "plume/report/render.hpp"

#include <span>
#include <string>

namespace plume {

/// Whole entries of the catalogue: every figure with condition, status and source. Text, or JSON:
/// an array of objects with at least `kind`, `id` and `name`.
std::string render_entries(std::span<const Entry> entries, const RenderOptions& options);

/// A list of entries, a line each; in JSON the same array as `render_entries`; in CSV a line a
/// figure.
std::string render_listing(std::span<const Entry> entries, const RenderOptions& options);

/// Every source with its licence and the attribution that it asks for: text, JSON or CSV.
std::string render_sources(const RenderOptions& options);

/// That a data folder has no fault.
std::string render_checked(std::string_view folder, const RenderOptions& options);

/// What a data folder changes, figure by figure: text, JSON (`plume.diff/1`) or CSV.
std::string render_differences(std::span<const Difference> differences,
                               const RenderOptions& options);

}  // namespace plume
