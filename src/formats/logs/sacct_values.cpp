// SPDX-License-Identifier: Apache-2.0
#include "formats/logs/sacct_values.hpp"

#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

namespace plume::sacct {

namespace {

constexpr std::string_view digits = "0123456789";

/// Slurm's NO_VAL and INFINITE of 32 bits.
constexpr double no_value_32 = 4294967294;
constexpr double infinite_32 = 4294967295;
/// Below NO_VAL64, 2^64 - 2, even as sacct rounds it with a suffix, and above any energy.
constexpr double no_energy = 1.8e19;

/// What a node draws, in watts: nothing that runs takes less, and no node takes more.
constexpr double least_power = 10;
constexpr double most_power = 20e3;

/// The last second of the year 9999.
constexpr double last_second = 253402300799.0;

/// Up to nine digits, as "MM" of a time.
std::optional<double> read_part(std::string_view text) {
  const bool sound =
      !text.empty() && text.size() <= 9 && text.find_first_not_of(digits) == std::string_view::npos;
  return sound ? read_number(text) : std::nullopt;
}

/// Cuts the text before `mark` off the front; all of it when there is no mark.
std::string_view cut(std::string_view& text, char mark) {
  const auto end = std::min(text.find(mark), text.size());
  const std::string_view front = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return front;
}

/// "HH:MM:SS", or "MM:SS" when there are no days before it.
std::optional<double> read_clock(std::string_view text, bool needs_hours) {
  const auto colons = std::count(text.begin(), text.end(), ':');
  if (colons > 2 || colons < (needs_hours ? 2 : 1)) {
    return std::nullopt;
  }
  const auto hours = colons == 2 ? read_part(cut(text, ':')) : std::optional(0.0);
  const auto minutes = read_part(cut(text, ':'));
  const auto seconds = read_part(text);
  if (!hours || !minutes || !seconds || *minutes >= 60 || *seconds >= 60) {
    return std::nullopt;
  }
  return (*hours * 60 + *minutes) * 60 + *seconds;
}

double suffix_factor(char suffix) {
  constexpr std::string_view suffixes = "KMGTP";
  const auto at = suffixes.find(suffix);
  return at == std::string_view::npos ? 0 : std::pow(1000, static_cast<double>(at + 1));
}

void note_types(SacctJob& job) {
  job.notes.push_back({"sacct-mixed-gpus",
                       "the job had GPUs of several types: none of them is taken",
                       "give --accelerator"});
}

void note_not_measured(SacctJob& job) {
  job.notes.push_back({"sacct-energy-not-measured",
                       "Slurm measured no energy of the job: its power is estimated",
                       "see AcctGatherEnergyType in `scontrol show config`, or give --power"});
}

void note_scope(SacctJob& job) {
  job.notes.push_back({"sacct-energy-scope",
                       "the energy that Slurm measured is taken as that of whole nodes, which the "
                       "job had for itself",
                       "see AcctGatherEnergyType in `scontrol show config` (rapl leaves "
                       "accelerators out), and give "
                       "--power where that does not hold"});
}

void note_implausible(SacctJob& job, double joules, double watts_per_node) {
  job.energy_implausible = true;
  job.notes.push_back(
      {"sacct-energy-implausible",
       fmt::format("the energy that Slurm has, {} J, would be {} W a node: it is not used",
                   print_human(joules, 4), print_human(watts_per_node)),
       "give --power"});
}

void note_running(SacctJob& job) {
  job.notes.push_back({"sacct-still-running",
                       "the job had not ended: what it took so far is estimated",
                       "read the accounting again when it has ended"});
}

void judge_energy(SacctJob& job, double joules) {
  const double watts_per_node = joules / (job.elapsed * std::max(job.nodes, 1.0));
  if (!(watts_per_node >= least_power && watts_per_node <= most_power)) {
    return note_implausible(job, joules, watts_per_node);
  }
  job.energy = joules;
  note_scope(job);
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  return first == std::string_view::npos
             ? std::string_view()
             : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string shown(std::string_view text) {
  constexpr std::size_t longest = 40;
  std::string out(text.substr(0, longest));
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return text.size() > longest ? out + "..." : out;
}

std::optional<double> read_number(std::string_view text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const bool plain = !text.empty() && digits.find(text.front()) != std::string_view::npos;
  const auto [stop, error] =
      plain ? std::from_chars(text.data(), end, value, std::chars_format::fixed)
            : std::from_chars_result{text.data(), std::errc::invalid_argument};
  const bool whole = error == std::errc() && stop == end && std::isfinite(value);
  return whole ? std::optional(value) : std::nullopt;
}

std::optional<double> read_elapsed(std::string_view text) {
  const bool has_days = text.find('-') != std::string_view::npos;
  const auto days = has_days ? read_part(cut(text, '-')) : std::optional(0.0);
  const auto clock = read_clock(text, has_days);
  return days && clock ? std::optional(*days * 86400 + *clock) : std::nullopt;
}

double known_seconds(double seconds) {
  return seconds == no_value_32 || seconds == infinite_32 || seconds >= no_energy ? 0 : seconds;
}

std::optional<double> read_energy(std::string_view text) {
  const double factor = text.empty() ? 0 : suffix_factor(text.back());
  const auto value = read_number(factor > 0 ? text.substr(0, text.size() - 1) : text);
  const double joules = value.value_or(0) * (factor > 0 ? factor : 1);
  return value && std::isfinite(joules) ? std::optional(joules) : std::nullopt;
}

std::optional<double> measured(std::optional<double> joules) {
  return joules && *joules > 0 && *joules < no_energy ? joules : std::nullopt;
}

std::optional<int> read_year(std::string_view start) {
  const bool begins = start.size() > 4 && start.find_first_not_of(digits) == 4;
  int year = 0;
  if (begins) {
    std::from_chars(start.data(), start.data() + 4, year);
  }
  return year > 0 ? std::optional(year) : std::nullopt;
}

std::optional<int> year_of(double unix_seconds) {
  if (!(unix_seconds >= 1 && unix_seconds <= last_second) || known_seconds(unix_seconds) == 0) {
    return std::nullopt;
  }
  const std::chrono::days day{static_cast<int>(unix_seconds / 86400)};
  return int{std::chrono::year_month_day(std::chrono::sys_days(day)).year()};
}

double Allocation::gpus() const {
  return std::max(gpus_of_any_type, gpus_of_named_types);
}

Resource resource_of(std::string_view type, std::string_view name) {
  if (type == "gres") {
    return name == "gpu" || name.starts_with("gpu:") ? Resource::gpu : Resource::other;
  }
  return type == "node" ? Resource::node : type == "energy" ? Resource::energy : Resource::other;
}

namespace {

void enter_gpus(std::string_view name, double count, Allocation& out) {
  const auto colon = name.find(':');
  if (colon == std::string_view::npos) {
    out.gpus_of_any_type = count;
    return;
  }
  const std::string_view type = name.substr(colon + 1);
  out.gpus_of_named_types += count;
  out.several_types = out.several_types || (!out.gpu_type.empty() && out.gpu_type != type);
  out.gpu_type = type;
}

}  // namespace

void enter_resource(std::string_view type, std::string_view name, double count, Allocation& out) {
  const Resource resource = resource_of(type, name);
  if (resource == Resource::node) {
    out.nodes = count;
  } else if (resource == Resource::energy) {
    out.energy = measured(count);
  } else if (resource == Resource::gpu && (count > 0)) {
    enter_gpus(name, count, out);
  }
}

bool read_resources(std::string_view list, Allocation& out) {
  while (!list.empty()) {
    std::string_view item = cut(list, ',');
    std::string_view key = trimmed(cut(item, '='));
    const std::string_view type = cut(key, '/');
    if (resource_of(type, key) == Resource::other) {
      continue;
    }
    const bool energy = resource_of(type, key) == Resource::energy;
    const auto count = energy ? read_energy(trimmed(item)) : read_number(trimmed(item));
    if (!count) {
      return false;
    }
    enter_resource(type, key, *count, out);
  }
  return true;
}

void complete(SacctJob& job, const Allocation& allocation, std::optional<double> energy) {
  job.nodes = allocation.nodes > 0 ? allocation.nodes : job.nodes;
  job.gpus = allocation.gpus();
  job.gpu_type = allocation.several_types ? std::string() : allocation.gpu_type;
  if (allocation.several_types) {
    note_types(job);
  }
  if (!(job.elapsed > 0)) {
    return;
  }
  if (energy) {
    judge_energy(job, *energy);
  } else {
    note_not_measured(job);
  }
  if (job.state == "RUNNING" || job.state == "SUSPENDED") {
    note_running(job);
  }
}

std::string_view state_of(std::string_view text) {
  return text.substr(0, text.find(' '));
}

Fault bad_value(std::string_view id, std::string_view what, std::string_view value) {
  return {"sacct-bad-value",
          fmt::format("`{}` as {} of job {} cannot be read", shown(value), what, shown(id)),
          "give the accounting as sacct prints it"};
}

}  // namespace plume::sacct
