// SPDX-License-Identifier: Apache-2.0
#include "formats/cards/card_unit.hpp"
#include "formats/letters.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace plume::cards {

namespace {

constexpr Dim time_dim{.time = 1};
constexpr Dim energy_dim{.energy = 1};
constexpr Dim co2e_dim{.co2e = 1};
constexpr double hour = 3600;
constexpr double day = 24 * hour;
constexpr double pound = 453.59237;

/// A word for a unit in small letters; no size where it names something else.
struct UnitWord {
  std::string_view word;
  Dim dimension;
  double factor;
};

constexpr auto unit_words = std::to_array<UnitWord>({
    {"g", co2e_dim, 1},
    {"gr", co2e_dim, 1},
    {"gram", co2e_dim, 1},
    {"grams", co2e_dim, 1},
    {"gramme", co2e_dim, 1},
    {"grammes", co2e_dim, 1},
    {"mg", co2e_dim, 1e-3},
    {"milligram", co2e_dim, 1e-3},
    {"milligrams", co2e_dim, 1e-3},
    {"ug", co2e_dim, 1e-6},
    {"kg", co2e_dim, 1e3},
    {"kgs", co2e_dim, 1e3},
    {"kilo", co2e_dim, 1e3},
    {"kilos", co2e_dim, 1e3},
    {"kilogram", co2e_dim, 1e3},
    {"kilograms", co2e_dim, 1e3},
    {"kilogramme", co2e_dim, 1e3},
    {"kilogrammes", co2e_dim, 1e3},
    {"t", co2e_dim, 1e6},
    {"mt", co2e_dim, 1e6},
    {"ton", co2e_dim, 1e6},
    {"tons", co2e_dim, 1e6},
    {"tonne", co2e_dim, 1e6},
    {"tonnes", co2e_dim, 1e6},
    {"metricton", co2e_dim, 1e6},
    {"metrictons", co2e_dim, 1e6},
    {"metrictonne", co2e_dim, 1e6},
    {"metrictonnes", co2e_dim, 1e6},
    {"kt", co2e_dim, 1e9},
    {"lb", co2e_dim, pound},
    {"lbs", co2e_dim, pound},
    {"pound", co2e_dim, pound},
    {"pounds", co2e_dim, pound},
    {"wh", energy_dim, hour},
    {"watthour", energy_dim, hour},
    {"watthours", energy_dim, hour},
    {"kwh", energy_dim, 1e3 * hour},
    {"kwhr", energy_dim, 1e3 * hour},
    {"kwhrs", energy_dim, 1e3 * hour},
    {"kwhs", energy_dim, 1e3 * hour},
    {"kwhour", energy_dim, 1e3 * hour},
    {"kwhours", energy_dim, 1e3 * hour},
    {"kilowatthour", energy_dim, 1e3 * hour},
    {"kilowatthours", energy_dim, 1e3 * hour},
    {"megawatthour", energy_dim, 1e6 * hour},
    {"megawatthours", energy_dim, 1e6 * hour},
    {"joule", energy_dim, 1},
    {"joules", energy_dim, 1},
    {"kj", energy_dim, 1e3},
    {"kilojoules", energy_dim, 1e3},
    {"megajoules", energy_dim, 1e6},
    {"h", time_dim, hour},
    {"hr", time_dim, hour},
    {"hrs", time_dim, hour},
    {"hour", time_dim, hour},
    {"hours", time_dim, hour},
    {"min", time_dim, 60},
    {"mins", time_dim, 60},
    {"minute", time_dim, 60},
    {"minutes", time_dim, 60},
    {"s", time_dim, 1},
    {"sec", time_dim, 1},
    {"secs", time_dim, 1},
    {"second", time_dim, 1},
    {"seconds", time_dim, 1},
    {"day", time_dim, day},
    {"days", time_dim, day},
    {"week", time_dim, 7 * day},
    {"weeks", time_dim, 7 * day},
    {"month", time_dim, 365 * day / 12},
    {"months", time_dim, 365 * day / 12},
    {"devicehours", Dim{}, 0},
    {"gpuh", Dim{}, 0},
    {"gpuhrs", Dim{}, 0},
    {"gpuhour", Dim{}, 0},
    {"gpuhours", Dim{}, 0},
    {"gpudays", Dim{}, 0},
    {"tpuhours", Dim{}, 0},
});

/// Prefixes whose case decides.
constexpr auto exact_words = std::to_array<UnitWord>({
    {"Mg", co2e_dim, 1e6},
    {"Mt", co2e_dim, 1e12},
    {"Gt", co2e_dim, 1e15},
    {"MWh", energy_dim, 1e6 * hour},
    {"GWh", energy_dim, 1e9 * hour},
    {"MJ", energy_dim, 1e6},
    {"GJ", energy_dim, 1e9},
    {"mWh", energy_dim, 1e-3 * hour},
});

/// What may stand behind a mass and says that it is one of CO2; longer words before those that they
/// end in.
constexpr std::array<std::string_view, 12> gas_words{
    "equivalents", "equivalent",    "equiv", "carbondioxide", "co2eqs", "co2eq",
    "co2e",        "carbonemitted", "co2",   "eqs",           "eq",     "of"};

std::string letters_and_digits(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out),
               [](char c) { return is_letter(c) || is_digit(c) || c == '%' || c == '/'; });
  return out;
}

