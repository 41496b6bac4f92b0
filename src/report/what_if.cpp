// SPDX-License-Identifier: Apache-2.0
#include "plume/report/compare.hpp"
#include "plume/units/text.hpp"
#include "report/compare_writers.hpp"
#include "report/lines.hpp"
#include "report/table.hpp"
#include "report/writers.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace plume {

namespace {

std::string_view axis_label(const Field& field) {
  return field.path.substr(field.path.rfind('.') + 1);
}

const WhatIfRow* best_row(const WhatIf& table) {
  const auto best = std::find_if(table.rows.begin(), table.rows.end(), [](const WhatIfRow& row) {
    return row.report && row.to_best.total.value == 1;
  });
  return &*best;
}

double most_of(const WhatIf& table) {
  double most = 1;
  for (const WhatIfRow& row : table.rows) {
    most = std::max(most, row.report ? row.to_best.total.value : 1);
  }
  return most;
}

std::string answer(const WhatIf& table) {
  const WhatIfRow& best = *best_row(table);
  const auto count = [](std::size_t n) {
    return fmt::format("{} {}", print_human(static_cast<double>(n), 6), n == 1 ? "run" : "runs");
  };
  const std::size_t failed = table.rows.size() - table.estimated;
  return fmt::format(
      "{}: least {} CO2e ({}), most {} times that{}", count(table.estimated),
      human(best.report->total.value), fmt::join(best.values, ", "), human_factor(most_of(table)),
      failed == 0 ? std::string() : fmt::format("; {} cannot be estimated", count(failed)));
}

std::vector<std::string> head_of(const WhatIf& table, bool levers) {
  std::vector<std::string> head;
  for (const Field* axis : table.axes) {
    head.push_back(label_of(axis_label(*axis)));
  }
  for (const char* const name : {"CO2e", "90 % interval", "x best", "ratio's interval", "",
                                 "energy", "device hours", "wall hours"}) {
    head.emplace_back(name);
  }
  if (levers) {
    head.insert(head.end(), {"model", "machine", "mechanisation", "map"});
  }
  return head;
}

void add_levers(const Levers& levers, std::vector<std::string>& row) {
  row.push_back(levers.model ? human_factor(*levers.model) : std::string("?"));
  for (const double factor : {levers.machine, levers.mechanisation, levers.map}) {
    row.push_back(human_factor(factor));
  }
}

std::vector<std::string> row_of(const WhatIfRow& row, bool levers) {
  std::vector<std::string> out;
  for (const std::string& value : row.values) {
    out.push_back(printable(value));
  }
  if (!row.report) {
    const Fault& fault = row.faults.front();
    out.push_back(fmt::format("{}: {} [{}]", fault.message, fault.cure, fault.code));
    return out;
  }
  const Report& r = *row.report;
  const bool is_best = row.to_best.total.value == 1;
  const bool exact = row.to_best.total.spread == Spread{};
  out.insert(out.end(),
             {human(r.total.value), human_interval(r.total), human_factor(row.to_best.total.value),
              exact ? std::string() : human_interval(row.to_best.total),
              is_best || row.to_best.clear() ? "" : "~", human(r.facility_energy.value),
              print_human(r.device_time.value.in(hours)),
              print_human(r.wall_time.value.in(hours))});
  if (levers) {
    add_levers(row.from_base, out);
  }
  return out;
}

Cells cells_of(const WhatIf& table, bool levers) {
  Cells cells{head_of(table, levers)};
  for (const WhatIfRow& row : table.rows) {
    cells.push_back(row_of(row, levers));
  }
  return cells;
}

std::vector<std::string> notes_of(const WhatIf& table, bool explain) {
  std::vector<std::string> notes;
  const bool any_alike = std::any_of(table.rows.begin(), table.rows.end(), [](const auto& row) {
    return row.report && row.to_best.total.value != 1 && !row.to_best.clear();
  });
  if (any_alike) {
    notes.emplace_back("~ cannot be told from the best: the interval of the ratio holds 1");
  }
  if (explain) {
    notes.push_back(fmt::format(
        "model, machine, mechanisation and map multiply to the operational emissions over those of "
        "{}, {}",
        table.base_is_row ? "the first combination" : "the run as given",
        human(table.base.operational.value)));
  }
  for (const Alias& alias : table.aliases) {
    notes.push_back(
        fmt::format("{} is taken to mean {} ({})", printable(alias.written), alias.id, alias.name));
  }
  return notes;
}

std::string what_if_text(const WhatIf& table, const RenderOptions& options, bool explain) {
  std::string out = fmt::format("{}\n\n", styled(options.colour, bold, answer(table)));
  const auto lines = aligned(cells_of(table, explain), table.axes.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const WhatIfRow* const row = i == 0 ? nullptr : &table.rows[i - 1];
    const std::string_view code = row == nullptr                  ? bold
                                  : !row->report                  ? faint
                                  : row->to_best.total.value == 1 ? green
                                                                  : "";
    out += fmt::format("{}\n", styled(options.colour, code, lines[i]));
  }
  const auto notes = notes_of(table, explain);
  for (const std::string& note : notes) {
    out += fmt::format("{}  {}\n", &note == &notes.front() ? "\n" : "", note);
  }
  if (!table.warnings.empty()) {
    out += fmt::format("\n{}\n", styled(options.colour, bold, "Worth knowing"));
  }
  for (const Warning& warning : table.warnings) {
    out += fmt::format("  {}\n    {} [{}]\n", warning.message,
                       styled(options.colour, green, warning.cure), warning.code);
  }
  return out;
}

std::string what_if_markdown(const WhatIf& table, bool explain) {
  std::string out = fmt::format("## {}\n\n", markdown_cell(answer(table)));
  Cells cells = cells_of(table, explain);
  for (auto& row : cells) {
    for (std::string& cell : row) {
      cell = markdown_cell(cell);
    }
    row.resize(cells.front().size());
  }
  out += markdown_table(cells, table.axes.size());
  const auto notes = notes_of(table, explain);
  for (const std::string& note : notes) {
    out += fmt::format("{}- {}\n", &note == &notes.front() ? "\n" : "", markdown_cell(note));
  }
  for (const Warning& warning : table.warnings) {
    out += fmt::format("{}- {}; {}\n", &warning == &table.warnings.front() ? "\n" : "",
                       markdown_cell(warning.message), markdown_cell(warning.cure));
  }
  return out;
}

}  // namespace

std::string render_what_if(const WhatIf& table, const RenderOptions& options, bool explain) {
  switch (options.format) {
    case Format::json:
      return what_if_json(table);
    case Format::csv:
      return what_if_csv(table);
    case Format::markdown:
      return what_if_markdown(table, explain);
    case Format::text:
      break;
  }
  return what_if_text(table, options, explain);
}

}  // namespace plume
