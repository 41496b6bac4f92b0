// SPDX-License-Identifier: Apache-2.0
/// Readers of logs that tools write which read sensors; each is in the file of its name.
#pragma once

#include "plume/formats/log.hpp"

#include <array>
#include <span>
#include <string_view>

namespace plume::logs {

bool recognises_nvidia_smi(std::string_view text);
EnergyLog read_nvidia_smi(std::span<const LogFile> files, const LogOptions& options);

bool recognises_nvidia_dmon(std::string_view text);
EnergyLog read_nvidia_dmon(std::span<const LogFile> files, const LogOptions& options);

bool recognises_amd_smi(std::string_view text);
EnergyLog read_amd_smi(std::span<const LogFile> files, const LogOptions& options);

bool recognises_rocm_smi(std::string_view text);
EnergyLog read_rocm_smi(std::span<const LogFile> files, const LogOptions& options);

bool recognises_hl_smi(std::string_view text);
EnergyLog read_hl_smi(std::span<const LogFile> files, const LogOptions& options);

bool recognises_prometheus(std::string_view text);
EnergyLog read_prometheus(std::span<const LogFile> files, const LogOptions& options);

bool recognises_prometheus_range(std::string_view text);
EnergyLog read_prometheus_range(std::span<const LogFile> files, const LogOptions& options);

bool recognises_perf_stat(std::string_view text);
EnergyLog read_perf_stat(std::span<const LogFile> files, const LogOptions& options);

bool recognises_turbostat(std::string_view text);
EnergyLog read_turbostat(std::span<const LogFile> files, const LogOptions& options);

bool recognises_powercap(std::string_view text);
EnergyLog read_powercap(std::span<const LogFile> files, const LogOptions& options);

bool recognises_sacct(std::string_view text);
EnergyLog read_sacct(std::span<const LogFile> files, const LogOptions& options);

/// perf's rows may stand in any text, and are looked for last.
inline constexpr std::array<LogFormat, 11> formats_b{{
    {"hl-smi", "hl-smi -Q timestamp,index,power.draw -f csv", recognises_hl_smi, read_hl_smi},
    {"nvidia-smi", "nvidia-smi --query-gpu=... --format=csv", recognises_nvidia_smi,
     read_nvidia_smi},
    {"nvidia-dmon", "nvidia-smi dmon", recognises_nvidia_dmon, read_nvidia_dmon},
    {"amd-smi", "amd-smi metric --csv", recognises_amd_smi, read_amd_smi, true},
    {"rocm-smi", "rocm-smi --showpower --json", recognises_rocm_smi, read_rocm_smi, true},
    {"prometheus", "metrics of DCGM's exporter or Kepler, as text", recognises_prometheus,
     read_prometheus, true},
    {"prometheus-range", "answer of Prometheus to query_range", recognises_prometheus_range,
     read_prometheus_range, true},
    {"turbostat", "turbostat", recognises_turbostat, read_turbostat},
    {"powercap", "snapshots of /sys/class/powercap", recognises_powercap, read_powercap, true},
    {"sacct", "Slurm's sacct -P or sacct --json", recognises_sacct, read_sacct},
    {"perf-stat", "perf stat -e power/energy-pkg/", recognises_perf_stat, read_perf_stat},
}};

}  // namespace plume::logs
