// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/data/catalogue.hpp"
#include "plume/units/units.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace plume {

/// What the catalogue means by the name of an accelerator: "h100", "8 x NVIDIA H100", "v5p-8".
struct NamedDevice {
  const Accelerator* accelerator = nullptr;    ///< null when it means nothing
  const Instance* slice = nullptr;             ///< of a TPU
  std::optional<double> count{};               ///< that the name says
  std::string name{};                          ///< without the count
  std::vector<const Accelerator*> variants{};  ///< what else the name could mean
  /// Of each property of the accelerator; they cover every variant.
  std::array<Spread, property_count> spreads{};
};
NamedDevice read_device_name(std::string_view text);

/// Answers of the catalogue, kept from run to run: most runs of a batch name the same few things.
/// What is returned stays where it is until the next `begin_run`.
class LookUps {
 public:
  /// Forgets everything once too much is kept.
  void begin_run();

  const NamedDevice& device(std::string_view name);
  const Instance* instance(std::string_view name);
  const std::vector<const Place*>& places(std::string_view name);
  const std::optional<Intensity>& intensity(const Place& place, int year,
                                            std::optional<Basis> basis);
  /// As `find_pue`; of no place, that of the industry.
  const Figure* pue(const Place* place, int year);
  /// Sums of the same two masses come again as the devices do.
  const Estimate<Carbon>& sum(const Estimate<Carbon>& a, const Estimate<Carbon>& b);
  /// Manufacture of a device by its chip and its memory, where the catalogue knows both.
  const std::optional<Estimate<Carbon>>& chip(const Accelerator& accelerator);

 private:
  /// Of names: their size and both ends tell them apart, mostly.
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const;
  };
  template <class Answer>
  using ByName = std::unordered_map<std::string, Answer, TextHash, std::equal_to<>>;
  using Masses = std::array<double, 8>;
  struct MassesHash {
    std::size_t operator()(const Masses& masses) const;
  };
  template <class Answer>
  using ByPlace = std::unordered_map<std::uint64_t, Answer>;

  template <class Answer, class Find>
  Answer& by_name(ByName<Answer>& answers, std::string_view name, Find find);

  std::size_t bytes_of_names_ = 0;
  ByName<NamedDevice> devices_;
  ByName<const Instance*> instances_;
  ByName<std::vector<const Place*>> places_;
  ByPlace<std::optional<Intensity>> intensities_;
  ByPlace<const Figure*> pues_;
  std::unordered_map<Masses, Estimate<Carbon>, MassesHash> sums_;
  std::unordered_map<const Accelerator*, std::optional<Estimate<Carbon>>> chips_;
};

}  // namespace plume
