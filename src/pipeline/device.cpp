// SPDX-License-Identifier: Apache-2.0
#include "pipeline/method.hpp"
#include "pipeline/stages.hpp"
#include "plume/support/closest_match.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plume {

namespace {

void unknown_name(Context& context, Key key, std::string_view what, std::string_view listing,
                  const std::vector<std::string_view>& near) {
  context.fault(key, fmt::format("unknown-{}", what),
                fmt::format("the catalogue has no {} `{}`", what, context.run.text(key)),
                near.empty() ? std::string(listing) : did_you_mean(near));
}

Device from_instance(Context& context) {
  const std::string_view name = context.run.text(Key::instance);
  KnownInstance& known = context.look_ups.instance(name);
  const Instance* const found = known.instance;
  if (found == nullptr) {
    unknown_name(context, Key::instance, "instance", "give --accelerator and --count",
                 suggest_instances(name));
    return {.misnamed = true};
  }
  const Accelerator& inside = accelerators()[found->accelerator];
  return {.listed = &inside,
          .name = inside.name,
          .instance = found,
          .instance_count = double{found->accelerator_count},
          .answers = &known.answers};
}

void warn_variants(Context& context, const Device& device) {
  if (device.open == nullptr) {
    return;
  }
  const auto others = [&] {
    std::string ids;
    for (const Accelerator* variant : device.open->variants) {
      ids.append(ids.empty() ? "" : ", ").append(variant->id.view());
    }
    return ids;
  };
  context.warn(
      "variant-assumed",
      [&] {
        return fmt::format("`{}` is taken to mean {}; {}: {}", context.run.text(Key::accelerator),
                           device.listed->id.view(),
                           method_of(context.run).covers_variants
                               ? "the interval covers what else it could mean"
                               : "it could mean others too",
                           others());
      },
      [&] {
        return fmt::format("give --accelerator {}, or that of another", device.listed->id.view());
      });
}

/// "v5p-8" is a slice with its chips.
void add_slice(Device& device, const NamedDevice& named) {
  const double chips = double{named.slice->accelerator_count};
  device.instance = named.slice;
  (named.count ? device.named_count : device.instance_count) = named.count.value_or(1) * chips;
}

Device from_name(Context& context) {
  const std::string_view name = context.run.text(Key::accelerator);
  KnownDevice& known = context.look_ups.device(name);
  const NamedDevice& named = known.named;
  Device device;
  if (named.accelerator == nullptr) {
    unknown_name(context, Key::accelerator, "accelerator",
                 "describe it inline by `tdp` and `fp16` (docs/reference/manifest.md), or see "
                 "`plume data search`",
                 suggest_accelerators(named.name));
    device.misnamed = true;
    return device;
  }
  device.listed = named.accelerator;
  device.name = named.accelerator->name;
  device.answers = &known.answers;
  if (named.slice != nullptr) {
    add_slice(device, named);
  } else {
    device.named_count = named.count;
    device.open = named.variants.empty() ? nullptr : &named;
  }
  return device;
}

/// The device by its own name, where it has one.
Device without_instance(Context& context) {
  Device named = context.run.has(Key::accelerator) ? from_name(context) : Device{};
  warn_variants(context, named);
  return named;
}

bool could_be(const Device& named, const Accelerator& device) {
  return named.open != nullptr &&
         std::find(named.open->variants.begin(), named.open->variants.end(), &device) !=
             named.open->variants.end();
}

/// Instance and accelerator both given must name the same device.
void check_same(Context& context, const Device& inside, const Device& named) {
  if (inside.known() && named.known() && inside.listed != named.listed &&
      !could_be(named, *inside.listed)) {
    context.fault(Key::accelerator, "contradiction",
                  fmt::format("`{}` holds {}, not {}", context.run.text(Key::instance), inside.name,
                              named.name),
                  "give one of the two");
  }
}

struct PeakSource {
  Precision precision;
  Property property;
  std::optional<Key> described;
};

constexpr std::array<PeakSource, 6> peak_sources{{
    {Precision::fp32, Property::fp32, Key::accelerator_fp32},
    {Precision::tf32, Property::tf32, std::nullopt},
    {Precision::fp16, Property::fp16, Key::accelerator_fp16},
    {Precision::bf16, Property::fp16, Key::accelerator_fp16},
    {Precision::fp8, Property::fp8, Key::accelerator_fp8},
    {Precision::fp4, Property::fp4, std::nullopt},
}};

}  // namespace

Device find_device(Context& context) {
  if (context.run.describes_accelerator()) {
    const std::string_view name =
        context.run.has(Key::accelerator) ? context.run.text(Key::accelerator) : "described";
    return {.described = true, .name = name};
  }
  if (!context.run.has(Key::instance)) {
    return without_instance(context);
  }
  Device inside = from_instance(context);
  if (context.run.has(Key::accelerator)) {
    const Device named = from_name(context);
    check_same(context, inside, named);
    inside.named_count = named.named_count;
  }
  return inside;
}

std::optional<Peak> peak_of(const Context& context, const Device& device, Precision precision) {
  const PeakSource& source = peak_sources[static_cast<std::size_t>(precision)];
  if (device.described && source.described) {
    const auto given = context.run.quantity<WorkRate>(*source.described);
    return given ? std::optional(Peak{*given, {}}) : std::nullopt;
  }
  const Figure* const figure =
      device.listed != nullptr ? device.listed->figure(source.property) : nullptr;
  return figure == nullptr
             ? std::nullopt
             : std::optional(Peak{figure_of<WorkRate>(device, source.property, *figure),
                                  {Status::catalogue, figure, {}}});
}

Precision precision_of(const Context& context, const Device& device) {
  if (context.run.has(Key::precision)) {
    return static_cast<Precision>(context.run.choice(Key::precision));
  }
  return peak_of(context, device, Precision::fp16) ? Precision::fp16 : Precision::fp32;
}

Precision utilisation_precision(Precision precision) {
  return precision == Precision::fp32 || precision == Precision::tf32 ? precision : Precision::fp16;
}

}  // namespace plume
