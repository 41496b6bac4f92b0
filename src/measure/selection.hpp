// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// What a device is called in a list of devices.
struct DeviceNames {
  std::string_view group;  ///< "cpu", "gpu"
  std::string id;          ///< "package-0", a UUID
  std::optional<std::size_t> number{};
};

/// The devices that somebody wants to measure.
class Selection {
 public:
  explicit Selection(std::span<const std::string> wanted)
      : wanted_(wanted), found_(wanted.size()) {}

  bool is_all() const { return wanted_.empty(); }

  /// Whether the device is to be measured; all are where none is named.
  bool wants(const DeviceNames& device);

  /// Whether it is named: some devices are measured only then.
  bool names(const DeviceNames& device);

  /// Throws `Failure` (bad input) for the first entry that no device answered to.
  void require_found() const;

 private:
  std::span<const std::string> wanted_;
  std::vector<bool> found_;
  std::vector<std::string> known_;
};

/// What a value of CUDA_VISIBLE_DEVICES says.
struct VisibleDevices {
  enum class Kind { all, none, uuids, numbers };
  Kind kind = Kind::all;
  std::vector<std::string> entries{};
};

/// Reads a value of CUDA_VISIBLE_DEVICES: UUIDs, or numbers, whose order only CUDA knows.
VisibleDevices read_visible_devices(const std::optional<std::string>& value);

}  // namespace plume
