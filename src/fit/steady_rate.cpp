// SPDX-License-Identifier: Apache-2.0
#include "fit/steady_rate.hpp"

#include "fit/statistics.hpp"
#include "plume/data/catalogue.hpp"
#include "plume/models/workload.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace plume::fit {

namespace {

/// Devices of a run where the source leaves it out.
constexpr double usual_count = 64;

/// What the models keep fixed; the same figures serve the estimates.
DenseCoefficients fixed_dense() {
  return {.small_model = constant(Constant::mfu_small_model).value,
          .one_node = constant(Constant::mfu_one_node).value};
}

/// A measurement as the models see it.
struct Row {
  const Measurement* measurement;
  MfuInputs inputs;
  double log_mfu;
  std::string generation;
  std::string source;
};

Row row_of(const Measurement& m) {
  const Accelerator& accelerator = accelerators()[m.accelerator];
  const double peak = accelerator.figure(Property::fp16)->value * 1e12;
  const double length =
      m.sequence_length > 0 ? m.sequence_length : constant(Constant::default_sequence_length).value;
  return {&m,
          {.parameters = m.active,
           .total_parameters = m.parameters,
           .devices = m.count > 0 ? m.count : usual_count,
           .attention = attention_share(length, typical_width(m.active))},
          std::log(6 * m.active * m.rate / peak),
          std::string(accelerator.generation),
          std::string(sources()[m.source].key)};
}

std::vector<Row> rows_of(std::initializer_list<std::string_view> kinds) {
  std::vector<Row> rows;
  for (const Measurement& m : measurements()) {
    if (std::find(kinds.begin(), kinds.end(), m.kind.view()) != kinds.end()) {
      rows.push_back(row_of(m));
    }
  }
  return rows;
}

/// Names as numbers, in the order of their first appearance.
std::vector<std::size_t> labels_of(const std::vector<Row>& rows,
                                   const std::function<std::string(const Row&)>& name) {
  std::map<std::string, std::size_t> known;
  std::vector<std::size_t> labels;
  for (const Row& row : rows) {
    labels.push_back(known.emplace(name(row), known.size()).first->second);
  }
  return labels;
}

/// Coefficients by name, with their places in the list that is solved for. All but exponents are
/// logarithms of factors.
class Names {
 public:
  void add(std::string name, double prior, double deviation) {
    places_.emplace(name, list_.size());
    list_.push_back({std::move(name), prior, deviation});
  }
  void add_factor(std::string name, double prior, double deviation) {
    add(std::move(name), std::log(prior), deviation);
  }
  void add_generations(const std::vector<Row>& rows, double deviation) {
    for (const Row& row : rows) {
      if (!places_.contains("generation/" + row.generation)) {
        add_factor("generation/" + row.generation, 1, deviation);
      }
    }
  }

  const std::vector<Coefficient>& list() const { return list_; }

  double value(std::span<const double> solved, const std::string& name) const {
    return solved[places_.at(name)];
  }
  /// A factor; one where there is none of this name.
  double factor(std::span<const double> solved, const std::string& name) const {
    const auto found = places_.find(name);
    return found == places_.end() ? 1 : std::exp(solved[found->second]);
  }

  std::map<std::string, double> read(std::span<const double> solved) const {
    std::map<std::string, double> out;
    for (const Coefficient& c : list_) {
      out[c.name] = c.name.ends_with("exponent") ? value(solved, c.name) : factor(solved, c.name);
    }
    return out;
  }

