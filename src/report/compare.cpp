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

bool is_same(const Ratio& ratio) {
  return ratio.total.value == 1 && ratio.total.spread == Spread{};
}

std::string with_unit(double value, std::string_view unit) {
  const std::string number = print_human(value, 4);
  return unit == "1" ? number : fmt::format("{} {}", number, unit);
}

std::string factor_label(const Factor& factor) {
  return factor.name == "pue" ? std::string("PUE") : label_of(factor.name);
}

std::vector<std::string> row_of(const Factor& factor, std::size_t depth) {
  return {std::string(2 * depth, ' ') + factor_label(factor), with_unit(factor.a, factor.unit),
          with_unit(factor.b, factor.unit), fmt::format("x {}", human_factor(factor.factor)), ""};
}

std::vector<std::string> sum_row(std::string_view name, const Estimate<Carbon>& a,
                                 const Estimate<Carbon>& b,
                                 const std::optional<Estimate<double>>& ratio) {
  return {std::string(name), human(a.value), human(b.value),
          ratio ? fmt::format("x {}", human_factor(ratio->value)) : std::string(),
          ratio ? human_interval(*ratio) : std::string()};
}

/// The terms of both runs, the sums behind their factors.
Cells terms(const NamedReport& a, const NamedReport& b, const Comparison& comparison) {
  Cells cells{{"", a.name, b.name, "factor", "90 % interval"}};
  const auto add = [&cells](const Factor& factor, std::size_t depth) {
    cells.push_back(row_of(factor, depth));
  };
  const Ratio& ratio = comparison.ratio;
  walk_factors(comparison.operational_factors, 1, add);
  cells.push_back(
      sum_row("operational", a.report.operational, b.report.operational, ratio.operational));
  walk_factors(comparison.embodied_factors, 1, add);
  cells.push_back(sum_row("embodied", a.report.embodied, b.report.embodied, ratio.embodied));
  cells.push_back(sum_row("total", a.report.total, b.report.total, ratio.total));
  return cells;
}

Cells lever_rows(const Levers& levers) {
  const auto times = [](double factor) { return fmt::format("x {}", human_factor(factor)); };
  Cells cells{{"lever", "factor", "what it is"}};
  if (levers.model) {
    cells.push_back({"model", times(*levers.model), "work"});
    cells.push_back({"machine", times(levers.machine), "energy of the machines for the same work"});
  } else {
    cells.push_back({"model and machine", times(levers.machine),
                     "energy of the machines; the work of one run is not known"});
  }
  cells.push_back({"mechanisation", times(levers.mechanisation), "PUE"});
  cells.push_back({"map", times(levers.map), "carbon intensity"});
  return cells;
}

std::string answer(const NamedReport& a, const NamedReport& b, const Ratio& ratio) {
  if (is_same(ratio)) {
    return fmt::format("{} emits the same as {}: {} CO2e", b.name, a.name,
                       human(a.report.total.value));
  }
  return fmt::format("{} emits {} times what {} does: {} against {} CO2e, 90 % interval of the "
                     "ratio {}",
                     b.name, human_factor(ratio.total.value), a.name, human(b.report.total.value),
                     human(a.report.total.value), human_interval(ratio.total));
}

/// How sure the answer is.
std::string verdict(const NamedReport& b, const Comparison& comparison) {
  const Ratio& ratio = comparison.ratio;
  if (is_same(ratio)) {
    return "all that is uncertain is the same in both";
  }
  const bool lower = ratio.probability_lower >= 0.5;
  return fmt::format("{} is {} in {} of cases: {}; the 90 % intervals of the two {}", b.name,
                     lower ? "lower" : "higher",
                     human_share(lower ? ratio.probability_lower : 1 - ratio.probability_lower),
                     ratio.clear() ? "the difference is clear" : "the two cannot be told apart",
                     comparison.overlap ? "overlap" : "do not overlap");
}

std::string shared_words(const Comparison& comparison) {
  std::vector<std::string> labels;
  for (const std::string_view name : comparison.shared) {
    labels.push_back(label_of(name));
  }
  return fmt::format("{}", fmt::join(labels, ", "));
}

/// The two sums of the total and their shares, with which the ratios of the parts add up.
std::string weighed(const NamedReport& a, const Ratio& ratio) {
  const double share = a.report.operational.value / a.report.total.value;
  if (!ratio.embodied) {
    return {};
  }
  return fmt::format("{} = {} x {} operational + {} x {} embodied, by their shares in {}",
                     human_factor(ratio.total.value), print_human(share, 4),
                     human_factor(ratio.operational.value), print_human(1 - share, 4),
                     human_factor(ratio.embodied->value), a.name);
}

