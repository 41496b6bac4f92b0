// SPDX-License-Identifier: Apache-2.0
/// toml++ with its assertions on, whatever the build: a time without digits ("1979-05-27T@") breaks
/// what the library takes for granted, and it would read on from there.
#pragma once

#include <exception>

namespace plume {

/// The library took for granted what does not hold.
class BrokenAssumption final : public std::exception {};

[[noreturn]] inline void break_assumption() {
  throw BrokenAssumption();
}

}  // namespace plume

#undef NDEBUG
// NOLINTNEXTLINE(cppcoreguidelines-macro-usage): the library's own name
#define TOML_ASSERT(condition) ((condition) ? void() : plume::break_assumption())
#include <toml++/toml.h>

static_assert(TOML_HEADER_ONLY == 1, "only what is compiled here has these assertions");
