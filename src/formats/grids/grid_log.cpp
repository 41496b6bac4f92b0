// SPDX-License-Identifier: Apache-2.0
#include "plume/formats/grid_log.hpp"

#include "formats/grids/grid_format.hpp"
#include "formats/letters.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace plume {

namespace {

using grids::GridReader;

constexpr std::array<std::string_view, 5> ids{"electricity-maps", "neso", "watttime", "entso-e",
                                              "table"};

/// In the order in which they are tried.
constexpr std::array<const GridReader*, 10> readers{&grids::electricity_maps_table,
                                                    &grids::electricity_maps_json,
                                                    &grids::neso_json,
                                                    &grids::neso_table,
                                                    &grids::watttime_json,
                                                    &grids::watttime_table,
                                                    &grids::entso_e_xml,
                                                    &grids::entso_e_page,
                                                    &grids::entso_e_library,
                                                    &grids::plain_table};

std::string layouts_of(std::string_view id) {
  std::string out;
  for (const GridReader* reader : readers) {
    if (id.empty() || reader->id == id) {
      out += fmt::format("{}{}", out.empty() ? "" : ", ", reader->layout);
    }
  }
  return out;
}

[[noreturn]] void refuse_file(const LogFile& file, const std::string& id) {
  const bool empty = trimmed(file.text).empty();
  throw Failure(
      Diagnostic{.code = empty ? "grid-no-hours" : "grid-unknown-format",
                 .message = empty        ? "the file is empty"
                            : id.empty() ? "the file is no log of carbon intensity that is known"
                                         : fmt::format("the file is no log of the format `{}`", id),
                 .cure = fmt::format("give one of these: {}", layouts_of(id)),
                 .file = file.name});
}

void require_known(const LogFile& file, const std::string& id) {
  if (!id.empty() && std::find(ids.begin(), ids.end(), id) == ids.end()) {
    throw Failure(Diagnostic{.code = "grid-unknown-format",
                             .message = fmt::format("there is no format `{}`", logs::shown(id)),
                             .cure = fmt::format("choose one of {}", fmt::join(ids, ", ")),
                             .file = file.name});
  }
}

const GridReader& reader_of(const LogFile& file, const std::string& id) {
  require_known(file, id);
  const auto* const found =
      std::find_if(readers.begin(), readers.end(), [&](const GridReader* reader) {
        return (id.empty() || reader->id == id) && reader->recognises(file.text);
      });
  if (found == readers.end()) {
    refuse_file(file, id);
  }
  return **found;
}

/// A zone may only be asked of a log that names its zones.
void require_zone(const grids::GridReading& reading) {
  if (!reading.options.zone.empty() && reading.log.zone.empty()) {
    grids::refuse(reading, "grid-unknown-zone", 0, "the log names no zone", "leave --zone out");
  }
}

}  // namespace

std::span<const std::string_view> grid_log_formats() {
  return ids;
}

GridLog read_grid_log(const LogFile& file, const GridLogOptions& options) {
  const GridReader& reader = reader_of(file, options.format);
  grids::GridReading reading{.file = file, .options = options};
  reading.log.format = reader.id;
  reading.log.file = file.name;
  reader.read(reading);
  require_zone(reading);
  for (LogNote& note : reading.notes.take()) {
    reading.log.notes.push_back(std::move(note));
  }
  return std::move(reading.log);
}

}  // namespace plume
