// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/what_if.hpp"

#include "plume/pipeline/estimate.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plume {

namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  return first == std::string_view::npos
             ? std::string_view()
             : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> out;
  for (auto comma = text.find(','); comma != std::string_view::npos; comma = text.find(',')) {
    out.emplace_back(trimmed(text.substr(0, comma)));
    text.remove_prefix(comma + 1);
  }
  out.emplace_back(trimmed(text));
  return out;
}

/// "Korea, South" is one place; "us, ca" are two, though `us-ca` is a place too.
bool is_one_place(std::string_view whole, const std::vector<std::string>& parts) {
  const bool all_places = std::all_of(parts.begin(), parts.end(), [](const std::string& part) {
    return !find_places(part).empty();
  });
  return !all_places && !find_places(whole).empty();
}

/// A figure that was given for one value of an axis and cannot hold for another.
struct Held {
  Key axis;
  Key figure;
};

constexpr auto held_figures = std::to_array<Held>({
    {Key::accelerator, Key::wall_hours},
    {Key::accelerator, Key::device_hours},
    {Key::accelerator, Key::tokens_per_second},
    {Key::accelerator, Key::samples_per_second},
    {Key::accelerator, Key::mfu},
    {Key::accelerator, Key::achieved},
    {Key::accelerator, Key::power},
    {Key::instance, Key::wall_hours},
    {Key::instance, Key::device_hours},
    {Key::instance, Key::tokens_per_second},
    {Key::instance, Key::samples_per_second},
    {Key::instance, Key::mfu},
    {Key::instance, Key::achieved},
    {Key::instance, Key::power},
    {Key::count, Key::wall_hours},
    {Key::count, Key::tokens_per_second},
    {Key::count, Key::samples_per_second},
    {Key::precision, Key::wall_hours},
    {Key::precision, Key::device_hours},
    {Key::precision, Key::tokens_per_second},
    {Key::precision, Key::samples_per_second},
    {Key::precision, Key::mfu},
    {Key::precision, Key::achieved},
    {Key::parameters, Key::wall_hours},
    {Key::parameters, Key::device_hours},
    {Key::parameters, Key::flops},
    {Key::parameters, Key::config},
    {Key::tokens, Key::wall_hours},
    {Key::tokens, Key::device_hours},
    {Key::tokens, Key::flops},
    {Key::architecture, Key::wall_hours},
    {Key::architecture, Key::device_hours},
    {Key::architecture, Key::samples_per_second},
    {Key::architecture, Key::flops},
    {Key::samples, Key::wall_hours},
    {Key::samples, Key::device_hours},
    {Key::samples, Key::flops},
    {Key::method, Key::wall_hours},
    {Key::method, Key::device_hours},
    {Key::method, Key::tokens_per_second},
    {Key::method, Key::samples_per_second},
    {Key::method, Key::mfu},
    {Key::method, Key::achieved},
    {Key::region, Key::grid_intensity},
    {Key::year, Key::grid_intensity},
});

/// Counts through all combinations, the last axis fastest.
class Odometer {
 public:
  explicit Odometer(std::span<const Axis> axes) : axes_(axes), at_(axes.size(), 0) {}

  const std::string& value(std::size_t axis) const { return axes_[axis].values[at_[axis]]; }

  bool next() {
    for (std::size_t axis = at_.size(); axis-- > 0;) {
      if (++at_[axis] < axes_[axis].values.size()) {
        return true;
      }
      at_[axis] = 0;
    }
    return false;
  }

 private:
  std::span<const Axis> axes_;
  std::vector<std::size_t> at_;
};

/// Every value must be readable by itself; one that is not is a fault of the whole.
void check_values(const Run& base, std::span<const Axis> axes, Faults& faults) {
  for (const Axis& axis : axes) {
    for (const std::string& value : axis.values) {
      Run scratch = base;
      read_flag(*axis.field, value, scratch, faults);
    }
  }
}

void check_count(std::span<const Axis> axes, Faults& faults) {
  double count = 1;
  for (const Axis& axis : axes) {
    count *= static_cast<double>(axis.values.size());
  }
  if (count > static_cast<double>(most_combinations)) {
    faults.push_back({"too-many-runs",
                      fmt::format("the lists make {} runs, and a table holds {}",
                                  print_human(count, 9), print_human(most_combinations, 9)),
                      "give fewer values, or several tables"});
  }
}

WhatIfRow row_at(const Run& base, std::span<const Axis> axes, const Odometer& at) {
  WhatIfRow row;
  Run run = base;
  for (std::size_t i = 0; i < axes.size(); ++i) {
    row.values.push_back(at.value(i));
    read_flag(*axes[i].field, at.value(i), run, row.faults);
  }
  Report report = estimate(run, row.faults);
  if (row.faults.empty()) {
    row.report = std::move(report);
  }
  return row;
}

double sorted_by(const Report& report, SortKey key) {
  return key == SortKey::energy        ? report.facility_energy.value.base()
         : key == SortKey::device_time ? report.device_time.value.base()
                                       : report.total.value.base();
}

bool comes_first(const WhatIfRow& a, const WhatIfRow& b, SortKey key) {
  if (!a.report || !b.report) {
    return a.report.has_value() && !b.report.has_value();
  }
  if (key == SortKey::name) {
    return a.values < b.values;
  }
  return sorted_by(*a.report, key) < sorted_by(*b.report, key);
}

