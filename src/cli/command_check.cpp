// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "cli/field_flags.hpp"
#include "cli/run_check.hpp"

#include <algorithm>

namespace plume {

namespace {

constexpr std::string_view check_examples = R"(Examples:
  plume check train.toml --max-emissions 500kg --accelerator h100 --count 64 --region fr
  plume check configs/*.yaml --max-emissions 2t --max-total-emissions 10t --fail-on high
  plume check run.yaml --show
  plume check --baseline plume.jsonl --max-increase 10%
  plume check --baseline plume.jsonl --update-baseline
  plume check train.yaml --max-cost-of "3 flight-paris-london" --write sarif=plume.sarif

Takes manifests of plume and training configurations of: Hugging Face, Accelerate, DeepSpeed, Axolotl,
LLaMA-Factory, Megatron-LM, torchtitan, NeMo, Lightning, timm, llm-foundry, Levanter, MaxText.
What a file does not say comes from flags, from variables (PLUME_REGION for --region) and from .plume.yaml.
Exit codes: 0 within budget; 1 over budget; 2 bad usage or input, or nothing was checked; 3 cannot tell:
the interval straddles the budget and --fail-on is high; 74 write failed.)";

constexpr auto budget_group = "Budget";

class CheckCommand final : public Command {
 public:
  void setup(CLI::App& app, Words words) override {
    app.add_option("FILE", flags_.files,
                   "manifests and training configurations, or patterns of them; without any those "
                   "that the budgets of .plume.yaml name")
        ->type_name("");
    add_field_flags(app, flags_.fields, words);
    add_budgets(app);
    add_baseline(app);
    add_input(app);
    add_common(app, flags_.common, words);
    add_output(app);
    app.footer(std::string(check_examples));
  }

  ExitCode run() override { return run_check(flags_); }

 private:
  template <class Add>
  static CLI::Option* text_option(CLI::App& app, const std::string& flag, Add add,
                                  const std::string& what, const std::string& type) {
    return app.add_option_function<std::string>(flag, add, what)->type_name(type);
  }

  void add_limit(CLI::App& app, const std::string& flag, BudgetOf of, std::vector<Limit>& out,
                 const std::string& what, const std::string& type) {
    text_option(
        app, flag,
        [&out, of, flag](const std::string& text) { out.push_back(parse_limit(of, text, flag)); },
        what, type)
        ->group(budget_group);
  }

  void add_budgets(CLI::App& app) {
    add_limit(app, "--max-emissions", BudgetOf::emissions, flags_.limits,
              "most that each file may emit; a bare number is in kg", "MASS");
    add_limit(app, "--max-energy", BudgetOf::energy, flags_.limits,
              "most energy of the site for each file; a bare number is in kWh", "ENERGY");
    text_option(
        app, "--max-cost-of",
        [this](const std::string& text) {
          flags_.limits.push_back(parse_equivalent(text, "--max-cost-of"));
        },
        "the same as so many of `plume data list equivalences`", "\"3 flight-paris-london\"")
        ->group(budget_group);
    add_limit(app, "--max-total-emissions", BudgetOf::emissions, flags_.total,
              "most that all files together may emit", "MASS");
    add_limit(app, "--max-total-energy", BudgetOf::energy, flags_.total,
              "most energy of all files together", "ENERGY");
    add_choice(app, "--fail-on",
               "which end of the 90 % interval decides; value, the central figure", fail_on_names,
               [this](std::size_t i) { flags_.fail_on = static_cast<FailOn>(i); });
    app.get_option("--fail-on")->group(budget_group);
  }

  void add_baseline(CLI::App& app) {
    app.add_option("--baseline", flags_.baseline,
                   "a ledger that --update-baseline wrote, or a report in JSON")
        ->type_name("FILE")
        ->group(budget_group);
    text_option(
        app, "--max-increase",
        [this](const std::string& text) {
          flags_.most_increase = parse_limit(BudgetOf::increase, text, "--max-increase");
        },
        "most that a file may emit beyond its baseline", "10%")
        ->group(budget_group);
    app.add_flag("--update-baseline", flags_.update_baseline,
                 "write what the files come to into the ledger of --baseline")
        ->group(budget_group);
  }

  void add_input(CLI::App& app) {
    constexpr auto group = "Files";
    app.add_option("--with", flags_.with,
                   "a file that completes each configuration: an Accelerate or a DeepSpeed file")
        ->type_name("FILE")
        ->allow_extra_args(false)
        ->group(group);
    app.add_option("--settings", flags_.settings,
                   "settings; without the flag the nearest .plume.yaml upwards in the repository")
        ->type_name("FILE")
        ->group(group);
    app.add_flag("--no-settings", flags_.no_settings, "take no settings")->group(group);
    app.add_flag("--strict", flags_.strict,
                 "refuse assumed figures and figures not confirmed in a published source")
        ->group(group);
  }

  void add_output(CLI::App& app) {
    if (CLI::Option* const usual = app.get_option_no_throw("--format")) {
      app.remove_option(usual);
    }
    add_choice(app, "--format", "how the answer is written", answer_format_names,
               [this](std::size_t i) { flags_.format = i; });
    app.add_flag("--show", flags_.show,
                 "print the manifest that each file comes to, and where its values stand")
        ->group("Output");
    app.add_option_function<std::vector<std::string>>(
           "--write",
           [this](const std::vector<std::string>& words) {
             for (const std::string& word : words) {
               add_copy(word);
             }
           },
           "the answer once more, into a file; may be given several times")
        ->type_name("FORMAT=FILE")
        ->allow_extra_args(false)
        ->group("Output");
    add_choice(app, "--ci", "annotate for a service; auto tells by the environment",
               ci_service_names,
               [this](std::size_t i) { flags_.service = static_cast<CiService>(i); });
  }

  void add_copy(const std::string& word) {
    const auto sign = word.find('=');
    const auto format =
        std::find(answer_format_names.begin(), answer_format_names.end(), word.substr(0, sign));
    if (sign == std::string::npos || sign + 1 == word.size() || word.substr(sign + 1) == "-" ||
        format == answer_format_names.end()) {
      throw usage("`" + word + "` is no copy of the answer",
                  "write it as `sarif=plume.sarif`; formats are " + joined(answer_format_names));
    }
    flags_.copies.push_back(
        {static_cast<std::size_t>(format - answer_format_names.begin()), word.substr(sign + 1)});
  }

  CheckFlags flags_;
};

}  // namespace

std::unique_ptr<Command> make_check_command() {
  return std::make_unique<CheckCommand>();
}

}  // namespace plume
