// SPDX-License-Identifier: Apache-2.0
#include "plume/data/published.hpp"

#include "plume/support/closest_match.hpp"

#include <algorithm>

namespace plume {

std::span<const PublishedRun> runs_of(const Suite& suite) {
  return published_runs().subspan(suite.runs.begin, suite.runs.count);
}

std::span<const AccuracyBound> bounds_of(const Suite& suite) {
  return accuracy_bounds().subspan(suite.bounds.begin, suite.bounds.count);
}

std::span<const PublishedFigure> figures_of(const PublishedRun& run) {
  return published_figures().subspan(run.figures.begin, run.figures.count);
}

std::string_view short_id(const PublishedRun& run) {
  const std::string_view whole = run.id.view();
  return whole.substr(whole.find('/') + 1);
}

const PublishedRun* find_published_run(std::string_view id) {
  const auto all = published_runs();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [id](const PublishedRun& run) { return run.id.view() == id; });
  return found == all.end() ? nullptr : &*found;
}

const Suite* find_suite(std::string_view id) {
  const auto all = suites();
  const auto found =
      std::find_if(all.begin(), all.end(), [id](const Suite& s) { return s.id.view() == id; });
  return found == all.end() ? nullptr : &*found;
}

std::vector<std::string_view> suggest_suites(std::string_view id) {
  std::vector<std::string_view> names;
  for (const Suite& suite : suites()) {
    names.push_back(suite.id.view());
  }
  return closest_matches(id, names);
}

}  // namespace plume
