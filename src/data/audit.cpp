// SPDX-License-Identifier: Apache-2.0
#include "plume/data/audit.hpp"

#include "data/compiled_draft.hpp"
#include "data/generate/check.hpp"
#include "data/generate/read_data.hpp"

#include <cmath>
#include <map>
#include <utility>

namespace plume {

namespace {

using namespace generate;

using Statements = std::map<std::string, Statement>;

/// The folder's catalogue, whole or laid over the one in force.
DataFolder read_folder(const std::string& folder, Faults& faults) {
  DataFolder data;
  if (is_whole_catalogue(folder)) {
    data = read_data(folder, faults);
  } else {
    data.draft = compiled_draft();
    read_overlay(folder, 1, data, faults);
  }
  check(data.draft, faults);
  return data;
}

/// The tables hold counts and shares in single precision.
double as_table(double value) {
  return double{static_cast<float>(value)};
}

void add_years(Statements& out, const std::string& id, const SeriesDraft& series) {
  for (std::size_t i = 0; i < series.values.size(); ++i) {
    const double value = series.values[i];
    const std::string year = std::to_string(series.first_year + static_cast<int>(i));
    if (!std::isnan(value)) {
      out.emplace("grid/" + id + year,
                  Statement{value, value, value, "g/kWh", series.source, series.confirmation});
    }
    const bool shared = i < series.low_carbon_shares.size();
    const double share = shared ? as_table(series.low_carbon_shares[i]) : NAN;
    if (!std::isnan(share)) {
      out.emplace("low-carbon/" + id + year,
                  Statement{share, share, share, "%", series.source, series.confirmation});
    }
  }
}

Statement exact(double value, std::string unit, const std::string& source, Confirmation status) {
  return {value, value, value, std::move(unit), source, status};
}

/// What the throughput model is fitted to: how fast, what, and on how many of which accelerator.
void add_measurement(Statements& out, const MeasurementDraft& m) {
  const auto add = [&](const char* member, double value, const std::string& unit) {
    if (value > 0) {
      out.emplace("measurement/" + m.id + '/' + member,
                  exact(value, unit, m.source, Confirmation::verified));
    }
  };
  add("rate", m.rate, "tokens/s on " + m.accelerator);
  add("parameters", m.parameters, "1");
  add("active_parameters", m.active, "1");
  add("count", as_table(m.count), "1");
  add("sequence_length", as_table(m.sequence_length), "1");
}

void add_reported(Statements& out, const PublishedRunDraft& run) {
  for (const PublishedFigureDraft& f : run.figures) {
    const std::string label = f.label.empty() ? std::string() : '/' + f.label;
    out.emplace("published/" + run.id + '/' + std::string(name_of(f.test)) + '/' +
                    std::string(name_of(f.measurand)) + label,
                exact(f.value, f.unit, run.source, run.confirmation));
  }
}

Statements statements_of(const Draft& draft) {
  Statements out;
  for (const FigureDraft& f : draft.figures) {
    out.emplace(f.id, Statement{f.value, f.low, f.high, f.unit, f.source, f.confirmation});
  }
  for (const InstanceDraft& i : draft.instances) {
    const double count = as_table(i.accelerator_count);
    out.emplace("instance/" + i.id,
                Statement{count, count, count, i.accelerator, i.source, Confirmation::verified});
  }
  for (const LanguageModelDraft& m : draft.language_models) {
    out.emplace("language-model/" + m.id + "/config", exact(1, m.config, m.source, m.confirmation));
  }
  for (const MeasurementDraft& measurement : draft.measurements) {
    add_measurement(out, measurement);
  }
  for (const SuiteDraft& suite : draft.suites) {
    for (const PublishedRunDraft& run : suite.runs) {
      add_reported(out, run);
    }
  }
  for (const PlaceDraft& place : draft.places) {
    for (const SeriesDraft& series : place.series) {
      add_years(out, place.id + '/' + std::string(name_of(series.basis)) + '/', series);
    }
  }
  return out;
}

std::optional<Statement> find(const Statements& statements, const std::string& id) {
  const auto found = statements.find(id);
  return found == statements.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

std::string_view Difference::kind() const {
  return !before ? "added" : after ? "changed" : "removed";
}

std::vector<Diagnostic> check_folder(const std::string& folder) {
  Faults faults;
  read_folder(folder, faults);
  return faults.all();
}

std::vector<Difference> compare_folder(const std::string& folder) {
  Faults faults;
  const DataFolder data = read_folder(folder, faults);
  if (!faults.none()) {
    throw Failure(ExitCode::bad_input, faults.all());
  }
  const Statements before = statements_of(compiled_draft());
  const Statements after = statements_of(data.draft);
  std::map<std::string, Difference> changed;
  for (const auto* statements : {&before, &after}) {
    for (const auto& [id, unused] : *statements) {
      Difference difference{id, find(before, id), find(after, id)};
      if (difference.before != difference.after) {
        changed.insert_or_assign(id, std::move(difference));
      }
    }
  }
  std::vector<Difference> out;
  for (auto& [id, difference] : changed) {
    out.push_back(std::move(difference));
  }
  return out;
}

}  // namespace plume
