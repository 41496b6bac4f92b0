// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/manifest.hpp"

#include "pipeline/entry_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace plume {

namespace {

constexpr std::array<std::string_view, 5> sections{"model", "training", "hardware", "site",
                                                   "hardware.accelerator"};

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

bool looks_like_json(std::string_view text, std::string_view name) {
  if (name.ends_with(".yaml") || name.ends_with(".yml")) {
    return false;
  }
  const auto first = text.find_first_not_of(" \t\r\n");
  return name.ends_with(".json") || first == std::string_view::npos || text[first] == '{' ||
         text[first] == '[';
}

}  // namespace

bool EntryReader::is_section(std::string_view path) {
  return std::find(sections.begin(), sections.end(), path) != sections.end();
}

bool EntryReader::first_time(std::string_view path, Origin origin) {
  if (std::find(seen_.begin(), seen_.end(), path) != seen_.end()) {
    fault({"duplicate-key", fmt::format("`{}` stands here a second time", path), "keep one of them",
           std::string(path), origin});
    return false;
  }
  seen_.emplace_back(path);
  return true;
}

void EntryReader::section(std::string_view path, Origin origin) {
  first_time(path, origin);
}

void EntryReader::value(std::string_view path, const RawValue& raw, Origin key_origin) {
  if (path == "$schema" || !first_time(path, key_origin)) {
    return;
  }
  const Field* const found =
      path == "hardware.accelerator.name" ? &field(Key::accelerator) : find_field(path);
  if (found != nullptr) {
    return read_value(*found, raw, run_, faults_);
  }
  if (is_section(path) && raw.kind == RawValue::Kind::null) {
    return;
  }
  if (is_section(path)) {
    return fault({"wrong-type", fmt::format("`{}` must hold keys of its own", path),
                  "see docs/reference/manifest.md", std::string(path), raw.origin});
  }
  fault(unknown_key(path, key_origin));
}

std::string join_path(std::string_view section, std::string_view key) {
  return section.empty() ? std::string(key) : fmt::format("{}.{}", section, key);
}

void read_manifest(std::string_view text, std::string_view name, Run& run, Faults& faults) {
  EntryReader entries(run, faults);
  std::string without_mark(text);
  if (text.starts_with(byte_order_mark)) {
    without_mark.replace(0, byte_order_mark.size(), byte_order_mark.size(), ' ');
    text = without_mark;  // blanks in its place keep every position
  }
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return entries.fault({"empty-manifest", "the manifest is empty",
                          "say at least what was trained and on what, or use flags"});
  }
  if (looks_like_json(text, name)) {
    read_json_manifest(text, entries);
  } else {
    read_yaml_manifest(text, entries);
  }
}

}  // namespace plume
