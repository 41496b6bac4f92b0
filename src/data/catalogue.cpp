// SPDX-License-Identifier: Apache-2.0
#include "plume/data/catalogue.hpp"

#include "data/tables.hpp"

#include <algorithm>

namespace plume {

namespace tables {

constinit const Tables* in_use = &compiled;

}  // namespace tables

std::string_view catalogue_release() {
  return tables::release().view();
}

std::string_view catalogue_hash() {
  return tables::hash().view();
}

const Figure* Accelerator::figure(Property property) const {
  const std::uint16_t row = figures[static_cast<std::size_t>(property)];
  return row == 0 ? nullptr : &plume::figures()[row - 1U];
}

std::span<const Text> aliases_of(const Accelerator& accelerator) {
  return aliases().subspan(accelerator.aliases.begin, accelerator.aliases.count);
}

std::span<const Text> aliases_of(const Instance& instance) {
  return aliases().subspan(instance.aliases.begin, instance.aliases.count);
}

std::span<const Text> aliases_of(const ListedArchitecture& architecture) {
  return aliases().subspan(architecture.aliases.begin, architecture.aliases.count);
}

std::span<const Text> aliases_of(const ListedModel& model) {
  return aliases().subspan(model.aliases.begin, model.aliases.count);
}

std::span<const Text> aliases_of(const Place& place) {
  return aliases().subspan(place.aliases.begin, place.aliases.count);
}

std::span<const Series> series_of(const Place& place) {
  return series().subspan(place.series.begin, place.series.count);
}

const Figure& constant(Constant name) {
  const tables::Tables& all = *tables::in_use;
  return all.figures[all.constants[static_cast<std::size_t>(name)]];
}

const Figure* find_figure(std::string_view id) {
  const auto order = tables::figures_by_id();
  const auto found = std::lower_bound(
      order.begin(), order.end(), id,
      [](std::uint16_t row, std::string_view wanted) { return figures()[row].id.view() < wanted; });
  const bool here = found != order.end() && figures()[*found].id.view() == id;
  return here ? &figures()[*found] : nullptr;
}

const Source* find_source(std::string_view key) {
  const auto all = sources();
  const auto found = std::lower_bound(
      all.begin(), all.end(), key,
      [](const Source& source, std::string_view wanted) { return source.key.view() < wanted; });
  return found != all.end() && found->key.view() == key ? &*found : nullptr;
}

}  // namespace plume
