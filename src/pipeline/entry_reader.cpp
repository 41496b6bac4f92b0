// SPDX-License-Identifier: Apache-2.0
#include "pipeline/entry_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plume {

namespace {

/// "power" within the hardware to "hardware.power".
std::string path_of(Section section, std::string_view key) {
  const std::string_view path = section_paths[static_cast<std::size_t>(section)];
  return path.empty() ? std::string(key) : fmt::format("{}.{}", path, key);
}

}  // namespace

Section EntryReader::opened_by(Section section, std::string_view key) {
  if (section == Section::top) {
    const auto found = std::find(section_paths.begin() + 1, section_paths.end(), key);
    return found == section_paths.end() ? Section::top
                                        : static_cast<Section>(found - section_paths.begin());
  }
  return section == Section::hardware && key == "accelerator" ? Section::accelerator : Section::top;
}

void EntryReader::duplicate(std::string_view path, const Origin& origin) {
  fault({"duplicate-key", fmt::format("`{}` stands here a second time", path), "keep one of them",
         std::string(path), origin});
}

void EntryReader::section(Section opened, const Origin& origin) {
  const auto number = static_cast<std::size_t>(opened);
  first_time(opened == Section::accelerator ? static_cast<std::size_t>(Key::accelerator)
                                            : first_section + number,
             section_paths[number], origin);
}

void EntryReader::value(Section section, std::string_view key, const RawValue& raw,
                        const Origin& key_origin) {
  const bool is_name = section == Section::accelerator && key == "name";
  const Field* found = is_name ? &field(Key::accelerator) : find_field(section, key);
  if (found == nullptr && section == Section::top) {
    found = find_field(key);  // "hardware.power" at the top level
  }
  if (found == nullptr) {
    return unknown(section, key, raw, key_origin);
  }
  const auto place = is_name ? accelerator_name : static_cast<std::size_t>(found->key);
  if (first_time(place, found->path, key_origin)) {
    read_value(*found, raw, run_, faults_);
    write_down(section, *found, raw);
  }
}

void EntryReader::write_down(Section section, const Field& found, const RawValue& raw) {
  if (entered_ != nullptr && raw.kind != RawValue::Kind::null) {
    entered_->push_back({&found, section, raw.origin, filled()});
  }
}

void EntryReader::unknown(Section section, std::string_view key, const RawValue& raw,
                          const Origin& key_origin) {
  if (section == Section::top && key == "$schema") {
    return;
  }
  const bool is_section = opened_by(section, key) != Section::top;
  const std::string path = path_of(section, key);
  if (std::find(unknown_.begin(), unknown_.end(), path) != unknown_.end()) {
    return duplicate(path, key_origin);
  }
  unknown_.push_back(path);
  if (is_section && raw.kind == RawValue::Kind::null) {
    return;
  }
  if (is_section) {
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
