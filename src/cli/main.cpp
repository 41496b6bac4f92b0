// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"

#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace {

void tell(const plume::Failure& failure, plume::ColourChoice choice) {
  const bool colour = plume::use_colour(choice, STDERR_FILENO);
  for (const plume::Diagnostic& diagnostic : failure.diagnostics()) {
    std::fputs(plume::print_diagnostic(diagnostic, colour).c_str(), stderr);
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return static_cast<int>(plume::run_command_line(argc, argv));
  } catch (const plume::Failure& failure) {
    tell(failure, plume::colour_asked_for(argc, argv));
    return static_cast<int>(failure.exit_code());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "plume: internal error: %s\n", error.what());
    return static_cast<int>(plume::ExitCode::internal);
  }
}
