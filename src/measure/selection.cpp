// SPDX-License-Identifier: Apache-2.0
#include "measure/selection.hpp"

#include "plume/support/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plume {

namespace {

constexpr std::size_t shortest_beginning = 8;  ///< of a UUID

bool answers_to(const DeviceNames& device, std::string_view entry) {
  const bool number = device.number && entry == std::to_string(*device.number);
  const bool beginning =
      device.group == "gpu" && entry.size() >= shortest_beginning && device.id.starts_with(entry);
  return entry == device.group || entry == device.id || number || beginning;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first == std::string_view::npos
             ? std::string_view()
             : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_uuid(const std::string& entry) {
  return entry.starts_with("GPU-") || entry.starts_with("MIG-");
}

}  // namespace

bool Selection::names(const DeviceNames& device) {
  if (std::find(known_.begin(), known_.end(), device.id) == known_.end()) {
    known_.push_back(device.id);
  }
  bool any = false;
  for (std::size_t i = 0; i < wanted_.size(); ++i) {
    if (answers_to(device, wanted_[i])) {
      found_[i] = true;
      any = true;
    }
  }
  return any;
}

bool Selection::wants(const DeviceNames& device) {
  return names(device) || is_all();
}

void Selection::require_found() const {
  const auto missing = std::find(found_.begin(), found_.end(), false);
  if (missing == found_.end()) {
    return;
  }
  const auto place = static_cast<std::size_t>(missing - found_.begin());
  throw Failure(Diagnostic{
      .code = "unknown-device",
      .message = fmt::format("there is no device `{}` with a sensor", wanted_[place]),
      .cure = known_.empty() ? "leave the flag out: no device has a sensor here"
                             : fmt::format("give some of: cpu, gpu, {}", fmt::join(known_, ", ")),
      .file = "--devices"});
}

VisibleDevices read_visible_devices(const std::optional<std::string>& value) {
  if (!value) {
    return {};
  }
  VisibleDevices out{VisibleDevices::Kind::none};
  std::string_view rest = *value;
  while (!rest.empty()) {
    const auto comma = std::min(rest.find(','), rest.size());
    const std::string_view entry = trimmed(rest.substr(0, comma));
    if (entry.empty() || entry == "-1" || entry == "NoDevFiles") {
      break;  // what stands behind it is not seen
    }
    out.entries.emplace_back(entry);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  if (!out.entries.empty()) {
    const bool uuids = std::all_of(out.entries.begin(), out.entries.end(), is_uuid);
    out.kind = uuids ? VisibleDevices::Kind::uuids : VisibleDevices::Kind::numbers;
  }
  return out;
}

}  // namespace plume
