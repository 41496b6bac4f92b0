// SPDX-License-Identifier: Apache-2.0
/// What the values of configurations mean, however frameworks write them.
#pragma once

#include "plume/formats/document.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// Whether a value is for somebody else to say: null, "auto", a variable of the environment.
bool is_open(const DocumentNode& node, Syntax syntax);

/// Whether it is neither a list nor a map.
bool is_scalar(const DocumentNode& node);

/// A number, or a text that reads as one: "1e9", "100_000", "4k". False is 0.
std::optional<double> as_number(const DocumentNode& node);

/// As it is written, without blanks around it; nothing of a list or a map.
std::optional<std::string> as_text(const DocumentNode& node);

std::optional<bool> as_flag(const DocumentNode& node);

/// The words of "[a, 'b']", "a,b" and "a b".
std::vector<std::string_view> split_words(std::string_view text);

}  // namespace plume
