// SPDX-License-Identifier: Apache-2.0
#include "measure/nvml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>

namespace plume {

namespace {

using Device = NvmlApi::Device;

constexpr int success = 0;
constexpr int no_such_function = 13;
constexpr unsigned most_devices = 1024;
constexpr unsigned power_instant = 186;  ///< NVML_FI_DEV_POWER_INSTANT
constexpr double thousandths = 1000;
constexpr double most_watts = 1e5;

/// Results behind which a device does not come back while the process runs: uninitialised, driver
/// not loaded, fallen off the bus, to be reset, not found.
constexpr std::array<int, 5> final_results{1, 9, 15, 16, 28};

/// Calls a function that the library may lack.
template <class... Parameters, class... Arguments>
int call(int (*function)(Parameters...), Arguments... arguments) {
  return function == nullptr ? no_such_function : function(arguments...);
}

std::string words_for(const NvmlApi& api, int result) {
  const char* const words = api.describe == nullptr ? nullptr : api.describe(result);
  return words == nullptr ? fmt::format("NVML result {}", result) : words;
}

int read_energy(const NvmlApi& api, Device device, double& out) {
  unsigned long long millijoules = 0;
  const int result = call(api.energy, device, &millijoules);
  out = static_cast<double>(millijoules) / thousandths;
  return result;
}

template <class Number>
double number_in(const NvmlField& field) {
  Number out{};
  std::memcpy(&out, field.value.data(), sizeof out);
  return static_cast<double>(out);
}

/// By the types of NVML.
double value_of(const NvmlField& field) {
  static_assert(sizeof(NvmlField) == 40 && offsetof(NvmlField, value) == 32);
  constexpr std::array<double (*)(const NvmlField&), 7> types{
      number_in<double>,        number_in<unsigned>,
      number_in<unsigned long>, number_in<unsigned long long>,
      number_in<long long>,     number_in<int>,
      number_in<unsigned short>};
  return field.type < types.size() ? types[field.type](field) : -1;
}

int read_instant(const NvmlApi& api, Device device, double& out) {
  NvmlField field;
  field.id = power_instant;
  const int result = call(api.fields, device, 1, &field);
  if (result != success || field.result != success) {
    return result == success ? field.result : result;
  }
  out = value_of(field) / thousandths;
  return out >= 0 ? success : no_such_function;
}

int read_power(const NvmlApi& api, Device device, double& out) {
  unsigned milliwatts = 0;
  const int result = call(api.power, device, &milliwatts);
  out = milliwatts / thousandths;
  return result;
}

/// A way to a device's figure, the best first.
struct Way {
  std::string_view sensor;
  ReadingKind kind;
  int (*read)(const NvmlApi&, Device, double&);
};
constexpr std::array<Way, 3> ways{{
    {"nvml total energy", ReadingKind::counter, read_energy},
    {"nvml power instant", ReadingKind::power, read_instant},
    {"nvml power usage", ReadingKind::power, read_power},
}};

/// NVML from the first to the last use; repeated starts are slow.
class Session {
 public:
  explicit Session(const NvmlApi& api) : api_(api) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() { call(api_.shut_down); }
  const NvmlApi& api() const { return api_; }

 private:
  NvmlApi api_;
};

class NvmlSensor final : public Sensor {
 public:
  NvmlSensor(std::shared_ptr<const Session> session, Device device, const Way& way, Meter meter)
      : session_(std::move(session)), device_(device), way_(way), meter_(std::move(meter)) {}

  Meter describe() const override { return meter_; }

  std::optional<double> read() override {
    double value = 0;
    const int result = way_.read(session_->api(), device_, value);
    if (std::find(final_results.begin(), final_results.end(), result) != final_results.end()) {
      loss_ = words_for(session_->api(), result);
    }
    const bool sound = value >= 0 && (way_.kind == ReadingKind::counter || value <= most_watts);
    return result == success && sound ? std::optional(value) : std::nullopt;
  }

  std::string loss() const override { return loss_; }

 private:
  std::shared_ptr<const Session> session_;
  Device device_;
  Way way_;
  Meter meter_;
  std::string loss_;
};

std::string text_of(int (*function)(Device, char*, unsigned), Device device) {
  std::array<char, 97> room{};
  const int result = call(function, device, room.data(), 96U);
  return result == success ? std::string(room.data()) : std::string();
}

/// Adds the devices of one machine.
class Finder {
 public:
  Finder(const NvmlApi& api, const VisibleDevices& visible, Selection& selection,
         FoundSensors& found)
      : session_(std::make_shared<const Session>(api)), visible_(visible), selection_(selection),
        found_(found) {}

  void add_all() {
    resolve_instances();
    unsigned count = 0;
    const int result = call(api().count, &count);
    if (result != success) {
      note("nvml-unusable", fmt::format("NVML counts no devices: {}", words_for(api(), result)),
           "see what `nvidia-smi` says");
    }
    for (unsigned i = 0; result == success && i < std::min(count, most_devices); ++i) {
      add_device(i);
    }
    say_visible(result == success ? count : 0);
  }

