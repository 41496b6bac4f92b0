// SPDX-License-Identifier: Apache-2.0
#include "pipeline/field_bounds.hpp"
#include "pipeline/stages.hpp"
#include "plume/pipeline/run.hpp"
#include "plume/support/closest_match.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace plume {

namespace {

/// Enters one value, or says what is wrong with it.
class ValueReader {
 public:
  ValueReader(const Field& field, const RawValue& raw, Run& run, Faults& faults)
      : field_(field), raw_(raw), run_(run), faults_(faults) {}

  void read() {
    switch (field_.kind) {
      case FieldKind::text:
        return read_text();
      case FieldKind::choice:
        return read_choice();
      default:
        return read_number();
    }
  }

 private:
  void fault(std::string code, std::string message, std::string cure) {
    faults_.push_back({std::move(code), std::move(message), std::move(cure),
                       std::string(field_.path), raw_.origin});
  }

  void wrong_type(std::string_view wanted) {
    fault("wrong-type", fmt::format("`{}` must be {}", field_.path, wanted),
          fmt::format("write it as `{}`", field_.example));
  }

  void read_text() {
    if (raw_.kind != RawValue::Kind::text) {
      return wrong_type("a text");
    }
    if (raw_.text.find_first_not_of(' ') == std::string_view::npos) {
      return fault("empty-value", fmt::format("`{}` is empty", field_.path),
                   fmt::format("leave it out, or write it as `{}`", field_.example));
    }
    run_.set_text(field_.key, raw_.text, raw_.origin);
  }

  void read_choice() {
    if (raw_.kind != RawValue::Kind::text) {
      return wrong_type(fmt::format("one of {}", fmt::join(field_.choices, ", ")));
    }
    const auto found = std::find(field_.choices.begin(), field_.choices.end(), raw_.text);
    if (found == field_.choices.end()) {
      if (field_.key == Key::method && raw_.text == every_method) {
        return fault("method-all", "a run is estimated by one method",
                     "leave `method` out, and give `--method all` on the command line");
      }
      const auto near = closest_matches(raw_.text, field_.choices);
      return fault("unknown-value", fmt::format("`{}` is no `{}`", raw_.text, field_.path),
                   near.empty() ? fmt::format("give one of {}", fmt::join(field_.choices, ", "))
                                : did_you_mean(near));
    }
    run_.set_choice(field_.key, static_cast<std::size_t>(found - field_.choices.begin()),
                    raw_.origin);
  }

  void read_number() {
    if (raw_.kind == RawValue::Kind::number) {
      return enter({raw_.number, raw_.number, raw_.number});
    }
    if (raw_.kind != RawValue::Kind::text) {
      return wrong_type(field_.unit.empty() ? std::string("a number")
                                            : fmt::format("a number of {}", field_.unit));
    }
    Measure measure;
    double factor = 1;
    if (read_measure(measure) && understand_unit(measure.unit, factor)) {
      enter(in_own_unit(measure, factor));
    }
  }

  /// A report writes a range by its ends alone, and reads back the same figure to the last bit.
  static Number in_own_unit(const Measure& measure, double factor) {
    const double low = measure.low * factor;
    const double high = measure.high * factor;
    return {low == high ? measure.value * factor : (low + high) / 2, low, high};
  }

  bool read_measure(Measure& measure) {
    switch (parse_measure(raw_.text, measure)) {
      case MeasureFault::none:
        return true;
      case MeasureFault::bad_range:
        fault("bad-range", fmt::format("`{}` is no range from low to high", raw_.text),
              "write a range as `low..high`, the lower end first, with its unit behind");
        return false;
      case MeasureFault::bad_tolerance:
        fault("bad-tolerance", fmt::format("`{}` has no tolerance in per cent", raw_.text),
              "write a tolerance as `330 W +-5%`");
        return false;
      default:
        fault("not-a-number", fmt::format("`{}` is no number for `{}`", raw_.text, field_.path),
              fmt::format("write it as `{}`", field_.example));
        return false;
    }
  }

  bool understand_unit(std::string_view unit, double& factor) {
    if (const auto known = factor_of(field_, unit)) {
      factor = *known;
      return true;
    }
    if (unit.find("..") != std::string_view::npos) {
      fault("bad-range", fmt::format("`{}` has a unit within the range", raw_.text),
            fmt::format("write a range as `low..high` with its unit behind: `300..350{}`",
                        field_.unit.empty() ? "M" : fmt::format(" {}", field_.unit)));
      return false;
    }
    if (field_.kind == FieldKind::count) {
      return unknown_suffix(unit);
    }
    const auto known = parse_unit(unit);
    return known ? wrong_dimension(unit, known->dimension) : unknown_unit(unit);
  }

  bool wrong_dimension(std::string_view unit, const Dim& dimension) {
    fault("wrong-dimension",
          fmt::format("`{}` measures {}, and `{}` is {}", unit, dimension_name(dimension),
                      field_.path, dimension_name(field_.dimension)),
          fmt::format("write it as `{}`", field_.example));
    return false;
  }

  bool unknown_suffix(std::string_view suffix) {
    if (const auto unit = parse_unit(suffix); unit && unit->dimension != Dim{}) {
      return wrong_dimension(suffix, unit->dimension);
    }
    fault("unknown-suffix", fmt::format("`{}` is no suffix of a count", suffix),
          "K is a thousand, M a million, B a thousand million, T a million million");
    return false;
  }

  bool unknown_unit(std::string_view unit) {
    fault("unknown-unit", fmt::format("`{}` is no unit", unit),
          fmt::format("write it as `{}`{}", field_.example,
                      field_.unit.empty() ? std::string()
                                          : fmt::format("; a bare number is in {}", field_.unit)));
    return false;
  }

