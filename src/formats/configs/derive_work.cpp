// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/derivation.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace plume {

namespace {

/// "tatsu-lab/alpaca" is listed under that name, or under its last part.
const KnownDataset* find_dataset(std::span<const KnownDataset> datasets, std::string_view name) {
  const auto found = std::find_if(datasets.begin(), datasets.end(), [&](const KnownDataset& known) {
    return known.name == name ||
           (name.ends_with(known.name) && name[name.size() - known.name.size() - 1] == '/');
  });
  return found == datasets.end() ? nullptr : &*found;
}

/// How many devices hold one copy of the model together.
double devices_of_a_replica(const TrainingFacts& facts) {
  double product = 1;
  for (const Said<double>& degree : facts.model_parallel) {
    product *= degree.value;
  }
  return product;
}

/// Copies of the model times the devices of each.
Counted by_parallelism(const Deriver& deriver) {
  Counted out = deriver.counted(*deriver.facts().data_parallel, "replicas");
  for (const Said<double>& degree : deriver.facts().model_parallel) {
    out = out * deriver.counted(degree, "accelerators a replica");
  }
  return out;
}

/// A number as a flag says it, else the file, else whatever fills its gaps.
std::optional<Counted> said_anywhere(const Deriver& deriver, Key key,
                                     const std::optional<Counted>& in_file, std::string_view unit) {
  const bool outside = deriver.is_flag(key) || (!in_file && deriver.is_given(key));
  return outside ? std::optional(deriver.counted(key, unit)) : in_file;
}

/// Tokens of one sequence.
std::optional<Counted> derive_length(const Deriver& deriver) {
  const auto& said = deriver.facts().sequence_length;
  const auto in_file = said ? std::optional(deriver.counted(*said, "tokens")) : std::nullopt;
  return said_anywhere(deriver, Key::sequence_length, in_file, "tokens");
}

/// Copies of the model that work on different samples.
std::optional<Counted> derive_replicas(Deriver& deriver) {
  const TrainingFacts& facts = deriver.facts();
  if (facts.data_parallel) {
    return deriver.counted(*facts.data_parallel, "replicas");
  }
  const double share = devices_of_a_replica(facts);
  const auto devices = said_anywhere(deriver, Key::count, devices_in_file(deriver), "accelerators");
  if (!devices) {
    deriver.note("assumed-replicas",
                 "one copy of the model is taken to be trained: the configuration does not say on "
                 "how many accelerators",
                 "give --count");
    return Counted{};
  }
  if (share > devices->value) {
    deriver.fault(
        deriver.evidence(facts.model_parallel.front()), "contradiction",
        fmt::format("one copy of the model is divided over {} accelerators, and there are {}",
                    print_human(share, 6), print_human(devices->value, 6)),
        "see the degrees of parallelism, and --count");
    return std::nullopt;
  }
  Counted out{std::floor(devices->value / share), {}, devices->evidence};
  for (const Said<double>& degree : facts.model_parallel) {
    out.evidence.push_back(deriver.evidence(degree));
  }
  out.factors = {share > 1 ? fmt::format("{} replicas ({} accelerators, {} a replica)",
                                         print_machine(out.value), print_machine(devices->value),
                                         print_machine(share))
                           : fmt::format("{} replicas", print_machine(out.value))};
  return out;
}

/// Tokens of the data sets that the configuration names, or their samples, where all are known.
struct KnownData {
  std::optional<Counted> tokens;
  std::optional<Counted> samples;
};

/// A sum stays known as long as all its terms are.
void add(std::optional<Counted>& sum, double more, const Evidence& evidence) {
  if (!sum || more <= 0) {
    return sum.reset();
  }
  sum->value += more;
  sum->evidence.push_back(evidence);
}

KnownData known_data(const Deriver& deriver) {
  KnownData out{Counted{.value = 0}, Counted{.value = 0}};
  const auto& limit = deriver.facts().samples_each;
  const double most = limit ? limit->value : std::numeric_limits<double>::infinity();
  if (limit) {
    out.tokens.reset();  // of part of a data set they are not known
  }
  for (const Said<std::string>& name : deriver.facts().datasets) {
    const KnownDataset* const known = find_dataset(deriver.surroundings().datasets, name.value);
    add(out.tokens, known == nullptr ? 0 : known->tokens, deriver.evidence(name));
    add(out.samples, known == nullptr ? 0 : std::min(known->samples, most), deriver.evidence(name));
  }
  if (deriver.facts().datasets.empty()) {
    return {};
  }
  if (out.samples) {
    out.samples->factors = {fmt::format("{} samples", print_machine(out.samples->value))};
  }
  return out;
}

/// A sequence that is not filled up with other samples is counted at its longest.
void note_padding(Deriver& deriver) {
  const TrainingFacts& facts = deriver.facts();
  const bool counted_at_longest = facts.packed && !facts.packed->value && derive_length(deriver);
  if (counted_at_longest && !deriver.is_given(Key::tokens) && !deriver.is_given(Key::flops)) {
    deriver.note("tokens-at-most",
                 "sequences are not packed: each is counted at its longest, and tokens are fewer "
                 "where samples are shorter and are not padded",
                 "give --tokens, or pack the samples");
  }
}

/// Samples become tokens where their length is said.
void enter_samples(Deriver& deriver, const Counted& samples) {
  const auto length = derive_length(deriver);
  if (!length) {
    return deriver.enter(Key::samples, samples);
  }
  deriver.enter(Key::tokens, samples * *length);
  note_padding(deriver);
}

/// Steps and totals are the whole run, whatever is usual in the settings.
void enter_one_epoch(Deriver& deriver, const Evidence& evidence) {
  if (deriver.is_given(Key::epochs)) {
    deriver.enter(Key::epochs, "1", "it is the whole run", {evidence});
  }
}

bool by_steps(Deriver& deriver) {
  const TrainingFacts& facts = deriver.facts();
  if (!facts.steps) {
    return false;
  }
  const auto batch = derive_batch(deriver);
  if (batch) {
    enter_samples(deriver, deriver.counted(*facts.steps, "steps") * *batch);
    enter_one_epoch(deriver, deriver.evidence(*facts.steps));
  }
  return batch.has_value();
}

bool by_total(Deriver& deriver) {
  const TrainingFacts& facts = deriver.facts();
  if (facts.total_tokens) {
    deriver.enter(Key::tokens, facts.total_tokens);
    enter_one_epoch(deriver, deriver.evidence(*facts.total_tokens));
  } else if (facts.total_samples) {
    enter_samples(deriver, deriver.counted(*facts.total_samples, "samples"));
    enter_one_epoch(deriver, deriver.evidence(*facts.total_samples));
  } else {
    return false;
  }
  return true;
}

/// The data of one epoch; what is given from outside is entered by whoever gave it.
bool by_epochs(Deriver& deriver) {
  const TrainingFacts& facts = deriver.facts();
  const KnownData known = known_data(deriver);
  const bool given = deriver.is_given(Key::tokens) || deriver.is_given(Key::samples);
  if (facts.samples) {
    enter_samples(deriver, deriver.counted(*facts.samples, "samples"));
  } else if (known.tokens && !given) {
    deriver.enter(Key::tokens, *known.tokens);
  } else if (known.samples && !given) {
    enter_samples(deriver, *known.samples);
  } else if (given) {
    note_padding(deriver);
  } else {
    return false;
  }
  deriver.enter(Key::epochs, facts.epochs);
  return true;
}

std::string names_of(const std::vector<Said<std::string>>& datasets) {
  std::string out;
  for (const Said<std::string>& name : datasets) {
    out.append(out.empty() ? "`" : ", `").append(name.value).append("`");
  }
  return out;
}

void work_missing(Deriver& deriver) {
  const TrainingFacts& facts = deriver.facts();
  const std::string cure =
      "give --samples (of one epoch) or --tokens, or list the data set in .plume.yaml";
  if (!facts.datasets.empty()) {
    return deriver.fault(deriver.evidence(facts.datasets.front()), "unknown-dataset",
                         fmt::format("the size of {} is not known", names_of(facts.datasets)),
                         cure);
  }
  if (facts.epochs) {
    return deriver.fault(deriver.evidence(*facts.epochs), "missing-samples",
                         "epochs say nothing of the work without the size of the data set", cure);
  }
  deriver.fault("missing-work", "the configuration does not say how long is trained",
                "give --tokens, or --samples and --epochs");
}

/// What a time or operations that are given from outside make needless.
bool work_is_given(const Deriver& deriver) {
  constexpr std::array keys{Key::flops, Key::wall_hours, Key::device_hours};
  return std::any_of(keys.begin(), keys.end(), [&](Key key) { return deriver.is_given(key); });
}

}  // namespace

