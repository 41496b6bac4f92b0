// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/formats/sacct.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace plume::sacct {

std::string_view trimmed(std::string_view text);

/// The beginning of a hostile text, fit for a message.
std::string shown(std::string_view text);

/// A finite number of digits alone, with a fraction perhaps; no sign, exponent or suffix.
std::optional<double> read_number(std::string_view text);

/// Seconds of "[DD-]HH:MM:SS" or "MM:SS".
std::optional<double> read_elapsed(std::string_view text);

/// Seconds as Slurm counts them: its marks for "no value" and "infinite" are 0.
double known_seconds(double seconds);

/// Joules, perhaps with one of the suffixes K, M, G, T and P, each a thousand times the last.
std::optional<double> read_energy(std::string_view text);

/// The energy if it was measured: zero and Slurm's marks for "no value" and "infinite" are not.
std::optional<double> measured(std::optional<double> joules);

/// The year at the beginning of "2026-03-07T09:00:00".
std::optional<int> read_year(std::string_view start);

/// The year, in UTC, of seconds since 1970; nothing for 0, which is a start not known.
std::optional<int> year_of(double unix_seconds);

/// What a list of trackable resources (TRES) says. The GPUs of a named type stand in it once more
/// among those of any type.
struct Allocation {
  double nodes = 0;
  double gpus_of_any_type = 0;
  double gpus_of_named_types = 0;
  std::string gpu_type{};
  bool several_types = false;
  std::optional<double> energy{};

  double gpus() const;
};

/// The resources that are used here.
enum class Resource { node, gpu, energy, other };
Resource resource_of(std::string_view type, std::string_view name);

/// Enters so many of a resource, "gres" and "gpu:a100" or "node" and "".
void enter_resource(std::string_view type, std::string_view name, double count, Allocation& out);

/// Reads "cpu=64,gres/gpu:a100=4,gres/gpu=4,node=1"; false when a number of it that is used cannot
/// be read.
bool read_resources(std::string_view list, Allocation& out);

/// Enters what was allocated, and the energy where it can be; says what must be said of both.
void complete(SacctJob& job, const Allocation& allocation, std::optional<double> energy);

/// One word of a state: "CANCELLED by 1234" is "CANCELLED".
std::string_view state_of(std::string_view text);

Fault bad_value(std::string_view id, std::string_view what, std::string_view value);

}  // namespace plume::sacct
