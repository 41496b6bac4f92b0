// SPDX-License-Identifier: Apache-2.0
#include "gate/card_physics.hpp"

#include "gate/card_words.hpp"
#include "plume/formats/card_number.hpp"
#include "plume/pipeline/estimate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace plume {

namespace {

Spread within(Constant band) {
  const double factor = constant(band).value;
  return spread_between(1 / factor, 1, factor);
}

/// What the electricity of a card's training emits.
struct CardGrid {
  Estimate<CarbonIntensity> intensity;
  const Place* place = nullptr;  ///< null for the world, and where the card states a figure
  std::string words;             ///< "grid of Germany"
  bool is_bound = false;
};

/// A bare number below this is in kilograms: no grid emits so few grams, and none so many
/// kilograms.
constexpr double least_grams = 2;
constexpr double highest_intensity = 2000;

/// "24g CO2eq/kWh", and "0.076kg" of "Carbon Efficiency (kg/kWh)", in g/kWh.
double grams_of(const CardNumber& number) {
  const bool per_energy = number.size && number.size->dimension == CarbonIntensity::dimension;
  const bool mass = number.size && number.size->dimension == Carbon::dimension;
  if (per_energy) {
    return CarbonIntensity::from_base(number.value * number.size->factor)
        .in(grams_per_kilowatt_hour);
  }
  return number.value * (mass ? number.size->factor : number.value < least_grams ? 1e3 : 1);
}

std::optional<CardGrid> stated_grid(const Card& card) {
  const CardStatement* const statement = said(card, CardFact::grid_intensity);
  const auto number = statement == nullptr ? std::nullopt : read_card_number(*statement);
  const double each = number ? grams_of(*number) : 0;
  if (each <= 0 || each > highest_intensity) {
    return std::nullopt;
  }
  return CardGrid{{grams_per_kilowatt_hour(each), within(Constant::card_intensity_band)},
                  nullptr,
                  fmt::format("{} g/kWh", print_human(each)),
                  false};
}

CardGrid grid_of(const Place& place, bool is_bound) {
  const auto found = find_intensity(place, 0, std::nullopt);
  const double each = found ? found->grams_per_kilowatt_hour : 0;
  return {{grams_per_kilowatt_hour(each), found ? found->spread : Spread{}},
          is_bound ? nullptr : &place,
          is_bound ? "world grid" : fmt::format("grid of {}", place.name.view()),
          is_bound};
}

CardGrid grid_said(const Card& card) {
  if (const auto stated = stated_grid(card)) {
    return *stated;
  }
  const Place* const place =
      read_card_place(said_text(card, CardFact::location), said_text(card, CardFact::provider));
  return place != nullptr ? grid_of(*place, false) : grid_of(*find_places("world").front(), true);
}

/// Nearly any machine at work draws more, in watts.
constexpr double low_power = 100;

/// Less or more, in kilowatt hours, is no training.
constexpr double least_energy = 1e-12;
constexpr double most_energy = 1e14;

bool is_possible_energy(Energy energy) {
  return energy.in(kilowatt_hours) >= least_energy && energy.in(kilowatt_hours) <= most_energy;
}

std::optional<Energy> energy_said(const Card& card) {
  const CardStatement* const statement = said(card, CardFact::energy);
  const auto number = statement == nullptr ? std::nullopt : read_card_number(*statement);
  if (!number || number->value <= 0) {
    return std::nullopt;
  }
  if (number->size && number->size->dimension == Energy::dimension) {
    return Energy::from_base(number->value * number->size->factor);
  }
  return number->unit.empty() ? std::optional(kilowatt_hours(number->value)) : std::nullopt;
}

std::optional<ExpectedEmissions> by_energy(const Card& card) {
  const auto energy = energy_said(card);
  if (!energy || !is_possible_energy(*energy)) {
    return std::nullopt;
  }
  const CardGrid grid = grid_said(card);
  const auto carbon =
      Estimate<Energy>{*energy, within(Constant::card_energy_band)} * grid.intensity;
  return ExpectedEmissions{
      carbon.value,
      carbon.low(),
      carbon.high(),
      *energy,
      fmt::format("{} kWh, {}", print_human(energy->in(kilowatt_hours)), grid.words),
      grid.is_bound};
}

/// Enters a number in the unit of its field.
void enter(Key key, double number, Run& run, Faults& faults) {
  read_value(field(key), {.kind = RawValue::Kind::number, .number = number}, run, faults);
}

void enter(Key key, std::string_view text, Run& run, Faults& faults) {
  read_value(field(key), {.kind = RawValue::Kind::text, .text = text}, run, faults);
}

void enter_hardware(const CardHardware& hardware, Run& run, Faults& faults) {
  enter(Key::count, hardware.count, run, faults);
  if (hardware.accelerator != nullptr) {
    return enter(Key::accelerator, hardware.accelerator->id.view(), run, faults);
  }
  const Figure& rated = figures()[hardware.processor->tdp];
  enter(Key::accelerator_tdp, rated.as<Power>().value.in(watts), run, faults);
}

void enter_grid(const CardGrid& grid, Run& run, Faults& faults) {
  if (grid.place != nullptr) {
    enter(Key::region, grid.place->id.view(), run, faults);
  } else if (!grid.is_bound) {
    enter(Key::grid_intensity, grid.intensity.value.in(grams_per_kilowatt_hour), run, faults);
  }
}

std::string in_words(const CardHardware& hardware, const CardGrid& grid) {
  return fmt::format("{} x {}, {}", print_human(hardware.count), hardware.name(), grid.words);
}

std::string in_words(const CardTime& time) {
  return fmt::format("{} {}h", print_human(time.time.in(hours)), time.of_devices ? "device-" : "");
}

std::optional<ExpectedEmissions> on_hardware(const Card& card, const CardTime& time) {
  const auto hardware = hardware_said(card);
  if (!hardware) {
    return std::nullopt;
  }
  const CardGrid grid = grid_said(card);
  Run run;
  Faults faults;
  enter(time.of_devices ? Key::device_hours : Key::wall_hours, time.time.in(hours), run, faults);
  enter_hardware(*hardware, run, faults);
  enter_grid(grid, run, faults);
  const Report report = faults.empty() ? estimate(run, faults, Detail::footprint) : Report{};
  if (!faults.empty()) {
    return std::nullopt;
  }
  return ExpectedEmissions{report.operational.value,
                           report.operational.low(),
                           report.operational.high(),
                           report.facility_energy.value,
                           fmt::format("{} on {}", in_words(time), in_words(*hardware, grid)),
                           grid.is_bound || !(hardware->counted || time.of_devices)};
}

std::optional<Time> time_of(const CardNumber& number) {
  const bool is_time = number.size && number.size->dimension == Time::dimension;
  return is_time && number.value > 0
             ? std::optional(Time::from_base(number.value * number.size->factor))
             : std::nullopt;
}

/// A bare number is in hours.
std::optional<Time> time_of(const CardStatement& statement) {
  const auto number = read_card_number(statement);
  const bool bare = number && number->unit.empty() && !number->size && number->value > 0;
  return bare ? std::optional(hours(number->value)) : number ? time_of(*number) : std::nullopt;
}

/// The first time of a text that also speaks of other things.
std::optional<Time> time_in(std::string_view text) {
  const auto number = read_card_number(text, Time::dimension);
  return number ? time_of(*number) : std::nullopt;
}

constexpr std::array<std::string_view, 6> device_hours{"gpu hour",    "gpu-hour", "gpuh",
                                                       "device hour", "tpu hour", "tpu-hour"};

}  // namespace

