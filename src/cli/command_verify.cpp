// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"
#include "cli/commands.hpp"
#include "plume/pipeline/verify.hpp"
#include "plume/report/verify.hpp"
#include "plume/support/closest_match.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unistd.h>

namespace plume {

namespace {

constexpr std::string_view verify_examples = R"(Examples:
  plume verify
  plume verify patterson
  plume verify published --method all
  plume verify published unseen -q --format csv
  plume verify --json | jq '.suites[].summary'

Energy that is only rated power x hours tests the sum, and counts in no accuracy.
Exit codes: 0 all sums and bounds hold; 1 one does not; 2 bad usage or input.)";

std::vector<std::string_view> suite_names() {
  std::vector<std::string_view> names;
  for (const Suite& suite : suites()) {
    names.push_back(suite.id.view());
  }
  return names;
}

const Suite& suite_of(const std::string& name) {
  const Suite* const found = find_suite(name);
  if (found == nullptr) {
    const auto near = suggest_suites(name);
    throw usage(fmt::format("there is no suite `{}`", name),
                near.empty() ? fmt::format("give one of {}", fmt::join(suite_names(), ", "))
                             : did_you_mean(near));
  }
  return *found;
}

/// The suites asked for, each once; all when none was named.
std::vector<const Suite*> suites_of(const std::vector<std::string>& names) {
  std::vector<const Suite*> out;
  for (const std::string& name : names) {
    const Suite* const suite = &suite_of(name);
    if (std::find(out.begin(), out.end(), suite) == out.end()) {
      out.push_back(suite);
    }
  }
  if (names.empty()) {
    for (const Suite& suite : suites()) {
      out.push_back(&suite);
    }
  }
  return out;
}

class VerifyCommand final : public Command {
 public:
  void setup(CLI::App& app, Words words) override {
    app.add_option("SUITE", names_,
                   fmt::format("which published runs; all when none is named: {}",
                               fmt::join(suite_names(), ", ")))
        ->type_name("");
    add_choice(app, "--method", "by which method hours are predicted again", choices_,
               [this](std::size_t i) { method_ = i; });
    add_common(app, common_, words);
    app.footer(std::string(verify_examples));
  }

  ExitCode run() override {
    lay_over(common_);
    std::vector<SuiteResult> results;
    for (const Suite* suite : suites_of(names_)) {
      results.push_back(verify(*suite, methods()));
    }
    const bool to_file = !common_.output.empty();
    const RenderOptions options{.format = common_.format,
                                .colour = !to_file && use_colour(common_.colour, STDOUT_FILENO)};
    deliver(common_, render_verification(results, options, common_.quiet));
    const bool good = std::all_of(results.begin(), results.end(),
                                  [](const SuiteResult& result) { return result.good(); });
    return good ? ExitCode::done : ExitCode::no;
  }

 private:
  std::vector<Method> methods() const {
    if (method_ < method_names.size()) {
      return {static_cast<Method>(method_)};
    }
    std::vector<Method> all;
    for (std::size_t i = 0; i < method_names.size(); ++i) {
      all.push_back(static_cast<Method>(i));
    }
    return all;
  }

  static std::vector<std::string_view> method_choices() {
    std::vector<std::string_view> choices(method_names.begin(), method_names.end());
    choices.push_back("all");
    return choices;
  }

  CommonFlags common_;
  std::vector<std::string> names_;
  std::vector<std::string_view> choices_ = method_choices();
  std::size_t method_ = 0;  ///< the place among `choices_`
};

}  // namespace

std::unique_ptr<Command> make_verify_command() {
  return std::make_unique<VerifyCommand>();
}

}  // namespace plume
