// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/field_flags.hpp"
#include "cli/log.hpp"
#include "cli/read_run.hpp"
#include "plume/pipeline/estimate.hpp"
#include "plume/pipeline/printed_report.hpp"
#include "plume/report/compare.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>

namespace plume {

namespace {

constexpr std::string_view compare_examples = R"(Examples:
  plume compare gpt-3.json llama-2-7b.json
  plume compare before.json after.json --json | jq .ratio
  plume compare run.json --region fr,us,pl
  plume compare run.json --accelerator a100-sxm-80gb,h100-sxm --count 64,256 --explain
  plume compare --parameters 7B --tokens 2T --count 512 --accelerator h100 --region fr,us --year 2023,2024

Two runs are compared term by term. With a list, values apart by commas, every combination is
estimated; a single value holds for all.
Exit codes: 0 done; 2 bad usage or input, or nothing could be estimated.)";

struct CompareFlags {
  CommonFlags common;
  std::vector<std::string> runs;
  std::vector<FieldFlag> fields;
  std::optional<SortKey> sort;
  bool explain = false;
};

/// A run that was read and estimated.
struct Estimated {
  Manifest manifest;
  Report report;
};

Estimated estimate_file(const std::string& path, const CompareFlags& flags) {
  Estimated out{open_manifest(path), {}};
  const Run run = read_run(out.manifest, flags.fields);
  Faults faults;
  out.report = estimate(run, faults);
  refuse(faults, out.manifest);
  if (flags.common.verbose) {
    log_inputs(out.report);
  }
  return out;
}

/// The run's own name, else that of its file.
std::string name_of(const Estimated& run) {
  return run.report.run.has(Key::name)
             ? std::string(run.report.run.text(Key::name))
             : std::filesystem::path(run.manifest.name).filename().string();
}

/// What a report says that it found, where it is found no more.
void check_printed(const Estimated& run, std::vector<Warning>& warnings) {
  const auto printed = read_printed_report(run.manifest.text);
  if (!printed) {
    return;
  }
  if (printed->catalogue != catalogue_release()) {
    warnings.push_back({"other-catalogue",
                        fmt::format("{} was made with catalogue {}; it is estimated anew with {}",
                                    run.manifest.name, printed->catalogue, catalogue_release()),
                        "compare reports that one release made"});
  }
  constexpr double rounding = 1e-9;
  const Carbon now = run.report.total.value;
  if (std::abs(printed->total / now - 1) > rounding) {
    warnings.push_back({"report-differs",
                        fmt::format("{} says {} kg; estimated anew it is {} kg", run.manifest.name,
                                    print_human(printed->total.in(kilograms), 6),
                                    print_human(now.in(kilograms), 6)),
                        "see what changed: another release, a data folder, an edited report"});
  }
}

void add_warnings(const Estimated& a, const Estimated& b, const CompareFlags& flags,
                  Comparison& comparison) {
  if (flags.fields.empty()) {
    check_printed(a, comparison.warnings);
    check_printed(b, comparison.warnings);
  }
}

void compare_two(const CompareFlags& flags) {
  if (flags.runs.front() == "-" && flags.runs.back() == "-") {
    throw usage("standard input holds one run", "give a file for the other");
  }
  const Estimated a = estimate_file(flags.runs.front(), flags);
  const Estimated b = estimate_file(flags.runs.back(), flags);
  Comparison comparison = compare(a.report, b.report);
  add_warnings(a, b, flags, comparison);
  NamedReport named_a{name_of(a), a.report};
  NamedReport named_b{name_of(b), b.report};
  if (named_a.name == named_b.name) {
    named_a.name += " (A)";
    named_b.name += " (B)";
  }
  deliver_answer(flags.common,
                 render_comparison(named_a, named_b, comparison, render_options(flags.common)));
}

/// Lists become axes; what is given once belongs to the base run.
std::vector<Axis> axes_of(const CompareFlags& flags, std::vector<FieldFlag>& single) {
  std::vector<Axis> axes;
  for (const FieldFlag& flag : flags.fields) {
    Axis axis{flag.field, list_of(*flag.field, flag.text)};
    if (axis.values.size() == 1) {
      single.push_back(flag);
    } else {
      axes.push_back(std::move(axis));
    }
  }
  return axes;
}

void tabulate(const CompareFlags& flags) {
  std::vector<FieldFlag> single;
  const std::vector<Axis> axes = axes_of(flags, single);
  if (axes.empty()) {
    throw usage("there is nothing to compare",
                "give a second run, or a list of values: `--region fr,us`");
  }
  const Manifest manifest = open_manifest(flags.runs.empty() ? std::string() : flags.runs.front());
  const Run base = read_run(manifest, single);
  Faults faults;
  const WhatIf table = what_if(base, axes, flags.sort.value_or(SortKey::emissions), faults);
  refuse(faults, manifest);
  if (flags.common.verbose) {
    log_inputs(table.base);
  }
  deliver_answer(flags.common, render_what_if(table, render_options(flags.common), flags.explain));
}

/// What two runs side by side cannot be asked for.
void refuse_table_flags(const CompareFlags& flags) {
  if (flags.sort || flags.explain) {
    throw usage(fmt::format("`{}` is of a table, and two runs are given",
                            flags.sort ? "--sort" : "--explain"),
                "leave it out, or give one run and lists of values");
  }
  for (const FieldFlag& flag : flags.fields) {
    if (list_of(*flag.field, flag.text).size() > 1) {
      throw usage(fmt::format("`{}` holds a list, and two runs are given", flag.field->flag),
                  "give one run, or one value");
    }
  }
}

class CompareCommand final : public Command {
 public:
  void setup(CLI::App& app, Words words) override {
    app.add_option("RUNS", flags_.runs,
                   "two runs to compare, or one to vary: each a manifest in JSON or YAML, or a "
                   "report of plume; - is standard input")
        ->type_name("");
    add_field_flags(app, flags_.fields, words);
    add_choice(app, "--sort", "what a table is sorted by", sort_names,
               [this](std::size_t i) { flags_.sort = static_cast<SortKey>(i); });
    app.add_flag("--explain", flags_.explain,
                 "a table's rows by lever: model, machine, mechanisation, map")
        ->group("Output");
    add_common(app, flags_.common, words);
    app.footer(std::string(compare_examples));
  }

  ExitCode run() override {
    if (flags_.runs.size() > 2) {
      throw usage(fmt::format("`{}` is one run too many", flags_.runs[2]),
                  "compare two, or vary one by lists of values");
    }
    lay_over(flags_.common);
    if (flags_.runs.size() == 2) {
      refuse_table_flags(flags_);
      compare_two(flags_);
    } else {
      tabulate(flags_);
    }
    return ExitCode::done;
  }

 private:
  CompareFlags flags_;
};

}  // namespace

std::unique_ptr<Command> make_compare_command() {
  return std::make_unique<CompareCommand>();
}

}  // namespace plume
