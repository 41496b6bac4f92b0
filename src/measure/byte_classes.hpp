// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bitset>
#include <optional>
#include <string_view>

namespace plume {

/// Bytes that one place of a pattern takes.
using Bytes = std::bitset<256>;

/// All from the first to the last.
Bytes range_of(unsigned char first, unsigned char last);

/// Those of a text.
Bytes bytes_of(std::string_view text);

/// Letters, digits and `_`.
Bytes word_bytes();

/// What a letter behind a backslash stands for, where that is several bytes: `\d`, `\W`.
std::optional<Bytes> class_of(char letter);

}  // namespace plume