 private:
  const NvmlApi& api() const { return session_->api(); }

  void note(std::string_view code, std::string message, std::string cure) {
    const auto said = [&](const LogNote& other) {
      return other.code == code && other.message == message;
    };
    if (std::none_of(found_.notes.begin(), found_.notes.end(), said)) {
      found_.notes.push_back({code, std::move(message), std::move(cure)});
    }
  }

  /// Of an instance of a divided board the board counts: it alone has a meter.
  void resolve_instances() {
    for (std::string& entry : visible_.entries) {
      if (entry.starts_with("MIG-GPU-")) {
        entry = entry.substr(4, entry.find('/') - 4);
      } else if (entry.starts_with("MIG-")) {
        Device instance = nullptr;
        Device board = nullptr;
        const bool known = call(api().by_uuid, entry.c_str(), &instance) == success &&
                           call(api().board_of, instance, &board) == success;
        entry = known ? text_of(api().uuid, board) : entry;
      }
    }
  }

  bool is_visible(const std::string& uuid) {
    if (visible_.kind != VisibleDevices::Kind::uuids || !selection_.is_all()) {
      return visible_.kind != VisibleDevices::Kind::none || !selection_.is_all();
    }
    return std::any_of(
        visible_.entries.begin(), visible_.entries.end(),
        [&](const std::string& entry) { return !entry.empty() && uuid.starts_with(entry); });
  }

  void say_visible(unsigned count) {
    const bool numbers = visible_.kind == VisibleDevices::Kind::numbers;
    if (!selection_.is_all() || count == 0) {
      return;
    }
    if (numbers && visible_.entries.size() < count) {
      note("devices-by-number",
           fmt::format("CUDA_VISIBLE_DEVICES gives numbers, whose order only CUDA knows: all {} "
                       "accelerators are measured",
                       count),
           "give --devices with the UUIDs that `nvidia-smi -L` prints");
    } else if (visible_.kind == VisibleDevices::Kind::none) {
      note("devices-hidden", "CUDA_VISIBLE_DEVICES hides all accelerators: none is measured",
           "give --devices gpu,cpu to measure them all the same");
    }
  }

  void add_device(unsigned index) {
    Device device = nullptr;
    const int result = call(api().by_index, index, &device);
    if (result != success) {
      note("sensor-unreadable",
           fmt::format("accelerator {} cannot be used: {}", index, words_for(api(), result)),
           "see what `nvidia-smi` says; the other sensors are read all the same");
      return;
    }
    Meter meter;
    const std::string uuid = text_of(api().uuid, device);
    meter.device = uuid.empty() ? fmt::format("gpu {}", index) : uuid;
    meter.name = text_of(api().name, device);
    meter.update = 0.1;
    if (is_visible(uuid) && selection_.wants({"gpu", meter.device, index})) {
      found_.boards.push_back(meter.name);
      say_scope(device, meter);
      add_sensor(device, std::move(meter));
    }
  }

  void say_scope(Device device, const Meter& meter) {
    unsigned divided = 0;
    unsigned pending = 0;
    if (call(api().division, device, &divided, &pending) == success && divided == 1) {
      note("divided-board",
           fmt::format("{} is divided into instances (MIG), which have no meters: the figure is "
                       "that of the whole board",
                       meter.device),
           "take the instance's share of it, or have the board alone");
    }
    if (meter.name.find("GH200") != std::string::npos) {
      note("module-counter",
           fmt::format("the counter of {} is that of the module, its processor included",
                       meter.device),
           "do not add the processor's energy once more");
    }
  }

  void add_sensor(Device device, Meter meter) {
    int result = success;
    for (const Way& way : ways) {
      double value = 0;
      result = way.read(api(), device, value);
      if (result == success) {
        meter.kind = way.kind;
        meter.sensor = std::string(way.sensor);
        found_.sensors.push_back(
            std::make_unique<NvmlSensor>(session_, device, way, std::move(meter)));
        return;
      }
    }
    note("no-power-reading",
         fmt::format("{} tells neither energy nor power: {}", meter.device,
                     words_for(api(), result)),
         "its energy is missing in the log; give --rest-of-system, or its power to `plume "
         "estimate`");
  }

  std::shared_ptr<const Session> session_;
  VisibleDevices visible_;
  Selection& selection_;
  FoundSensors& found_;
};

}  // namespace

void add_nvml_sensors(const NvmlApi& api, const VisibleDevices& visible, Selection& selection,
                      FoundSensors& found) {
  if (api.init == nullptr) {
    return;
  }
  const int result = api.init();
  if (result != success) {
    found.notes.push_back(
        {"nvml-unusable", fmt::format("NVML does not start: {}", words_for(api, result)),
         "see what `nvidia-smi` says; without accelerators of NVIDIA nothing is lost"});
    return;
  }
  Finder(api, visible, selection, found).add_all();
}

}  // namespace plume