class TextWriter : Lines {
 public:
  TextWriter(const NamedReport& a, const NamedReport& b, const Comparison& comparison, bool colour)
      : Lines(colour), a_(a), b_(b), comparison_(comparison) {}

  std::string write() {
    out_ = styled(bold, answer(a_, b_, comparison_.ratio));
    out_ += fmt::format("\n  {}\n\n", verdict(b_, comparison_));
    table(terms(a_, b_, comparison_));
    paragraph(weighed(a_, comparison_.ratio));
    out_ += fmt::format("\n{}\n", styled(bold, "The four levers (Patterson et al. 2021) of the "
                                               "operational part"));
    levers();
    if (!comparison_.shared.empty()) {
      paragraph(fmt::format("Taken to be the same in both, and so no cause of the interval: {}",
                            shared_words(comparison_)));
    }
    warnings();
    return std::move(out_);
  }

 private:
  void paragraph(std::string_view text) {
    if (!text.empty()) {
      out_ += fmt::format("\n  {}\n", text);
    }
  }

  /// Sums stand out: they are not indented.
  void table(const Cells& cells) {
    const auto lines = aligned(cells, 1);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool factor = cells[i].front().starts_with(' ');
      out_ += fmt::format("{}\n", factor ? lines[i] : styled(bold, lines[i]));
    }
  }

  void levers() {
    Cells cells = lever_rows(comparison_.levers);
    for (const std::string& line : aligned({cells.begin() + 1, cells.end()}, 3)) {
      out_ += fmt::format("{}\n", line);
    }
  }

  void warnings() {
    if (!comparison_.warnings.empty()) {
      out_ += fmt::format("\n{}\n", styled(bold, "Worth knowing"));
    }
    for (const Warning& warning : comparison_.warnings) {
      out_ += fmt::format("  {}\n    {} [{}]\n", warning.message, styled(green, warning.cure),
                          warning.code);
    }
  }

  const NamedReport& a_;
  const NamedReport& b_;
  const Comparison& comparison_;
};

void indent_for_markdown(Cells& cells) {
  for (auto& row : cells) {
    const std::size_t depth = std::min(row.front().find_first_not_of(' '), row.front().size());
    std::string indent;
    for (std::size_t i = 0; i < depth; ++i) {
      indent += "&nbsp;";
    }
    row.front() = indent + row.front().substr(depth);
  }
}

std::string comparison_markdown(const NamedReport& a, const NamedReport& b,
                                const Comparison& comparison) {
  const NamedReport safe_a{markdown_cell(a.name), a.report};
  const NamedReport safe_b{markdown_cell(b.name), b.report};
  std::string out = fmt::format("## {}\n\n{}.\n\n", answer(safe_a, safe_b, comparison.ratio),
                                verdict(safe_b, comparison));
  Cells cells = terms(safe_a, safe_b, comparison);
  indent_for_markdown(cells);
  out += markdown_table(cells, 1) + "\n" + markdown_table(lever_rows(comparison.levers), 1);
  if (!comparison.shared.empty()) {
    out += fmt::format("\nTaken to be the same in both, and so no cause of the interval: {}.\n",
                       shared_words(comparison));
  }
  for (const Warning& warning : comparison.warnings) {
    out += fmt::format("{}- {}; {}\n", &warning == &comparison.warnings.front() ? "\n" : "",
                       markdown_cell(warning.message), markdown_cell(warning.cure));
  }
  return out;
}

}  // namespace

void walk_factors(const std::vector<Factor>& factors, std::size_t depth,
                  const std::function<void(const Factor&, std::size_t)>& visit) {
  for (const Factor& factor : factors) {
    visit(factor, depth);
    walk_factors(factor.finer, depth + 1, visit);
  }
}

std::string human_factor(double factor) {
  return print_human(factor, 4);
}

std::string human_interval(const Estimate<double>& ratio) {
  return ratio.spread == Spread{}
             ? std::string("exact")
             : fmt::format("{} to {}", print_human(ratio.low()), print_human(ratio.high()));
}

std::string human_share(double probability) {
  constexpr double most = 0.999;
  return probability > most ? std::string("more than 99.9 %")
                            : fmt::format("{} %", print_human(100 * probability));
}

std::string render_comparison(const NamedReport& a, const NamedReport& b,
                              const Comparison& comparison, const RenderOptions& options) {
  const NamedReport safe_a{printable(a.name), a.report};
  const NamedReport safe_b{printable(b.name), b.report};
  switch (options.format) {
    case Format::json:
      return comparison_json(a, b, comparison);
    case Format::csv:
      return comparison_csv(a, b, comparison);
    case Format::markdown:
      return comparison_markdown(safe_a, safe_b, comparison);
    case Format::text:
      break;
  }
  return TextWriter(safe_a, safe_b, comparison, options.colour).write();
}

}  // namespace plume
