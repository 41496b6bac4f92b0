// SPDX-License-Identifier: Apache-2.0
/// Zones of a processor's energy counters, and which of them lie inside of others.
#pragma once

#include "formats/logs/log_draft.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace plume::logs {

/// Whether a zone ("core", "cores", "gpu", "uncore") is a part of the package, which counts it.
bool is_inside_package(std::string_view zone);

/// Whether a zone is known, inside of the package or not: "package", "pkg", "dram", "ram", "psys",
/// "platform", each perhaps with a number behind it ("package-0").
bool is_zone(std::string_view zone);

/// What a zone covers that `is_zone` knows.
MeterScope scope_of_zone(std::string_view zone);

/// "package", "package S0", "memory", "platform"
std::string zone_device(std::string_view zone, std::string_view part);

/// Takes out what the packages of the same host hold once more: the whole platform where they are
/// there. Throws `Failure` (bad input, `log-part-only`) where nothing but parts of packages, of
/// which `parts` readings were left out, is in the log.
void keep_widest(LogDraft& draft, std::size_t parts, const LogFile& file);

}  // namespace plume::logs
