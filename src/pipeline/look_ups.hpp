// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pipeline/memo.hpp"
#include "plume/data/catalogue.hpp"
#include "plume/units/units.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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

/// Manufacture of one device and of its share of the host.
struct Making {
  Estimate<Carbon> device;
  Estimate<Carbon> host_share;
  Estimate<Carbon> sum;
};

/// What a stage gave, with the codes of its warnings, and how many of its inputs are assumed.
template <class Answer>
struct Told {
  Answer answer{};
  std::size_t assumed = 0;
  std::vector<std::string_view> warnings{};
};

/// What stages give that follows from a listed device alone, once it was asked for:
/// `Context::recall`.
struct DeviceAnswers {
  std::optional<Told<Making>> making;
  /// By whether there is more than a node of it, and whether it trains what keeps it busy.
  std::array<std::optional<Told<Estimate<Power>>>, 4> power;
};

/// A name with the device that it means.
struct KnownDevice {
  NamedDevice named;
  DeviceAnswers answers;
};

/// An instance with the device in it; null when the name means nothing.
struct KnownInstance {
  const Instance* instance = nullptr;
  DeviceAnswers answers;
};

/// Answers of the catalogue, kept from run to run: most runs of a batch name the same few things.
/// What is returned stays where it is until the next `begin_run`.
class LookUps {
 public:
  /// Forgets everything once too much is kept.
  void begin_run();

  KnownDevice& device(std::string_view name);
  KnownInstance& instance(std::string_view name);
  const std::vector<const Place*>& places(std::string_view name);
  const std::optional<Intensity>& intensity(const Place& place, int year,
                                            std::optional<Basis> basis);
  /// As `find_pue`; of no place, that of the industry.
  const Figure* pue(const Place* place, int year);
  /// Spreads come again as devices, places and years do, whatever the values.
  const NodedSpread& noded(const Spread& spread);
  /// `a + b`, with the nodes that are kept.
  template <class Q>
  Estimate<Q> sum(const Estimate<Q>& a, const Estimate<Q>& b) {
    return {a.value + b.value,
            spread_of_sum(a.value.base(), noded(a.spread), b.value.base(), noded(b.spread))};
  }

 private:
  /// Of names: their size and both ends tell them apart, mostly.
  struct TextHash {
    std::size_t operator()(std::string_view text) const;
  };
  template <class Answer>
  using ByName = Memo<std::string, Answer, TextHash>;
  struct PlaceHash {
    std::size_t operator()(std::uint64_t key) const;
  };
  template <class Answer>
  using ByPlace = Memo<std::uint64_t, Answer, PlaceHash>;
  struct SpreadHash {
    std::size_t operator()(const Spread& spread) const;
  };

  template <class Answer, class Find>
  Answer& by_name(ByName<Answer>& answers, std::string_view name, Find find);

  std::size_t bytes_by_name_ = 0;  ///< names and answers
  ByName<KnownDevice> devices_;
  ByName<KnownInstance> instances_;
  ByName<std::vector<const Place*>> places_;
  ByPlace<std::optional<Intensity>> intensities_;
  ByPlace<const Figure*> pues_;
  Memo<Spread, NodedSpread, SpreadHash> spreads_;
};

}  // namespace plume
