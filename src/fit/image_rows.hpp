// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fit/vision_fit.hpp"

#include <string>
#include <vector>

namespace plume::fit {

/// The measured rates of image training: a file of the data folder that is not compiled in. Peaks
/// and bandwidths are those of the catalogue. Throws where the file cannot be read or a device is
/// not listed.
std::vector<ImageMeasurement> read_image_measurements(const std::string& path);

/// What the fit keeps fixed: how rates fall with the number of devices.
ImageCoefficients image_scaling();

}  // namespace plume::fit