/// The one that emits least.
const Report& best_of(const std::vector<WhatIfRow>& rows) {
  return *std::min_element(rows.begin(), rows.end(), [](const WhatIfRow& a, const WhatIfRow& b) {
            return comes_first(a, b, SortKey::emissions);
          })->report;
}

/// What is given without the lists, where it is a run; else the first combination.
void find_base(const Run& run, WhatIf& table) {
  Faults faults;
  const bool complete = std::all_of(table.axes.begin(), table.axes.end(),
                                    [&run](const Field* axis) { return run.has(axis->key); });
  if (complete) {
    table.base = estimate(run, faults);
  }
  if (!complete || !faults.empty()) {
    const auto first = std::find_if(table.rows.begin(), table.rows.end(),
                                    [](const WhatIfRow& row) { return row.report.has_value(); });
    table.base = *first->report;
    table.base_is_row = true;
  }
}

/// The faults of all rows, each once.
Faults all_faults(const std::vector<WhatIfRow>& rows) {
  Faults out;
  for (const WhatIfRow& row : rows) {
    for (const Fault& fault : row.faults) {
      const bool told = std::any_of(out.begin(), out.end(), [&fault](const Fault& known) {
        return known.message == fault.message;
      });
      if (!told) {
        out.push_back(fault);
      }
    }
  }
  return out;
}

/// What the catalogue takes a value for, or nothing where the value is an id.
std::optional<Alias> alias_of(const Field& field, const std::string& written,
                              const Report& report) {
  const auto unless_id = [&written](std::string_view id, std::string_view name) {
    return id == written ? std::nullopt : std::optional(Alias{written, id, name});
  };
  if (field.key == Key::accelerator && report.accelerator != nullptr) {
    return unless_id(report.accelerator->id, report.accelerator->name);
  }
  return field.key == Key::region && report.place != nullptr
             ? unless_id(report.place->id, report.place->name)
             : std::nullopt;
}

void find_aliases(WhatIf& table) {
  for (const WhatIfRow& row : table.rows) {
    for (std::size_t i = 0; row.report && i < table.axes.size(); ++i) {
      const auto alias = alias_of(*table.axes[i], row.values[i], *row.report);
      const bool told = alias && std::any_of(table.aliases.begin(), table.aliases.end(),
                                             [&alias](const Alias& known) {
                                               return known.written == alias->written;
                                             });
      if (alias && !told) {
        table.aliases.push_back(*alias);
      }
    }
  }
}

void warn_held(const Run& run, std::span<const Axis> axes, std::vector<Warning>& warnings) {
  for (const Held& held : held_figures) {
    const bool varies = std::any_of(axes.begin(), axes.end(),
                                    [&](const Axis& axis) { return axis.field->key == held.axis; });
    if (varies && run.has(held.figure)) {
      warnings.push_back({"held-input",
                          fmt::format("`{}` is given, and so the same for every `{}`",
                                      field(held.figure).path, field(held.axis).path),
                          "leave it out, and it is predicted for each"});
    }
  }
}

void find_warnings(std::span<const Axis> axes, WhatIf& table) {
  std::vector<const Report*> reports;
  std::vector<Key> varied;
  for (const WhatIfRow& row : table.rows) {
    if (row.report) {
      reports.push_back(&*row.report);
    }
  }
  for (const Axis& axis : axes) {
    varied.push_back(axis.field->key);
  }
  table.warnings = differences_in_kind(reports, varied);
  warn_held(reports.front()->run, axes, table.warnings);
}

void relate(WhatIf& table) {
  const Report& best = best_of(table.rows);
  for (WhatIfRow& row : table.rows) {
    if (row.report) {
      row.to_best = ratio_of(best, *row.report);
      row.from_base = levers_of(table.base, *row.report);
    }
  }
}

}  // namespace

std::vector<std::string> list_of(const Field& field, std::string_view text) {
  const bool free_text = field.kind == FieldKind::text && field.key != Key::accelerator &&
                         field.key != Key::instance && field.key != Key::region &&
                         field.key != Key::architecture;
  std::vector<std::string> parts = split(text);
  if (field.key == Key::method &&
      std::find(parts.begin(), parts.end(), every_method) != parts.end()) {
    return {method_names.begin(), method_names.end()};
  }
  const bool whole =
      free_text || parts.size() == 1 || (field.key == Key::region && is_one_place(text, parts));
  return whole ? std::vector{std::string(text)} : parts;
}

WhatIf what_if(const Run& base, std::span<const Axis> axes, SortKey sort, Faults& faults) {
  WhatIf table;
  check_values(base, axes, faults);
  check_count(axes, faults);
  if (!faults.empty()) {
    return table;
  }
  for (const Axis& axis : axes) {
    table.axes.push_back(axis.field);
  }
  Odometer at(axes);
  do {
    table.rows.push_back(row_at(base, axes, at));
    table.estimated += table.rows.back().report ? 1U : 0U;
  } while (at.next());
  if (table.estimated == 0) {
    faults = all_faults(table.rows);
    return table;
  }
  find_base(base, table);
  find_aliases(table);
  find_warnings(axes, table);
  relate(table);
  std::stable_sort(
      table.rows.begin(), table.rows.end(),
      [sort](const WhatIfRow& a, const WhatIfRow& b) { return comes_first(a, b, sort); });
  return table;
}

}  // namespace plume
