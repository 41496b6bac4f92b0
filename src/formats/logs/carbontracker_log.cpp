// SPDX-License-Identifier: Apache-2.0
#include "formats/logs/carbontracker_log.hpp"

#include "formats/letters.hpp"
#include "formats/logs/log_finish.hpp"
#include "formats/logs/log_number.hpp"
#include "formats/logs/log_table.hpp"

#include <array>
#include <cmath>

namespace plume::logs::carbontracker {

namespace {

constexpr std::size_t size_of_stamp = 19;  ///< "2026-03-07 09:00:00"
constexpr std::size_t most_devices = 1024;
constexpr std::array<std::string_view, 3> components{"gpu", "cpu", "ane"};

/// What stands between `begin` and `end`; nothing where `begin` is not there.
std::optional<std::string_view> between(std::string_view text, std::string_view begin,
                                        std::string_view end) {
  const auto at = text.find(begin);
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view behind = text.substr(at + begin.size());
  return trimmed(behind.substr(0, behind.find(end)));
}

/// "A, B" of "GPU with device(s) A, B. CPU with device(s) C."
std::vector<std::string> devices_of(std::string_view text, std::string_view component) {
  std::vector<std::string> out;
  std::string_view list =
      between(text, std::string(component) + " with device(s) ", ". ").value_or("");
  list = list.substr(0, list.ends_with('.') ? list.size() - 1 : list.size());
  while (!list.empty() && out.size() < most_devices) {
    const auto comma = std::min(list.find(','), list.size());
    out.emplace_back(trimmed(list.substr(0, comma)));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return out;
}

/// "297.41", "[181.25     176.5012345]"; none for "None" and "[None]".
std::vector<double> read_watts(std::string_view text) {
  std::vector<double> out;
  while (!text.empty()) {
    const auto first = text.find_first_not_of("[], \t");
    text.remove_prefix(std::min(first, text.size()));
    const auto end = std::min(text.find_first_of("[], \t"), text.size());
    const CellNumber watts = read_amount(text.substr(0, end), largest_power);
    if (watts.is_number() && out.size() < most_devices) {
      out.push_back(watts.value);
    }
    text.remove_prefix(end);
  }
  return out;
}

/// Reads one file, message by message; a message begins with a stamp, and may go on for lines.
class Reader {
 public:
  Reader(const LogFile& file, Times& times, Notes& notes)
      : lines_(file.text), times_(times), notes_(notes) {}

  Text read() {
    std::string_view line;
    while (lines_.next(line)) {
      const std::string_view stamp = line.substr(0, size_of_stamp);
      const bool begins = line.substr(stamp.size()).starts_with(" - ");
      if (begins && take_time(stamp)) {
        in_total_ = false;
        open_list_ = false;
        read_message(trimmed(line.substr(size_of_stamp + 3)));
      } else {
        read_continuation(trimmed(line));
      }
    }
    return std::move(out_);
  }

 private:
  bool take_time(std::string_view stamp) {
    const auto time = times_.read(stamp);
    if (!time) {
      notes_.add("log-bad-time", lines_.number(), "the time stamp is none", "mend the line");
    }
    time_ = time.value_or(time_);
    return time.has_value();
  }

  void read_message(std::string_view text) {
    if (const auto version = between(text, "carbontracker version ", " ")) {
      const CellNumber major = read_amount(version->substr(0, version->find('.')), 1000);
      out_.major_version = major.is_number() ? static_cast<int>(major.value) : 0;
      out_.version_line = lines_.number();
    } else if (text.find("components were found") != std::string_view::npos) {
      out_.gpus = devices_of(text, "GPU");
      out_.cpus = devices_of(text, "CPU");
    } else if (text.starts_with("Epoch ")) {
      awaits_duration_ = true;
    } else if (const auto duration = between(text, "Duration: ", "\n")) {
      read_epoch_time(*duration);
    } else if (text.starts_with("Average power usage (W) for ")) {
      read_powers(text.substr(28));
    } else {
      read_continuation(text);
    }
  }

  void read_epoch_time(std::string_view text) {
    const auto seconds = read_duration(text);
    if (!seconds || !awaits_duration_ || *seconds > largest_seconds) {
      notes_.add("log-bad-epoch", lines_.number(),
                 "the epoch's duration can not be read, and it is left out", "mend the line");
    } else {
      out_.epochs.push_back({lines_.number(), time_, *seconds, {}});
    }
    in_epoch_ = seconds && awaits_duration_;
    awaits_duration_ = false;
  }

  void read_powers(std::string_view text) {
    const auto colon = text.find(':');
    const std::string word = small_letters(text.substr(0, colon));
    if (!in_epoch_ || out_.epochs.empty() || colon == std::string_view::npos ||
        !is_one_of(word, components)) {
      return;
    }
    for (const std::string_view component : components) {
      if (word == component) {
        out_.epochs.back().powers.push_back({component, read_watts(text.substr(colon + 1))});
      }
    }
    open_list_ =
        text.find('[') != std::string_view::npos && text.find(']') == std::string_view::npos;
  }

  /// A line without a stamp: more of a list of powers, or of a consumption.
  void read_continuation(std::string_view text) {
    if (open_list_) {
      std::vector<double>& watts = out_.epochs.back().powers.back().watts;
      for (const double more : read_watts(text)) {
        watts.push_back(more);
      }
      open_list_ = text.find(']') == std::string_view::npos && watts.size() < most_devices;
    } else if (text.find("Actual consumption") != std::string_view::npos) {
      total_ = {lines_.number(), time_};
      in_total_ = true;
    } else if (text.find("Predicted consumption") != std::string_view::npos) {
      in_total_ = false;
    } else if (in_total_) {
      read_total(text);
    }
  }

  void read_total(std::string_view text) {
    if (const auto time = between(text, "Time:", "\n")) {
      total_.seconds = read_duration(*time).value_or(0);
    } else if (const auto energy = between(text, "Energy:", "\n")) {
      const CellNumber amount =
          read_amount(*energy, largest_energy / joules_per_kilowatt_hour, "kWh");
      if (amount.is_number()) {
        total_.joules = amount.value * joules_per_kilowatt_hour;
        out_.total = total_;
        ++out_.totals;
      } else {
        notes_.add("log-bad-value", lines_.number(), "the energy can not be read", "mend the line");
      }
    } else if (const auto carbon = between(text, "CO2eq:", "\n")) {
      const CellNumber grams = read_amount(*carbon, 1e18, "g");
      if (grams.is_number() && out_.total) {
        out_.total->kilograms = grams.value / 1000;
      }
    }
  }

  Lines lines_;
  Times& times_;
  Notes& notes_;
  Text out_;
  Total total_;
  double time_ = 0;
  bool awaits_duration_ = false;
  bool in_epoch_ = false;
  bool in_total_ = false;
  bool open_list_ = false;
};

}  // namespace

Text read_text(const LogFile& file, Times& times, Notes& notes) {
  return Reader(file, times, notes).read();
}

}  // namespace plume::logs::carbontracker
