// SPDX-License-Identifier: Apache-2.0
#include "data/generate/check.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

namespace plume::generate {

namespace {

bool is_word(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
}

void check_figure(const PublishedFigureDraft& figure, Faults& faults) {
  if (!(figure.value > 0) || !std::isfinite(figure.value * figure.scale)) {
    faults.add(figure.spot.inside("value"), "a reported figure must be above zero",
               "leave out what was not reported");
  }
}

void check_bound(const BoundDraft& bound, Faults& faults) {
  for (const double share : {bound.least_coverage, bound.most_coverage}) {
    if (!(share >= 0 && share <= 1)) {
      faults.add(bound.spot, "a coverage must lie between 0 and 1", "write 85 % as 0.85");
    }
  }
  for (const double error : {bound.median_error, bound.p90_error, bound.high_over_low}) {
    if (!(error >= 0 && error <= 1e3)) {
      faults.add(bound.spot, "a bound must lie between 0 and 1,000", "write 18 % as 0.18");
    }
  }
}

void check_suite(const SuiteDraft& suite, const std::set<std::string>& sources, Faults& faults) {
  std::set<std::string> ids;
  if (suite.runs.empty()) {
    faults.add(suite.spot, "this table holds no run", "give it \"rows\", or leave it out");
  }
  for (const PublishedRunDraft& run : suite.runs) {
    const std::string id = run.id.substr(run.id.find('/') + 1);
    if (!is_word(id)) {
      faults.add(run.spot.inside("id"), "an id is made of a-z, 0-9, - and .", "write it so");
    }
    if (!ids.insert(id).second) {
      faults.add(run.spot.inside("id"), '"' + id + "\" stands twice in this table",
                 "keep one of them, or give one another id");
    }
    if (!run.source.empty() && !sources.contains(run.source)) {
      faults.add(run.spot, '"' + run.source + "\" is not a source of sources.json",
                 "add the source, or name another");
    }
    for (const PublishedFigureDraft& figure : run.figures) {
      check_figure(figure, faults);
    }
  }
  for (const BoundDraft& bound : suite.bounds) {
    check_bound(bound, faults);
  }
}

}  // namespace

void check_published(const Draft& draft, Faults& faults) {
  std::set<std::string> sources;
  for (const SourceDraft& source : draft.sources) {
    sources.insert(source.key);
  }
  std::set<std::string> ids;
  std::size_t runs = 0;
  for (const SuiteDraft& suite : draft.suites) {
    if (!is_word(suite.id) || !ids.insert(suite.id).second) {
      faults.add(suite.spot.inside("suite"),
                 '"' + suite.id + "\" is the id of another table, or none",
                 "give the table an id of its own, of a-z, 0-9 and -");
    }
    check_suite(suite, sources, faults);
    runs += suite.runs.size();
  }
  if (runs > 65'000) {
    faults.add(draft.suites.back().spot, "there are more than 65,000 published runs",
               "leave some of them out");
  }
}

}  // namespace plume::generate
