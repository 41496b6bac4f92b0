// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/compare.hpp"
#include "plume/pipeline/what_if.hpp"
#include "plume/report/render.hpp"

#include <string>

namespace plume {

/// A run with what it is called in a comparison.
struct NamedReport {
  std::string name;
  const Report& report;
};

/// Two runs term by term: text, JSON (`plume.compare/1`, docs/reference/compare.md), CSV or
/// Markdown.
std::string render_comparison(const NamedReport& a, const NamedReport& b,
                              const Comparison& comparison, const RenderOptions& options);

/// A table of runs, in the same formats. `explain` adds to the text what each run changes against
/// the base, by lever; JSON always has it.
std::string render_what_if(const WhatIf& table, const RenderOptions& options, bool explain);

}  // namespace plume