std::optional<CardTime> time_said(const Card& card) {
  const CardStatement* const hours_said = said(card, CardFact::duration);
  const auto stated = hours_said == nullptr ? std::nullopt : time_of(*hours_said);
  if (stated) {
    const bool of_devices = mentions(hours_said->key + " " + hours_said->text, device_hours);
    return CardTime{*stated, of_devices, hours_said};
  }
  for (const CardFact fact : {CardFact::hardware, CardFact::source}) {
    const CardStatement* const statement = said(card, fact);
    const auto time = statement == nullptr ? std::nullopt : time_in(statement->text);
    if (time) {
      return CardTime{*time, false, statement};
    }
  }
  return std::nullopt;
}

std::optional<CardHardware> hardware_said(const Card& card) {
  for (const CardPart part : {CardPart::metadata, CardPart::body}) {
    const CardStatement* const statement = said(card, CardFact::hardware, part);
    const auto hardware = statement == nullptr ? std::nullopt : read_card_hardware(statement->text);
    if (hardware) {
      return hardware;
    }
  }
  return std::nullopt;
}

std::string hardware_in_words(const Card& card) {
  const auto hardware = hardware_said(card);
  return hardware ? in_words(*hardware, grid_said(card)) : std::string();
}

ExpectedEmissions emissions_of_an_hour_anywhere(const Card& card) {
  const CardGrid grid = grid_said(card);
  const Energy energy = kilowatt_hours(low_power / 1000);
  const auto carbon = Estimate<Energy>{energy, {}} * grid.intensity;
  return {carbon.value,
          carbon.low(),
          carbon.high(),
          energy,
          fmt::format("a computer of {} W, {}", print_human(low_power), grid.words),
          true};
}

std::optional<ExpectedEmissions> emissions_of_an_hour(const Card& card) {
  return on_hardware(card, {hours(1)});
}

std::optional<ExpectedEmissions> expected_emissions(const Card& card) {
  if (const auto metered = by_energy(card)) {
    return metered;
  }
  const auto time = time_said(card);
  return time ? on_hardware(card, *time) : std::nullopt;
}

}  // namespace plume