std::optional<Counted> devices_in_file(const Deriver& deriver) {
  const TrainingFacts& facts = deriver.facts();
  if (facts.devices) {
    return deriver.counted(*facts.devices, "accelerators");
  }
  if (facts.devices_per_node) {
    const Counted per_node = deriver.counted(*facts.devices_per_node, "accelerators");
    return facts.nodes ? deriver.counted(*facts.nodes, "nodes") * per_node : per_node;
  }
  return facts.data_parallel ? std::optional(by_parallelism(deriver)) : std::nullopt;
}

std::optional<Counted> derive_batch(Deriver& deriver) {
  const TrainingFacts& facts = deriver.facts();
  if (facts.global_batch) {
    return deriver.counted(*facts.global_batch, "a step");
  }
  const auto replicas = facts.micro_batch ? derive_replicas(deriver) : std::nullopt;
  if (!replicas) {
    return std::nullopt;
  }
  const Counted batch = deriver.counted(*facts.micro_batch, "a device");
  return (facts.accumulation ? batch * deriver.counted(*facts.accumulation, "accumulated")
                             : batch) *
         *replicas;
}

void derive_work(Deriver& deriver) {
  deriver.enter(Key::sequence_length, deriver.facts().sequence_length);
  deriver.enter(Key::image_size, deriver.facts().image_size);
  if (by_total(deriver) || by_steps(deriver) || by_epochs(deriver) || work_is_given(deriver)) {
    return;
  }
  if (deriver.facts().hours) {
    return deriver.enter(Key::wall_hours, deriver.facts().hours);
  }
  work_missing(deriver);
}

}  // namespace plume