  void enter(const Number& n) {
    if (!is_within(field_, n.low, n.high)) {
      return out_of_range(n.high <= field_.high ? n.low : n.high);
    }
    if (field_.exact && !n.exact()) {
      return fault("range-not-taken", fmt::format("`{}` takes one number", field_.path),
                   fmt::format("write it as `{}`", field_.example));
    }
    if (!is_whole_enough(field_, n.value)) {
      return fault("not-whole", fmt::format("`{}` must be a whole number", field_.path),
                   fmt::format("write it as `{}`", field_.example));
    }
    run_.set_number(field_.key, n, raw_.origin);
  }

  void out_of_range(double value) {
    const std::string unit = field_.unit.empty() ? "" : fmt::format(" {}", field_.unit);
    const std::string range =
        field_.low == 0 ? fmt::format("above 0 and at most {}{}", print_human(field_.high, 6), unit)
                        : fmt::format("from {} to {}{}", print_human(field_.low, 6),
                                      print_human(field_.high, 6), unit);
    fault("out-of-range",
          fmt::format("`{}` is {}{}, and must be {}{}{}", field_.path, print_machine(value), unit,
                      range, field_.reason.empty() ? "" : ": ", field_.reason),
          fmt::format("write it as `{}`", field_.example));
  }

  const Field& field_;
  const RawValue& raw_;
  Run& run_;
  Faults& faults_;
};

/// A flag's value replaces the manifest's value of another key that says the same thing.
struct Replaced {
  Key flag;
  Key key;
};

constexpr auto replaced = std::to_array<Replaced>({
    {Key::wall_hours, Key::device_hours},
    {Key::device_hours, Key::wall_hours},
    {Key::tokens, Key::samples},
    {Key::tokens, Key::flops},
    {Key::samples, Key::tokens},
    {Key::samples, Key::flops},
    {Key::instance, Key::accelerator},
    {Key::instance, Key::accelerator_tdp},
    {Key::instance, Key::accelerator_fp32},
    {Key::instance, Key::accelerator_fp16},
    {Key::instance, Key::accelerator_fp8},
    {Key::instance, Key::accelerator_bandwidth},
    {Key::instance, Key::accelerator_embodied},
    {Key::accelerator, Key::instance},
    {Key::accelerator, Key::accelerator_tdp},
    {Key::accelerator, Key::accelerator_fp32},
    {Key::accelerator, Key::accelerator_fp16},
    {Key::accelerator, Key::accelerator_fp8},
    {Key::accelerator, Key::accelerator_bandwidth},
    {Key::accelerator, Key::accelerator_embodied},
    {Key::parameters, Key::config},
    {Key::architecture, Key::config},
    {Key::config, Key::architecture},
    {Key::flops_per_sample, Key::flops},
    {Key::tokens_per_second, Key::samples_per_second},
    {Key::samples_per_second, Key::tokens_per_second},
    {Key::region, Key::grid_intensity},
});

void drop_replaced(Key flag, Run& run) {
  for (const Replaced& row : replaced) {
    if (row.flag == flag && run.origin(row.key).where == Origin::Where::manifest) {
      run.unset(row.key);
    }
  }
}

bool says_anew(const Run& run, Key key) {
  const bool of_time =
      std::find(time_by_trust.begin(), time_by_trust.end(), key) != time_by_trust.end();
  if (of_time && most_trusted(run)) {
    return true;
  }
  const bool of_size = key == Key::parameters || key == Key::active_parameters;
  if (of_size && (run.has(Key::config) || run.has(Key::architecture))) {
    return true;
  }
  return std::any_of(replaced.begin(), replaced.end(),
                     [&](const Replaced& row) { return row.key == key && run.has(row.flag); });
}

}  // namespace

void read_value(const Field& field, const RawValue& raw, Run& run, Faults& faults) {
  if (raw.kind != RawValue::Kind::null) {
    ValueReader(field, raw, run, faults).read();
  }
}

Fault unknown_key(std::string_view path, Origin origin) {
  const std::string_view last = path.substr(path.rfind('.') + 1);
  std::vector<std::string_view> elsewhere;
  std::vector<std::string_view> paths;
  for (const Field& f : fields()) {
    paths.push_back(f.path);
    paths.push_back(f.path.substr(0, f.path.rfind('.')));
    if (f.path.substr(f.path.rfind('.') + 1) == last) {
      elsewhere.push_back(f.path);
    }
  }
  const auto near = elsewhere.empty() ? closest_matches(path, paths) : elsewhere;
  return {"unknown-key", fmt::format("there is no key `{}`", path),
          near.empty() ? "docs/reference/manifest.md lists the keys" : did_you_mean(near),
          std::string(path), origin};
}

void read_flag(const Field& field, std::string_view text, Run& run, Faults& faults) {
  const std::size_t before = faults.size();
  read_value(field, {RawValue::Kind::text, 0, text, {Origin::Where::flag, 0, 0}}, run, faults);
  if (faults.size() == before) {
    drop_replaced(field.key, run);
  }
}

void fill_in(Run& run, const Run& defaults) {
  std::array<bool, key_count> wanted{};
  for (std::size_t i = 0; i < key_count; ++i) {
    const Key key = static_cast<Key>(i);
    wanted[i] = defaults.has(key) && !run.has(key) && !says_anew(run, key);
  }
  for (std::size_t i = 0; i < key_count; ++i) {
    if (wanted[i]) {
      run.copy(static_cast<Key>(i), defaults);
    }
  }
}

}  // namespace plume
