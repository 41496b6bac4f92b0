// SPDX-License-Identifier: Apache-2.0
#include "pipeline/look_ups.hpp"

#include "pipeline/stages.hpp"

#include <bit>
#include <cstring>

namespace plume {

namespace {

constexpr std::size_t most_kept = 4096;
constexpr std::size_t most_bytes_of_names = std::size_t{64} << 10;

/// The answer kept for a question; `find` is asked when there is none.
template <class Answers, class Question, class Find>
auto& kept(Answers& answers, const Question& question, Find find) {
  const auto known = answers.find(question);
  return known != answers.end()
             ? known->second
             : answers.emplace(typename Answers::key_type(question), find()).first->second;
}

template <class Answers>
void forget(Answers& answers) {
  if (answers.size() > most_kept) {
    answers.clear();
  }
}

std::uint64_t key_of(const Place* place, int year, std::uint64_t basis) {
  const auto row =
      place == nullptr ? places().size() : static_cast<std::size_t>(place - places().data());
  return (std::uint64_t{row} << 32U) | (static_cast<std::uint64_t>(year) << 8U) | basis;
}

/// Up to eight bytes as a number.
std::uint64_t word_at(std::string_view text, std::size_t begin) {
  std::uint64_t word = 0;
  const std::string_view part = text.substr(begin, sizeof word);
  std::memcpy(&word, part.data(), part.size());
  return word;
}

}  // namespace

std::size_t LookUps::TextHash::operator()(std::string_view text) const {
  constexpr std::uint64_t factor = 0x9e3779b97f4a7c15U;
  const std::size_t last = text.size() > 8 ? text.size() - 8 : 0;
  const std::uint64_t mixed = (word_at(text, 0) ^ text.size()) * factor ^ word_at(text, last);
  return (mixed * factor) >> 16U;
}

void LookUps::begin_run() {
  if (bytes_of_names_ > most_bytes_of_names) {
    devices_.clear();
    instances_.clear();
    places_.clear();
    bytes_of_names_ = 0;
  }
  forget(intensities_);
  forget(pues_);
  forget(sums_);
}

template <class Answer, class Find>
Answer& LookUps::by_name(ByName<Answer>& answers, std::string_view name, Find find) {
  return kept(answers, name, [&] {
    bytes_of_names_ += name.size();
    return find(name);
  });
}

const NamedDevice& LookUps::device(std::string_view name) {
  return by_name(devices_, name, read_device_name);
}

const Instance* LookUps::instance(std::string_view name) {
  return by_name(instances_, name, find_instance);
}

const std::vector<const Place*>& LookUps::places(std::string_view name) {
  return by_name(places_, name, find_places);
}

const std::optional<Intensity>& LookUps::intensity(const Place& place, int year,
                                                   std::optional<Basis> basis) {
  const auto any = static_cast<std::uint64_t>(basis_count);
  const auto on = basis ? static_cast<std::uint64_t>(*basis) : any;
  return kept(intensities_, key_of(&place, year, on),
              [&] { return find_intensity(place, year, basis); });
}

const Figure* LookUps::pue(const Place* place, int year) {
  return kept(pues_, key_of(place, year, 0),
              [&] { return place != nullptr ? find_pue(*place, year) : &industry_pue(year); });
}

std::size_t LookUps::MassesHash::operator()(const Masses& masses) const {
  constexpr std::uint64_t odd = 0x9e3779b97f4a7c15;
  std::uint64_t factor = odd;
  std::uint64_t hash = 0;
  for (const double part : masses) {  // the products do not wait for each other
    hash += std::bit_cast<std::uint64_t>(part) * factor;
    factor += 2 * odd;
  }
  return hash;
}

const Estimate<Carbon>& LookUps::sum(const Estimate<Carbon>& a, const Estimate<Carbon>& b) {
  const Masses masses{a.value.base(), a.spread.shift, a.spread.variance, a.spread.skew,
                      b.value.base(), b.spread.shift, b.spread.variance, b.spread.skew};
  return kept(sums_, masses, [&] { return a + b; });
}

const std::optional<Estimate<Carbon>>& LookUps::chip(const Accelerator& accelerator) {
  return kept(chips_, &accelerator, [&] { return carbon_by_chip(accelerator); });
}

}  // namespace plume
