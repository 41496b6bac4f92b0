// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/terminal.hpp"
#include "plume/report/render.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// What every command understands.
struct CommonFlags {
  Format format = Format::text;
  ColourChoice colour = ColourChoice::automatic;
  std::string data;    ///< a folder laid over the catalogue; empty for none
  std::string output;  ///< file to write to; empty is standard output
  bool quiet = false;
  bool verbose = false;
};

/// A flag that sets a value of a run, as it stood on the command line.
struct FieldFlag {
  const Field* field = nullptr;
  std::string text;
};

/// The command line of `plume estimate`.
struct EstimateFlags {
  CommonFlags common;
  std::string manifest;  ///< "-" is standard input; empty when flags say everything
  std::vector<FieldFlag> fields;
  bool strict = false;
  bool explain = false;
};

/// The command line of `plume data`.
struct DataFlags {
  CommonFlags common;
  std::string action;  ///< "list", "show", "search", "sources", "check" or "diff"
  std::vector<std::string> words;
};

}  // namespace plume
