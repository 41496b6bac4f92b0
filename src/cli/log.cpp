// SPDX-License-Identifier: Apache-2.0
#include "cli/log.hpp"

#include "plume/units/text.hpp"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace plume {

void log_inputs(const Report& report) {
  const auto known = spdlog::get("plume");
  const auto logger = known ? known : spdlog::stderr_color_st("plume");
  logger->set_pattern("%n: %v");
  logger->info("catalogue {}", catalogue_release());
  for (const Input& input : report.inputs) {
    logger->info("{} = {}{}{} ({})", input.name, print_machine(input.value),
                 input.unit == "1" ? "" : " ", input.unit == "1" ? "" : input.unit,
                 status_names[static_cast<std::size_t>(input.status)]);
  }
}

}  // namespace plume
