// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/report.hpp"

#include <array>
#include <string>
#include <string_view>

namespace plume {

/// How a report is written.
enum class Format { text, json, csv, markdown };
inline constexpr std::array<std::string_view, 4> format_names{"text", "json", "csv", "markdown"};

struct RenderOptions {
  Format format = Format::text;
  bool colour = false;
  bool unicode = false;  ///< bars of block characters rather than of `#`
};

/// The report as text, ending in a newline. Steps are written when the report holds them. JSON is
/// `plume.report/1` (docs/reference/report.md); text is for people and may change.
std::string render(const Report& report, const RenderOptions& options);

}  // namespace plume
