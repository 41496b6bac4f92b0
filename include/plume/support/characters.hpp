// SPDX-License-Identifier: Apache-2.0
/// Characters of UTF-8 that do harm where a text of others is shown.
#pragma once

#include <cstddef>
#include <string_view>

namespace plume {

/// Bytes of the control character at the front of a text, of C0 or C1; 0 where there is none.
std::size_t control_width(std::string_view text);

/// Bytes of the character at the front that turns the direction of writing; 0 where there is none.
std::size_t turn_width(std::string_view text);

}  // namespace plume
