// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "formats/configs/facts.hpp"
#include "plume/formats/training_config.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace plume {

/// A product, its factors in words ("256 sequences", "4096 tokens"), and where they were said.
struct Counted {
  double value = 1;
  std::vector<std::string> factors{};
  std::vector<Evidence> evidence{};

  /// "256 sequences x 4096 tokens"; empty for a number that was just taken over.
  std::string formula() const;
};
Counted operator*(const Counted& a, const Counted& b);

/// Enters what follows from a configuration into its run, with the way there.
class Deriver {
 public:
  Deriver(const TrainingFacts& facts, std::span<const Document> documents,
          const Surroundings& surroundings, TrainingConfig& out, std::vector<Diagnostic>& faults)
      : facts_(facts), surroundings_(surroundings), documents_(documents), out_(out),
        faults_(faults) {}

  const TrainingFacts& facts() const { return facts_; }
  const Surroundings& surroundings() const { return surroundings_; }

  Run& run() { return out_.run; }

  /// What flags, variables and settings say of a key.
  bool is_given(Key key) const {
    return surroundings_.given != nullptr && surroundings_.given->has(key);
  }

  /// Whether it is a flag that says so: flags come before the file, the others behind it.
  bool is_flag(Key key) const {
    return is_given(key) && surroundings_.given->origin(key).where == Origin::Where::flag;
  }

  /// Where a value was said, and how it is written there.
  template <class T>
  Evidence evidence(const Said<T>& said) const {
    return evidence(said.document, said.key, said.place, in_words(said.value));
  }

  /// A number as a product of itself; `unit` says what of.
  Counted counted(const Said<double>& said, std::string_view unit) const;
  /// A number that is given from outside.
  Counted counted(Key key, std::string_view unit) const;

  /// Enters a value, which must be one that the field takes; else it is a fault at its evidence.
  void enter(Key key, const Counted& counted);
  void enter(Key key, std::string_view text, std::string formula, std::vector<Evidence> evidence);

  /// Takes a number or a word over as it stands.
  void enter(Key key, const MaybeSaid<double>& said);
  void enter(Key key, const MaybeSaid<std::string>& said);

  /// What the report has to say of how the configuration was read.
  void note(std::string_view code, std::string message, std::string cure);

  void fault(const Evidence& at, std::string code, std::string message, std::string cure);
  /// A fault of the whole file.
  void fault(std::string code, std::string message, std::string cure);

  /// Moves faults of the run to the places that their keys were derived from.
  void blame(const Faults& faults);

 private:
  static std::string in_words(double number);
  static std::string in_words(bool truth);
  static std::string in_words(const std::string& text);
  static std::string in_words(ModelKind kind);
  Evidence evidence(std::size_t document, const std::string& key, TextPlace place,
                    const std::string& meaning) const;
  void enter(Key key, const RawValue& raw, std::string formula, std::vector<Evidence> evidence);

  const TrainingFacts& facts_;
  const Surroundings& surroundings_;
  std::span<const Document> documents_;
  TrainingConfig& out_;
  std::vector<Diagnostic>& faults_;
};

/// Enters the model: its config, its parameters or its name, and what of it is trained.
void derive_model(Deriver& deriver);

/// Enters how much is computed: tokens or samples, and epochs.
void derive_work(Deriver& deriver);

/// Devices of the whole run as the configuration has them.
std::optional<Counted> devices_in_file(const Deriver& deriver);

/// Sequences or images of one optimiser step.
std::optional<Counted> derive_batch(Deriver& deriver);

/// A config of the family `transformer` (docs/reference/model-configs.md) with the sizes that a
/// configuration spells out, as JSON; nothing where layers or width are not said.
std::optional<std::string> config_of(const SaidSizes& sizes, double vocabulary);

/// "Llama-2-7b-hf" to 7e9: the size that stands in a model's name. Nothing where there is none, or
/// a product ("8x7B"), of which the active parameters do not follow.
std::optional<double> size_in_name(std::string_view name);

}  // namespace plume
