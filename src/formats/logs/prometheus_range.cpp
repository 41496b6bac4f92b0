// SPDX-License-Identifier: Apache-2.0
/// What Prometheus answers to a query of a metric over a range of time (query_range), as JSON.
#include "formats/letters.hpp"
#include "formats/logs/log_json.hpp"
#include "formats/logs/log_readers_b.hpp"
#include "formats/logs/log_table.hpp"
#include "formats/logs/metric_meters.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <cmath>

namespace plume::logs {

namespace {

namespace dom = simdjson::dom;

Labels labels_of(const dom::object& metric) {
  Labels out;
  for (const auto& [name, value] : metric) {
    out.emplace_back(name, text_of(dom::element(value)));
  }
  return out;
}

class RangeReader {
 public:
  RangeReader(std::span<const LogFile> files, const LogOptions& options)
      : files_(files), meters_("prometheus-range", files, options) {}

  EnergyLog read() {
    meters_.draft.log.clock = LogClock::utc;
    for (const LogFile& file : files_) {
      read_file(file);
    }
    return meters_.finish();
  }

 private:
  void read_file(const LogFile& file) {
    const dom::element root = json_.need(file, from_brace(file.text));
    if (text_of(root["status"]) == "error") {
      refuse(file, "prometheus-error", 1, 1,
             fmt::format("Prometheus answered with an error: {}", shown(text_of(root["error"]))),
             "mend the query and ask again");
    }
    dom::array series;
    if (root["data"]["result"].get(series) != simdjson::SUCCESS &&
        root["result"].get(series) != simdjson::SUCCESS) {
      refuse(file, "prometheus-no-result", 1, 1, "there is no list `data.result`",
             "give the whole answer to query_range");
    }
    for (const dom::element one : series) {
      read_series(one);
    }
  }

  void read_series(const dom::element& one) {
    dom::object metric;
    if (one["metric"].get(metric) != simdjson::SUCCESS) {
      return reject_series("a series has no labels");
    }
    const Labels labels = labels_of(metric);
    const std::string name(text_of(metric["__name__"]));
    switch (meters_.open(name, labels)) {
      case MetricMeters::Use::meter:
        return read_values(one);
      case MetricMeters::Use::repeated:
        ++meters_.draft.log.rows.read;
        ++meters_.draft.log.rows.merged;
        return;
      case MetricMeters::Use::unknown:
        return reject_series(name.empty()
                                 ? "a series has no name, so that its unit is not known"
                                 : fmt::format("a series is of `{}`, which is no power or energy "
                                               "of a whole device",
                                               shown(name)));
    }
  }

  void reject_series(std::string message) {
    ++meters_.draft.log.rows.read;
    meters_.draft.reject("prometheus-unknown-series", 0, std::move(message),
                         "query the metric itself, without rate() or sum(): "
                         "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION or kepler_node_cpu_joules_total");
  }

  /// The pairs of a range, or the one pair of an instant.
  void read_values(const dom::element& one) {
    dom::array values;
    if (one["values"].get(values) == simdjson::SUCCESS) {
      for (const dom::element pair : values) {
        read_pair(pair);
      }
    } else if (const auto pair = one["value"]; pair.error() == simdjson::SUCCESS) {
      read_pair(pair.value_unsafe());
    }
  }

  void read_pair(const dom::element& pair) {
    double time = 0;
    const std::string_view value = text_of(pair.at(1));
    const bool sound = pair.at(0).get(time) == simdjson::SUCCESS && std::isfinite(time) &&
                       time >= 0 && time <= largest_seconds && !value.empty();
    if (!sound) {
      ++meters_.draft.log.rows.read;
      return meters_.draft.reject("prometheus-bad-sample", 0,
                                  "a value is not a pair of a time and a text",
                                  "give the whole answer to query_range");
    }
    meters_.add(0, time, value);
  }

  std::span<const LogFile> files_;
  MetricMeters meters_;
  JsonReader json_;
};

}  // namespace

bool recognises_prometheus_range(std::string_view text) {
  const std::string_view head = text.substr(0, 4096);
  return trimmed(first_line(text)).starts_with('{') &&
         head.find("\"resultType\"") != std::string_view::npos;
}

EnergyLog read_prometheus_range(std::span<const LogFile> files, const LogOptions& options) {
  return RangeReader(files, options).read();
}

}  // namespace plume::logs
