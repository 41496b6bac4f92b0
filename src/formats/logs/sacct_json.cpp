// SPDX-License-Identifier: Apache-2.0
#include "formats/logs/sacct_values.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace plume {

namespace {

using Json = nlohmann::json;

/// The member of an object; null where there is none.
const Json& member(const Json& value, const char* key) {
  static const Json nothing;
  const auto found = value.find(key);
  return found == value.end() ? nothing : *found;
}

bool is_true(const Json& value) {
  return value.is_boolean() && value.get<bool>();
}

/// A number, plain or as {"set": true, "infinite": false, "number": 5}; nothing for one not set.
std::optional<double> number_of(const Json& value) {
  if (value.is_number()) {
    return value.get<double>();
  }
  const Json& inside = member(value, "number");
  const bool unset = member(value, "set").is_boolean() && !is_true(member(value, "set"));
  return inside.is_number() && !unset && !is_true(member(value, "infinite"))
             ? std::optional(inside.get<double>())
             : std::nullopt;
}

std::string text_of(const Json& value) {
  return value.is_string() ? value.get<std::string>() : std::string();
}

/// A text of the job itself, or else of its association.
std::string text_under(const Json& job, const char* key) {
  const std::string own = text_of(member(job, key));
  return own.empty() ? text_of(member(member(job, "association"), key)) : own;
}

/// A text, or the first of a list of texts.
std::string state_of(const Json& state) {
  const Json& current = state.is_object() ? member(state, "current") : state;
  const Json& first = current.is_array() && !current.empty() ? current.front() : current;
  return std::string(sacct::state_of(text_of(first)));
}

bool is_whole(const std::optional<double>& number) {
  return number && *number >= 0 && *number <= 9e15 &&
         *number == static_cast<double>(static_cast<std::uint64_t>(*number));
}

/// "100_7" of an array, "100+1" of a heterogeneous job; empty where the job is part of none.
std::string id_within(const Json& group, const char* part, char sign) {
  const auto whole = number_of(member(group, "job_id"));
  const auto index = number_of(member(group, part));
  return is_whole(whole) && *whole > 0 && is_whole(index)
             ? fmt::format("{:.0f}{}{:.0f}", *whole, sign, *index)
             : std::string();
}

std::string id_of(const Json& job) {
  for (const std::string& id : {id_within(member(job, "array"), "task_id", '_'),
                                id_within(member(job, "het"), "job_offset", '+')}) {
    if (!id.empty()) {
      return id;
    }
  }
  const auto number = number_of(member(job, "job_id"));
  return is_whole(number) && *number > 0 ? fmt::format("{:.0f}", *number) : std::string();
}

/// Enters what was allocated; false when a number of it cannot be.
bool read_resources(const Json& list, sacct::Allocation& out) {
  for (const Json& one : list) {
    const std::string type = text_of(member(one, "type"));
    const std::string name = text_of(member(one, "name"));
    const double count = number_of(member(one, "count")).value_or(0);
    if (count < 0 && sacct::resource_of(type, name) != sacct::Resource::other) {
      return false;
    }
    sacct::enter_resource(type, name, count, out);
  }
  return true;
}

bool is_extern(const Json& step) {
  const Json& named = member(step, "step");
  return text_of(member(named, "name")) == "extern" ||
         text_of(member(named, "id")).ends_with(".extern");
}

/// Energies of a job's steps overlap: those of the step `extern`, which has the whole job, or else
/// of the largest.
struct StepEnergy {
  std::optional<double> of_extern{};
  std::optional<double> largest{};
};

StepEnergy energy_of_steps(const Json& steps) {
  StepEnergy out;
  for (const Json& step : steps) {
    const Json& energy = member(member(step, "statistics"), "energy");
    const auto joules = sacct::measured(number_of(member(energy, "consumed")));
    if (joules) {
      out.largest = std::max(out.largest.value_or(0), *joules);
    }
    out.of_extern = is_extern(step) && joules ? joules : out.of_extern;
  }
  return out;
}

std::optional<double> energy_of(const Json& job, const sacct::Allocation& allocation,
                                std::vector<ConfigNote>& notes) {
  if (allocation.energy) {
    return allocation.energy;
  }
  const StepEnergy steps = energy_of_steps(member(job, "steps"));
  if (!steps.of_extern && steps.largest) {
    notes.push_back({"sacct-energy-of-step",
                     "Slurm has no energy of the whole job: that of its largest step is taken",
                     "give --power where other steps took much more"});
  }
  return steps.of_extern ? steps.of_extern : steps.largest;
}

SacctJob texts_of(const Json& job) {
  return {.id = id_of(job),
          .name = text_of(member(job, "name")),
          .user = text_under(job, "user"),
          .account = text_under(job, "account"),
          .cluster = text_under(job, "cluster"),
          .state = state_of(member(job, "state"))};
}

/// Enters times and allocation; false and a fault when one of them cannot be.
bool read_numbers(const Json& json, SacctJob& job, Faults& faults) {
  const Json& time = member(json, "time");
  const double elapsed = number_of(member(time, "elapsed")).value_or(0);
  const double nodes = number_of(member(json, "allocation_nodes")).value_or(0);
  sacct::Allocation allocation;
  if (!read_resources(member(member(json, "tres"), "allocated"), allocation) || elapsed < 0 ||
      nodes < 0) {
    faults.push_back(sacct::bad_value(job.id, "time or allocation", "a number below zero"));
    return false;
  }
  job.elapsed = sacct::known_seconds(elapsed);
  job.nodes = nodes;
  job.year = sacct::year_of(number_of(member(time, "start")).value_or(0));
  sacct::complete(job, allocation, energy_of(json, allocation, job.notes));
  return true;
}

}  // namespace

std::optional<SacctJob> read_sacct_job(std::string_view json, Faults& faults) {
  const Json parsed = Json::parse(json, nullptr, false);
  SacctJob job = parsed.is_object() ? texts_of(parsed) : SacctJob{};
  if (job.id.empty()) {
    faults.push_back({"sacct-no-job", fmt::format("`{}` is no job of Slurm", sacct::shown(json)),
                      "give what sacct --json prints, of Slurm 21 or newer"});
    return std::nullopt;
  }
  return read_numbers(parsed, job, faults) ? std::optional(std::move(job)) : std::nullopt;
}

}  // namespace plume
