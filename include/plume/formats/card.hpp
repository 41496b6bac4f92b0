// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/formats/document.hpp"
#include "plume/support/diagnostic.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// Where in a model card something is said: in the front matter, or in the text below it.
enum class CardPart : std::uint8_t { metadata, body };
inline constexpr std::array<std::string_view, 2> card_part_names{"metadata", "body"};

/// What of a training a card speaks of.
enum class CardFact : std::uint8_t {
  emissions,       ///< CO2e of the training, or of a part of it
  source,          ///< how the figure came about
  training_type,   ///< "pre-training", "fine-tuning"
  location,        ///< "Quebec, Canada", "us-central1"
  hardware,        ///< "8 v100 GPUs"
  duration,        ///< how long was trained
  energy,          ///< that was drawn
  grid_intensity,  ///< CO2e of a kilowatt hour
  provider,        ///< of a cloud
  other,           ///< a key within the field that the specification does not know
};
inline constexpr std::array<std::string_view, 10> card_fact_names{
    "emissions", "source", "training type",  "location", "hardware",
    "hours",     "energy", "grid intensity", "provider", "other"};

/// One thing that a card says, as it stands there.
struct CardStatement {
  CardFact fact = CardFact::other;
  CardPart part = CardPart::metadata;
  std::string key;  ///< as written: "hardware used", "Carbon Emitted"; "co2_eq_emissions" itself of
                    ///< the short form
  std::string text;        ///< trimmed; without quotes, marks of emphasis and comments
  std::string comment{};   ///< of YAML, behind the value on its line: "kg CO2"; without the `#`
  bool is_number = false;  ///< a number to YAML, rather than a text
  bool is_part = false;    ///< of a training's emissions: "Evaluation: 1,07 kg"
  TextPlace key_place;     ///< in the text of the card
  TextPlace place;         ///< of the value
};

/// How the field `co2_eq_emissions` is written.
enum class CardShape : std::uint8_t {
  absent,
  number,     ///< the short form, also where it is a text
  mapping,    ///< as specified
  list,       ///< of mappings with one key each
  misplaced,  ///< a mapping under another key: "emissions:" at the top
  other,      ///< anything else
};

/// The block of metadata at the top of a card, found by the rule of the Hub.
struct FrontMatter {
  bool present = false;
  TextPlace
      whole;  ///< from the first byte of the card to behind the closing `---` and its line end
  TextPlace inside;        ///< the YAML between the lines of dashes, without the last line end
  bool valid = false;      ///< YAML, and a mapping
  std::string line_break;  ///< of the opening line; that of the card's first line without a block
};

/// One figure of how well a model does, as `model-index` lists them.
struct CardMetric {
  std::string type;  ///< "accuracy", "f1", "rouge1", "rougeL"
  double value = 0;  ///< as written
};

/// A model card: what its front matter and its body say of carbon and of the model, each with its
/// place, nothing understood or converted yet.
struct Card {
  std::string file;
  std::string text;
  FrontMatter front_matter;
  CardShape shape = CardShape::absent;
  /// The key `co2_eq_emissions`, or what stands for it where it is misplaced, with its value and a
  /// comment behind that; no line end. Width 0 where it is absent.
  TextPlace field;
  std::vector<CardStatement> statements;  ///< in the order of the file

  std::string name;  ///< of the model: of `model-index`, else empty
  std::vector<std::string> tags;
  std::vector<std::string> datasets;
  std::vector<std::string> base_models;
  std::string base_relation;  ///< "quantized", "finetune", "adapter", "merge"; empty when not said
  std::string library;
  std::string task;  ///< `pipeline_tag`
  std::vector<CardMetric> metrics;

  /// What kept the metadata from being read as it should be: a tab in the indent, YAML that is
  /// none, a key twice, a block that does not stand at the top. What could be made out all the same
  /// is among the statements.
  std::vector<Diagnostic> faults;
};

/// Reads a model card: the README.md of a repository. Any text is a card, perhaps one that says
/// nothing; throws `Failure` (bad input) for what is no text (binary, not UTF-8) or empty.
Card read_card(std::string file, std::string text);

/// The first statement of a fact in a part of the card that is no placeholder, else the first, or
/// null. Parts of a sum do not count.
const CardStatement* find_statement(const Card& card, CardFact fact, CardPart part);

/// The same in the metadata, else in the body; what says something goes before placeholders.
const CardStatement* find_statement(const Card& card, CardFact fact);

/// Whether a text says that nothing is said: "NA", "unknown", "Not specified", "[More Information
/// Needed]", "(Forthcoming.)", "-", "".
bool is_placeholder(std::string_view text);

/// Whether a model's repository holds somebody else's training in another form: quantised, merged,
/// converted ("GGUF", "AWQ", `base_model_relation: quantized`).
bool is_derived_copy(const Card& card);

}  // namespace plume
