// SPDX-License-Identifier: Apache-2.0
/// `rocm-smi --showpower --json` and `--showenergycounter --json`: one object a call, in files of
/// its own or line by line in one.
#include "formats/letters.hpp"
#include "formats/logs/log_draft.hpp"
#include "formats/logs/log_json.hpp"
#include "formats/logs/log_readers_b.hpp"
#include "formats/logs/log_table.hpp"

#include <fmt/format.h>

#include <array>

namespace plume::logs {

namespace {

namespace dom = simdjson::dom;

/// The name of the power differs by generation of the card.
constexpr std::array<std::string_view, 3> power_keys{"Current Socket Graphics Package Power (W)",
                                                     "Average Graphics Package Power (W)",
                                                     "Average Socket Power (W)"};
constexpr std::string_view energy_key = "Accumulated Energy (uJ)";
constexpr std::string_view name_key = "Card series";
constexpr double microjoule = 1e-6;

class RocmReader {
 public:
  RocmReader(std::span<const LogFile> files, const LogOptions& options)
      : files_(files), options_(options), draft_("rocm-smi", files, options) {}

  EnergyLog read() {
    for (const LogFile& file : files_) {
      read_file(file);
    }
    return draft_.finish();
  }

 private:
  void read_file(const LogFile& file) {
    const std::string_view text = from_brace(file.text);
    if (const auto whole = json_.read(text)) {
      return read_call(*whole, 1, file);
    }
    Lines lines(file.text);
    std::string_view line;
    while (lines.next(line)) {
      const std::string_view part = trimmed(line);
      if (part.starts_with('{')) {
        read_call(json_.need(file, part), lines.number(), file);
      }
    }
    if (calls_ == 0) {
      json_.need(file, text);
    }
  }

  void read_call(const dom::element& call, std::size_t line, const LogFile& file) {
    if (calls_ == 1 && !options_.interval) {
      refuse(file, "log-no-times", line, 1,
             "several calls of rocm-smi have no times, and nobody says how far they are apart",
             "give --interval, the time from one call to the next");
    }
    const double time = static_cast<double>(calls_++) * options_.interval.value_or(0);
    dom::object cards;
    if (call.get(cards) != simdjson::SUCCESS) {
      return;
    }
    for (const auto& [name, value] : cards) {
      dom::object card;
      if (name.starts_with("card") && value.get(card) == simdjson::SUCCESS) {
        read_card(name, card, time, line);
      }
    }
  }

  void read_card(std::string_view device, const dom::object& card, double time, std::size_t line) {
    for (const std::string_view key : power_keys) {
      if (card[key].error() == simdjson::SUCCESS) {
        add(device, card, {.sensor = key}, 1, {time, 0}, line);
        break;
      }
    }
    if (card[energy_key].error() == simdjson::SUCCESS) {
      add(device, card, {.kind = ReadingKind::counter, .sensor = energy_key}, microjoule, {time, 0},
          line);
    }
  }

  void add(std::string_view device, const dom::object& card, const MeterFacts& facts, double scale,
           Reading reading, std::size_t line) {
    ++draft_.log.rows.read;
    const CellNumber number = number_of(card[facts.sensor], facts.kind, scale);
    reading.value = number.value;
    Meter& meter = draft_.meter({}, device, facts);
    meter.name = text_of(card[name_key]);
    draft_.add(meter, line, reading, number.kind);
  }

  /// Numbers stand in quotes, as "301.0"; newer versions may leave them out.
  static CellNumber number_of(simdjson::simdjson_result<dom::element> value, ReadingKind kind,
                              double scale) {
    double plain = 0;
    return value.get(plain) == simdjson::SUCCESS ? CellNumber{CellKind::number, plain * scale}
                                                 : read_value(text_of(value), kind, scale, "W");
  }

  std::span<const LogFile> files_;
  const LogOptions& options_;
  LogDraft draft_;
  JsonReader json_;
  std::size_t calls_ = 0;
};

}  // namespace

bool recognises_rocm_smi(std::string_view text) {
  const std::string_view head = text.substr(0, std::size_t{64} << 10);
  return trimmed(first_line(text)).starts_with('{') &&
         head.find("\"card") != std::string_view::npos &&
         (head.find("Power (W)\"") != std::string_view::npos ||
          head.find(energy_key) != std::string_view::npos);
}

EnergyLog read_rocm_smi(std::span<const LogFile> files, const LogOptions& options) {
  return RocmReader(files, options).read();
}

}  // namespace plume::logs
