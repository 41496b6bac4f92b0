// SPDX-License-Identifier: Apache-2.0
#include "plume/data/catalogue.hpp"

#include <algorithm>
#include <string>

namespace plume {

namespace {

bool holds(const Family& family, const Accelerator& accelerator) {
  const auto members = aliases().subspan(family.members.begin, family.members.count);
  return std::any_of(members.begin(), members.end(),
                     [&](Text id) { return id.view() == accelerator.id.view(); });
}

bool is_of(const Family& family, std::string_view method) {
  const std::string_view id = family.id.view();
  return id.starts_with(method) && id.substr(method.size()).starts_with('/');
}

}  // namespace

const Figure* find_family_figure(std::string_view method, const Accelerator& of, bool variant_open,
                                 std::string_view name) {
  const Family* best = nullptr;
  for (const Family& family : families()) {
    const bool better =
        best == nullptr || (variant_open ? family.members.count > best->members.count
                                         : family.members.count < best->members.count);
    if (is_of(family, method) && better && holds(family, of)) {
      best = &family;
    }
  }
  return best == nullptr ? nullptr
                         : find_figure(std::string(best->id.view()).append("/").append(name));
}

}  // namespace plume
