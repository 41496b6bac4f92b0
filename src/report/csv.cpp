// SPDX-License-Identifier: Apache-2.0
#include "plume/units/text.hpp"
#include "report/record_columns.hpp"
#include "report/writers.hpp"

namespace plume {

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    return std::string(text);
  }
  std::string out = "\"";
  for (const char c : text) {
    out.append(c == '"' ? 2 : 1, c);
  }
  return out + "\"";
}

std::string render_csv(const Report& report) {
  const RecordFigures figures(report);
  std::string head = "name";
  std::string row = report.run.has(Key::name) ? csv_field(report.run.text(Key::name)) : "";
  for (std::size_t i = 0; i < RecordFigures::count; ++i) {
    head.append(",").append(RecordFigures::names[i]);
    row.append(",").append(figures.knows(i) ? print_machine(figures.values[i]) : std::string());
  }
  return head + ",assumed,warnings\n" + row + "," + std::to_string(report.assumed) + "," +
         codes_of(report) + "\n";
}

}  // namespace plume
