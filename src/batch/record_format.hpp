// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "batch/splitter.hpp"

#include <optional>
#include <string_view>

namespace plume {

/// Whether the format of a file can be told from its first bytes.
bool is_telling(std::string_view head);

/// The format of a file: as asked for, else by the end of its name, else by its first bytes.
RecordFormat format_of(std::string_view name, std::string_view head,
                       std::optional<RecordFormat> asked);

/// Whether the first line says what the columns are.
bool has_header(RecordFormat format);

/// Whether records are found from any byte on.
bool can_be_divided(RecordFormat format);

std::unique_ptr<Splitter> splitter_of(RecordFormat format, const SplitStart& start);

}  // namespace plume
