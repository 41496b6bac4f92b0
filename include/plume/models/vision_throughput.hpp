// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace plume {

/// One training step of an image model, by the sample.
struct ImageStep {
  double work = 0;         ///< model FLOP: forward and backward
  double activations = 0;  ///< outputs of all convolutions and matrix products, forward pass
  double bytes = 2;        ///< of one activation: 2 in 16 bits and below, 4 in 32 bits
};

/// What an image model runs on.
struct ImageDevice {
  double peak = 0;       ///< FLOP/s, dense, at the precision on which the utilisation is defined
  double bandwidth = 0;  ///< memory, bytes/s
  double count = 1;      ///< devices
};

/// The coefficients of the image model.
struct ImageCoefficients {
  double traffic = 0;  ///< k: times that an activation crosses the memory in one step
  double one_node = 8;
  double count_exponent = 0;         ///< of the devices inside a node
  double count_exponent_beyond = 0;  ///< of the number of nodes
};

/// What is left of the rate of one device where `count` work together:
/// min(n, n0)^a max(1, n/n0)^b.
double image_scaling(double count, const ImageCoefficients& coefficients);

/// Seconds of one device for one sample: (W/peak + k A b/bandwidth) / scaling(n), for W model FLOP
/// and A activations of b bytes. Training on images moves each activation through memory many times
/// over and does little with it, so that FLOP alone do not give the time. A fit to measured rates
/// of convolutional networks and vision transformers (docs/explanation/method.md); valid from 0.03
/// to 1,000 GFLOP a forward pass, 1 to some hundred devices.
double image_seconds(const ImageStep& step, const ImageDevice& device,
                     const ImageCoefficients& coefficients);

/// The same as a utilisation: W / (peak x seconds).
double image_mfu(const ImageStep& step, const ImageDevice& device,
                 const ImageCoefficients& coefficients);

/// How many activations an image model of this forward work has: c G^e million, for G thousand
/// million multiply-adds (forward FLOP / 2e9). A regression over published architectures; single
/// ones differ by a factor of 2.4.
double typical_activations(double forward, double coefficient, double exponent);

/// Layers and width of a transformer.
struct TransformerShape {
  double layers = 0;
  double width = 0;
};

/// The shape of a vision transformer of N parameters whose shape is not known: N = 12 L d^2 with
/// d = aspect x L.
TransformerShape typical_vision_transformer(double parameters, double aspect);

/// Activations of one image's forward pass through a plain vision transformer of heads of 64:
/// L d T (10 + T/64): queries, keys, values, their mixture, projection and a feed-forward layer of
/// four widths, and the attention scores.
double transformer_activations(const TransformerShape& shape, double tokens);

}  // namespace plume
