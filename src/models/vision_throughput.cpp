// SPDX-License-Identifier: Apache-2.0
#include "plume/models/vision_throughput.hpp"

#include <algorithm>
#include <cmath>

namespace plume {

double image_scaling(double count, const ImageCoefficients& c) {
  const double inside = std::clamp(count, 1.0, c.one_node);
  const double nodes = std::max(1.0, count / c.one_node);
  return std::pow(inside, c.count_exponent) * std::pow(nodes, c.count_exponent_beyond);
}

double image_seconds(const ImageStep& step, const ImageDevice& device,
                     const ImageCoefficients& coefficients) {
  const double computing = step.work / device.peak;
  const double moving = coefficients.traffic * step.activations * step.bytes / device.bandwidth;
  return (computing + moving) / image_scaling(device.count, coefficients);
}

double image_mfu(const ImageStep& step, const ImageDevice& device,
                 const ImageCoefficients& coefficients) {
  return step.work / (device.peak * image_seconds(step, device, coefficients));
}

double typical_activations(double forward, double coefficient, double exponent) {
  return 1e6 * coefficient * std::pow(forward / 2e9, exponent);
}

TransformerShape typical_vision_transformer(double parameters, double aspect) {
  const double layers = std::cbrt(parameters / (12 * aspect * aspect));
  return {layers, aspect * layers};
}

double transformer_activations(const TransformerShape& shape, double tokens) {
  return shape.layers * shape.width * tokens * (10 + tokens / 64);
}

}  // namespace plume
