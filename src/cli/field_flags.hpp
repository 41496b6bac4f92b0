// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.hpp"
#include "plume/gate/settings.hpp"

#include <span>
#include <vector>

namespace plume {

/// Declares the flags that set a value of a run: those among `words`, or all when help is wanted.
/// What is given is added to `out`, which must outlive the app. Flags of `without` are left to the
/// command.
void add_field_flags(CLI::App& app, std::vector<FieldFlag>& out, Words words,
                     std::span<const Key> without = {});

/// What the flags say of a run, each with its name.
std::vector<GivenValue> given_by(const std::vector<FieldFlag>& flags);

}  // namespace plume