bool ends_with_word(std::string_view text, std::string_view word) {
  return text.size() >= word.size() &&
         std::equal(word.begin(), word.end(), text.end() - static_cast<std::ptrdiff_t>(word.size()),
                    [](char a, char b) { return a == small_letter(b); });
}

/// "kgCO2eq" is "kg"; case stays.
std::string_view without_gas(std::string_view text) {
  for (bool found = true; found;) {
    const auto* const word =
        std::find_if(gas_words.begin(), gas_words.end(),
                     [&](std::string_view gas) { return ends_with_word(text, gas); });
    found = word != gas_words.end();
    text.remove_suffix(found ? word->size() : 0);
  }
  return text;
}

template <class Table>
const UnitWord* find_word(const Table& table, std::string_view word) {
  const auto* const found = std::find_if(table.begin(), table.end(),
                                         [&](const UnitWord& one) { return one.word == word; });
  return found == table.end() ? nullptr : &*found;
}

/// A unit without a fraction, letters and digits alone; of factor 0 where it has no size here.
std::optional<AnyUnit> simple_unit(std::string_view letters) {
  const std::string_view word = without_gas(letters);
  if (const UnitWord* const exact = find_word(exact_words, word)) {
    return AnyUnit{exact->dimension, exact->factor};
  }
  if (const UnitWord* const known = find_word(unit_words, small_letters(word))) {
    const bool is_mass = known->dimension == co2e_dim;
    return is_mass || word.size() == letters.size()
               ? std::optional(AnyUnit{known->dimension, known->factor})
               : std::nullopt;
  }
  const bool is_word = !word.empty() && word.size() == letters.size() && !is_digit(word.front());
  return is_word ? parse_unit(word) : std::nullopt;
}

std::string with_slashes(std::string_view text) {
  std::string out(text);
  for (auto at = out.find(" per "); at != std::string::npos; at = out.find(" per ", at)) {
    out.replace(at, 5, 1, '/');
  }
  return out;
}

}  // namespace

std::optional<AnyUnit> known_unit(std::string_view text) {
  const std::string letters = letters_and_digits(with_slashes(text));
  const auto slash = letters.find('/');
  const auto numerator = simple_unit(std::string_view(letters).substr(0, slash));
  if (!numerator || slash == std::string::npos) {
    return numerator;
  }
  const auto denominator = simple_unit(std::string_view(letters).substr(slash + 1));
  const bool is_fraction = denominator && denominator->factor > 0 && numerator->factor > 0;
  return is_fraction ? std::optional(AnyUnit{numerator->dimension + -denominator->dimension,
                                             numerator->factor / denominator->factor})
                     : std::nullopt;
}

}  // namespace plume::cards
