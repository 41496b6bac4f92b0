// SPDX-License-Identifier: Apache-2.0
#include "formats/grids/json_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace plume::grids {

namespace {

namespace dom = simdjson::dom;

/// The lists that hold rows; an object without any is a row itself.
struct List {
  std::string_view key;
  bool forecast;
};
constexpr std::array<List, 3> lists{{{"history", false}, {"data", false}, {"forecast", true}}};

/// Lengths in seconds of what `temporalGranularity` may say; months and years differ in length.
struct Granularity {
  std::string_view word;
  double seconds;
};
constexpr std::array<Granularity, 4> granularities{
    {{"5_minutes", 300}, {"15_minutes", 900}, {"hourly", 3600}, {"daily", 86400}}};

struct Basis {
  std::string_view word;
  std::string_view name;
};
constexpr std::array<Basis, 2> bases{{{"lifecycle", "life-cycle"}, {"direct", "direct"}}};

bool recognises(std::string_view text) {
  return is_json_with(text, "carbonIntensity");
}

class Reader {
 public:
  explicit Reader(GridReading& reading) : reading_(reading), json_(reading), zones_(reading) {}

  void read() {
    dom::object top;
    if (json_.root().get(top) != simdjson::SUCCESS) {
      take_rows(json_.root(), "", false);
    } else {
      take_object(JsonRow(json_, json_.root(), ""));
    }
    reading_.log.zone = zones_.chosen();
    set_basis();
    complete_hours(reading_, std::move(samples_), length_);
  }

 private:
  void take_object(const JsonRow& top) {
    zone_ = top.text("zone");
    set_length(top);
    const auto list = std::find_if(lists.begin(), lists.end(),
                                   [&](const List& one) { return top.find(one.key).has_value(); });
    if (list == lists.end()) {
      return take(top, false);
    }
    word_ = top.text("emissionFactorType");
    take_rows(top.need(list->key), fmt::format("/{}", list->key), list->forecast);
  }

  void take_rows(dom::element list, const std::string& pointer, bool forecast) {
    for_each_row(json_, list, pointer, [&](const JsonRow& row) { take(row, forecast); });
  }

  void take(const JsonRow& row, bool forecast) {
    const std::string_view zone = row.text("zone");
    if (!zones_.takes(zone.empty() ? zone_ : zone)) {
      return;
    }
    set_length(row);
    take_basis(row);
    samples_.push_back({.begin = row.time("datetime"),
                        .grams_per_kilowatt_hour = row.intensity("carbonIntensity"),
                        .estimated = row.is_true("isEstimated"),
                        .forecast = forecast});
  }

  void set_length(const JsonRow& row) {
    const std::string_view word = row.text("temporalGranularity");
    for (const Granularity& one : granularities) {
      length_ = one.word == word ? one.seconds : length_;
    }
  }

  void take_basis(const JsonRow& row) {
    const std::string_view word = row.text("emissionFactorType");
    if (!word.empty() && !word_.empty() && word != word_) {
      row.refuse("emissionFactorType", "grid-mixed-bases",
                 "the log has both life-cycle and direct intensities", "give a log with one basis");
    }
    word_ = word.empty() ? word_ : word;
  }

  void set_basis() {
    if (word_.empty()) {
      reading_.notes.add("grid-basis-assumed", 0,
                         "the log does not say its basis: Electricity Maps gives life-cycle "
                         "intensities unless it is asked for others",
                         "see that the service was not asked for direct emission factors");
    }
    const auto* const found = std::find_if(bases.begin(), bases.end(),
                                           [&](const Basis& one) { return one.word == word_; });
    if (found == bases.end() && !word_.empty()) {
      refuse(reading_, "grid-no-basis", 0,
             fmt::format("`{}` is no basis that is known", logs::shown(word_)),
             "give a log of lifecycle or direct emission factors");
    }
    reading_.log.basis = found == bases.end() ? bases.front().name : found->name;
    if (reading_.options.direct && reading_.log.basis != "direct") {
      refuse(reading_, "grid-no-basis", 0, "the log has no direct intensities",
             "give a log of direct emission factors, or leave the direct basis out");
    }
  }

  GridReading& reading_;
  JsonLog json_;
  ZoneChoice zones_;
  std::vector<GridSample> samples_;
  std::optional<double> length_;
  std::string_view zone_;
  std::string_view word_;  ///< of the basis
};

void read(GridReading& reading) {
  Reader(reading).read();
}

}  // namespace

const GridReader electricity_maps_json{"electricity-maps", "Electricity Maps (JSON)", recognises,
                                       read};

}  // namespace plume::grids
