// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/method.hpp"
#include "plume/support/version.hpp"
#include "plume/units/text.hpp"
#include "report/writers.hpp"

#include <fmt/format.h>

namespace plume {

namespace {

std::string emissions_row(std::string_view name, const Estimate<Carbon>& carbon) {
  return fmt::format("| {} | {} | {} |\n", name, human(carbon.value), human_interval(carbon));
}

std::string input_row(const Input& input) {
  return fmt::format("| {} | {} | {} | {} | {} |\n", label_of(input.name), human_value(input),
                     human_band(input), status_names[static_cast<std::size_t>(input.status)],
                     markdown_cell(source_of(input)));
}

}  // namespace

std::string markdown_cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("|\\`*_<>[]").find(c) != std::string_view::npos) {
      out += '\\';
    }
    out += c;
  }
  return out;
}

std::string render_markdown(const Report& report) {
  std::string out =
      fmt::format("## {}: {} CO2e\n\n", markdown_cell(title_of(report)), human(report.total.value));
  out += "| emissions | CO2e | 90 % interval |\n| --- | --- | --- |\n";
  out += emissions_row("operational", report.operational);
  out += emissions_row("embodied", report.embodied);
  out += emissions_row("total", report.total);
  out +=
      fmt::format("\n{} at the meter, {} device hours; {}.\n", human(report.facility_energy.value),
                  print_human(report.device_time.value.in(hours)), report.basis);
  if (report.project) {
    out += fmt::format("\nThe whole project: {} CO2e, 90 % interval {}.\n",
                       human(report.project->total.value), human_interval(report.project->total));
  }
  const MethodTraits& method = method_traits(report.run);
  if (method.method != Method::plume) {
    out += fmt::format("\nMethod: {}, {}{}{}.\n", method.title, markdown_cell(method.summary),
                       method.citation.empty() ? "" : "; ", method.citation);
  }
  if (!report.warnings.empty()) {
    out += "\n### Assumed, or worth knowing\n\n";
  }
  for (const Warning& warning : report.warnings) {
    out += fmt::format("- {}; {}\n", markdown_cell(warning.message), markdown_cell(warning.cure));
  }
  out += "\n### Figures\n\n| figure | value | 90 % interval | status | source |\n"
         "| --- | --- | --- | --- | --- |\n";
  for (const Input& input : report.inputs) {
    out += input_row(input);
  }
  return out + fmt::format("\nplume {}, catalogue {}\n", version(), catalogue_release());
}

}  // namespace plume
