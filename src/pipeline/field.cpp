// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/field.hpp"

#include "pipeline/text_ends.hpp"
#include "plume/models/throughput.hpp"
#include "plume/models/workload.hpp"
#include "plume/pipeline/run.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace plume {

namespace {

constexpr Field text(Key key, std::string_view path, std::string_view flag, std::string_view help,
                     std::string_view example) {
  return {.key = key,
          .path = path,
          .flag = flag,
          .kind = FieldKind::text,
          .help = help,
          .example = example};
}

constexpr Field choice(Key key, std::string_view path, std::string_view flag, std::string_view help,
                       std::span<const std::string_view> choices) {
  return {.key = key,
          .path = path,
          .flag = flag,
          .kind = FieldKind::choice,
          .help = help,
          .example = choices.front(),
          .choices = choices};
}

constexpr Field number(FieldKind kind, Key key, std::string_view path, std::string_view flag,
                       std::string_view help, std::string_view example, double low, double high,
                       std::string_view reason = {}) {
  return {.key = key,
          .path = path,
          .flag = flag,
          .kind = kind,
          .help = help,
          .example = example,
          .low = low,
          .high = high,
          .reason = reason};
}

/// Takes no range: the value enters formulas in which a spread has no simple form.
constexpr Field one_number(Field field) {
  field.exact = true;
  return field;
}

template <class Q>
constexpr Field quantity(Key key, std::string_view path, std::string_view flag,
                         std::string_view unit, Unit<Q> of, std::string_view help,
                         std::string_view example, double high, std::string_view reason = {}) {
  return {.key = key,
          .path = path,
          .flag = flag,
          .kind = FieldKind::quantity,
          .help = help,
          .example = example,
          .dimension = Q::dimension,
          .unit = unit,
          .factor = of.factor,
          .high = high,
          .reason = reason};
}

constexpr std::array<Field, key_count> table{
    text(Key::name, "name", "--name", "what the run is called", "my-model"),
    choice(Key::kind, "model.kind", "--kind", "what is trained", model_kind_names),
    text(Key::architecture, "model.architecture", "--architecture",
         "a well-known image model: gives kind, work of a sample and parameters", "resnet50"),
    number(FieldKind::count, Key::parameters, "model.parameters", "--parameters",
           "parameters of the model", "7B", 1, 1e16),
    number(FieldKind::count, Key::active_parameters, "model.active_parameters",
           "--active-parameters", "parameters that work on one token (mixture of experts)", "13B",
           1, 1e16),
    text(Key::config, "model.config", "--config",
         "a Hugging Face config.json: gives parameters and attention work", "config.json"),
    one_number(number(FieldKind::whole, Key::patch_size, "model.patch_size", "--patch-size",
                      "pixels of a side that a vision transformer takes as one token", "16", 1,
                      65535)),
    one_number(number(FieldKind::count, Key::activations, "model.activations", "--activations",
                      "outputs of all convolutions and matrix products for one sample", "11.1M", 1,
                      1e13)),
    one_number(number(FieldKind::count, Key::sequence_length, "training.sequence_length",
                      "--sequence-length", "tokens of one training sequence", "4096", 1, 1e8)),
    number(FieldKind::count, Key::tokens, "training.tokens", "--tokens",
           "training tokens of one epoch", "2T", 1, 1e18),
    one_number(number(FieldKind::count, Key::samples, "training.samples", "--samples",
                      "training samples of one epoch: images, or texts of --sequence-length tokens",
                      "1.2M", 1, 1e18)),
    one_number(number(FieldKind::ratio, Key::epochs, "training.epochs", "--epochs",
                      "passes over the data", "3", 0, 1e6)),
    one_number(number(FieldKind::whole, Key::image_size, "training.image_size", "--image-size",
                      "pixels of a side of one image", "224", 1, 65535)),
    one_number(quantity(Key::flops_per_sample, "training.flops_per_sample", "--flops-per-sample",
                        "FLOP", flop,
                        "operations of one sample's forward pass, 2 x multiply-adds; training "
                        "takes three times that",
                        "8.2 GFLOP", 1e20)),
    quantity(Key::flops, "training.flops", "--flops", "FLOP", flop,
             "training operations, forward and backward; wins over tokens", "3.14e23", 1e32),
    choice(Key::training_method, "training.method", "--method-of-training",
           "which weights are trained", training_method_names),
    one_number(number(FieldKind::count, Key::adapter_parameters, "training.adapter_parameters",
                      "--adapter-parameters", "trained parameters of LoRA or QLoRA", "40M", 1,
                      1e15)),
    choice(Key::recompute, "training.recompute", "--recompute",
           "activations computed again in the backward pass", recompute_names),
    choice(Key::precision, "training.precision", "--precision",
           "number format of the matrix products", precision_names),
    number(FieldKind::count, Key::runs, "training.runs", "--runs",
           "runs of this size that the project made, failed ones included; told beside the run",
           "3", 1, 1e6, "the run itself is one of them"),
    number(FieldKind::ratio, Key::development_share, "training.development_share",
           "--development-share",
           "share of the project's computing that went into experiments; told beside the run",
           "0.5", 0, 0.99, "the run itself is the rest"),
    text(Key::accelerator, "hardware.accelerator", "--accelerator",
         "accelerator, by id or any usual name", "h100-sxm"),
    quantity(Key::accelerator_tdp, "hardware.accelerator.tdp", "", "W", watts,
             "rated power of an unlisted accelerator", "400 W", 1e5),
    quantity(Key::accelerator_fp32, "hardware.accelerator.fp32", "", "TFLOP/s", teraflop_per_second,
             "its dense 32-bit peak", "19.5 TFLOP/s", 1e7),
    quantity(Key::accelerator_fp16, "hardware.accelerator.fp16", "", "TFLOP/s", teraflop_per_second,
             "its dense 16-bit matrix peak", "312 TFLOP/s", 1e7),
    quantity(Key::accelerator_fp8, "hardware.accelerator.fp8", "", "TFLOP/s", teraflop_per_second,
             "its dense 8-bit peak", "1979 TFLOP/s", 1e7),
    one_number(quantity(Key::accelerator_bandwidth, "hardware.accelerator.bandwidth", "", "GB/s",
                        gigabytes_per_second, "its memory bandwidth", "2039 GB/s", 1e7)),
    quantity(Key::accelerator_embodied, "hardware.accelerator.embodied", "", "kg", kilograms,
             "emissions of making one", "150 kg", 1e6),
    one_number(number(FieldKind::count, Key::count, "hardware.count", "--count",
                      "how many accelerators", "64", 0, 1e8)),
    text(Key::instance, "hardware.instance", "--instance",
         "cloud machine type: gives accelerator and count", "aws:p5.48xlarge"),
    quantity(Key::wall_hours, "hardware.hours", "--hours", "h", hours, "wall-clock time of the run",
             "355 h", 876000),
    quantity(Key::device_hours, "hardware.device_hours", "--device-hours", "h", hours,
             "accelerator hours: wall-clock time x count", "184320 h", 1e12),
    number(
        FieldKind::ratio, Key::mfu, "hardware.mfu", "--mfu",
        "model FLOP utilisation against the dense 16-bit peak", "0.4", 0, 1,
        "no run does more than the device's dense peak; a figure above one comes of a sparse peak, "
        "or of hardware FLOP (with recomputation)"),
    quantity(Key::achieved, "hardware.achieved", "--achieved", "TFLOP/s", teraflop_per_second,
             "model operations that each accelerator did in a second", "140 TFLOP/s", 1e7),
    number(FieldKind::count, Key::tokens_per_second, "hardware.tokens_per_second",
           "--tokens-per-second", "measured rate of the whole run, all devices together", "1.2M", 0,
           1e15),
    number(FieldKind::count, Key::samples_per_second, "hardware.samples_per_second",
           "--samples-per-second", "measured samples a second, all devices together", "2400", 0,
           1e15),
    quantity(Key::power, "hardware.power", "--power", "W", watts,
             "average power of one accelerator with its share of the host", "330 W", 1e5),
    choice(Key::power_scope, "hardware.power_scope", "--power-scope",
           "what --power covers: the system, or the board alone", power_scope_names),
    choice(Key::stack, "hardware.stack", "--stack",
           "software: a vendor's tuned recipe, today's usual, or up to 2022", stack_names),
    number(FieldKind::ratio, Key::overhead, "hardware.overhead", "--overhead",
           "time of the run over time at its steady rate (restarts, evaluation)", "1.1", 1, 100,
           "lost time can only add to a run"),
    quantity(Key::lifetime, "hardware.lifetime", "--lifetime", "years", years,
             "years that the hardware is in service", "5 years", 50),
    text(Key::region, "site.region", "--region", "country, state, grid or cloud region",
         "gcp:europe-west9"),
    one_number(number(FieldKind::whole, Key::year, "site.year", "--year",
                      "year of the run: grid, PUE and software follow it", "2024", 2000, 2100,
                      "grids are known from 2000 on")),
    quantity(Key::grid_intensity, "site.grid_intensity", "--grid-intensity", "g/kWh",
             grams_per_kilowatt_hour, "carbon intensity of the electricity", "429 g/kWh", 2000,
             "no grid emits nothing, and none more than 2,000 g/kWh; contracts and certificates "
             "do not change the location-based figure"),
    number(FieldKind::ratio, Key::pue, "site.pue", "--pue", "power usage effectiveness of the site",
           "1.1", 1, 5, "PUE is the building's energy over the machines' energy"),
    choice(Key::basis, "site.basis", "--basis", "what a carbon intensity counts", basis_names),
    choice(Key::method, "method", "--method",
           "whose estimate: plume's own, or a paper's; `all` on the command line prints every one",
           method_names),
};

constexpr bool in_order() {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (static_cast<std::size_t>(table[i].key) != i) {
      return false;
    }
  }
  return true;
}
static_assert(in_order(), "the table stands in the order of Key");

