// SPDX-License-Identifier: Apache-2.0
#include "formats/grids/generation.hpp"

#include "formats/logs/log_number.hpp"
#include "plume/data/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace plume::grids {

namespace {

/// A stretch is left out where kinds are missing that give more than this share of all power in the
/// stretches that have them.
constexpr double largest_missing_share = 0.05;

constexpr double largest_power = 1e7;  // MW; all plants of the world have less

struct Resolution {
  std::string_view word;
  double seconds;
};
constexpr std::array<Resolution, 7> resolutions{{{"PT1M", 60},
                                                 {"PT5M", 300},
                                                 {"PT15M", 900},
                                                 {"PT30M", 1800},
                                                 {"PT60M", 3600},
                                                 {"PT1H", 3600},
                                                 {"P1D", 86400}}};

std::size_t index_of(const PlantKind* plant) {
  return static_cast<std::size_t>(plant - plant_kinds().data());
}

void leave_storage_out(GridReading& reading, std::vector<PlantPower>& powers) {
  const auto stores = [](const PlantPower& power) { return power.plant->storage; };
  const auto first = std::find_if(powers.begin(), powers.end(), stores);
  if (first == powers.end()) {
    return;
  }
  reading.notes.add("grid-storage-left-out", first->line,
                    "what storage gives back is left out of the mix: other plants gave it before",
                    "nothing to do");
  powers.erase(std::remove_if(first, powers.end(), stores), powers.end());
}

void sort_by_plant(std::vector<PlantPower>& powers) {
  std::stable_sort(powers.begin(), powers.end(), [](const PlantPower& a, const PlantPower& b) {
    return a.plant != b.plant   ? index_of(a.plant) < index_of(b.plant)
           : a.begin != b.begin ? a.begin < b.begin
                                : a.published < b.published;
  });
}

bool is_same_stretch(const PlantPower& a, const PlantPower& b) {
  return a.plant == b.plant && a.begin == b.begin && a.end == b.end;
}

bool is_update(const PlantPower& older, const PlantPower& newer) {
  return newer.published > older.published || newer.megawatts == older.megawatts;
}

/// Of figures of one stretch the latest remains; others must not overlap.
void merge_repeated(GridReading& reading, std::vector<PlantPower>& powers) {
  std::vector<PlantPower> out;
  for (const PlantPower& power : powers) {
    const bool repeats =
        !out.empty() && is_same_stretch(out.back(), power) && is_update(out.back(), power);
    if (repeats) {
      reading.notes.add("grid-row-repeated", power.line,
                        fmt::format("{} stands there twice at {}: the latest figure counts",
                                    power.plant->name, time_text(power.begin)),
                        "nothing to do");
      out.back() = power;
      continue;
    }
    if (!out.empty() && out.back().plant == power.plant && out.back().end > power.begin) {
      refuse(
          reading, "grid-overlap", power.line,
          fmt::format("two figures of {} overlap at {}", power.plant->name, time_text(power.begin)),
          "give a log in which every time stands once");
    }
    out.push_back(power);
  }
  powers = std::move(out);
}

/// A power that begins or is over.
struct Change {
  double time;
  const PlantPower* power;
  bool begins;
};

std::vector<Change> changes_of(const std::vector<PlantPower>& powers) {
  std::vector<Change> out;
  out.reserve(2 * powers.size());
  for (const PlantPower& power : powers) {
    out.push_back({power.begin, &power, true});
    out.push_back({power.end, &power, false});
  }
  std::sort(out.begin(), out.end(), [](const Change& a, const Change& b) {
    return a.time != b.time ? a.time < b.time : a.begins < b.begins;
  });
  return out;
}

/// Walks through time and knows what each kind of plant gives.
class Mix {
 public:
  explicit Mix(const std::vector<PlantPower>& powers) {
    const auto kinds = plant_kinds();
    std::transform(kinds.begin(), kinds.end(), factors_.begin(), emission_factor);
    std::array<double, plant_count> energy{};  // MW s
    for (const PlantPower& power : powers) {
      const std::size_t plant = index_of(power.plant);
      present_[plant] += power.end - power.begin;
      energy[plant] += power.megawatts * (power.end - power.begin);
    }
    for (std::size_t i = 0; i < plant_count; ++i) {
      means_[i] = present_[i] > 0 ? energy[i] / present_[i] : 0;
    }
  }

  void take(const Change& change) {
    now_[index_of(change.power->plant)] = change.begins ? change.power : nullptr;
  }

  /// The sample of the stretch from `begin` to `end`, without a figure where too many plants are
  /// missing; nothing where no plant has one.
  std::optional<GridSample> sample(double begin, double end) {
    double power = 0;
    double emissions = 0;
    std::size_t line = 0;
    for (std::size_t i = 0; i < plant_count; ++i) {
      power += now_[i] == nullptr ? 0 : now_[i]->megawatts;
      emissions += now_[i] == nullptr ? 0 : now_[i]->megawatts * factors_[i];
      line = now_[i] == nullptr || line != 0 ? line : now_[i]->line;
    }
    if (line == 0) {
      return std::nullopt;
    }
    whole_ += end - begin;
    GridSample out{.begin = begin, .end = end, .line = line};
    if (power > 0 && missing_share() <= largest_missing_share) {
      out.grams_per_kilowatt_hour = emissions / power;
    }
    return out;
  }

