// SPDX-License-Identifier: Apache-2.0
/// A library with the functions of NVML that plume uses, for tests. The file that FAKE_NVML names
/// has a line a device, and is read anew with every call: UUID, name, what it can do, W, separated
/// by commas. What it can do: energy, instant, power, nothing, unwell (an error now), lost,
/// divided. A device's energy is its power by the time since the library was started.
#include "measure/nvml.hpp"

#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

namespace {

constexpr int success = 0;
constexpr int uninitialised = 1;
constexpr int invalid = 2;
constexpr int not_supported = 3;
constexpr int not_found = 6;
constexpr int driver_not_loaded = 9;
constexpr int timed_out = 10;
constexpr int lost = 15;

using Clock = std::chrono::steady_clock;

struct Device {
  std::string uuid;
  std::string name;
  std::string able;
  double watts = 0;
};

using Field = plume::NvmlField;

Clock::time_point begin;
bool started = false;

std::string cell(std::string& line) {
  const auto comma = line.find(',');
  std::string out = line.substr(0, comma);
  line = comma == std::string::npos ? "" : line.substr(comma + 1);
  return out;
}

std::vector<Device> devices() {
  std::vector<Device> out;
  const char* const name = std::getenv("FAKE_NVML");
  std::ifstream file(name == nullptr ? "" : name);
  for (std::string line; std::getline(file, line);) {
    Device device{cell(line), cell(line), cell(line), 0};
    device.watts = std::strtod(cell(line).c_str(), nullptr);
    out.push_back(device);
  }
  return out;
}

/// Devices are numbers from 1 on, as pointers.
std::array<char, 1025> places{};

Device at(void* handle) {
  const auto place = static_cast<std::size_t>(static_cast<char*>(handle) - places.data());
  const auto all = devices();
  return place >= 1 && place <= all.size() ? all[place - 1] : Device{"", "", "lost", 0};
}

/// What a call for a figure comes to, of a device that can do one of these.
int answer(const Device& device, std::initializer_list<const char*> able) {
  if (!started) {
    return uninitialised;
  }
  if (device.able == "lost") {
    return lost;
  }
  if (device.able == "unwell") {
    return timed_out;
  }
  for (const char* const word : able) {
    if (device.able == word) {
      return success;
    }
  }
  return not_supported;
}

int give(const std::string& text, char* out, unsigned length) {
  if (text.size() + 1 > length) {
    return invalid;
  }
  std::memcpy(out, text.c_str(), text.size() + 1);
  return success;
}

unsigned milliwatts(const Device& device) {
  return static_cast<unsigned>(device.watts * 1000);
}

}  // namespace

extern "C" {

int nvmlInit_v2() {
  started = std::getenv("FAKE_NVML") != nullptr;
  begin = Clock::now();
  return started ? success : driver_not_loaded;
}

int nvmlShutdown() {
  started = false;
  return success;
}

const char* nvmlErrorString(int result) {
  return result == lost ? "GPU is lost" : result == timed_out ? "Timeout" : "Another fault";
}

int nvmlDeviceGetCount_v2(unsigned* out) {
  *out = static_cast<unsigned>(devices().size());
  return success;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned index, void** out) {
  *out = &places[index + 1];
  return index < devices().size() ? success : invalid;
}

int nvmlDeviceGetHandleByUUID(const char* uuid, void** out) {
  const auto all = devices();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].uuid == uuid) {
      *out = &places[i + 1];
      return success;
    }
  }
  return not_found;
}

int nvmlDeviceGetUUID(void* device, char* out, unsigned length) {
  return give(at(device).uuid, out, length);
}

int nvmlDeviceGetName(void* device, char* out, unsigned length) {
  return give(at(device).name, out, length);
}

int nvmlDeviceGetMigMode(void* device, unsigned* now, unsigned* pending) {
  *now = at(device).able == "divided" ? 1 : 0;
  *pending = *now;
  return success;
}

int nvmlDeviceGetTotalEnergyConsumption(void* device, unsigned long long* out) {
  const Device known = at(device);
  const std::chrono::duration<double> since = Clock::now() - begin;
  *out = 1000000 + static_cast<unsigned long long>(known.watts * since.count() * 1000);
  return answer(known, {"energy", "divided"});
}

int nvmlDeviceGetFieldValues(void* device, int count, Field* fields) {
  const Device known = at(device);
  const unsigned value = milliwatts(known);
  for (int i = 0; i < count; ++i) {
    fields[i].type = 1;
    fields[i].result = fields[i].id == 186 ? answer(known, {"instant"}) : not_supported;
    std::memcpy(fields[i].value.data(), &value, sizeof value);
  }
  return success;
}

int nvmlDeviceGetPowerUsage(void* device, unsigned* out) {
  const Device known = at(device);
  *out = milliwatts(known);
  return answer(known, {"power", "instant", "energy"});
}
}
