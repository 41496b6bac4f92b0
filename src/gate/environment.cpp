// SPDX-License-Identifier: Apache-2.0
#include "plume/gate/settings.hpp"

#include <algorithm>
#include <array>

namespace plume {

namespace {

constexpr std::string_view prefix = "PLUME_";

/// Variables that say something else than a value of a run.
constexpr std::array<std::string_view, 5> of_the_program{
    "PLUME_DATA", "PLUME_ACCEPT", "PLUME_SYSFS", "PLUME_NVML", "PLUME_AMD_SMI"};

/// "--grid-intensity" to "PLUME_GRID_INTENSITY".
std::string variable_of(const Field& field) {
  std::string out(prefix);
  for (const char c : field.flag.substr(2)) {
    out.push_back(c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  }
  return out;
}

const Field* field_of(std::string_view variable) {
  const auto all = fields();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Field& field) {
    return !field.flag.empty() && variable_of(field) == variable;
  });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

std::vector<GivenValue> given_by_environment(const char* const* environment,
                                             std::vector<std::string>& unknown) {
  std::vector<GivenValue> out;
  for (; *environment != nullptr; ++environment) {
    const std::string_view entry(*environment);
    const std::string_view name = entry.substr(0, entry.find('='));
    const std::string_view value = entry.substr(std::min(name.size() + 1, entry.size()));
    const bool own =
        std::find(of_the_program.begin(), of_the_program.end(), name) != of_the_program.end();
    if (!name.starts_with(prefix) || own || value.empty()) {
      continue;
    }
    if (const Field* const field = field_of(name)) {
      out.push_back({field, {std::string(name), std::string(value), "", {}}});
    } else {
      unknown.emplace_back(name);
    }
  }
  return out;
}

}  // namespace plume
