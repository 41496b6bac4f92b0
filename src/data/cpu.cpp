// SPDX-License-Identifier: Apache-2.0
#include "data/cpu_name.hpp"
#include "data/tables.hpp"
#include "plume/data/catalogue.hpp"

#include <algorithm>

namespace plume {

const Cpu* find_cpu(std::string_view name) {
  const auto names = tables::cpu_names();
  const std::string key = normalised_cpu(name);
  const auto found = std::lower_bound(
      names.begin(), names.end(), key,
      [](const tables::Name& other, std::string_view wanted) { return other.key.view() < wanted; });
  const bool here = found != names.end() && !key.empty() && found->key.view() == key;
  return here ? &cpus()[found->row] : nullptr;
}

const Equivalence* find_equivalence(std::string_view id) {
  const auto all = equivalences();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [id](const Equivalence& e) { return e.id.view() == id; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace plume
