// SPDX-License-Identifier: Apache-2.0
#include "cli/profile_flags.hpp"

#include "cli/amount_flag.hpp"
#include "cli/field_flags.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <functional>

namespace plume {

namespace {

constexpr auto extrapolation_group = "Extrapolation";
constexpr auto grid_group = "Grid";
constexpr auto service_group = "Service";

void add_count(CLI::App& app, const std::string& name, const std::string& what,
               const std::string& example, const char* group, std::optional<double>& out) {
  add_amount(app, {name, what, example}, group, [&out](double value) { out = value; });
}

void add_extrapolation(CLI::App& app, ProfileOptions& out) {
  add_count(app, "--steps-done", "training steps that the logs cover", "200", extrapolation_group,
            out.done);
  add_count(app, "--steps-total", "training steps of the whole run", "100000", extrapolation_group,
            out.total);
  const auto add_epochs = [&](const std::string& name, const std::string& example,
                              std::optional<double>& into) {
    add_amount(app, {name, "the same in epochs", example}, extrapolation_group,
               [&app, &out, &into](double value) {
                 if (app.count("--steps-done") + app.count("--steps-total") > 0) {
                   throw usage("steps and epochs are mixed",
                               "give what is done and the total both in steps, or both in epochs");
                 }
                 into = value;
                 out.in_epochs = true;
               });
  };
  add_epochs("--epochs-done", "1", out.done);
  add_epochs("--epochs-total", "90", out.total);
  add_count(app, "--evaluations", "evaluations of the whole run, where the log marks some", "20",
            extrapolation_group, out.evaluations);
  add_count(app, "--checkpoints", "checkpoints of the whole run, where the log marks some", "50",
            extrapolation_group, out.checkpoints);
}

/// "+02:00", "-0530", "Z", "UTC" in seconds.
double offset_of(const std::string& text) {
  if (text == "Z" || text == "UTC") {
    return 0;
  }
  std::string digits;
  for (const char c : text) {
    digits += c >= '0' && c <= '9' ? std::string(1, c) : std::string();
  }
  const bool is_signed = text.starts_with('+') || text.starts_with('-');
  const bool is_shaped = text.size() == 5 || (text.size() == 6 && text[3] == ':');
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (!is_signed || digits.size() != 4 || !is_shaped || number > 1400 || number % 100 > 59) {
    throw usage(fmt::format("`{}` is no offset from UTC", text), "write it as `+02:00`, or UTC");
  }
  const double size = (number / 100) * 3600.0 + (number % 100) * 60.0;
  return text.front() == '-' ? -size : size;
}

void add_grid(CLI::App& app, ProfileFlags& flags) {
  app.add_option("--grid-log", flags.grid_log,
                 "carbon intensity hour by hour: Electricity Maps, NESO, WattTime, ENTSO-E, or a "
                 "table of time and g/kWh")
      ->type_name("FILE")
      ->group(grid_group);
  app.add_option("--zone", flags.grid.zone, "of a grid log with several")
      ->type_name("NAME")
      ->group(grid_group);
  app.add_flag("--direct", flags.grid.direct,
               "of a grid log with both, the direct intensity in the place of the life cycle's")
      ->group(grid_group);
  app.add_option_function<std::string>(
         "--tz",
         [&flags](const std::string& text) {
           flags.options.utc_offset = flags.log.utc_offset = flags.grid.utc_offset =
               offset_of(text);
         },
         "how far local times of the logs are ahead of UTC")
      ->type_name("+02:00")
      ->group(grid_group);
}

void add_service(CLI::App& app, ProfileFlags& flags) {
  add_count(app, "--requests", "requests that were served in the measured time", "12000",
            service_group, flags.requests);
  add_count(app, "--tokens", "tokens that were served in the measured time", "3.4M", service_group,
            flags.tokens);
}

}  // namespace

double seconds_of(const std::string& flag, const std::string& text) {
  return amount_of({flag, "", "1s", Time::dimension, seconds.factor}, text);
}

void add_profile_flags(CLI::App& app, ProfileFlags& flags, Words words) {
  add_extrapolation(app, flags.options);
  add_grid(app, flags);
  add_service(app, flags);
  add_amount(app,
             {"--rest-of-system", "what no meter covers, all machines together", "80 W",
              Power::dimension, watts.factor},
             "Measurement",
             [&flags](double base) { flags.options.rest_of_system = Power::from_base(base); });
  app.add_option("--run", flags.run,
                 "a manifest or a training configuration of the same run: its estimate is held "
                 "against the measurement")
      ->type_name("FILE")
      ->group("Measurement");
  app.add_flag("--strict", flags.strict,
               "refuse assumed figures and figures not confirmed in a published source")
      ->group("Output");
  constexpr std::array taken{Key::tokens, Key::method};
  add_field_flags(app, flags.fields, words, taken);
  add_common(app, flags.common, words);
}

}  // namespace plume
