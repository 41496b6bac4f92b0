// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/models/vision_throughput.hpp"

#include <span>
#include <string>
#include <vector>

/// The fit behind the coefficients of data/models/vision.json: pure functions on measured rates of
/// image training (data/measurements/images.json).
namespace plume::fit {

enum class ImageKind { cnn, vision_transformer };

/// One measured steady rate of training.
struct ImageMeasurement {
  std::string source;
  ImageKind kind = ImageKind::cnn;
  double forward = 0;             ///< FLOP of one sample's forward pass
  double activations = 0;         ///< of one sample's forward pass
  double bytes = 2;               ///< of one activation
  double peak = 0;                ///< FLOP/s of one device, dense, at the precision used
  double bandwidth = 0;           ///< bytes/s of one device
  double count = 1;               ///< devices
  double samples_per_second = 0;  ///< all devices together
};

/// Activations by work: `coefficient` x G^`exponent` million, G in thousand million multiply-adds.
struct ActivationLaw {
  double coefficient = 0;
  double exponent = 0;
};

struct ImageFit {
  double traffic = 0;  ///< k: times that an activation crosses the memory in one step
  ActivationLaw cnn;
  ActivationLaw vision_transformer;
};

/// Fits the coefficients.
///
/// Formula: t = (3 F / peak + k A b / bandwidth) / scaling(n), time of one device for one sample;
/// the scaling is given. k minimises the mean of the Huber loss (linear beyond 0.3) of the
/// residuals ln(predicted t / measured t), a row weighing 1 / sqrt(rows of its source). The law of
/// activations is the least-squares line of ln A over ln G through the different architectures of
/// each kind.
ImageFit fit_images(std::span<const ImageMeasurement> rows, const ImageCoefficients& scaling);

/// Predicted seconds of one device for one sample. With `guess`, the activations come from the law.
double predicted_seconds(const ImageFit& fit, const ImageMeasurement& row,
                         const ImageCoefficients& scaling, bool guess);

/// A row predicted by a fit that has not seen its source.
struct LeftOut {
  std::string source;
  ImageKind kind = ImageKind::cnn;
  double ratio = 0;   ///< measured time over predicted time
  double weight = 1;  ///< 1 / rows of its source: every source weighs the same
};

/// Every row, predicted by the fit to all other sources. The laws of activations come from all
/// rows: they hold no time.
std::vector<LeftOut> leave_sources_out(std::span<const ImageMeasurement> rows,
                                       const ImageCoefficients& scaling, bool guess);

/// Errors of time, |predicted / measured - 1|.
struct FitError {
  double median = 0;
  double p90 = 0;
};

/// Over the rows, each weighing the same, or balanced over sources.
FitError error_of(std::span<const LeftOut> rows, bool balanced);

/// The 5th and 95th percentile of measured over predicted utilisation for one kind; balanced over
/// sources or not.
struct FitBand {
  double low = 0;
  double high = 0;
};
FitBand band_of(std::span<const LeftOut> rows, ImageKind kind, bool balanced);

}  // namespace plume::fit
