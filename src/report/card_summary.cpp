// SPDX-License-Identifier: Apache-2.0
#include "plume/gate/efficiency_reference.hpp"
#include "plume/units/text.hpp"
#include "report/card_writers.hpp"
#include "report/json_values.hpp"
#include "report/writers.hpp"

#include <fmt/format.h>

#include <array>

namespace plume {

namespace {

struct Quantile {
  std::string_view name;
  double share;
};
constexpr auto quantiles = std::to_array<Quantile>(
    {{"least", 0}, {"p25", 0.25}, {"median", 0.5}, {"p75", 0.75}, {"largest", 1}});

/// A section of the summary: what is counted, and how many cards of it there are.
struct Counts {
  std::string_view name;
  std::vector<std::pair<std::string, std::size_t>> rows;
};

Counts levels_of(const CardSummary& summary) {
  Counts out{"level", {}};
  for (std::size_t i = 0; i < summary.levels.size(); ++i) {
    out.rows.emplace_back(fmt::format("{} {}", i, reporting_level_names[i]), summary.levels[i]);
  }
  return out;
}

Counts labels_of(const CardSummary& summary) {
  Counts out{"label", {}};
  for (std::size_t i = 0; i < summary.labels.size(); ++i) {
    out.rows.emplace_back(efficiency_label_names[i], summary.labels[i]);
  }
  out.rows.emplace_back("none", summary.ungraded);
  return out;
}

Counts facts_of(const CardSummary& summary) {
  Counts out{"says", {}};
  for (std::size_t i = 0; i < counted_facts.size(); ++i) {
    out.rows.emplace_back(card_fact_names[static_cast<std::size_t>(counted_facts[i])],
                          summary.says[i]);
  }
  return out;
}

Counts findings_of(const CardSummary& summary) {
  return {"finding", {summary.findings.begin(), summary.findings.end()}};
}

std::vector<Counts> counts_of(const CardSummary& summary) {
  return {levels_of(summary), labels_of(summary), facts_of(summary), findings_of(summary)};
}

Json counts_json(const Counts& counts) {
  Json out = Json::object();
  for (const auto& [name, count] : counts.rows) {
    out[name] = count;
  }
  return out;
}

std::string summary_json(const CardSummary& summary, const CardOptions& options) {
  Json out;
  out["schema"] = "plume.cards/1";
  out["cards"] = summary.cards;
  out["unreadable"] = summary.unreadable;
  out["failing"] = summary.failing;
  out["copies"] = summary.copies;
  out["reference"] = efficiency_reference_name;
  out["variant"] = efficiency_variant_names[static_cast<std::size_t>(options.variant)];
  out["levels"] = counts_json(levels_of(summary));
  out["labels"] = counts_json(labels_of(summary));
  out["says"] = counts_json(facts_of(summary));
  Json grams{{"cards", summary.grams.size()},
             {"total", rounded(total_of(summary).in(plume::grams))}};
  for (const Quantile& quantile : quantiles) {
    grams[std::string(quantile.name)] =
        summary.grams.empty() ? Json() : rounded(quantile_of(summary, quantile.share));
  }
  out["grams"] = grams;
  out["findings"] = counts_json(findings_of(summary));
  return dumped(out);
}

/// A row a count, with its share of the cards that could be read.
Cells cells_of(const CardSummary& summary) {
  const std::size_t readable = summary.cards - summary.unreadable;
  Cells cells{{"of", "is", "cards", "share"}};
  for (const Counts& counts : counts_of(summary)) {
    for (const auto& [name, count] : counts.rows) {
      const double share =
          readable == 0 ? 0 : static_cast<double>(count) / static_cast<double>(readable);
      cells.push_back({std::string(counts.name), name, std::to_string(count),
                       fmt::format("{:.1f} %", 100 * share)});
    }
  }
  return cells;
}

std::string summary_csv(const CardSummary& summary) {
  Cells cells{{"of", "is", "cards"}};
  cells.push_back({"cards", "all", std::to_string(summary.cards)});
  cells.push_back({"cards", "unreadable", std::to_string(summary.unreadable)});
  cells.push_back({"cards", "failing", std::to_string(summary.failing)});
  for (const Counts& counts : counts_of(summary)) {
    for (const auto& [name, count] : counts.rows) {
      cells.push_back({std::string(counts.name), name, std::to_string(count)});
    }
  }
  return csv_table(cells);
}

std::string first_line(const CardSummary& summary) {
  std::string out = counted(summary.cards, "card");
  if (summary.unreadable > 0) {
    out += fmt::format(", {} unreadable", summary.unreadable);
  }
  out += fmt::format(", {} with emissions of their own", summary.grams.size());
  if (summary.copies > 0) {
    out += fmt::format(", {} with those of another model", summary.copies);
  }
  return out;
}

std::string amounts_of(const CardSummary& summary) {
  if (summary.grams.empty()) {
    return {};
  }
  std::string out = fmt::format("emissions: {} in all", human(total_of(summary)));
  for (const Quantile& quantile : quantiles) {
    out +=
        fmt::format(", {} {}", quantile.name, human(grams(quantile_of(summary, quantile.share))));
  }
  return out + "\n";
}

std::string summary_text(const CardSummary& summary) {
  std::string out = first_line(summary) + "\n" + amounts_of(summary) + "\n";
  for (const std::string& line : aligned(cells_of(summary), 2)) {
    out += line + "\n";
  }
  return out;
}

std::string summary_markdown(const CardSummary& summary) {
  const std::string amounts = amounts_of(summary);
  return "### Carbon of model cards\n\n" + first_line(summary) + "\n\n" +
         (amounts.empty() ? "" : amounts + "\n") + markdown_table(cells_of(summary), 2);
}

}  // namespace

std::string render_card_summary(const CardSummary& summary, const CardOptions& options,
                                const RenderOptions& how) {
  switch (how.format) {
    case Format::json:
      return summary_json(summary, options);
    case Format::csv:
      return summary_csv(summary);
    case Format::markdown:
      return summary_markdown(summary);
    case Format::text:
      break;
  }
  return summary_text(summary);
}

}  // namespace plume
