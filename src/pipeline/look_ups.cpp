// SPDX-License-Identifier: Apache-2.0
#include "pipeline/look_ups.hpp"

#include "pipeline/stages.hpp"
#include "pipeline/text_ends.hpp"

#include <bit>

namespace plume {

namespace {

constexpr std::size_t most_kept = 1024;
constexpr std::size_t most_spreads = 1024;
constexpr std::size_t most_bytes_by_name = std::size_t{128} << 10;

template <class Answers>
void forget(Answers& answers, std::size_t most) {
  if (answers.size() > most) {
    answers.clear();
  }
}

std::uint64_t key_of(const Place* place, int year, std::uint64_t basis) {
  const auto row =
      place == nullptr ? places().size() : static_cast<std::size_t>(place - places().data());
  return (std::uint64_t{row} << 32U) | (static_cast<std::uint64_t>(year) << 8U) | basis;
}

/// Spreads what tells numbers apart over all bits.
constexpr std::uint64_t factor = 0x9e3779b97f4a7c15U;

std::size_t spread_out(std::uint64_t number) {
  return (number * factor) >> 32U;
}

}  // namespace

std::size_t LookUps::TextHash::operator()(std::string_view text) const {
  const TextEnds ends = ends_of(text);
  return spread_out((ends.first * factor ^ ends.last) + text.size());
}

std::size_t LookUps::PlaceHash::operator()(std::uint64_t key) const {
  return spread_out(key);
}

void LookUps::begin_run() {
  if (bytes_by_name_ > most_bytes_by_name) {
    devices_.clear();
    instances_.clear();
    places_.clear();
    bytes_by_name_ = 0;
  }
  forget(intensities_, most_kept);
  forget(pues_, most_kept);
  forget(spreads_, most_spreads);
}

template <class Answer, class Find>
Answer& LookUps::by_name(ByName<Answer>& answers, std::string_view name, Find find) {
  return answers.get(name, [&] {
    bytes_by_name_ += name.size() + sizeof(Answer);
    return find(name);
  });
}

KnownDevice& LookUps::device(std::string_view name) {
  return by_name(devices_, name, [](std::string_view asked) {
    return KnownDevice{read_device_name(asked), {}};
  });
}

KnownInstance& LookUps::instance(std::string_view name) {
  return by_name(instances_, name, [](std::string_view asked) {
    return KnownInstance{find_instance(asked), {}};
  });
}

const std::vector<const Place*>& LookUps::places(std::string_view name) {
  return by_name(places_, name, find_places);
}

const std::optional<Intensity>& LookUps::intensity(const Place& place, int year,
                                                   std::optional<Basis> basis) {
  const auto any = static_cast<std::uint64_t>(basis_count);
  const auto on = basis ? static_cast<std::uint64_t>(*basis) : any;
  return intensities_.get(key_of(&place, year, on),
                          [&] { return find_intensity(place, year, basis); });
}

const Figure* LookUps::pue(const Place* place, int year) {
  return pues_.get(key_of(place, year, 0),
                   [&] { return place != nullptr ? find_pue(*place, year) : &industry_pue(year); });
}

std::size_t LookUps::SpreadHash::operator()(const Spread& spread) const {
  return spread_out(std::bit_cast<std::uint64_t>(spread.shift) +
                    std::bit_cast<std::uint64_t>(spread.variance) * 3 +
                    std::bit_cast<std::uint64_t>(spread.skew) * 5);
}

const NodedSpread& LookUps::noded(const Spread& spread) {
  return spreads_.get(spread, [&] { return plume::noded(spread); });
}

}  // namespace plume
