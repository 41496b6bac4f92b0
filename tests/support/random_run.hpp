// SPDX-License-Identifier: Apache-2.0
/// Random valid runs, the same for the same seed: what the properties hold of.
#pragma once

#include "plume/pipeline/estimate.hpp"
#include "plume/pipeline/manifest.hpp"
#include "plume/units/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

namespace plume::test {

/// How the time of a random run comes about.
enum class Timing { wall_hours, device_hours, tokens_per_second, mfu, predicted };

class RandomManifest {
 public:
  using Json = nlohmann::ordered_json;

  explicit RandomManifest(std::uint64_t seed) : random_(seed) { collect(); }

  /// A manifest that can be estimated without a fault.
  Json next() { return next(static_cast<Timing>(below(5))); }

  Json next(Timing timing) {
    manifest_ = Json::object();
    maybe("/name", "run-" + std::to_string(below(1000)));
    hardware();
    time(timing);
    site();
    return manifest_;
  }

  double between(double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random_);
  }

  /// Evenly over orders of magnitude.
  double log_between(double low, double high) {
    return std::exp(between(std::log(low), std::log(high)));
  }

  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_);
  }

 private:
  /// The catalogue's rows of which time and power can be predicted, and its unambiguous places.
  void collect() {
    for (const Accelerator& row : accelerators()) {
      const bool power =
          row.figure(Property::tdp) != nullptr || row.figure(Property::system_power) != nullptr;
      if (power && row.figure(Property::fp16) != nullptr) {
        devices_.push_back(&row);
      }
    }
    for (const Place& place : places()) {
      const auto known = find_intensity(place, 0, std::nullopt);
      if (find_places(place.id).size() == 1 && known && known->grams_per_kilowatt_hour > 0) {
        places_.push_back(&place);
      }
    }
  }

  bool chance(double probability) { return between(0, 1) < probability; }

  void set(const char* pointer, Json value) {
    manifest_[Json::json_pointer(pointer)] = std::move(value);
  }

  void maybe(const char* pointer, Json value) {
    if (chance(0.5)) {
      set(pointer, std::move(value));
    }
  }

  /// A figure as it may be given: bare, with its unit, as a range, with a tolerance.
  Json figure(double value, const std::string& unit) {
    const std::string text = print_machine(value);
    switch (below(4)) {
      case 0:
        return value;
      case 1:
        return text + unit;
      case 2:
        return print_machine(value * 0.9) + ".." + print_machine(value * 1.05) + unit;
      default:
        return text + unit + " +-" + std::to_string(1 + below(9)) + "%";
    }
  }

  void hardware() {
    set("/hardware/count", 1 + below(20000));
    if (chance(0.2)) {
      peak_ = log_between(1, 2000);
      set("/hardware/accelerator/tdp", figure(log_between(10, 1000), " W"));
      set("/hardware/accelerator/fp16", print_machine(peak_) + " TFLOP/s");
      maybe("/hardware/accelerator/embodied", figure(log_between(10, 500), " kg"));
    } else {
      const Accelerator& device = *devices_[below(devices_.size())];
      peak_ = device.figure(Property::fp16)->value;
      set("/hardware/accelerator", std::string(device.id));
    }
    if (chance(0.5)) {
      set("/hardware/power", figure(log_between(20, 2000), " W"));
      maybe("/hardware/power_scope", chance(0.5) ? "system" : "board");
    }
    if (chance(0.3)) {
      set("/hardware/lifetime", figure(between(1, 10), " years"));
    }
  }

  void model() {
    set("/model/parameters", log_between(1e6, 1e12));
    if (chance(0.2)) {
      const double all = manifest_["model"]["parameters"];
      set("/model/active_parameters", all * between(0.05, 1));
    }
    if (chance(0.2)) {
      set("/training/method", "lora");
      const double all = manifest_["model"]["parameters"];
      maybe("/training/adapter_parameters", all * log_between(1e-4, 0.05));
    }
    maybe("/training/recompute", std::vector{"none", "selective", "full"}[below(3)]);
    maybe("/training/sequence_length", 128 << below(8));
    maybe("/hardware/stack", std::vector{"tuned", "default", "old"}[below(3)]);
  }

  /// Work that the device can do in this time: a few per cent of its peak.
  void work_within(double device_hours) {
    if (chance(0.5)) {
      set("/training/flops", peak_ * 1e12 * device_hours * 3600 * between(0.001, 0.4));
    }
  }

  void time(Timing timing) {
    const double count = manifest_["hardware"]["count"];
    const double wall = log_between(0.01, 10000);
    switch (timing) {
      case Timing::wall_hours:
        set("/hardware/hours", figure(wall, " h"));
        return work_within(wall * count);
      case Timing::device_hours:
        set("/hardware/device_hours", figure(wall * count, " h"));
        return work_within(wall * count);
      case Timing::tokens_per_second:
        return measured_rate(wall, count);
      case Timing::mfu:
        model();
        set("/training/tokens", log_between(1e6, 1e14));
        return set("/hardware/mfu", figure(between(0.05, 0.6), ""));
      case Timing::predicted:
        model();
        set("/training/tokens", log_between(1e6, 1e14));
        maybe("/hardware/overhead", figure(between(1.2, 2), ""));
    }
  }

  void measured_rate(double wall, double count) {
    model();
    const double parameters = manifest_["model"]["parameters"];
    const double work = peak_ * 1e12 * wall * 3600 * count * between(0.001, 0.1);
    const double tokens = std::clamp(work / (6 * parameters), 1e3, 1e17);
    set("/training/tokens", tokens);
    set("/hardware/tokens_per_second", work / (6 * parameters) / (wall * 3600));
  }

  void site() {
    if (chance(0.8)) {
      set("/site/region", std::string(places_[below(places_.size())]->id));
    }
    if (chance(0.3)) {
      set("/site/grid_intensity", figure(log_between(5, 1500), " g/kWh"));
    }
    maybe("/site/year", 2012 + below(20));
    if (chance(0.5)) {
      set("/site/pue", figure(between(1.2, 2.5), ""));
    }
  }

  std::mt19937_64 random_;
  std::vector<const Accelerator*> devices_;
  std::vector<const Place*> places_;
  Json manifest_;
  double peak_ = 0;  ///< TFLOP/s
};

}  // namespace plume::test
