// SPDX-License-Identifier: Apache-2.0
#include "fit/image_rows.hpp"

#include "plume/data/catalogue.hpp"
#include "plume/support/file.hpp"
#include "plume/units/units.hpp"

#include <nlohmann/json.hpp>

#include <stdexcept>

namespace plume::fit {

namespace {

Property peak_of(const std::string& precision) {
  return precision == "fp32"   ? Property::fp32
         : precision == "tf32" ? Property::tf32
                               : Property::fp16;
}

ImageMeasurement measurement(const nlohmann::json& row) {
  const std::string name = row.at("accelerator");
  const Accelerator* const device = find_accelerator(name);
  if (device == nullptr) {
    throw std::runtime_error("the catalogue has no accelerator " + name);
  }
  const Property peak = peak_of(row.at("precision"));
  return {.source = row.at("source"),
          .kind = row.at("kind") == "cnn" ? ImageKind::cnn : ImageKind::vision_transformer,
          .forward = 1e9 * row.at("forward_gflop").get<double>(),
          .activations = 1e6 * row.at("mactivations").get<double>(),
          .bytes = peak == Property::fp16 ? 2.0 : 4.0,
          .peak = device->figure(peak)->as<WorkRate>().value.in(flop_per_second),
          .bandwidth = 1e9 * device->figure(Property::memory_bandwidth)
                                 ->as<Bandwidth>()
                                 .value.in(gigabytes_per_second),
          .count = row.at("count"),
          .samples_per_second = row.at("samples_per_second")};
}

}  // namespace

std::vector<ImageMeasurement> read_image_measurements(const std::string& path) {
  std::vector<ImageMeasurement> out;
  for (const nlohmann::json& row : nlohmann::json::parse(read_file(path))) {
    out.push_back(measurement(row));
  }
  return out;
}

ImageCoefficients image_scaling() {
  return {.traffic = 0,
          .one_node = constant(Constant::image_one_node).value,
          .count_exponent = constant(Constant::image_count_exponent).value,
          .count_exponent_beyond = constant(Constant::image_count_exponent_beyond).value};
}

}  // namespace plume::fit
