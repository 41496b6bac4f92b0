// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/units/units.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace plume {

/// What a report in JSON says of its own result and of what made it.
struct PrintedReport {
  Carbon total;
  std::string plume;      ///< version of the program; empty when the text does not say
  std::string catalogue;  ///< release
};

/// Reads the result of a `plume.report`; nothing where the text is something else.
std::optional<PrintedReport> read_printed_report(std::string_view text);

}  // namespace plume
