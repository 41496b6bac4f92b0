// SPDX-License-Identifier: Apache-2.0
#include "plume/report/verify.hpp"

#include "report/lines.hpp"
#include "report/verify_tables.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plume {

namespace {

/// Columns whose cells are all the same say nothing, and those without a heading may be empty.
std::vector<bool> columns_worth_showing(const TextTable& table) {
  std::vector<bool> shown;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const bool empty = std::all_of(table.rows.begin(), table.rows.end(),
                                   [i](const auto& row) { return row[i].empty(); });
    const bool one_method =
        table.columns[i].head == "method" &&
        std::all_of(table.rows.begin(), table.rows.end(),
                    [i, &table](const auto& row) { return row[i] == table.rows.front()[i]; });
    shown.push_back(!empty && !one_method);
  }
  return shown;
}

std::vector<std::string> heads_of(const TextTable& table) {
  std::vector<std::string> heads;
  for (const TextTable::Column& column : table.columns) {
    heads.emplace_back(column.head);
  }
  return heads;
}

std::size_t width_of(const TextTable& table, std::size_t column) {
  std::size_t width = table.columns[column].head.size();
  for (const auto& row : table.rows) {
    width = std::max(width, row[column].size());
  }
  return width;
}

/// Adds each table that has rows, under its heading.
class Page : Lines {
 public:
  Page(const RenderOptions& options, bool summary_only)
      : Lines(options.colour), options_(options), summary_only_(summary_only) {}

  void suite(const SuiteResult& result) {
    title(result);
    if (!summary_only_) {
      part("Predictions, the worst last", predictions_table(result));
      part("Sums", sums_table(result));
    }
    part("No estimate", refusals_table(result));
    part("Accuracy", accuracy_table(result));
    part("Bounds", bounds_table(result));
  }

  std::string take() { return std::move(out_); }

 private:
  bool markdown() const { return options_.format == Format::markdown; }

  void title(const SuiteResult& result) {
    const std::string_view verdict = result.good() ? "ok" : "out of bounds";
    const std::string line =
        fmt::format("{}: {}", result.suite->id.view(), result.suite->title.view());
    if (markdown()) {
      out_ += fmt::format("{}## {}\n\n{}: {}.\n", out_.empty() ? "" : "\n", line, verdict,
                          verdict_of(result));
    } else {
      out_ += fmt::format("{}{}\n  {}: {}\n", out_.empty() ? "" : "\n", styled(bold, line),
                          styled(result.good() ? green : red, verdict), verdict_of(result));
    }
  }

  void part(std::string_view title, const TextTable& table) {
    if (!table.rows.empty()) {
      out_ += markdown() ? fmt::format("\n### {}\n\n{}", title, as_markdown(table))
                         : fmt::format("\n{}\n{}", styled(bold, title), as_columns(table));
    }
  }

  const RenderOptions& options_;
  bool summary_only_;
};

}  // namespace

std::string as_columns(const TextTable& table) {
  const std::vector<bool> shown = columns_worth_showing(table);
  std::string out;
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (shown[i]) {
        const std::size_t width = width_of(table, i);
        text += table.columns[i].number ? fmt::format("  {:>{}}", cells[i], width)
                                        : fmt::format("  {:<{}}", cells[i], width);
      }
    }
    text.resize(text.find_last_not_of(' ') + 1);
    out += text + '\n';
  };
  line(heads_of(table));
  for (const auto& row : table.rows) {
    line(row);
  }
  return out;
}

std::string as_markdown(const TextTable& table) {
  const std::vector<bool> shown = columns_worth_showing(table);
  std::string out;
  const auto line = [&](const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (shown[i]) {
        out.append("| ").append(cells[i]).append(cells[i].empty() ? "" : " ");
      }
    }
    out += "|\n";
  };
  line(heads_of(table));
  std::vector<std::string> rule;
  for (const TextTable::Column& column : table.columns) {
    rule.emplace_back(column.number ? "---:" : "---");
  }
  line(rule);
  for (const auto& row : table.rows) {
    line(row);
  }
  return out;
}

std::string render_verification(std::span<const SuiteResult> results, const RenderOptions& options,
                                bool summary_only) {
  if (options.format == Format::json) {
    return verification_json(results);
  }
  if (options.format == Format::csv) {
    return verification_csv(results, summary_only);
  }
  Page page(options, summary_only);
  for (const SuiteResult& result : results) {
    page.suite(result);
  }
  return page.take();
}

}  // namespace plume
