// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/report.hpp"

#include <array>
#include <string>
#include <string_view>

namespace plume {

/// Formats of others that a report is written in.
enum class ExportFormat {
  codecarbon,       ///< emissions.csv of CodeCarbon: a header and one row
  boamps,           ///< report of BoAmps, JSON
  spdx,             ///< SPDX 3.0.1 with the energy of the AI profile, JSON-LD
  cyclonedx,        ///< CycloneDX 1.6 with the model card of one component, JSON
  statement,        ///< a paragraph for a paper, Markdown
  statement_latex,  ///< the same in LaTeX
};
inline constexpr std::array<std::string_view, 6> export_format_names{
    "codecarbon", "boamps", "spdx", "cyclonedx", "statement", "statement-latex"};

/// What such a document says and a report does not. Empty texts are left out.
struct ExportWords {
  std::string time;     ///< of writing, in UTC: "2026-11-22T09:30:00Z"
  std::string project;  ///< that the run is part of
  std::string author;   ///< who states it: a person or an organisation
};

/// The report in another's format, ending in a newline: central figures, and the interval where the
/// format has room for it. What a report does not know is left out, or empty in a column. Throws
/// `Failure` (bad input) for a time that is none, and for SPDX without a time.
std::string render_export(const Report& report, ExportFormat format, const ExportWords& words);

}  // namespace plume
