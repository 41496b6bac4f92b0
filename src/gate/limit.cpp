// SPDX-License-Identifier: Apache-2.0
#include "plume/data/catalogue.hpp"
#include "plume/gate/budget.hpp"
#include "plume/support/closest_match.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace plume {

namespace {

/// What can be limited, in the order of `BudgetOf`.
struct LimitKind {
  std::string_view unit;  ///< of a bare number
  Dim dimension;
  double size;  ///< of that unit, in base units
  std::string_view example;
};
constexpr std::array<LimitKind, 3> kinds{{
    {"kg", Carbon::dimension, kilograms.factor, "500 kg"},
    {"kWh", Energy::dimension, kilowatt_hours.factor, "30 MWh"},
    {"%", Dim{}, 0.01, "10%"},
}};
constexpr LimitKind equivalent{"", Carbon::dimension, kilograms.factor, "3 flight-paris-london"};
constexpr std::array<std::string_view, 3> times_signs{"x ", "* ", "\u00d7 "};
constexpr std::string_view equivalence_prefix = "equivalence/";

/// The largest limit: more than mankind emits or uses, and far below what a double holds.
constexpr double most_of_all = 1e15;

/// Reads one limit, or throws what is wrong with it.
class LimitReader {
 public:
  LimitReader(const LimitKind& kind, std::string_view text, std::string_view set_by)
      : kind_(kind), text_(text), set_by_(set_by) {}

  [[noreturn]] void refuse(std::string code, std::string message, std::string cure) const {
    throw Failure(Diagnostic{.code = std::move(code),
                             .message = std::move(message),
                             .cure = std::move(cure),
                             .file = std::string(set_by_)});
  }

  [[noreturn]] void refuse_as(std::string code, std::string message) const {
    refuse(std::move(code), std::move(message), fmt::format("write it as `{}`", kind_.example));
  }

  Measure measure() const {
    Measure out;
    if (parse_measure(text_, out) != MeasureFault::none) {
      refuse_as("not-a-number", fmt::format("`{}` is no limit", text_));
    }
    return one_number(out);
  }

  Measure one_number(const Measure& measure) const {
    if (measure.low != measure.high) {
      refuse_as("range-not-taken",
                fmt::format("`{}` is a range, and a limit is one number", text_));
    }
    return measure;
  }

  /// The size of the unit as written, in base units.
  double size_of(std::string_view unit) const {
    const auto known = parse_unit(unit);
    if (!known) {
      refuse_as("unknown-unit", fmt::format("`{}` is no unit", unit));
    }
    if (known->dimension != kind_.dimension) {
      refuse_as("wrong-dimension",
                fmt::format("`{}` measures {}, and the limit is {}", unit,
                            dimension_name(known->dimension), dimension_name(kind_.dimension)));
    }
    return known->factor;
  }

  double in_range(double amount, double least) const {
    if (!(amount >= least)) {
      refuse_as("out-of-range", fmt::format("`{}` is too little: {}", text_,
                                            least > 0 ? "there is no run that emits or uses nothing"
                                                      : "an increase is 0 % or more"));
    }
    if (!(amount <= most_of_all)) {
      refuse_as("out-of-range", fmt::format("`{}` is more than any run could come to", text_));
    }
    return amount;
  }

 private:
  const LimitKind& kind_;
  std::string_view text_;
  std::string_view set_by_;
};

const LimitKind& kind_of(BudgetOf of) {
  return kinds[static_cast<std::size_t>(of)];
}

constexpr double least_amount = 1e-12;  ///< kg or kWh: a limit is above 0

Limit parse_increase(std::string_view text, std::string set_by) {
  const LimitReader reader(kind_of(BudgetOf::increase), text, set_by);
  const Measure measure = reader.measure();
  if (measure.unit.empty() && measure.value > 1) {
    reader.refuse(
        "ambiguous-share",
        fmt::format("`{}` is a share, and means {} % more", text, print_human(100 * measure.value)),
        fmt::format("write `{}%`, or `{}%` if that is meant", print_machine(measure.value),
                    print_machine(100 * measure.value)));
  }
  const double share = measure.value * (measure.unit.empty() ? 1 : reader.size_of(measure.unit));
  const double most = 1 + reader.in_range(share, 0);
  return {.of = BudgetOf::increase,
          .most = most,
          .text = measure.unit.empty() ? fmt::format("{}%", print_machine(100 * share))
                                       : std::string(text),
          .set_by = std::move(set_by)};
}

/// Names without what all ids begin with.
std::vector<std::string_view> equivalence_names() {
  std::vector<std::string_view> names;
  for (const Equivalence& equivalence : equivalences()) {
    names.push_back(equivalence.id.view().substr(equivalence_prefix.size()));
  }
  return names;
}

/// "3 x flight-paris-london" in two parts.
struct Counted {
  double count = 1;
  std::string_view name;
};

Counted counted(std::string_view text, const LimitReader& reader) {
  Measure measure;
  if (parse_measure(text, measure) != MeasureFault::none) {
    return {1, text};
  }
  std::string_view name = reader.one_number(measure).unit;
  for (const std::string_view sign : times_signs) {
    name.remove_prefix(name.starts_with(sign) ? sign.size() : 0);
  }
  name.remove_prefix(std::min(name.find_first_not_of(' '), name.size()));
  return {measure.value, name};
}

const Equivalence& equivalence_named(std::string_view name, const LimitReader& reader) {
  const std::string id =
      fmt::format("{}{}", name.starts_with(equivalence_prefix) ? "" : equivalence_prefix, name);
  const Equivalence* const found = find_equivalence(id);
  if (found == nullptr) {
    const auto near = closest_matches(std::string_view(id).substr(equivalence_prefix.size()),
                                      equivalence_names());
    reader.refuse("unknown-equivalence", fmt::format("there is no equivalence `{}`", name),
                  near.empty() ? "`plume data list equivalences` names them" : did_you_mean(near));
  }
  return *found;
}

}  // namespace

Limit parse_limit(BudgetOf of, std::string_view text, std::string set_by) {
  if (of == BudgetOf::increase) {
    return parse_increase(text, std::move(set_by));
  }
  const LimitKind& kind = kind_of(of);
  const LimitReader reader(kind, text, set_by);
  const Measure measure = reader.measure();
  const bool bare = measure.unit.empty();
  const double size = bare ? 1 : reader.size_of(measure.unit) / kind.size;
  const double most = reader.in_range(measure.value * size, least_amount);
  return {.of = of,
          .most = most,
          .text = bare ? fmt::format("{} {}", text, kind.unit) : std::string(text),
          .set_by = std::move(set_by),
          .unit = std::string(bare ? kind.unit : measure.unit),
          .unit_size = size};
}

Limit parse_equivalent(std::string_view text, std::string set_by) {
  const LimitReader reader(equivalent, text, set_by);
  const Counted wanted = counted(text, reader);
  const Equivalence& equivalence = equivalence_named(wanted.name, reader);
  const double each = figures()[equivalence.figure].value;
  return {.most = reader.in_range(wanted.count * each, least_amount),
          .text = fmt::format("{} x {}", print_machine(wanted.count),
                              equivalence.id.view().substr(equivalence_prefix.size())),
          .set_by = std::move(set_by)};
}

}  // namespace plume
