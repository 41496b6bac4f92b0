// SPDX-License-Identifier: Apache-2.0
#include "formats/logs/metric_meters.hpp"

#include "formats/letters.hpp"
#include "formats/logs/log_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace plume::logs {

namespace {

/// Where a metric says what it is of.
enum class Of : std::uint8_t {
  board,  ///< labels name an accelerator
  zone,   ///< the label `zone` names a zone of the processor
  named,  ///< the zone stands in the metric's name
  share,  ///< a container's, pod's or process's share of the node
};

struct Metric {
  std::string_view name;
  ReadingKind kind;
  double scale;  ///< to W or J
  Of of;
  std::string_view zone{};
};

constexpr auto metrics = std::to_array<Metric>({
    {"DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", ReadingKind::counter, 1e-3, Of::board},
    {"DCGM_FI_DEV_POWER_USAGE", ReadingKind::power, 1, Of::board},
    {"dcgm_total_energy_consumption", ReadingKind::counter, 1e-3, Of::board},
    {"dcgm_power_usage", ReadingKind::power, 1, Of::board},
    {"kepler_node_gpu_joules_total", ReadingKind::counter, 1, Of::board},
    {"kepler_node_gpu_watts", ReadingKind::power, 1, Of::board},
    {"kepler_node_cpu_joules_total", ReadingKind::counter, 1, Of::zone},
    {"kepler_node_cpu_watts", ReadingKind::power, 1, Of::zone},
    {"kepler_node_package_joules_total", ReadingKind::counter, 1, Of::named, "package"},
    {"kepler_node_dram_joules_total", ReadingKind::counter, 1, Of::named, "dram"},
    {"kepler_node_platform_joules_total", ReadingKind::counter, 1, Of::named, "platform"},
    {"kepler_node_core_joules_total", ReadingKind::counter, 1, Of::named, "core"},
    {"kepler_node_uncore_joules_total", ReadingKind::counter, 1, Of::named, "uncore"},
});

/// Kepler's `kepler_node_cpu_active_watts` and the like are parts of what the metrics above say,
/// and what is of a container, pod, process or virtual machine is a share of it.
constexpr std::array<std::string_view, 7> share_beginnings{
    "kepler_container_", "kepler_pod_",      "kepler_process_", "kepler_vm_",
    "kepler_node_info",  "kepler_node_cpu_", "kepler_node_gpu_"};

constexpr std::array<std::string_view, 6> host_labels{"Hostname", "hostname", "node_name",
                                                      "node",     "nodename", "instance"};
constexpr std::array<std::string_view, 3> uuid_labels{"UUID", "uuid", "gpu_uuid"};
constexpr std::array<std::string_view, 3> index_labels{"gpu", "index", "device"};
constexpr std::array<std::string_view, 2> name_labels{"modelName", "gpu_name"};
constexpr std::array<std::string_view, 1> zone_label{"zone"};
constexpr std::array<std::string_view, 1> mode_label{"mode"};
constexpr std::array<std::string_view, 2> package_labels{"package", "path"};
constexpr std::array<std::string_view, 1> path_label{"path"};
constexpr std::array<std::string_view, 1> mig_label{"GPU_I_ID"};

const Metric* find_metric(std::string_view name) {
  const auto* const found = std::find_if(metrics.begin(), metrics.end(),
                                         [&](const Metric& metric) { return metric.name == name; });
  return found == metrics.end() ? nullptr : found;
}

bool is_share(std::string_view name) {
  return std::any_of(share_beginnings.begin(), share_beginnings.end(),
                     [&](std::string_view begin) { return name.starts_with(begin); });
}

std::string with_mode(std::string device, std::string_view mode) {
  return mode.empty() ? device : fmt::format("{} ({})", device, mode);
}

std::string board_of(const Labels& labels) {
  const std::string_view uuid = label(labels, uuid_labels);
  const std::string device =
      uuid.empty() ? fmt::format("gpu {}", label(labels, index_labels)) : std::string(uuid);
  return with_mode(device, label(labels, mode_label));
}

/// Blanks of DCGM for 64-bit floats, which are 2^47 and a little more; those for integers lie
/// beyond any power or energy.
bool is_blank_of_dcgm(std::string_view metric, double value) {
  constexpr double blank = 140737488355328;
  return small_letters(metric.substr(0, 4)) == "dcgm" &&
         ((value >= blank && value <= blank + 16) || value >= 9.2e18);
}

}  // namespace

std::string_view label(const Labels& labels, std::span<const std::string_view> names) {
  for (const std::string_view name : names) {
    const auto found = std::find_if(labels.begin(), labels.end(), [&](const auto& one) {
      return one.first == name && !one.second.empty();
    });
    if (found != labels.end()) {
      return found->second;
    }
  }
  return {};
}

bool MetricMeters::knows(std::string_view metric) {
  return find_metric(metric) != nullptr || is_share(metric);
}

MetricMeters::Use MetricMeters::open(std::string_view metric, const Labels& labels) {
  const Metric* const known = find_metric(metric);
  if (known == nullptr) {
    return is_share(metric) ? Use::repeated : Use::unknown;
  }
  const bool board = known->of == Of::board;
  const std::string_view zone = known->of == Of::zone ? label(labels, zone_label) : known->zone;
  if (!board && !is_zone(zone)) {
    return Use::unknown;
  }
  const bool doubled = label(labels, path_label).find("-mmio") != std::string_view::npos;
  if (!board && (is_inside_package(zone) || doubled)) {
    ++parts_;
    return Use::repeated;
  }
  host_ = label(labels, host_labels);
  name_ = board ? label(labels, name_labels) : std::string_view();
  device_ = board ? board_of(labels)
                  : with_mode(zone_device(zone, label(labels, package_labels)),
                              label(labels, mode_label));
  sensor_ = metric;
  facts_ = {.scope = board ? MeterScope::board : scope_of_zone(zone),
            .kind = known->kind,
            .update = board ? 0.1 : 0};
  scale_ = known->scale;
  if (!label(labels, mig_label).empty()) {
    draft.notes.add("log-board-of-instances", 0,
                    "GPU instances (MIG) each have the power of their whole board, which is "
                    "counted once",
                    "nothing: the energy is that of whole boards, also of instances that others "
                    "use");
  }
  return Use::meter;
}

Meter& MetricMeters::current() {
  MeterFacts facts = facts_;
  facts.sensor = sensor_;
  Meter& meter = draft.meter(host_, device_, facts);
  meter.name = meter.name.empty() ? name_ : meter.name;
  return meter;
}

void MetricMeters::add(std::size_t line, double time, std::string_view value) {
  ++draft.log.rows.read;
  CellNumber number = read_plain(trimmed(value));
  if (number.is_number() && is_blank_of_dcgm(sensor_, number.value)) {
    number = {};
  }
  number.kind = small_letters(trimmed(value)) == "nan" ? CellKind::missing : number.kind;
  draft.add(current(), line, {time, number.value * scale_}, number.kind);
}

EnergyLog MetricMeters::finish() {
  draft.merge_by_time();
  keep_widest(draft, parts_, file_);
  return draft.finish();
}

}  // namespace plume::logs
