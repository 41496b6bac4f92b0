// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/measure/sensor.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace plume {

/// The beginning of a small file, or why it could not be read.
struct SmallFile {
  std::string text;
  int error = 0;  ///< errno; 0 for none
};

/// Reads up to 4 KiB without waiting.
SmallFile read_small_file(const std::string& path);

/// The text of a small file without the blanks around it; empty where it cannot be read.
std::string first_line_of(const std::string& path);

/// The number, not negative, that a text begins with: "123 J" is 123.
std::optional<double> leading_number(std::string_view text);

/// A counter that a file shows, as a text.
class CounterFile final : public Sensor {
 public:
  /// `counts`: of the file, that are a joule.
  CounterFile(std::string path, double counts, Meter meter)
      : path_(std::move(path)), counts_(counts), meter_(std::move(meter)) {}

  Meter describe() const override { return meter_; }
  std::optional<double> read() override;
  std::string loss() const override { return loss_; }

  /// Why the last reading gave nothing; 0 where the file could be read.
  int error() const { return error_; }

 private:
  std::string path_;
  double counts_;
  Meter meter_;
  std::string loss_;
  int error_ = 0;
};

}  // namespace plume
