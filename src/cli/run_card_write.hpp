// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/flags.hpp"
#include "plume/gate/card_block.hpp"
#include "plume/report/exports.hpp"

#include <optional>
#include <string>
#include <vector>

namespace plume {

/// The command line of `plume card write`.
struct CardWriteFlags {
  CommonFlags common;
  std::string card;    ///< README.md; empty where only a report in another form is asked for
  std::string report;  ///< a manifest or a report; empty when flags say everything
  std::vector<FieldFlag> fields;
  CardWords words;
  ExportWords export_words;
  std::optional<ExportFormat> as;
  bool section = false;
  bool diff = false;
};

/// Writes the footprint of a run into a model card, or in the form of another tool.
ExitCode run_card_write(const CardWriteFlags& flags);

}  // namespace plume
