// SPDX-License-Identifier: Apache-2.0
#include "plume/gate/check_file.hpp"

#include "gate/file_run.hpp"
#include "plume/pipeline/estimate.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace plume {

namespace {

/// The limits of a file, one of a kind: flags come before settings, and of settings the last that
/// fits before those above it.
std::vector<Limit> limits_of(const CheckOptions& options,
                             std::span<const FileBudget* const> budgets) {
  std::vector<Limit> out(options.limits.begin(), options.limits.end());
  for (auto budget = budgets.rbegin(); budget != budgets.rend(); ++budget) {
    const std::size_t before = out.size();
    for (const Limit& limit : (*budget)->limits) {
      const auto end = out.begin() + static_cast<std::ptrdiff_t>(before);
      if (std::none_of(out.begin(), end, [&](const Limit& set) { return set.of == limit.of; })) {
        out.push_back(limit);
      }
    }
  }
  return out;
}

void estimate_run(const CheckOptions& options, const FileRun& read, CheckedRun& out) {
  Faults faults;
  Report report = estimate(read.run, faults);
  if (faults.empty() && options.strict) {
    faults = strict_faults(report);
  }
  out.faults = read.located(faults);
  if (faults.empty()) {
    out.report = std::move(report);
  }
}

void compare_with_baseline(const CheckOptions& options, CheckedRun& out) {
  if (!options.has_baseline) {
    return;
  }
  const std::string folder = options.settings == nullptr ? "" : options.settings->folder;
  const BaselineEntry* const before = find_entry(options.baseline, out.file, out.name, folder);
  if (before == nullptr) {
    out.new_to_baseline = true;
    return;
  }
  out.change = change_since(*before, *out.report);
  if (options.most_increase) {
    out.judgements.push_back(judge(*out.change, *options.most_increase));
  }
}

}  // namespace

CheckedRun check_file(const std::string& file, const CheckOptions& options) {
  const auto budgets = options.settings == nullptr ? std::vector<const FileBudget*>()
                                                   : budgets_of(*options.settings, file);
  FileRun read = read_file_run(file, options, budgets);
  CheckedRun out;
  out.file = file;
  out.name = read.run.has(Key::name) ? std::string(read.run.text(Key::name))
                                     : std::filesystem::path(file).stem().string();
  out.format = read.format;
  out.derivations = read.derivations;
  out.faults = read.faults;
  if (out.faults.empty()) {
    estimate_run(options, read, out);
  }
  if (out.report) {
    for (const Limit& limit : limits_of(options, budgets)) {
      out.judgements.push_back(judge(*out.report, limit));
    }
    compare_with_baseline(options, out);
  }
  return out;
}

}  // namespace plume
