// SPDX-License-Identifier: Apache-2.0
#include "fit/write_fit.hpp"
#include "plume/support/diagnostic.hpp"
#include "plume/support/file.hpp"

#include <fmt/chrono.h>

#include <ctime>
#include <exception>

/// plume_fit_models FILE: fits the throughput model to the catalogue's measurements, prints the
/// errors on unseen rows and writes the coefficients to FILE.
int main(int argc, char** argv) {
  using namespace plume;
  if (argc != 2) {
    fmt::print(stderr, "usage: plume_fit_models data/models/throughput-fit.json\n");
    return static_cast<int>(ExitCode::bad_input);
  }
  try {
    const fit::DenseFit dense = fit::fit_dense();
    const fit::SteadyFit moe = fit::fit_moe();
    const std::string today = fmt::format("{:%Y-%m-%d}", fmt::gmtime(std::time(nullptr)));
    write_file(argv[1], fit::as_data_file(dense, moe, today));
    write_standard_output(fit::as_table(dense, moe));
  } catch (const std::exception& error) {
    fmt::print(stderr, "plume_fit_models: {}\n", error.what());
    return static_cast<int>(ExitCode::internal);
  }
  return 0;
}
