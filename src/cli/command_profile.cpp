// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/profile_flags.hpp"

#include <fmt/format.h>

namespace plume {

namespace {

constexpr std::string_view profile_examples = R"(Examples:
  plume profile emissions.csv --region fr
  plume profile gpu.csv --accelerator a100-sxm-80gb --steps-done 200 --steps-total 100000
  plume profile node0.csv node1.csv cpu.txt --rest-of-system 160W
  plume profile gpu.csv --grid-log hours.csv --tz +02:00
  plume profile serving.csv --requests 12000 --tokens 3.4M
  plume profile gpu.csv --run train.yaml

Files of one run add up, each device once. The format is told by the content, or by --from.
Exit codes: 0 done; 2 bad usage or input; 74 write failed.)";

class ProfileCommand final : public Command {
 public:
  void setup(CLI::App& app, Words words) override {
    app.add_option("LOG", files_, "logs of power or energy of one run; - is standard input")
        ->type_name("");
    add_reading(app);
    add_profile_flags(app, flags_, words);
    app.footer(std::string(profile_examples));
  }

  ExitCode run() override { return run_profile(flags_, files_); }

 private:
  void add_reading(CLI::App& app) {
    constexpr auto group = "Logs";
    for (const LogFormat& format : log_formats()) {
      formats_.push_back(format.id);
    }
    add_choice(app, "--from", "what wrote the logs; without the flag their content tells", formats_,
               [this](std::size_t i) { flags_.log.format = log_formats()[i].id; });
    app.get_option("--from")->group(group);
    app.add_option("--columns", flags_.log.columns,
                   "names of the columns of a table without a header, apart by commas")
        ->delimiter(',')
        ->type_name("NAMES")
        ->allow_extra_args(false)
        ->group(group);
    app.add_option("--window", flags_.log.window, "of a log of nested windows the one that counts")
        ->type_name("NAME")
        ->group(group);
    app.add_option("--interval", flags_.log.interval,
                   "seconds between samples of a log without times")
        ->type_name("SECONDS")
        ->check(CLI::PositiveNumber)
        ->group(group);
    app.add_option("--job", flags_.log.job, "of a log of several runs the one that counts")
        ->type_name("NAME")
        ->group(group);
  }

  std::vector<std::string> files_;
  std::vector<std::string_view> formats_;  ///< ids
  ProfileFlags flags_;
};

}  // namespace

std::unique_ptr<Command> make_profile_command() {
  return std::make_unique<ProfileCommand>();
}

}  // namespace plume