  /// Kinds that have figures for a part of the time alone.
  void note_missing(GridReading& reading) const {
    for (std::size_t i = 0; i < plant_count; ++i) {
      if (present_[i] > 0 && present_[i] < whole_ - 1) {
        reading.notes.add(
            "grid-plant-missing", 0,
            fmt::format("{} has no figure for {:.1f} of {:.1f} hours, and gives {:.0f} MW in the "
                        "others; an hour is left out where kinds are missing that give more than "
                        "{:.0f} % of all",
                        plant_kinds()[i].name, (whole_ - present_[i]) / 3600, whole_ / 3600,
                        means_[i], 100 * largest_missing_share),
            "see whether those plants stood still or their figures are not yet there",
            plant_kinds()[i].code);
      }
    }
  }

 private:
  double missing_share() const {
    double missing = 0;
    double all = 0;
    for (std::size_t i = 0; i < plant_count; ++i) {
      missing += now_[i] == nullptr ? means_[i] : 0;
      all += means_[i];
    }
    return all > 0 ? missing / all : 0;
  }

  std::array<double, plant_count> factors_{};
  std::array<const PlantPower*, plant_count> now_{};
  std::array<double, plant_count> present_{};  ///< s with a figure
  std::array<double, plant_count> means_{};    ///< MW in that time
  double whole_ = 0;                           ///< s in which any kind has a figure
};

void note_proxies(GridReading& reading, const std::vector<PlantPower>& powers) {
  std::array<bool, plant_count> seen{};
  for (const PlantPower& power : powers) {
    seen[index_of(power.plant)] = true;
  }
  for (std::size_t i = 0; i < plant_count; ++i) {
    if (seen[i] && !plant_kinds()[i].proxy.empty()) {
      reading.notes.add("grid-proxy-factor", 0,
                        fmt::format("{} has no emission factor of its own: that of {} is taken",
                                    plant_kinds()[i].name, plant_kinds()[i].proxy),
                        fmt::format("give a better one as `{}` in a folder of your own data",
                                    std::string_view(constant(plant_kinds()[i].factor).id)),
                        plant_kinds()[i].code);
    }
  }
}

}  // namespace

std::optional<double> resolution_of(std::string_view text) {
  const auto* const found =
      std::find_if(resolutions.begin(), resolutions.end(),
                   [&](const Resolution& resolution) { return resolution.word == text; });
  return found == resolutions.end() ? std::nullopt : std::optional(found->seconds);
}

double sound_power(GridReading& reading, double megawatts, std::size_t line) {
  if (!(megawatts >= -largest_power && megawatts <= largest_power)) {
    refuse(reading, "grid-bad-value", line, "a power is larger than that of all plants there are",
           "see that the values are in MW");
  }
  if (megawatts < 0) {
    reading.notes.add("grid-negative-power", line,
                      "a power below zero, of plants that draw more than they give, counts as none",
                      "nothing to do");
  }
  return std::max(megawatts, 0.0);
}

std::optional<double> read_power(GridReading& reading, std::string_view text, std::size_t line) {
  const logs::CellNumber cell = logs::read_cell(text);
  if (cell.kind == logs::CellKind::bad) {
    refuse(reading, "grid-bad-value", line, fmt::format("`{}` is no number", logs::shown(text)),
           "write the power in MW, and nothing where there is none");
  }
  return cell.is_number() ? std::optional(sound_power(reading, cell.value, line)) : std::nullopt;
}

std::vector<GridSample> intensities_of(GridReading& reading, std::vector<PlantPower> powers) {
  leave_storage_out(reading, powers);
  sort_by_plant(powers);
  merge_repeated(reading, powers);
  const std::vector<Change> changes = changes_of(powers);
  std::vector<GridSample> out;
  Mix mix(powers);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    mix.take(changes[i]);
    const bool last = i + 1 == changes.size();
    const double next = last ? changes[i].time : changes[i + 1].time;
    if (next > changes[i].time) {
      if (auto sample = mix.sample(changes[i].time, next)) {
        out.push_back(*sample);
      }
    }
  }
  mix.note_missing(reading);
  return out;
}

void complete_generation(GridReading& reading, std::vector<PlantPower> powers) {
  if (reading.options.direct) {
    refuse(reading, "grid-no-basis", 0, "there are no direct emission factors of kinds of plant",
           "leave the direct basis out");
  }
  note_proxies(reading, powers);
  reading.log.basis = "life-cycle";
  complete_hours(reading, intensities_of(reading, std::move(powers)));
  reading.notes.add("grid-from-generation", 0,
                    "the log holds generation, not intensity: it is multiplied by life-cycle "
                    "emission factors of each kind of plant; imports are not in it",
                    "give a log of intensities where there is one");
}

}  // namespace plume::grids
