// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/manifest.hpp"

#include "pipeline/entry_reader.hpp"

#include <string>

namespace plume {

namespace {

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

void read_manifest(std::string_view text, std::string_view name, Run& run, Faults& faults) {
  EntryReader entries(run, faults);
  std::string padded;
  padded.reserve(text.size() + ManifestReader::padding);
  padded.assign(text);
  if (text.starts_with(byte_order_mark)) {
    padded.replace(0, byte_order_mark.size(), byte_order_mark.size(), ' ');
  }
  text = padded;  // blanks in the mark's place keep every position
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return entries.fault({"empty-manifest", "the manifest is empty",
                          "say at least what was trained and on what, or use flags"});
  }
  if (looks_like_json(text, name)) {
    ManifestReader().read(text, run, faults);
  } else {
    read_yaml_manifest(text, entries);
  }
}

}  // namespace plume
