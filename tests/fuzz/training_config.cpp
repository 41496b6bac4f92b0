// SPDX-License-Identifier: Apache-2.0
/// Training configurations: the first byte picks the ending of the file's name, the rest is its
/// text, read as a document, as a configuration of the framework that it looks like, and as a run.
#include "plume/formats/training_config.hpp"

#include "carry_on.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

using namespace plume;

namespace {

constexpr std::array<const char*, 6> names{"-", "a.json", "a.yaml", "a.toml", "a.sh", "a.args"};

/// All reasons for which a text is no document.
constexpr std::array<std::string_view, 9> refusals{
    "empty-config", "binary-config",   "invalid-json",    "invalid-yaml",     "invalid-toml",
    "wrong-type",   "nested-too-deep", "too-many-values", "invalid-arguments"};

void require_told(const Diagnostic& fault) {
  fuzz::require(!fault.code.empty() && !fault.message.empty() && !fault.cure.empty());
  fuzz::require(fault.message.size() < 2000 && fault.line.size() <= 1000);
  fuzz::require(fault.position.line == 0 || fault.position.column > fault.line_begin);
}

void require_within(const Document& document, const TextPlace& place) {
  fuzz::require(place.offset <= document.text.size());
  fuzz::require(place.width <= document.text.size() - place.offset);
}

void require_sound(const Document& document, const DocumentNode& node, int level) {
  fuzz::require(level <= 101);
  require_within(document, node.place);
  fuzz::require(std::isfinite(node.number));
  fuzz::require(node.items.empty() || node.kind == DocumentNode::Kind::list);
  fuzz::require(node.entries.empty() || node.kind == DocumentNode::Kind::map);
  for (const DocumentNode& item : node.items) {
    require_sound(document, item, level + 1);
  }
  for (const DocumentNode::Entry& entry : node.entries) {
    require_within(document, entry.key_place);
    require_sound(document, entry.value, level + 1);
  }
}

void read(const Document& document) {
  require_sound(document, document.root, 1);
  std::vector<Diagnostic> faults;
  const TrainingConfig config =
      read_training_config(std::span(&document, 1), Surroundings{}, faults);
  fuzz::require(config.format == recognise_config(document));
  std::for_each(faults.begin(), faults.end(), require_told);
  if (faults.empty()) {
    fuzz::carry_on(config.run);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) {
    return 0;
  }
  const std::string text(data + 1, data + size);
  try {
    read(parse_document(names[data[0] % names.size()], text));
  } catch (const Failure& failure) {
    const Diagnostic& fault = failure.diagnostics().front();
    require_told(fault);
    fuzz::require(std::find(refusals.begin(), refusals.end(), fault.code) != refusals.end());
  }
  return 0;
}
