// SPDX-License-Identifier: Apache-2.0
/// Actual generation by kind of plant as the file library of ENTSO-E's transparency platform has
/// it: a row a time, area and kind of plant, in UTC. The same plants stand there once for each type
/// of area that they lie in.
#include "formats/grids/generation.hpp"
#include "formats/logs/log_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace plume::grids {

namespace {

/// Types of areas, the first that there is being taken: bidding zone, country, control area.
constexpr std::array<std::string_view, 3> area_types{"BZN", "CTY", "CTA"};

bool recognises(std::string_view text) {
  const std::string header = plain_name(logs::first_line(text));
  return header.find("areatypecode") != std::string::npos &&
         header.find("productiontype") != std::string::npos &&
         header.find("actualgenerationoutput") != std::string::npos;
}

/// Columns by the beginning of their names, of all years of the library.
enum Field : std::uint8_t {
  time,
  resolution,
  code,
  type,
  name,
  display_name,
  map_code,
  older_map_code,
  plant,
  output,
  published
};
constexpr std::array<std::string_view, 11> beginnings{
    "datetime",       "resolutioncode",         "areacode",    "areatypecode",
    "areaname",       "areadisplayname",        "areamapcode", "mapcode",
    "productiontype", "actualgenerationoutput", "updatetime"};
constexpr std::array<Field, 6> needed{time, resolution, code, type, plant, output};

struct Area {
  std::string code;
  std::string type;
  std::string name;
  std::vector<PlantPower> powers{};
};

class Reader {
 public:
  explicit Reader(GridReading& reading)
      : reading_(reading), table_(reading.file, reading.notes, reading.rows) {}

  std::vector<PlantPower> read() {
    find_columns();
    logs::Row row;
    while (table_.next(row)) {
      take(row);
    }
    return std::move(choose().powers);
  }

 private:
  void find_columns() {
    for (std::size_t i = 0; i < beginnings.size(); ++i) {
      columns_[i] = find_column(table_.written_names(), [&](std::string_view column) {
        return column.starts_with(beginnings[i]);
      });
    }
    for (const Field field : needed) {
      need_column(reading_, columns_[field], table_.header_line(), beginnings[field]);
    }
  }

  std::string_view cell(const logs::Row& row, Field field) const {
    return table_.cell(row, columns_[field]);
  }

  /// The code that maps show, "DE_LU".
  std::string_view shown_code(const logs::Row& row) const {
    const std::string_view found = cell(row, map_code);
    return found.empty() ? cell(row, older_map_code) : found;
  }

  void take(const logs::Row& row) {
    Area* const area = area_of(row);
    const auto power =
        area == nullptr ? std::nullopt : read_power(reading_, cell(row, output), row.line);
    if (!power) {
      return;
    }
    const double begin = read_time(reading_, cell(row, time), true, row.line);
    const auto length = resolution_of(cell(row, resolution));
    if (!length) {
      refuse(reading_, "grid-bad-document", row.line,
             fmt::format("the resolution `{}` is not known", logs::shown(cell(row, resolution))),
             "give a file in steps of minutes, hours or days");
    }
    const auto update = read_time_stamp(cell(row, published));
    area->powers.push_back({.begin = begin,
                            .end = begin + *length,
                            .plant = &kind_of(row),
                            .megawatts = *power,
                            .published = update ? update->seconds : 0,
                            .line = row.line});
  }

  const PlantKind& kind_of(const logs::Row& row) const {
    const PlantKind* const found = find_plant(cell(row, plant));
    if (found == nullptr) {
      refuse(reading_, "grid-unknown-plant", row.line,
             fmt::format("`{}` is no kind of plant that is known", logs::shown(cell(row, plant))),
             "leave its rows out");
    }
    return *found;
  }

  /// The area of a row; null where --zone asks for another.
  Area* area_of(const logs::Row& row) {
    const std::array<std::string_view, 4> names{shown_code(row), cell(row, code), cell(row, name),
                                                cell(row, display_name)};
    const std::string_view shown = names[0].empty() ? names[1] : names[0];
    if (!seen_.contains(shown) && seen_.size() <= most_listed) {
      seen_.emplace(shown);
    }
    if (!wanted_.empty() && std::none_of(names.begin(), names.end(), [&](std::string_view one) {
          return plain_name(one) == wanted_;
        })) {
      return nullptr;
    }
    const auto key = std::tuple(std::string(names[1]), std::string(cell(row, type)));
    const auto found = areas_.find(key);
    if (found != areas_.end()) {
      return &found->second;
    }
    return &areas_
                .emplace(key, Area{std::string(names[1]), std::string(cell(row, type)),
                                   std::string(shown)})
                .first->second;
  }

  /// The areas of the first type that there is.
  std::vector<Area*> areas_of_one_type() {
    std::vector<Area*> out;
    for (const std::string_view wanted : area_types) {
      for (auto& [key, area] : areas_) {
        if (area.type == wanted) {
          out.push_back(&area);
        }
      }
      if (!out.empty()) {
        return out;
      }
    }
    for (auto& [key, area] : areas_) {
      out.push_back(&area);
    }
    return out;
  }

  Area& choose() {
    const std::vector<Area*> candidates = areas_of_one_type();
    const bool asked = !wanted_.empty();
    if (candidates.size() != 1 || (!asked && seen_.size() > 1)) {
      refuse_zones(candidates.empty());
    }
    Area& area = *candidates.front();
    reading_.log.zone = area.name;
    if (areas_.size() > 1) {
      reading_.notes.add("grid-area-type", 0,
                         fmt::format("the same plants stand there by {} types of area: the rows "
                                     "of the type {} are taken",
                                     areas_.size(), logs::shown(area.type)),
                         "nothing to do");
    }
    return area;
  }

  [[noreturn]] void refuse_zones(bool none) const {
    std::string list;
    for (const std::string& zone : seen_) {
      list += fmt::format("{}`{}`", list.empty() ? "" : ", ", logs::shown(zone));
    }
    refuse(reading_,
           none && !wanted_.empty() ? "grid-unknown-zone"
           : none                   ? "grid-no-hours"
                                    : "grid-several-zones",
           0,
           none ? "the log has no row of the zone" : "the log has several zones that may be meant",
           list.empty() ? "give the file as the library has it"
                        : fmt::format("give --zone, one of {}", list));
  }

  static constexpr std::size_t most_listed = 20;

  GridReading& reading_;
  logs::Table table_;
  std::string wanted_ = plain_name(reading_.options.zone);
  std::array<std::optional<std::size_t>, beginnings.size()> columns_;
  std::set<std::string, std::less<>> seen_;
  std::map<std::tuple<std::string, std::string>, Area> areas_;
};

void read(GridReading& reading) {
  complete_generation(reading, read_generation_library(reading));
}

}  // namespace

std::vector<PlantPower> read_generation_library(GridReading& reading) {
  return Reader(reading).read();
}

const GridReader entso_e_library{"entso-e", "ENTSO-E generation by type, file library (TSV)",
                                 recognises, read};

}  // namespace plume::grids
