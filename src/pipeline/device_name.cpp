// SPDX-License-Identifier: Apache-2.0
#include "pipeline/stages.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace plume {

namespace {

constexpr std::array<std::string_view, 4> times_signs{"x", "X", "*", "\u00d7"};

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first == std::string_view::npos
             ? std::string_view()
             : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Whole and small enough to be a number of devices; nothing otherwise.
std::optional<double> as_count(std::string_view digits) {
  unsigned long count = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, count);
  const bool whole = error == std::errc() && stop == end && !digits.empty();
  return whole && count > 0 && count <= 10'000'000 ? std::optional(static_cast<double>(count))
                                                   : std::nullopt;
}

struct Counted {
  double count;
  std::string_view name;
};

/// "8xH100", "8 x NVIDIA H100"
std::optional<Counted> count_before(std::string_view text) {
  const auto digits = text.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string_view::npos) {
    return std::nullopt;
  }
  const auto count = as_count(text.substr(0, digits));
  const std::string_view rest = trimmed(text.substr(digits));
  for (const std::string_view sign : times_signs) {
    const std::string_view name =
        rest.starts_with(sign) ? trimmed(rest.substr(sign.size())) : std::string_view();
    if (count && !name.empty()) {
      return Counted{*count, name};
    }
  }
  return std::nullopt;
}

/// "H100 x8", "H100 x 8"
std::optional<Counted> count_behind(std::string_view text) {
  const auto last = text.find_last_not_of("0123456789");
  if (last == std::string_view::npos) {
    return std::nullopt;
  }
  const auto count = as_count(text.substr(last + 1));
  const std::string_view rest = trimmed(text.substr(0, last + 1));
  for (const std::string_view sign : times_signs) {
    const std::string_view name =
        rest.ends_with(sign) ? rest.substr(0, rest.size() - sign.size()) : std::string_view();
    if (count && name.ends_with(' ') && !trimmed(name).empty()) {
      return Counted{*count, trimmed(name)};
    }
  }
  return std::nullopt;
}

/// Names of TPU slices are those of machine types.
const Instance* find_slice(std::string_view name) {
  const Instance* const found = find_instance(name);
  const bool tpu = found != nullptr && accelerators()[found->accelerator].kind.view() == "tpu";
  return tpu ? found : nullptr;
}

/// The band of a property over the device and all that its name could mean.
Spread spread_of(const NamedDevice& device, Property property) {
  const Figure* const own = device.accelerator->figure(property);
  if (own == nullptr) {
    return {};
  }
  const Percentiles band = percentiles(own->value, own->spread);
  Percentiles all = band;
  for (const Accelerator* variant : device.variants) {
    if (const Figure* const other = variant->figure(property)) {
      const Percentiles its = percentiles(other->value, other->spread);
      all = {std::min(all.low, its.low), std::max(all.high, its.high)};
    }
  }
  return all.low == band.low && all.high == band.high
             ? own->spread
             : spread_between(all.low / own->value, 1, all.high / own->value);
}

void add_variants(NamedDevice& device) {
  device.variants = variants_of(*device.accelerator, device.name);
  for (std::size_t i = 0; i < property_count && !device.variants.empty(); ++i) {
    device.spreads[i] = spread_of(device, static_cast<Property>(i));
  }
}

NamedDevice find_named(std::string_view name, std::optional<double> count) {
  if (const Accelerator* const found = find_accelerator(name)) {
    NamedDevice device{found, nullptr, count, std::string(name)};
    add_variants(device);
    return device;
  }
  const Instance* const slice = find_slice(name);
  return {slice == nullptr ? nullptr : &accelerators()[slice->accelerator], slice, count,
          std::string(name)};
}

}  // namespace

NamedDevice read_device_name(std::string_view text) {
  NamedDevice whole = find_named(text, std::nullopt);
  if (whole.accelerator != nullptr) {
    return whole;
  }
  const std::string_view name = trimmed(text);
  for (const auto& counted : {count_before(name), count_behind(name)}) {
    if (counted) {
      return find_named(counted->name, counted->count);
    }
  }
  return whole;
}

}  // namespace plume
