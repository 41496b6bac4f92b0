// SPDX-License-Identifier: Apache-2.0
#include "plume/formats/training_config.hpp"

#include "formats/configs/config_format.hpp"
#include "formats/configs/derivation.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plume {

namespace {

Diagnostic unknown_format(const Document& document) {
  std::string titles;
  for (const ConfigFormatName& name : config_format_names()) {
    titles.append(titles.empty() ? "" : ", ").append(name.title);
  }
  return {.code = "unknown-config",
          .message = "this is no training configuration that is known here",
          .cure = fmt::format("known are manifests of plume, {}", titles),
          .file = document.file};
}

Diagnostic misspelt(const Document& document, const ConfigView::Misspelling& misspelling) {
  return diagnostic_at(
      document, misspelling.place, "misspelt-key",
      fmt::format("there is `{}`, and no `{}`", misspelling.written, misspelling.meant),
      fmt::format("is `{}` meant?", misspelling.meant));
}

/// What all documents say together; what an earlier one says counts.
TrainingFacts read_facts(std::span<const Document> documents, TrainingConfig& out,
                         std::vector<Diagnostic>& faults) {
  TrainingFacts facts;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const ConfigFormat* const format = find_config_format(documents[i]);
    if (format == nullptr) {
      faults.push_back(unknown_format(documents[i]));
      continue;
    }
    out.format = i == 0 ? format->name.id : out.format;
    ConfigView view(documents[i], i, faults);
    format->read(view, facts);
    auto misspellings = view.misspellings();
    std::sort(misspellings.begin(), misspellings.end(),
              [](const auto& a, const auto& b) { return a.place.offset < b.place.offset; });
    for (const ConfigView::Misspelling& misspelling : misspellings) {
      faults.push_back(misspelt(documents[i], misspelling));
    }
  }
  return facts;
}

void derive_machine(Deriver& deriver) {
  if (const auto devices = devices_in_file(deriver)) {
    deriver.enter(Key::count, *devices);
  }
  deriver.enter(Key::accelerator, deriver.facts().accelerator);
}

}  // namespace

const Derivation* TrainingConfig::find(Key key) const {
  const auto found = std::find_if(derivations.begin(), derivations.end(),
                                  [&](const Derivation& d) { return d.key == key; });
  return found == derivations.end() ? nullptr : &*found;
}

TrainingConfig read_training_config(std::span<const Document> documents,
                                    const Surroundings& surroundings,
                                    std::vector<Diagnostic>& faults) {
  TrainingConfig out;
  const std::size_t before = faults.size();
  const TrainingFacts facts = read_facts(documents, out, faults);
  if (faults.size() != before) {
    return out;
  }
  Deriver deriver(facts, documents, surroundings, out, faults);
  derive_model(deriver);
  derive_work(deriver);
  derive_machine(deriver);
  std::stable_sort(out.derivations.begin(), out.derivations.end(),
                   [](const Derivation& a, const Derivation& b) { return a.key < b.key; });
  return out;
}

}  // namespace plume
