// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/method.hpp"
#include "plume/support/version.hpp"
#include "plume/units/text.hpp"
#include "report/export_writers.hpp"
#include "report/writers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace plume {

namespace {

/// How a paper's language writes what is no plain text.
struct Markup {
  std::string (*text)(std::string_view);  ///< any text, so that it shows as itself
  std::string_view co2e;
  std::string_view percent;
};

std::string markdown_text(std::string_view text) {
  return markdown_cell(printable(text));
}

constexpr std::array<std::pair<char, std::string_view>, 13> latex_escapes{{
    {'\\', "\\textbackslash{}"},
    {'{', "\\{"},
    {'}', "\\}"},
    {'$', "\\$"},
    {'&', "\\&"},
    {'#', "\\#"},
    {'_', "\\_"},
    {'%', "\\%"},
    {'^', "\\textasciicircum{}"},
    {'~', "\\textasciitilde{}"},
    {'<', "\\textless{}"},
    {'>', "\\textgreater{}"},
    {'|', "\\textbar{}"},
}};

std::string latex_text(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    const auto* const escape = std::find_if(latex_escapes.begin(), latex_escapes.end(),
                                            [&](const auto& each) { return each.first == c; });
    out.append(escape == latex_escapes.end() ? std::string_view(&c, 1) : escape->second);
  }
  return out;
}

constexpr Markup markdown{markdown_text, "CO2e", "%"};
constexpr Markup latex{latex_text, "CO\\textsubscript{2}e", "\\%"};

std::string what(const Report& report, const Markup& markup) {
  const std::string name =
      report.run.has(Key::name) ? " of " + markup.text(report.run.text(Key::name)) : std::string();
  return (is_fine_tuning(report.run) ? "fine-tuning" : "training") + name;
}

std::string where(const Report& report, const Markup& markup) {
  return report.place == nullptr ? std::string()
                                 : fmt::format("; region: {}", markup.text(report.place->name));
}

std::string hardware_sentence(const Report& report, const Markup& markup) {
  const std::string name = hardware_name(report);
  const std::string device =
      name.empty() ? "accelerators of a kind that was not named" : markup.text(name);
  return fmt::format("The {} takes {} h on {} x {} ({} device hours{}).", what(report, markup),
                     print_human(report.wall_time.value.in(hours)),
                     print_human(device_count(report), 6), device,
                     print_human(report.device_time.value.in(hours)), where(report, markup));
}

std::string energy_sentence(const Report& report) {
  return fmt::format("At {} W on average for each and a PUE of {}, the "
                     "machines draw {} and the site {}.",
                     print_human((report.it_energy.value / report.device_time.value).in(watts)),
                     print_human(report.facility_energy.value / report.it_energy.value),
                     human(report.it_energy.value), human(report.facility_energy.value));
}

std::string carbon(const Estimate<Carbon>& carbon, const Markup& markup) {
  return fmt::format("{} {} (90 {} interval {})", human(carbon.value), markup.co2e, markup.percent,
                     human_interval(carbon));
}

std::string carbon_sentence(const Report& report, const Markup& markup) {
  const double intensity =
      report.operational.value / report.facility_energy.value * kilowatt_hours(1) / grams(1);
  return fmt::format("At {} g {}/kWh ({}), that electricity causes {}. Making the hardware adds {} "
                     "for the time of its use, so that both come to {}.",
                     print_human(intensity, 4), markup.co2e, markup.text(report.basis),
                     carbon(report.operational, markup), carbon(report.embodied, markup),
                     carbon(report.total, markup));
}

std::string method_sentence(const Report& report, const Markup& markup) {
  const MethodTraits& method = method_traits(report.run);
  std::string by = fmt::format("{} (catalogue {}", tool_name(), catalogue_release());
  if (method.method != Method::plume) {
    by += fmt::format("; method: {}{}{}", method.title, method.citation.empty() ? "" : ", ",
                      method.citation);
  }
  return fmt::format("These are estimates of {}, not measurements.", markup.text(by + ")"));
}

std::string assumed_sentence(const Report& report, const Markup& markup) {
  std::string figures;
  for (const Input& input : report.inputs) {
    if (input.status == Status::assumed) {
      figures.append(figures.empty() ? "" : ", ");
      figures.append(fmt::format("{} {}", label_of(input.name), human_value(input)));
    }
  }
  return figures.empty() ? std::string()
                         : fmt::format(" Assumed, not known: {}.", markup.text(figures));
}

std::string citation(const Source& source) {
  std::string out(source.author);
  out.append(out.empty() ? "" : ", ").append(source.title.view());
  if (source.year != 0) {
    out.append(fmt::format(", {}", source.year));
  }
  return source.url.empty() ? out : out.append(", ").append(source.url.view());
}

std::string sources_sentence(const Report& report, const Markup& markup) {
  std::string out;
  for (const Source* source : sources_of(report)) {
    out.append(out.empty() ? " Sources: " : "; ").append(markup.text(citation(*source)));
  }
  return out.empty() ? out : out + ".";
}

std::string paragraph(const Report& report, const Markup& markup) {
  return fmt::format("{} {} {} {}{}{}\n", hardware_sentence(report, markup),
                     energy_sentence(report), carbon_sentence(report, markup),
                     method_sentence(report, markup), assumed_sentence(report, markup),
                     sources_sentence(report, markup));
}

}  // namespace

std::string export_statement(const Report& report) {
  return paragraph(report, markdown);
}

std::string export_statement_latex(const Report& report) {
  return paragraph(report, latex);
}

}  // namespace plume
