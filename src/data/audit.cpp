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

void add_years(Statements& out, const std::string& id, const SeriesDraft& series,
               const std::vector<double>& values, const std::string& unit) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isnan(values[i])) {
      const std::string year = std::to_string(series.first_year + static_cast<int>(i));
      out.emplace(id + '/' + year, Statement{values[i], values[i], values[i], unit, series.source,
                                             series.confirmation});
    }
  }
}

void add_place(Statements& out, const PlaceDraft& place) {
  for (const SeriesDraft& series : place.series) {
    const std::string basis(name_of(series.basis));
    add_years(out, "grid/" + place.id + '/' + basis, series, series.values, "g/kWh");
    add_years(out, "low-carbon/" + place.id + '/' + basis, series, series.low_carbon_shares, "%");
  }
}

Statements statements_of(const Draft& draft) {
  Statements out;
  for (const FigureDraft& f : draft.figures) {
    out.emplace(f.id, Statement{f.value, f.low, f.high, f.unit, f.source, f.confirmation});
  }
  for (const InstanceDraft& i : draft.instances) {
    const double count = i.accelerator_count;
    out.emplace("instance/" + i.id,
                Statement{count, count, count, i.accelerator, i.source, Confirmation::verified});
  }
  for (const PlaceDraft& place : draft.places) {
    add_place(out, place);
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
