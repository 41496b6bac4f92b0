// SPDX-License-Identifier: Apache-2.0
#include "pipeline/entry_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plume {

namespace {

constexpr std::string_view accelerator_section = EntryReader::sections.back();

/// "hardware" and "power" to "hardware.power"; the top level has an empty section.
std::string join_path(std::string_view section, std::string_view key) {
  return section.empty() ? std::string(key) : fmt::format("{}.{}", section, key);
}

}  // namespace

std::string_view EntryReader::section_of(std::string_view section, std::string_view key) {
  if (section.empty()) {
    const auto found = std::find(sections.begin(), sections.end(), key);
    return found == sections.end() ? std::string_view() : *found;
  }
  return section == "hardware" && key == "accelerator" ? accelerator_section : std::string_view();
}

bool EntryReader::first_time(std::size_t place, std::string_view path, Origin origin) {
  if (seen_.test(place)) {
    fault({"duplicate-key", fmt::format("`{}` stands here a second time", path), "keep one of them",
           std::string(path), origin});
    return false;
  }
  seen_.set(place);
  return true;
}

void EntryReader::section(std::string_view opened, Origin origin) {
  const auto place = opened == accelerator_section
                         ? static_cast<std::size_t>(Key::accelerator)
                         : first_section + static_cast<std::size_t>(
                                               std::find(sections.begin(), sections.end(), opened) -
                                               sections.begin());
  first_time(place, opened, origin);
}

void EntryReader::value(std::string_view section, std::string_view key, const RawValue& raw,
                        Origin key_origin) {
  const bool is_name = key == "name" && section == accelerator_section;
  const Field* found = is_name ? &field(Key::accelerator) : find_field(section, key);
  if (found == nullptr && section.empty()) {
    found = find_field(key);  // "hardware.power" at the top level
  }
  if (found == nullptr) {
    return unknown(section, key, raw, key_origin);
  }
  const auto place = is_name ? accelerator_name : static_cast<std::size_t>(found->key);
  if (first_time(place, found->path, key_origin)) {
    read_value(*found, raw, run_, faults_);
  }
}

void EntryReader::unknown(std::string_view section, std::string_view key, const RawValue& raw,
                          Origin key_origin) {
  const std::string_view opened = section_of(section, key);
  if (opened.empty() && section.empty() && key == "$schema") {
    return;
  }
  const std::string path = join_path(section, key);
  if (std::find(unknown_.begin(), unknown_.end(), path) != unknown_.end()) {
    return fault({"duplicate-key", fmt::format("`{}` stands here a second time", path),
                  "keep one of them", path, key_origin});
  }
  unknown_.push_back(path);
  if (!opened.empty() && raw.kind == RawValue::Kind::null) {
    return;
  }
  if (!opened.empty()) {
    return fault({"wrong-type", fmt::format("`{}` must hold keys of its own", path),
                  "see docs/reference/manifest.md", path, raw.origin});
  }
  fault(unknown_key(path, key_origin));
}

void EntryReader::start_over() {
  for (const Field& field : fields()) {
    run_.unset(field.key);
  }
  faults_.resize(faults_before_);
  seen_.reset();
  unknown_.clear();
}

}  // namespace plume
