// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/data/catalogue.hpp"
#include "plume/data/published.hpp"

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace plume {

/// One thing of the catalogue that a person can look at.
using Entry = std::variant<const Accelerator*, const Instance*, const Cpu*, const Place*,
                           const Source*, const Figure*, const PublishedRun*,
                           const ListedArchitecture*, const ListedModel*, const Measurement*>;

/// "accelerator", "instance", "processor", "architecture", "model", "country", "state", "source",
/// "figure", "published run", "measurement".
std::string_view kind_of(const Entry& entry);

std::string_view id_of(const Entry& entry);

/// The entry's name; empty where the id is all there is.
std::string_view name_of(const Entry& entry);

/// Every entry that an id, a name or an alias means: usually one. A model is found by its name on
/// the Hub where nothing else has that name.
std::vector<Entry> find_entries(std::string_view name);

/// Every entry in whose id, name or aliases all the words occur, case aside.
std::vector<Entry> search_entries(std::span<const std::string> words);

/// A kind of entry that can be listed: "accelerators", "countries", "pue".
struct EntryKind {
  std::string_view name;
  std::vector<Entry> (*entries)();
};
std::span<const EntryKind> entry_kinds();

/// The file that an overlay took the entry from; empty for what is compiled in.
std::string_view origin_of(const Entry& entry);

/// The names nearest to one that means nothing, over all kinds.
std::vector<std::string_view> suggest_entries(std::string_view name);

}  // namespace plume