/// A dotted key in its two parts.
struct KeyPlace {
  Section section = Section::top;
  std::string_view key;
};

/// "hardware.accelerator.tdp" to the accelerator and "tdp"; nothing where there is no such section.
constexpr std::optional<KeyPlace> place_of(std::string_view path) {
  const auto dot = path.rfind('.');
  const std::string_view section = dot == std::string_view::npos ? "" : path.substr(0, dot);
  for (std::size_t i = 0; i < section_paths.size(); ++i) {
    if (section_paths[i] == section) {
      return KeyPlace{static_cast<Section>(i), path.substr(dot + 1)};  // npos + 1 is 0
    }
  }
  return std::nullopt;
}

/// A key in the words by which it is found.
struct Entry {
  TextEnds ends;
  std::uint64_t middle = 0;
  std::size_t size = 0;
  Section section = Section::top;
};

constexpr std::array<Entry, key_count> make_entries() {
  std::array<Entry, key_count> out;
  for (std::size_t i = 0; i < key_count; ++i) {
    const auto [section, key] = place_of(table[i].path).value();
    out[i] = {ends_of(key), middle_of(key), key.size(), section};
  }
  return out;
}
constexpr std::array<Entry, key_count> entries = make_entries();
static_assert(std::all_of(entries.begin(), entries.end(),
                          [](const Entry& entry) { return entry.size <= 24; }),
              "ends and middle make the whole key");

