// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace plume::generate {

/// The offset at which the value that a JSON pointer names begins in `text`, which must be valid
/// JSON; the offset of the last value on the way when the pointer leads nowhere.
std::size_t locate(std::string_view text, std::string_view pointer);

}  // namespace plume::generate
