// SPDX-License-Identifier: Apache-2.0
#include "plume/models/unet.hpp"

namespace plume {

namespace {

/// Sums parts that work at different resolutions.
class Sum {
 public:
  explicit Sum(const UNetShape& shape) : shape_(shape), side_(shape.side) {}

  void halve() { side_ /= 2; }
  void double_side() { side_ *= 2; }
  double positions() const { return side_ * side_; }

  /// A part that works on every position of the present resolution.
  void add(const Part& part) { add(part, positions()); }
  void add(const Part& part, double times) {
    parameters_ += part.parameters;
    products_ += part.products * times;
  }
  void add_scores(double width, double keys) { products_ += 2 * positions() * keys * width; }

  void residual_block(double in, double out);
  void transformer(const UNetLevel& level);

  double parameters() const { return parameters_; }
  Work forward() const { return flop(2 * products_); }

 private:
  void transformer_layers(const UNetLevel& level);

  const UNetShape& shape_;
  double side_;
  double parameters_ = 0;
  double products_ = 0;
};

void Sum::residual_block(double in, double out) {
  add(norm(Norm::layer, in) + convolution(in, out, 9, true) + norm(Norm::layer, out) +
      convolution(out, out, 9, true));
  add(linear(shape_.time_width, (shape_.scale_and_shift ? 2 : 1) * out, true), 1);
  if (in != out) {
    add(convolution(in, out, 1, true));
  }
}

/// All layers of a transformer are alike, and work at one resolution.
void Sum::transformer_layers(const UNetLevel& level) {
  const double n = level.transformer_layers;
  const double c = level.channels;
  const Part gated_feed_forward = linear(c, 8 * c, true) + linear(4 * c, c, true);
  const Part to_itself = 4 * linear(c, c, false) + table(1, c);
  const Part to_the_text = 2 * linear(c, c, false) + table(1, c);
  add(n * (3 * norm(Norm::layer, c) + to_itself + to_the_text + gated_feed_forward));
  add(n * (2 * linear(level.context_width, c, false)), shape_.context_tokens);
  add_scores(n * c, positions() + shape_.context_tokens);
}

void Sum::transformer(const UNetLevel& level) {
  if (level.transformer_layers > 0) {
    add(norm(Norm::layer, level.channels) + 2 * linear(level.channels, level.channels, true));
    transformer_layers(level);
  }
}

void add_way_down(Sum& sum, const UNetShape& shape) {
  double channels = shape.down.front().channels;
  for (std::size_t i = 0; i < shape.down.size(); ++i) {
    const UNetLevel& level = shape.down[i];
    for (double block = 0; block < level.blocks; ++block) {
      sum.residual_block(channels, level.channels);
      sum.transformer(level);
      channels = level.channels;
    }
    if (i + 1 < shape.down.size()) {
      sum.halve();
      sum.add(convolution(channels, channels, 9, true));
    }
  }
}

void add_middle(Sum& sum, const UNetShape& shape) {
  UNetLevel deepest = shape.down.back();
  deepest.transformer_layers = shape.middle_transformer_layers;
  sum.residual_block(deepest.channels, deepest.channels);
  sum.transformer(deepest);
  sum.residual_block(deepest.channels, deepest.channels);
}

/// Every block joins what the way down left at its resolution; the last one that of the next.
void add_way_up(Sum& sum, const UNetShape& shape) {
  double channels = shape.up.front().channels;
  for (std::size_t i = 0; i < shape.up.size(); ++i) {
    const UNetLevel& level = shape.up[i];
    const bool last = i + 1 == shape.up.size();
    const double finer = last ? level.channels : shape.up[i + 1].channels;
    for (double block = 0; block < level.blocks; ++block) {
      sum.residual_block(channels + (block + 1 == level.blocks ? finer : level.channels),
                         level.channels);
      sum.transformer(level);
      channels = level.channels;
    }
    if (!last) {
      sum.double_side();
      sum.add(convolution(channels, channels, 9, true));
    }
  }
}

void add_conditions(Sum& sum, const UNetShape& shape) {
  const double first = shape.down.front().channels;
  sum.add(linear(first, shape.time_width, true) + linear(shape.time_width, shape.time_width, true),
          1);
  if (shape.condition_width > 0) {
    sum.add(linear(shape.condition_width, shape.time_width, true) +
                linear(shape.time_width, shape.time_width, true),
            1);
  }
  sum.add(table(shape.classes, shape.time_width) + linear(shape.distilled_width, first, false), 1);
}

}  // namespace

ModelSize unet_size(const UNetShape& shape) {
  Sum sum(shape);
  const double first = shape.down.front().channels;
  add_conditions(sum, shape);
  sum.add(convolution(shape.channels_in, first, shape.taps_in, true));
  add_way_down(sum, shape);
  add_middle(sum, shape);
  add_way_up(sum, shape);
  sum.add(norm(Norm::layer, first) + convolution(first, shape.channels_out, shape.taps_out, true));
  return {.kind = ModelKind::diffusion,
          .parameters = sum.parameters(),
          .active_parameters = sum.parameters(),
          .width = shape.down.back().channels,
          .forward_per_sample = sum.forward()};
}

}  // namespace plume
