// SPDX-License-Identifier: Apache-2.0
#include "formats/letters.hpp"
#include "formats/logs/carbontracker_log.hpp"
#include "formats/logs/log_finish.hpp"
#include "formats/logs/log_readers_a.hpp"
#include "formats/logs/log_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace plume::logs {

namespace {

using carbontracker::Epoch;
using carbontracker::Powers;
using carbontracker::Text;

/// Since 2.0.0 (2024-03): later versions say it in their log, the output's log never does.
constexpr double usual_pue = 1.58;

/// "train_41217.root_2026-03-07T090000Z", which both logs of a run share.
std::string_view run_of(std::string_view name) {
  for (const std::string_view end : {"_carbontracker_output.log", "_carbontracker.log"}) {
    if (const auto at = name.rfind(end); at != std::string_view::npos) {
      return name.substr(0, at);
    }
  }
  return name;
}

/// Reads the logs of one or more runs: epochs of the standard logs, and what the output's logs add.
class Reader {
 public:
  Reader(std::span<const LogFile> files, const LogOptions& options)
      : files_(files), times_(options) {}

  EnergyLog read() {
    for (const LogFile& file : files_) {
      texts_.push_back(carbontracker::read_text(file, times_, notes_));
    }
    log_.clock = times_.clock();
    const bool has_epochs = std::any_of(texts_.begin(), texts_.end(), is_standard);
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      enter_epochs(texts_[i]);
      enter_total(i, has_epochs);
    }
    for (Meter& meter : log_.meters) {
      keep_apart(meter.readings);
    }
    return finish(files_, std::move(log_), notes_);
  }

 private:
  static bool is_standard(const Text& text) { return !text.epochs.empty(); }

  void enter_epochs(const Text& text) {
    for (const Epoch& epoch : text.epochs) {
      ++log_.rows.read;
      ++(enter_epoch(text, epoch) ? log_.rows.used : log_.rows.rejected);
    }
    if (log_.accelerator.empty() && !text.gpus.empty()) {
      log_.accelerator = text.gpus.front();
      log_.accelerators = static_cast<double>(text.gpus.size());
    }
    note_average(text);
  }

  /// False where no component has a power.
  bool enter_epoch(const Text& text, const Epoch& epoch) {
    double joules_of_all = 0;
    bool any = false;
    bool complete = true;
    for (const Powers& powers : epoch.powers) {
      complete = complete && !powers.watts.empty();
      if (powers.watts.empty()) {
        note_missing(epoch, powers);
        enter(text, powers, 0, {epoch.end, std::nan(""), epoch.seconds});
      }
      for (std::size_t i = 0; i < powers.watts.size(); ++i) {
        const double energy = powers.watts[i] * epoch.seconds;
        complete = complete && std::isfinite(energy);
        any = any || std::isfinite(energy);
        enter(text, powers, i, {epoch.end, energy, epoch.seconds});
        joules_of_all += energy;
      }
    }
    if (any) {
      log_.year = year_of(epoch.end);
      log_.steps.push_back({StepKind::train, epoch.end - epoch.seconds, epoch.end, 1,
                            complete ? std::optional(joules_of_all) : std::nullopt});
    }
    return any;
  }

  void enter(const Text& text, const Powers& powers, std::size_t place, const Reading& reading) {
    const bool gpu = powers.component == "gpu";
    Meter meter = make_meter(gpu ? MeterScope::board : MeterScope::package, ReadingKind::energy,
                             fmt::format("{} {}", powers.component, place), "Average power usage");
    const std::vector<std::string>& names = gpu ? text.gpus : text.cpus;
    meter.name = place < names.size() ? names[place] : std::string();
    index_.find_or_add(meter.device, meter).readings.push_back(reading);
  }

  void note_missing(const Epoch& epoch, const Powers& powers) {
    notes_.add("log-missing-value", epoch.line,
               fmt::format("the epoch has no power of {}: it was too short for a sample",
                           powers.component),
               "let more than one epoch pass between measurements", powers.component);
  }

  /// carbontracker 2.0.0 and later average over the devices of a kind where they mean their sum.
  void note_average(const Text& text) {
    const std::size_t devices = std::max(text.gpus.size(), text.cpus.size());
    const bool averaged = text.major_version >= 2 && devices > 1 && !text.epochs.empty();
    if (averaged) {
      notes_.add("log-average-over-devices", text.version_line,
                 fmt::format("carbontracker since 2.0.0 logs the average of its {} devices of a "
                             "kind, not their sum: the energy may be that many times too low",
                             devices),
                 "measure each device, by nvidia-smi or plume measure");
    }
  }

  /// The actual consumption of an output's log: once more what the epochs say, if they are there.
  void enter_total(std::size_t place, bool has_epochs) {
    const Text& text = texts_[place];
    if (!text.total) {
      return;
    }
    log_.rows.read += text.totals;
    log_.rows.merged += text.totals - 1;
    if (text.total->kilograms) {
      log_.emissions = log_.emissions.value_or(0) + *text.total->kilograms;
    }
    if (has_epochs_of(place)) {
      ++log_.rows.merged;
      return;
    }
    ++log_.rows.used;
    enter_alone(*text.total, has_epochs);
  }

  bool has_epochs_of(std::size_t place) const {
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      if (is_standard(texts_[i]) &&
          (i == place || run_of(files_[i].name) == run_of(files_[place].name) ||
           texts_.size() == 2)) {
        return true;
      }
    }
    return false;
  }

  /// Its PUE is nowhere in the output's log.
  void enter_alone(const carbontracker::Total& total, bool has_epochs) {
    log_.pue_inside = has_epochs ? 1 : usual_pue;
    Meter meter = make_meter(MeterScope::node, ReadingKind::energy, "all", "Actual consumption");
    const double energy = has_epochs ? total.joules / usual_pue : total.joules;
    index_.find_or_add("all", meter).readings.push_back({total.end, energy, total.seconds});
    log_.year = year_of(total.end);
    notes_.add("log-pue-assumed", total.line,
               fmt::format("the energy holds a PUE that the log does not say: {} is taken out, "
                           "that of carbontracker 2.0.0 and later",
                           usual_pue),
               "give the run's other log, _carbontracker.log, too");
  }

  std::span<const LogFile> files_;
  Times times_;
  EnergyLog log_;
  Notes notes_;
  MeterIndex index_{log_.meters};
  std::vector<Text> texts_;
};

}  // namespace

bool recognises_carbontracker(std::string_view text) {
  const std::string head = small_letters(first_lines(text, 10));
  return head.find(" - carbontracker version") != std::string::npos ||
         head.find(" - carbontracker: ") != std::string::npos ||
         head.find("consumptions are multiplied by a pue coefficient") != std::string::npos;
}

EnergyLog read_carbontracker(std::span<const LogFile> files, const LogOptions& options) {
  return Reader(files, options).read();
}

}  // namespace plume::logs
