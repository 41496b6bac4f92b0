// SPDX-License-Identifier: Apache-2.0
/// Readers of logs that tools for machine learning write, and of our own; each is in the file of
/// its name.
#pragma once

#include "plume/formats/log.hpp"

#include <array>
#include <span>
#include <string_view>

namespace plume::logs {

bool recognises_own_log(std::string_view text);
EnergyLog read_own_log(std::span<const LogFile> files, const LogOptions& options);

bool recognises_codecarbon(std::string_view text);
EnergyLog read_codecarbon(std::span<const LogFile> files, const LogOptions& options);

bool recognises_carbontracker(std::string_view text);
EnergyLog read_carbontracker(std::span<const LogFile> files, const LogOptions& options);

bool recognises_eco2ai(std::string_view text);
EnergyLog read_eco2ai(std::span<const LogFile> files, const LogOptions& options);

bool recognises_zeus(std::string_view text);
EnergyLog read_zeus(std::span<const LogFile> files, const LogOptions& options);

bool recognises_zeus_trace(std::string_view text);
EnergyLog read_zeus_trace(std::span<const LogFile> files, const LogOptions& options);

bool recognises_wandb(std::string_view text);
EnergyLog read_wandb(std::span<const LogFile> files, const LogOptions& options);

bool recognises_mlperf(std::string_view text);
EnergyLog read_mlperf(std::span<const LogFile> files, const LogOptions& options);

bool recognises_step_profile(std::string_view text);
EnergyLog read_step_profile(std::span<const LogFile> files, const LogOptions& options);

inline constexpr std::array<LogFormat, 9> formats_a{{
    {"plume-log", "plume measure", recognises_own_log, read_own_log},
    {"codecarbon", "CodeCarbon emissions.csv", recognises_codecarbon, read_codecarbon},
    {"carbontracker", "carbontracker, either log", recognises_carbontracker, read_carbontracker,
     true},
    {"eco2ai", "eco2AI emission.csv", recognises_eco2ai, read_eco2ai},
    {"zeus", "Zeus monitor log", recognises_zeus, read_zeus},
    {"zeus-trace", "Zeus trace of epochs", recognises_zeus_trace, read_zeus_trace},
    {"wandb", "Weights & Biases system metrics, CSV or JSON lines", recognises_wandb, read_wandb},
    {"mlperf", "MLPerf power log", recognises_mlperf, read_mlperf, true},
    {"steps", "table of steps: step,seconds,joules", recognises_step_profile, read_step_profile},
}};

}  // namespace plume::logs
