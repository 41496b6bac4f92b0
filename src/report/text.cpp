// SPDX-License-Identifier: Apache-2.0
#include "plume/units/text.hpp"

#include "plume/pipeline/method.hpp"
#include "report/lines.hpp"
#include "report/writers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace plume {

namespace {

constexpr std::size_t bar_width = 24;
constexpr double worth_naming = 0.02;  ///< least share of the variance listed as a cause
constexpr std::size_t most_causes = 5;

/// Writes one report for people: the answer first.
class TextWriter : Lines {
 public:
  TextWriter(const Report& report, const RenderOptions& options)
      : Lines(options.colour), report_(report), options_(options) {}

  std::string write() {
    answer();
    breakdown();
    facts();
    warnings();
    causes();
    figures();
    if (!report_.steps.empty()) {
      steps();
      sources();
    }
    return std::move(out_);
  }

 private:
  void answer() {
    line("{}: {}, 90 % interval {}", title_of(report_),
         styled(bold, human(report_.total.value) + " CO2e"), human_interval(report_.total));
  }

  std::string bar(double share) const {
    const double cells = share * static_cast<double>(bar_width);
    const auto whole = static_cast<std::size_t>(cells);
    std::string out;
    for (std::size_t i = 0; i < whole; ++i) {
      out += options_.unicode ? "\u2588" : "#";
    }
    if (options_.unicode) {
      constexpr std::array<std::string_view, 8> eighths{"",       "\u258f", "\u258e", "\u258d",
                                                        "\u258c", "\u258b", "\u258a", "\u2589"};
      out += eighths[static_cast<std::size_t>((cells - std::floor(cells)) * 8)];
    }
    return out;
  }

  void part(std::string_view name, const Estimate<Carbon>& carbon) {
    const double share = carbon.value / report_.total.value;
    const std::string blocks = bar(share);
    line("  {:<12} {:>9}  {:>4} %{}", name, human(carbon.value), print_human(100 * share, 2),
         blocks.empty() ? blocks : "  " + styled(cyan, blocks));
  }

  void breakdown() {
    out_ += '\n';
    part("operational", report_.operational);
    part("embodied", report_.embodied);
  }

  void facts() {
    out_ += '\n';
    line("  {:<12} {} at the meter, {} by the machines", "energy",
         human(report_.facility_energy.value), human(report_.it_energy.value));
    line("  {:<12} {} device hours, {} h of wall-clock time", "time",
         print_human(report_.device_time.value.in(hours)),
         print_human(report_.wall_time.value.in(hours)));
    if (report_.steady_time && report_.steady_time->value != report_.device_time.value) {
      line("  {:<12} {} device hours at the steady rate, without lost time", "",
           print_human(report_.steady_time->value.in(hours)));
    }
    if (report_.work) {
      line("  {:<12} {} FLOP{}", "work", print_human(report_.work->in(flop)),
           report_.mfu ? fmt::format(", {} % of the devices' dense peak (MFU)",
                                     print_human(100 * report_.mfu->value))
                       : std::string());
    }
    line("  {:<12} {}", "basis", report_.basis);
    method();
    project();
  }

  /// What the run's project emitted in all, where something was said of it.
  void project() {
    if (report_.project) {
      line("  {:<12} {} CO2e in all, 90 % interval {}: {} times this run", "project",
           human(report_.project->total.value), human_interval(report_.project->total),
           print_human(report_.project->factor.value));
    }
  }

  /// Whose estimate it is, where it is not plume's own.
  void method() {
    const MethodTraits& method = method_traits(report_.run);
    if (method.method == Method::plume) {
      return;
    }
    line("  {:<12} {}: {}", "method", method.title, method.summary);
    if (!method.citation.empty()) {
      line("  {:<12} {}", "", method.citation);
    }
  }

  void warnings() {
    if (report_.warnings.empty()) {
      return;
    }
    heading("Assumed, or worth knowing");
    for (const Warning& warning : report_.warnings) {
      line("  {}", warning.message);
      line("    {} [{}]", styled(green, warning.cure), warning.code);
    }
  }

  std::vector<const Input*> largest_causes() const {
    std::vector<const Input*> causes;
    for (const Input& input : report_.inputs) {
      if (input.variance_share >= worth_naming) {
        causes.push_back(&input);
      }
    }
    std::stable_sort(causes.begin(), causes.end(), [](const Input* a, const Input* b) {
      return a->variance_share > b->variance_share;
    });
    causes.resize(std::min(causes.size(), most_causes));
    return causes;
  }

  void causes() {
    const auto causes = largest_causes();
    if (causes.empty()) {
      return;
    }
    heading("What would narrow the interval most");
    for (const Input* cause : causes) {
      line("  {:>3} %  {}{}", print_human(100 * cause->variance_share, 2), label_of(cause->name),
           cause->cure.empty() ? std::string() : fmt::format(": give {}", cause->cure));
    }
  }

  void figures() {
    heading("Figures");
    const bool whole = !report_.steps.empty();
    for (const Input& input : report_.inputs) {
      std::string row =
          fmt::format("  {:<20} {:>16}  {:<16} {:<9}  {}", label_of(input.name), human_value(input),
                      human_band(input), status_names[static_cast<std::size_t>(input.status)],
                      whole ? source_of(input) : short_source_of(input));
      row.resize(row.find_last_not_of(' ') + 1);
      line("{}", row);
    }
  }

  void steps() {
    heading("The sum");
    std::size_t number = 0;
    for (const Step& step : report_.steps) {
      line("  {}. {} = {}", ++number, step.title, step.formula);
      if (!step.numbers.empty()) {
        line("     = {}", step.numbers);
      }
      line("     = {}{}", styled(bold, step.result),
           step.reference.empty() ? std::string() : fmt::format("   [{}]", step.reference));
    }
  }

  void sources() {
    heading("Sources");
    for (const Source* source : sources_of(report_)) {
      line("  {}", describe_source(*source));
    }
  }

  const Report& report_;
  const RenderOptions& options_;
};

}  // namespace

std::string render_text(const Report& report, const RenderOptions& options) {
  return TextWriter(report, options).write();
}

}  // namespace plume
