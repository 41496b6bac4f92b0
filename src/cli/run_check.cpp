// SPDX-License-Identifier: Apache-2.0
#include "cli/run_check.hpp"

#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/field_flags.hpp"
#include "plume/gate/check_file.hpp"
#include "plume/report/check.hpp"
#include "plume/support/file.hpp"
#include "plume/support/glob.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <set>
#include <unistd.h>

namespace plume {

namespace {

namespace fs = std::filesystem;

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

void check_usage(const CheckFlags& flags) {
  if (flags.no_settings && !flags.settings.empty()) {
    throw usage("--settings and --no-settings exclude each other", "give one of them");
  }
  const bool of_findings = flags.format && !is_format(*flags.format);
  if (flags.show && (of_findings || flags.update_baseline || !flags.copies.empty())) {
    throw usage("--show prints manifests, and holds them against nothing",
                "leave out --write, --update-baseline and formats of services");
  }
}

/// The settings that hold; those of no file when there are none.
Settings settings_of(const CheckFlags& flags) {
  const std::string file = flags.no_settings        ? std::string()
                           : flags.settings.empty() ? find_settings("")
                                                    : flags.settings;
  return file.empty() ? Settings{} : read_settings(file, read_file(file));
}

std::vector<GivenValue> given_by_variables(const CommonFlags& flags) {
  std::vector<std::string> unknown;
  std::vector<GivenValue> out = given_by_environment(environ, unknown);
  for (const std::string& name : unknown) {
    if (!flags.quiet) {
      fmt::print(stderr, "plume: the variable {} says nothing of a run: it is not used\n", name);
    }
  }
  return out;
}

/// Values that hold for every file are refused once.
void require_sound(std::initializer_list<std::span<const GivenValue>> all) {
  std::vector<Diagnostic> faults;
  for (const auto values : all) {
    run_of(values, faults);
  }
  if (!faults.empty()) {
    throw Failure(ExitCode::bad_input, std::move(faults));
  }
}

Failure nothing_matched(const std::string& pattern) {
  return Failure(Diagnostic{.code = "nothing-matched",
                            .message = fmt::format("no file fits `{}`", pattern),
                            .cure = "`*` stands for one name, `**` for any number of folders"});
}

void add_matching(const std::string& folder, const std::string& pattern,
                  std::vector<std::string>& out) {
  const auto found = files_matching(folder, pattern);
  if (found.empty()) {
    throw nothing_matched(pattern);
  }
  out.insert(out.end(), found.begin(), found.end());
}

/// Where a file lies, however it is written.
std::string place_of(const std::string& file) {
  std::error_code gone;
  const fs::path place = fs::absolute(file, gone);
  return (gone ? fs::path(file) : place).lexically_normal().string();
}

/// A path that services take for no command: to GitHub a line that begins with `::` is one.
std::string harmless(const std::string& file) {
  const auto first = file.find_first_not_of(" \t\r\n");
  return first != std::string::npos && file[first] == ':' ? "./" + file : file;
}

/// The files to be checked, each once.
std::vector<std::string> files_of(const CheckFlags& flags, const Settings& settings) {
  std::vector<std::string> out;
  for (const std::string& file : flags.files) {
    std::error_code unreadable;
    if (file.empty()) {
      throw usage("the name of a file is empty", "name files, or patterns of them");
    }
    if (is_glob(file) && !fs::exists(file, unreadable)) {
      add_matching("", file, out);
    } else {
      out.push_back(file);
    }
  }
  if (flags.files.empty()) {
    for (const FileBudget& budget : settings.budgets) {
      add_matching(settings.folder, budget.pattern, out);
    }
  }
  std::vector<std::string> once;
  std::set<std::string> places;
  for (const std::string& file : out) {
    if (places.insert(place_of(file)).second) {
      once.push_back(harmless(file));
    }
  }
  if (once.empty()) {
    throw usage("no file is given to check",
                "name files, or give budgets with files in .plume.yaml");
  }
  return once;
}

std::vector<Document> companions_of(const CheckFlags& flags) {
  std::vector<Document> out;
  for (const std::string& file : flags.with) {
    out.push_back(parse_document(file, read_file(file)));
  }
  return out;
}

/// The ledger of the runs that were: where it lies, and what stands in it.
struct Ledger {
  std::string file;
  std::string text;
  std::vector<BaselineEntry> entries;
};

Ledger read_ledger(const CheckFlags& flags, const Settings& settings) {
  Ledger out;
  out.file = !flags.baseline.empty()     ? flags.baseline
             : settings.baseline.empty() ? std::string()
                                         : (fs::path(settings.folder) / settings.baseline).string();
  const bool asked = flags.update_baseline || flags.most_increase.has_value();
  if (out.file.empty() && asked) {
    throw usage("there is no baseline", "name it by --baseline, or in .plume.yaml");
  }
  std::error_code unreadable;
  if (out.file.empty() || (flags.update_baseline && !fs::exists(out.file, unreadable))) {
    return out;
  }
  out.text = read_file(out.file);
  if (flags.update_baseline && out.text.find_first_not_of(" \t\r\n") == std::string::npos) {
    return out;
  }
  out.entries = read_baseline(out.file, out.text);
  return out;
}

Check check_files(const CheckFlags& flags, const Settings& settings, const Ledger& ledger) {
  const auto of_flags = given_by(flags.fields);
  const auto of_variables = given_by_variables(flags.common);
  require_sound({of_flags, of_variables});
  const auto companions = companions_of(flags);
  CheckOptions options{.flags = of_flags,
                       .variables = of_variables,
                       .settings = &settings,
                       .companions = companions,
                       .limits = flags.limits,
                       .baseline = ledger.entries,
                       .has_baseline = !ledger.file.empty() && !flags.update_baseline,
                       .strict = flags.strict};
  options.most_increase = flags.most_increase ? flags.most_increase : settings.most_increase;
  Check out;
  out.fail_on = flags.fail_on.value_or(settings.fail_on.value_or(FailOn::value));
  for (const std::string& file : files_of(flags, settings)) {
    out.runs.push_back(check_file(file, options));
  }
  return out;
}

/// Flags replace the limits of the settings on the same quantity.
void judge_total(const CheckFlags& flags, const Settings& settings, Check& check) {
  const auto reports = reports_of(check);
  std::vector<Limit> limits = flags.total;
  std::copy_if(settings.total.begin(), settings.total.end(), std::back_inserter(limits),
               [&](const Limit& limit) {
                 return std::none_of(flags.total.begin(), flags.total.end(),
                                     [&](const Limit& set) { return set.of == limit.of; });
               });
  for (const Limit& limit : limits) {
    if (!reports.empty()) {
      check.total.push_back(judge(reports, limit));
    }
  }
}

std::string rendered(const Check& check, std::size_t format, const CommonFlags& flags) {
  if (is_format(format)) {
    RenderOptions options = render_options(flags);
    options.format = static_cast<Format>(format);
    return render_check(check, options);
  }
  return render_findings(findings_of(check), finding_format(format), "plume check", check_rules());
}

/// A ledger takes the place of reports, but only of those whose runs it holds then.
void require_no_loss(const Ledger& ledger, const Check& check) {
  for (const BaselineEntry& entry : ledger.entries) {
    const bool kept = !entry.file.empty() ||
                      std::any_of(check.runs.begin(), check.runs.end(), [&](const CheckedRun& run) {
                        return run.report && run.name == entry.name;
                      });
    if (!kept) {
      throw usage(fmt::format("`{}` is the report of a run that is not checked here, `{}`",
                              ledger.file, entry.name),
                  "give --update-baseline another file, or check that run too");
    }
  }
}

/// A file that is written holds one thing, and none of those that are read.
void require_own_files(const CheckFlags& flags, const Settings& settings, const Ledger& ledger,
                       const Check& check) {
  std::set<std::string> taken{place_of(settings.file), place_of(ledger.file)};
  for (const CheckedRun& run : check.runs) {
    taken.insert(place_of(run.file));
  }
  std::vector<std::string> outputs{flags.common.output};
  for (const CheckCopy& copy : flags.copies) {
    outputs.push_back(copy.file);
  }
  for (const std::string& file : outputs) {
    std::error_code absent;
    const bool plain = !file.empty() && file != "-" && !fs::is_character_file(file, absent);
    if (plain && !taken.insert(place_of(file)).second) {
      throw usage(fmt::format("`{}` is to be written, and is read or written otherwise too", file),
                  "give --output and each --write a file of its own");
    }
  }
}

bool runs_at_github(const CheckFlags& flags) {
  return flags.service == CiService::github ||
         (flags.service == CiService::automatic && !flags.format &&
          variable("GITHUB_ACTIONS") == "true");
}

/// Annotations behind the answer, and the answer in Markdown on the page of the job.
std::string annotate(const Check& check, const CheckFlags& flags) {
  if (const std::string page = variable("GITHUB_STEP_SUMMARY"); !page.empty()) {
    append_to_file(page, rendered(check, static_cast<std::size_t>(Format::markdown), flags.common));
  }
  const auto github = format_names.size() + static_cast<std::size_t>(FindingFormat::github);
  return rendered(check, github, flags.common);
}

void deliver_check(const Check& check, const CheckFlags& flags) {
  for (const CheckCopy& copy : flags.copies) {
    CommonFlags plain = flags.common;
    plain.output = copy.file;
    write_file(copy.file, rendered(check, copy.format, plain));
  }
  const std::size_t format = flags.format.value_or(static_cast<std::size_t>(flags.common.format));
  const std::string annotations = runs_at_github(flags) ? annotate(check, flags) : std::string();
  const std::string text = rendered(check, format, flags.common);
  const bool first_line = flags.common.quiet && format == static_cast<std::size_t>(Format::text);
  deliver(flags.common, first_line ? text.substr(0, text.find('\n') + 1) : text);
  if (!annotations.empty()) {
    write_standard_output(annotations);
  }
}

ExitCode show(const Check& check, const CheckFlags& flags) {
  std::string text;
  ExitCode outcome = ExitCode::done;
  for (const CheckedRun& run : check.runs) {
    if (run.report) {
      text += render_derivation(run, render_options(flags.common));
    } else {
      outcome = ExitCode::bad_input;
    }
  }
  deliver(flags.common, text);
  return outcome;
}

void tell_faults(const Check& check, const CommonFlags& flags) {
  for (const CheckedRun& run : check.runs) {
    tell(run.faults, flags);
  }
}

bool all_usable(const Check& check) {
  return std::all_of(check.runs.begin(), check.runs.end(),
                     [](const CheckedRun& run) { return run.report.has_value(); });
}

bool is_limited(const Check& check) {
  return std::any_of(check.runs.begin(), check.runs.end(),
                     [&](const CheckedRun& run) { return is_held(run, check); });
}

/// A ledger alone may be written without any limit.
void require_budget(Check& check, const CheckFlags& flags) {
  if (is_limited(check) || !all_usable(check)) {
    return;
  }
  const bool unknown = std::any_of(check.runs.begin(), check.runs.end(),
                                   [](const CheckedRun& run) { return run.new_to_baseline; });
  check.needs_limit = !flags.update_baseline;
  if (check.needs_limit) {
    throw Failure(
        Diagnostic{.code = "no-budget",
                   .message = unknown ? "nothing limits these runs: the baseline holds none of them"
                                      : "nothing limits these runs",
                   .cure = unknown ? "enter them with --update-baseline, or give --max-emissions"
                                   : "give --max-emissions, --max-energy, or --baseline with "
                                     "--max-increase; --show prints what the files come to"});
  }
}

}  // namespace

ExitCode run_check(const CheckFlags& flags) {
  lay_over(flags.common);
  check_usage(flags);
  const Settings settings = settings_of(flags);
  const Ledger ledger = read_ledger(flags, settings);
  Check check = check_files(flags, settings, ledger);
  tell_faults(check, flags.common);
  if (flags.show) {
    return show(check, flags);
  }
  judge_total(flags, settings, check);
  require_budget(check, flags);
  require_own_files(flags, settings, ledger, check);
  if (flags.update_baseline) {
    require_no_loss(ledger, check);
  }
  deliver_check(check, flags);
  if (flags.update_baseline) {
    write_file(ledger.file, render_ledger(check, ledger.entries, settings.folder));
  }
  return outcome_of(check);
}

}  // namespace plume
