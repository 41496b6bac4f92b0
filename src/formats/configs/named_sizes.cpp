// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/named_sizes.hpp"

#include <array>

namespace plume {

namespace {

template <class T>
struct SizeOfName {
  MaybeSaid<T> SaidSizes::*said;
  T NamedSizes::*size;
};

constexpr auto counts = std::to_array<SizeOfName<double>>({
    {&SaidSizes::layers, &NamedSizes::layers},
    {&SaidSizes::width, &NamedSizes::width},
    {&SaidSizes::heads, &NamedSizes::heads},
    {&SaidSizes::key_value_heads, &NamedSizes::key_value_heads},
    {&SaidSizes::head_width, &NamedSizes::head_width},
    {&SaidSizes::feed_forward, &NamedSizes::feed_forward},
    {&SaidSizes::vocabulary, &NamedSizes::vocabulary},
    {&SaidSizes::positions, &NamedSizes::positions},
    {&SaidSizes::experts, &NamedSizes::experts},
    {&SaidSizes::experts_per_token, &NamedSizes::experts_per_token},
    {&SaidSizes::expert_feed_forward, &NamedSizes::expert_feed_forward},
});

constexpr auto flags = std::to_array<SizeOfName<bool>>({
    {&SaidSizes::gated, &NamedSizes::gated},
    {&SaidSizes::tied, &NamedSizes::tied},
    {&SaidSizes::biases, &NamedSizes::biases},
});

template <class T>
Said<T> at(const Said<std::string>& name, T value) {
  return {value, name.document, name.key, name.place};
}

}  // namespace

void take_sizes(SaidSizes& out, const Said<std::string>& name, const NamedSizes& sizes) {
  for (const auto& count : counts) {
    if (sizes.*count.size > 0) {
      take(out.*count.said, at(name, sizes.*count.size));
    }
  }
  for (const auto& flag : flags) {
    take(out.*flag.said, at(name, sizes.*flag.size));
  }
}

}  // namespace plume
