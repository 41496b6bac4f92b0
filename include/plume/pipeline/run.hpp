// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/models/architecture.hpp"
#include "plume/pipeline/fault.hpp"
#include "plume/pipeline/field.hpp"
#include "plume/units/estimate.hpp"

#include <array>
#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// What a given power covers.
enum class PowerScope { system, board };
inline constexpr std::array<std::string_view, 2> power_scope_names{"system", "board"};

/// Which carbon intensities may be used.
enum class BasisChoice { any, direct, life_cycle };
inline constexpr std::array<std::string_view, 3> basis_names{"any", "direct", "life-cycle"};

/// Whose estimate it is: plume's own, or that of a paper (method.hpp says what each does).
enum class Method { plume, opencarboneval_v1, opencarboneval_v2, llmcarbon, constant, tdp };
inline constexpr std::array<std::string_view, 6> method_names{
    "plume", "opencarboneval-v1", "opencarboneval-v2", "llmcarbon", "constant", "tdp"};
/// What `--method` takes beside them: every method side by side, which no one run can ask for.
inline constexpr std::string_view every_method = "all";

/// A number as given, in its field's unit, with its bounds when a range or tolerance was given.
struct Number {
  double value = 0;
  double low = 0;
  double high = 0;
  bool exact() const { return low == high; }
  Spread spread() const { return exact() ? Spread{} : spread_between(low, value, high); }
};

/// What a report must say of how the model's config was read; it becomes a warning.
struct ConfigNote {
  std::string_view code;
  std::string message;
  std::string cure;
};

/// What was asked: the values that a manifest or flags gave, each with the place where it was
/// written. Nothing is filled in here.
class Run {
 public:
  bool has(Key key) const { return present_[index(key)]; }
  Origin origin(Key key) const { return has(key) ? origins_[index(key)] : Origin{}; }

  std::string_view text(Key key) const { return texts_[index(key)]; }
  const Number& number(Key key) const { return numbers_[index(key)]; }
  std::size_t choice(Key key) const { return choices_[index(key)]; }

  /// The choice, or `otherwise` when none was given.
  template <class Enum>
  Enum choice_or(Key key, Enum otherwise) const {
    return has(key) ? static_cast<Enum>(choice(key)) : otherwise;
  }

  /// A number as a quantity of the field's dimension.
  template <class Q>
  std::optional<Estimate<Q>> quantity(Key key) const {
    if (!has(key)) {
      return std::nullopt;
    }
    const Number& n = number(key);
    return Estimate<Q>{Q::from_base(n.value * field(key).factor), n.spread()};
  }

  /// A number without dimension.
  std::optional<Estimate<double>> ratio(Key key) const {
    return has(key) ? std::optional(Estimate<double>{number(key).value, number(key).spread()})
                    : std::nullopt;
  }

  /// The plain centre of a number, or `otherwise`.
  double value_or(Key key, double otherwise) const {
    return has(key) ? number(key).value : otherwise;
  }

  /// Whether the accelerator is described inline, by its own figures, rather than only named.
  bool describes_accelerator() const;

  void set_text(Key key, std::string_view value, const Origin& origin) {
    enter(key, origin);
    texts_[index(key)].assign(value);
  }
  void set_number(Key key, const Number& value, const Origin& origin) {
    enter(key, origin);
    numbers_[index(key)] = value;
  }
  void set_choice(Key key, std::size_t value, const Origin& origin) {
    enter(key, origin);
    choices_[index(key)] = value;
  }
  void unset(Key key) { present_.reset(index(key)); }

  /// Takes over what `other` says of a key; where it was written says nothing of this run.
  void copy(Key key, const Run& other);

  /// Forgets everything, and keeps the room that it took.
  void clear();

  /// The size of the model, once `model.config` was read, the text that gave it, and what must be
  /// said of it.
  std::optional<ModelSize> architecture;
  std::string architecture_text;
  std::vector<ConfigNote> architecture_notes;

 private:
  static std::size_t index(Key key) { return static_cast<std::size_t>(key); }
  void enter(Key key, const Origin& origin) {
    present_.set(index(key));
    origins_[index(key)] = origin;
  }

  std::bitset<key_count> present_;
  std::array<Origin, key_count> origins_{};
  std::array<Number, key_count> numbers_{};
  std::array<std::size_t, key_count> choices_{};
  std::array<std::string, key_count> texts_{};
};

/// A value as some format writes it, before it is understood.
struct RawValue {
  enum class Kind { null, boolean, number, text, structure };
  Kind kind = Kind::null;
  double number = 0;
  std::string_view text{};
  Origin origin{};
};

/// The one reader of a value: understands `raw` as `field` wants it and enters it into the run, or
/// adds what is wrong to `faults`. Null leaves the field unsaid.
void read_value(const Field& field, const RawValue& raw, Run& run, Faults& faults);

/// The fault of a key that no field has, with the nearest ones.
Fault unknown_key(std::string_view path, Origin origin);

/// Enters a flag's value. What the flag decides anew is taken from the manifest no longer:
/// `--device-hours` replaces the manifest's `hours`, `--instance` its accelerator.
void read_flag(const Field& field, std::string_view text, Run& run, Faults& faults);

/// Fills in what `defaults` say and the run does not. What the run says by another key,
/// `device_hours` in place of `hours`, it needs no default for.
void fill_in(Run& run, const Run& defaults);

}  // namespace plume
