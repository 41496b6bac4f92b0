// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/units/quantity.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace plume {

/// Everything that can be said of a run, in the order of help and documentation.
enum class Key : std::uint8_t {
  name,
  kind,
  architecture,
  parameters,
  active_parameters,
  config,
  patch_size,
  activations,
  sequence_length,
  tokens,
  samples,
  epochs,
  image_size,
  flops_per_sample,
  flops,
  training_method,
  adapter_parameters,
  recompute,
  precision,
  runs,
  development_share,
  accelerator,
  accelerator_tdp,
  accelerator_fp32,
  accelerator_fp16,
  accelerator_fp8,
  accelerator_bandwidth,
  accelerator_embodied,
  count,
  instance,
  wall_hours,
  device_hours,
  mfu,
  achieved,
  tokens_per_second,
  samples_per_second,
  power,
  power_scope,
  stack,
  overhead,
  lifetime,
  region,
  year,
  grid_intensity,
  pue,
  basis,
  method,
};
inline constexpr std::size_t key_count = 47;

/// How a value is written.
enum class FieldKind : std::uint8_t {
  text,      ///< any text
  choice,    ///< one of `choices`
  count,     ///< a number that may end in K, M, B or T
  whole,     ///< a whole number
  ratio,     ///< a plain number, or a percentage
  quantity,  ///< a number with a unit; a bare number is in `unit`
};

/// One thing that can be said of a run. This table is the one definition of it: the readers of
/// manifests and flags, the help, the writer of a report's `run` and the documentation follow it.
struct Field {
  Key key;
  std::string_view path;  ///< dotted key of the manifest, "hardware.power"
  std::string_view flag;  ///< "--power"; empty when there is none
  FieldKind kind;
  std::string_view help;
  std::string_view example;  ///< a value that would be accepted
  Dim dimension{};
  std::string_view unit{};  ///< of a bare number, "W"
  double factor = 1;        ///< of `unit`, in base units
  double low = 0;           ///< least value accepted, in `unit`; 0 itself is never accepted
  double high = 0;
  std::string_view reason{};  ///< why not below or above
  std::span<const std::string_view> choices{};
  bool exact = false;  ///< takes one number, no range
};

/// All fields, in the order of `Key`.
std::span<const Field, key_count> fields();

const Field& field(Key key);

/// The field of a dotted key, "hardware.power", or null.
const Field* find_field(std::string_view path);

/// The parts of a manifest that hold keys.
enum class Section : std::uint8_t { top, model, training, hardware, site, accelerator };
inline constexpr std::array<std::string_view, 6> section_paths{
    "", "model", "training", "hardware", "site", "hardware.accelerator"};

/// The field of a key within a section, "power" within the hardware, or null.
const Field* find_field(Section section, std::string_view key);

}  // namespace plume
