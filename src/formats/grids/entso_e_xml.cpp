// SPDX-License-Identifier: Apache-2.0
/// Actual generation by kind of plant (document A75) as the interface of ENTSO-E's transparency
/// platform gives it.
#include "formats/grids/generation.hpp"
#include "formats/grids/xml_reader.hpp"
#include "formats/letters.hpp"
#include "formats/logs/log_number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace plume::grids {

namespace {

enum Field : std::uint8_t {
  document_type,
  reason,
  producing_zone,  ///< of generation; of consumption the next
  consuming_zone,
  unit,
  curve,
  plant,
  begin,
  end,
  resolution,
  position,
  quantity,
};
constexpr std::size_t field_count = 12;

/// Where a field stands, and the element at whose beginning it is forgotten.
struct FieldPlace {
  std::string_view parent;
  std::string_view name;
  std::string_view scope;
};
constexpr std::array<FieldPlace, field_count> places{{
    {"GL_MarketDocument", "type", ""},
    {"Reason", "text", ""},
    {"TimeSeries", "inBiddingZone_Domain.mRID", "TimeSeries"},
    {"TimeSeries", "outBiddingZone_Domain.mRID", "TimeSeries"},
    {"TimeSeries", "quantity_Measure_Unit.name", "TimeSeries"},
    {"TimeSeries", "curveType", "TimeSeries"},
    {"MktPSRType", "psrType", "TimeSeries"},
    {"timeInterval", "start", "Period"},
    {"timeInterval", "end", "Period"},
    {"Period", "resolution", "Period"},
    {"Point", "position", "Point"},
    {"Point", "quantity", "Point"},
}};

constexpr std::string_view acknowledgement = "Acknowledgement_MarketDocument";

/// Missing positions of this curve repeat the last value; of others they are gaps.
constexpr std::string_view repeating_curve = "A03";

struct Point {
  double position;
  double megawatts;
  std::size_t line;
};

class Reader {
 public:
  explicit Reader(GridReading& reading) : reading_(reading), xml_(reading), zones_(reading) {}

  std::vector<PlantPower> read() {
    for (auto event = xml_.next(); event != XmlReader::Event::finished; event = xml_.next()) {
      if (event == XmlReader::Event::begin) {
        begin_element();
      } else {
        end_element();
      }
    }
    require_document();
    reading_.log.zone = zones_.chosen();
    return std::move(powers_);
  }

 private:
  const std::string& value(Field field) const { return values_[field]; }

  [[noreturn]] void refuse_here(std::string message) const {
    refuse(reading_, "grid-bad-document", xml_.line(), std::move(message),
           "give the answer to a request for actual generation per type (document type A75)");
  }

  void begin_element() {
    for (std::size_t i = 0; i < field_count; ++i) {
      if (places[i].scope == xml_.name()) {
        values_[i].clear();
      }
    }
    if (xml_.name() == "Period") {
      points_.clear();
    }
    if (root_.empty()) {
      root_ = xml_.name();
    }
  }

  void end_element() {
    for (std::size_t i = 0; i < field_count; ++i) {
      if (places[i].name == xml_.name() && places[i].parent == xml_.parent()) {
        values_[i] = xml_.text();
      }
    }
    if (xml_.name() == "Point") {
      take_point();
    } else if (xml_.name() == "Period") {
      take_period();
    }
  }

  void require_document() const {
    if (root_ == acknowledgement) {
      refuse(reading_, "grid-no-data", 0,
             fmt::format("the service had no data: {}", logs::shown(value(reason))),
             "ask for a zone and a time of which there are data");
    }
    if (root_ != "GL_MarketDocument" || value(document_type) != "A75") {
      refuse_here(fmt::format("`{}` of type `{}` is no generation by kind of plant",
                              logs::shown(root_), logs::shown(value(document_type))));
    }
  }

  void take_point() {
    const auto at = logs::read_plain(value(position));
    const auto power = logs::read_plain(value(quantity));
    const bool whole =
        at.is_number() && at.value >= 1 && at.value <= 1e7 && at.value == std::floor(at.value);
    if (!whole || !power.is_number()) {
      refuse_here(fmt::format("`{}` at the position `{}` is no power at a place of a period",
                              logs::shown(value(quantity)), logs::shown(value(position))));
    }
    if (!points_.empty() && at.value <= points_.back().position) {
      refuse_here("the positions of a period do not rise");
    }
    points_.push_back({at.value, sound_power(reading_, power.value, xml_.line()), xml_.line()});
  }

  /// Where a period lies; throws `Failure` for what cannot be.
  std::pair<double, double> bounds() const {
    const double from = read_time(reading_, value(begin), true, xml_.line());
    const double to = read_time(reading_, value(end), true, xml_.line());
    if (!(to > from)) {
      refuse_here("a period ends before it begins");
    }
    return {from, to};
  }

  const PlantKind& kind() const {
    const PlantKind* const found = find_plant(value(plant));
    if (found == nullptr) {
      refuse(reading_, "grid-unknown-plant", xml_.line(),
             fmt::format("`{}` is no kind of plant that is known", logs::shown(value(plant))),
             "leave the series out");
    }
    return *found;
  }

  void take_period() {
    if (value(producing_zone).empty() && !value(consuming_zone).empty()) {
      return note_consumption();
    }
    const auto step = resolution_of(value(resolution));
    if (!step || value(unit) != "MAW") {
      refuse_here(fmt::format("a series in steps of `{}` and the unit `{}` is not known",
                              logs::shown(value(resolution)), logs::shown(value(unit))));
    }
    const auto [from, to] = bounds();
    const PlantKind& one = kind();
    if (zones_.takes(value(producing_zone))) {
      add_points(one, from, to, *step);
    }
    points_.clear();
  }

  void note_consumption() {
    reading_.notes.add("grid-consumption-left-out", xml_.line(),
                       "series of what plants draw, such as pumps, are left out", "nothing to do");
  }

  void add_points(const PlantKind& one, double from, double to, double step) {
    const bool repeats = value(curve) == repeating_curve;
    for (std::size_t i = 0; i < points_.size(); ++i) {
      const double time = from + (points_[i].position - 1) * step;
      const bool last = i + 1 == points_.size();
      const double next = last ? to : from + (points_[i + 1].position - 1) * step;
      if (time + step > to) {
        refuse(reading_, "grid-bad-document", points_[i].line,
               "a position lies behind the end of its period", "give the document as it came");
      }
      powers_.push_back({.begin = time,
                         .end = repeats ? next : time + step,
                         .plant = &one,
                         .megawatts = points_[i].megawatts,
                         .line = points_[i].line});
    }
  }

  GridReading& reading_;
  XmlReader xml_;
  ZoneChoice zones_;
  std::array<std::string, field_count> values_;
  std::string root_;
  std::vector<Point> points_;
  std::vector<PlantPower> powers_;
};

bool recognises(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  const std::string_view head = text.substr(0, 4096);
  return trimmed(head.starts_with(byte_order_mark) ? head.substr(3) : head).starts_with('<');
}

void read(GridReading& reading) {
  complete_generation(reading, read_generation_document(reading));
}

}  // namespace

std::vector<PlantPower> read_generation_document(GridReading& reading) {
  return Reader(reading).read();
}

const GridReader entso_e_xml{"entso-e", "ENTSO-E generation by type (XML)", recognises, read};

}  // namespace plume::grids