constexpr std::size_t slot_count = 256;
constexpr std::uint8_t no_field = 0xff;

/// With this factor no two fields meet.
constexpr std::size_t hash(Section section, const TextEnds& ends) {
  const std::uint64_t mixed = (ends.first ^ 5 * ends.last) + static_cast<std::uint64_t>(section);
  return (mixed * 0xc4647159c324c985U) >> 56U;
}

constexpr std::array<std::uint8_t, slot_count> make_slots() {
  std::array<std::uint8_t, slot_count> out{};
  out.fill(no_field);
  for (std::size_t i = 0; i < key_count; ++i) {
    std::size_t slot = hash(entries[i].section, entries[i].ends);
    while (out[slot] != no_field) {
      slot = (slot + 1) % slot_count;
    }
    out[slot] = static_cast<std::uint8_t>(i);
  }
  return out;
}

/// The fields by the hash of their place; one that finds its slot taken stands in the next free.
constexpr std::array<std::uint8_t, slot_count> slots = make_slots();

}  // namespace

std::span<const Field, key_count> fields() {
  return table;
}

const Field& field(Key key) {
  return table[static_cast<std::size_t>(key)];
}

const Field* find_field(std::string_view path) {
  const auto place = place_of(path);
  return place ? find_field(place->section, place->key) : nullptr;
}

const Field* find_field(Section section, std::string_view key) {
  const TextEnds ends = ends_of(key);
  for (std::size_t slot = hash(section, ends); slots[slot] != no_field;
       slot = (slot + 1) % slot_count) {
    const Entry& entry = entries[slots[slot]];
    if (entry.ends == ends && entry.section == section && entry.size == key.size() &&
        entry.middle == middle_of(key)) {
      return &table[slots[slot]];
    }
  }
  return nullptr;
}

}  // namespace plume
