// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string_view>

namespace plume {

/// What an expression over whole numbers gives, "8 * (NODES - 1)". Nothing where a variable is
/// unknown, and for what is no such expression.
std::optional<double>
shell_arithmetic(std::string_view expression,
                 const std::function<std::optional<double>(std::string_view)>& variable);

}  // namespace plume
