// SPDX-License-Identifier: Apache-2.0
#include "fit/image_rows.hpp"
#include "fit/write_fit.hpp"
#include "plume/support/diagnostic.hpp"
#include "plume/support/file.hpp"

#include <fmt/chrono.h>

#include <ctime>
#include <exception>
#include <string>
#include <string_view>

namespace plume::fit {

namespace {

void fit_rates(const std::string& data, std::string_view date) {
  const DenseFit dense = fit_dense();
  const SteadyFit moe = fit_moe();
  const auto images = read_image_measurements(data + "/measurements/images.json");
  const auto left_out = leave_sources_out(images, image_scaling(), false);
  write_file(data + "/models/throughput-fit.json", steady_file(dense, moe, date));
  write_file(data + "/models/images-fit.json",
             image_file(fit_images(images, image_scaling()), left_out, date));
  write_standard_output(steady_table(dense, moe, left_out));
}

void fit_lost_time(const std::string& data, std::string_view date) {
  const OverheadFit fit = fit_overhead();
  write_file(data + "/models/overhead-fit.json", overhead_file(fit, date));
  write_standard_output(overhead_table(fit));
}

ExitCode run(std::string_view what, const std::string& data) {
  const std::string today = fmt::format("{:%Y-%m-%d}", fmt::gmtime(std::time(nullptr)));
  if (what == "rates") {
    fit_rates(data, today);
  } else if (what == "overhead") {
    fit_lost_time(data, today);
  } else {
    fmt::print(stderr, "usage: plume_fit_models rates|overhead DATA\n");
    return ExitCode::bad_input;
  }
  return ExitCode::done;
}

}  // namespace

}  // namespace plume::fit

/// plume_fit_models rates DATA: fits the rates of training to the measurements in the data folder;
/// `overhead`, which builds upon them, the lost time of whole runs. Both print the errors on unseen
/// rows and write the coefficients into the folder.
int main(int argc, char** argv) {
  try {
    return static_cast<int>(plume::fit::run(argc == 3 ? argv[1] : "", argc == 3 ? argv[2] : ""));
  } catch (const std::exception& error) {
    fmt::print(stderr, "plume_fit_models: {}\n", error.what());
    return static_cast<int>(plume::ExitCode::internal);
  }
}