 private:
  std::vector<Coefficient> list_;
  std::map<std::string, std::size_t> places_;
};

MfuFactors factors_of(const Names& names, std::span<const double> solved, const Row& row) {
  const Measurement& m = *row.measurement;
  return {.base = names.factor(solved, "base"),
          .generation = names.factor(solved, "generation/" + row.generation),
          .stack = names.factor(solved, "stack/" + std::string(m.stack)),
          .precision = names.factor(solved, "precision/" + std::string(m.precision))};
}

double log_dense(const Names& names, std::span<const double> solved, const Row& row) {
  DenseCoefficients c = fixed_dense();
  c.size_exponent = names.value(solved, "size-exponent");
  c.count_exponent = names.value(solved, "count-exponent");
  return std::log(dense_mfu(factors_of(names, solved, row), c, row.inputs));
}

double log_moe(const Names& names, std::span<const double> solved, const Row& row) {
  const MoeCoefficients c{.reference_size = constant(Constant::moe_reference_size).value,
                          .size_exponent = names.value(solved, "size-exponent"),
                          .sparsity_exponent = names.value(solved, "sparsity-exponent")};
  MfuFactors factors = factors_of(names, solved, row);
  factors.stack = 1;  // every row is a vendor's recipe: the base is theirs
  return std::log(moe_mfu(factors, c, row.inputs));
}

using LogModel = double (*)(const Names&, std::span<const double>, const Row&);

Problem problem_of(const std::vector<Row>& rows, const Names& names, LogModel model,
                   std::vector<std::size_t> groups) {
  Problem problem{
      .coefficients = names.list(),
      .values = {},
      .groups = std::move(groups),
      .prediction = [&rows, &names, model](std::span<const double> solved, std::size_t row) {
        return model(names, solved, rows[row]);
      }};
  for (const Row& row : rows) {
    problem.values.push_back(row.log_mfu);
  }
  return problem;
}

Accuracy accuracy_of(const std::vector<double>& residuals, const std::vector<std::size_t>& groups) {
  std::vector<double> errors;
  for (const double residual : residuals) {
    errors.push_back(std::abs(std::exp(residual) - 1));
  }
  const auto weights = balancing_weights(groups);
  return {.rows = residuals.size(),
          .groups = groups.empty() ? 0 : *std::max_element(groups.begin(), groups.end()) + 1,
          .median_error = quantile(errors, 0.5),
          .p90_error = quantile(errors, 0.9),
          .balanced_median = quantile(errors, 0.5, weights),
          .balanced_p90 = quantile(errors, 0.9, weights)};
}

Band band_of(const std::vector<double>& residuals, const std::vector<std::size_t>& groups) {
  const auto weights = balancing_weights(groups);
  return {std::exp(quantile(residuals, 0.05, weights)),
          std::exp(quantile(residuals, 0.95, weights))};
}

Names dense_names(const std::vector<Row>& rows) {
  Names names;
  names.add_factor("base", 0.43, 5);
  names.add_factor("stack/tuned", 1.3, 0.5);
  names.add_factor("stack/old", 0.67, 0.5);
  names.add_factor("precision/fp8", 1.15, 0.3);
  names.add_factor("precision/fp4", 1.5, 0.5);
  names.add("size-exponent", -0.6, 0.1);
  names.add("count-exponent", -0.015, 0.007);
  names.add_generations(rows, 0.1);
  return names;
}

Names moe_names(const std::vector<Row>& rows) {
  Names names;
  names.add_factor("base", 0.3, 5);
  names.add_factor("precision/fp8", 1.15, 0.2);
  names.add("size-exponent", 0.1, 0.1);
  names.add("sparsity-exponent", -0.14, 0.1);
  names.add_generations(rows, 0.5);
  return names;
}

std::vector<std::size_t> every(const std::vector<Row>& rows) {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    all.push_back(i);
  }
  return all;
}

/// The part of the rows for which `wanted` holds.
template <class Value>
std::vector<Value> only(const std::vector<Value>& values, const std::vector<Row>& rows,
                        bool (*wanted)(const Row&)) {
  std::vector<Value> out;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (wanted(rows[i])) {
      out.push_back(values[i]);
    }
  }
  return out;
}

bool is_low_precision(const Row& row) {
  return row.measurement->precision.view() == "fp8" || row.measurement->precision.view() == "fp4";
}

bool is_16_bit(const Row& row) {
  return !is_low_precision(row);
}

std::vector<double> residuals_of(const std::vector<Row>& rows, const Names& names, LogModel model,
                                 std::span<const double> solved) {
  std::vector<double> out;
  for (const Row& row : rows) {
    out.push_back(row.log_mfu - model(names, solved, row));
  }
  return out;
}

std::string source_of(const Row& row) {
  return row.source;
}

std::string model_of(const Row& row) {
  return std::string(row.measurement->model);
}

}  // namespace

DenseFit fit_dense() {
  const std::vector<Row> rows = rows_of({"language"});
  const Names names = dense_names(rows);
  const auto by_source = labels_of(rows, source_of);
  const auto by_generation = labels_of(rows, [](const Row& row) { return row.generation; });
  const Problem problem = problem_of(rows, names, log_dense, by_source);
  const auto solved = solve(problem, every(rows));
  const auto unseen = held_out_residuals(problem, by_source);
  const auto strange = held_out_residuals(problem, by_generation);

  DenseFit out;
  out.steady = {names.read(solved), accuracy_of(unseen, by_source),
                band_of(only(unseen, rows, is_16_bit), only(by_source, rows, is_16_bit))};
  out.low_precision =
      band_of(only(unseen, rows, is_low_precision), only(by_source, rows, is_low_precision));
  out.without_generation = accuracy_of(strange, by_generation);
  out.unknown_generation = band_of(strange, by_generation);

  const std::vector<Row> encoders = rows_of({"encoder", "encoder-decoder"});
  const auto encoder_sources = labels_of(encoders, source_of);
  const auto encoder_residuals = residuals_of(encoders, names, log_dense, solved);
  out.encoders = accuracy_of(encoder_residuals, encoder_sources);
  out.encoder_band = band_of(encoder_residuals, encoder_sources);
  return out;
}

SteadyFit fit_moe() {
  const std::vector<Row> rows = rows_of({"moe"});
  const Names names = moe_names(rows);
  const auto by_model = labels_of(rows, model_of);
  const Problem problem = problem_of(rows, names, log_moe, by_model);
  const auto solved = solve(problem, every(rows));
  const auto unseen = held_out_residuals(problem, by_model);
  return {names.read(solved), accuracy_of(unseen, by_model), band_of(unseen, by_model)};
}

}  // namespace plume::fit
