// SPDX-License-Identifier: Apache-2.0
#include "data/generate/read_entries.hpp"
#include "data/generate/read_figures.hpp"

#include <utility>

namespace plume::generate {

namespace {

/// The config as JSON text. Which keys an architecture needs is known where it
/// is read.
std::string read_config(ObjectReader& reader) {
  const nlohmann::json* const config = reader.member("config");
  const bool typed = config != nullptr && config->is_object() && config->contains("model_type") &&
                     config->at("model_type").is_string();
  if (!typed) {
    reader.faults().add(reader.spot().inside("config"),
                        "\"config\" must be an object with a \"model_type\"",
                        "write the keys of the model's config.json that its size follows from");
    return {};
  }
  return config->dump();
}

FigureRow read_parameters(ObjectReader& reader, const std::string& id, Draft& draft) {
  const FigureRow row =
      read_member_figure(reader, "parameters", "language-model/" + id + "/parameters", draft);
  if (!row) {
    reader.faults().add(reader.spot(), "\"parameters\" is missing",
                        "add the number of weights that the publisher states");
  }
  return row;
}

/// The model of a lower layer with this id gives way to the new one.
void put(LanguageModelDraft model, Draft& draft) {
  const FigureRow earlier =
      earlier_row(draft.language_models, &LanguageModelDraft::id, model.id, model.spot);
  (earlier ? draft.language_models[*earlier] : draft.language_models.emplace_back()) =
      std::move(model);
}

}  // namespace

void read_language_model(ObjectReader& reader, Draft& draft) {
  LanguageModelDraft out;
  out.spot = reader.spot();
  out.id = reader.text("id");
  out.name = reader.text("name");
  out.aliases = reader.texts("aliases");
  out.config = read_config(reader);
  out.source = reader.text("source");
  out.locator = reader.text("locator");
  out.confirmation = read_confirmation(reader, "status");
  out.note = reader.optional_text("note");
  out.parameters = read_parameters(reader, out.id, draft);
  reader.finish();
  put(std::move(out), draft);
}

}  // namespace plume::generate
