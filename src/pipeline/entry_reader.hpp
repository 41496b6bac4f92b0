// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/pipeline/run.hpp"

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// The fields and sections that a manifest filled: a bit for each.
using PlaceSet = std::uint64_t;

/// A number or a text that became a field's value.
struct EnteredValue {
  const Field* field = nullptr;
  Section section = Section::top;  ///< of its key
  Origin origin{};
  PlaceSet filled = 0;  ///< this place and all before it
};

/// What the readers of JSON and of YAML share: keys become fields, once each.
class EntryReader {
 public:
  EntryReader(Run& run, Faults& faults)
      : run_(run), faults_(faults), faults_before_(faults.size()) {}

  /// The same, which writes down what it enters.
  EntryReader(Run& run, Faults& faults, std::vector<EnteredValue>& entered)
      : EntryReader(run, faults) {
    entered.clear();
    entered_ = &entered;
  }

  /// The section that a key within a section opens; the top level for a key that opens none.
  static Section opened_by(Section section, std::string_view key);

  /// Enters a section, or faults it when it was there before.
  void section(Section opened, const Origin& origin);

  /// Enters one key of a section and its value.
  void value(Section section, std::string_view key, const RawValue& raw, const Origin& key_origin);

  void fault(Fault fault) { faults_.push_back(std::move(fault)); }

  /// Forgets all that was entered: the manifest turned out to be another.
  void start_over();

  /// Whether every key had a place of its own and a sound value.
  bool sound() const { return faults_.size() == faults_before_ && unknown_.empty(); }

  PlaceSet filled() const { return seen_.to_ullong(); }

 private:
  /// Places in `seen_`: the fields, the accelerator's name within its section, the sections.
  static constexpr std::size_t accelerator_name = key_count;
  static constexpr std::size_t first_section = key_count + 1;

  /// Whether nothing stood at the place before; a fault where something did.
  bool first_time(std::size_t place, std::string_view path, const Origin& origin) {
    if (seen_.test(place)) {
      duplicate(path, origin);
      return false;
    }
    seen_.set(place);
    return true;
  }
  void duplicate(std::string_view path, const Origin& origin);
  void write_down(Section section, const Field& found, const RawValue& raw);
  void unknown(Section section, std::string_view key, const RawValue& raw,
               const Origin& key_origin);

  Run& run_;
  Faults& faults_;
  std::size_t faults_before_;
  std::bitset<first_section + section_paths.size()> seen_;
  std::vector<std::string> unknown_;
  std::vector<EnteredValue>* entered_ = nullptr;
};

void read_yaml_manifest(std::string_view text, EntryReader& entries);

}  // namespace plume
