// SPDX-License-Identifier: Apache-2.0
#include "measure/nvml.hpp"
#include "support/folder.hpp"
#include "unit/measure/finding.hpp"

#include <array>
#include <cstring>
#include <string>
#include <vector>

using namespace plume;
using test::codes_of;
using test::devices_of;
using test::Names;

namespace {

constexpr int not_supported = 3;
constexpr int timed_out = 10;
constexpr int lost = 15;

struct Board {
  std::string uuid;
  std::string name = "NVIDIA A100";
  int energy = 0;
  int field = 0;
  int power = 0;
  unsigned divided = 0;
};
std::vector<Board> boards;
int started = 0;

Board& at(void* device) {
  return *static_cast<Board*>(device);
}

int give(const std::string& text, char* out, unsigned length) {
  REQUIRE(text.size() < length);
  std::memcpy(out, text.c_str(), text.size() + 1);
  return 0;
}

NvmlApi fake(std::vector<Board> all) {
  boards = std::move(all);
  NvmlApi api;
  api.init = [] {
    ++started;
    return 0;
  };
  api.shut_down = [] {
    --started;
    return 0;
  };
  api.count = [](unsigned* out) {
    *out = static_cast<unsigned>(boards.size());
    return 0;
  };
  api.by_index = [](unsigned i, void** out) {
    *out = &boards[i];
    return boards[i].uuid == "bad" ? lost : 0;
  };
  api.by_uuid = [](const char* uuid, void** out) {
    *out = &boards.back();
    return std::string(uuid) == "MIG-7" ? 0 : 6;
  };
  api.board_of = [](void* instance, void** out) {
    *out = instance;
    return 0;
  };
  api.uuid = [](void* device, char* out, unsigned size) {
    return give(at(device).uuid, out, size);
  };
  api.name = [](void* device, char* out, unsigned size) {
    return give(at(device).name, out, size);
  };
  api.division = [](void* device, unsigned* now, unsigned* pending) {
    *now = *pending = at(device).divided;
    return 0;
  };
  api.energy = [](void* device, unsigned long long* out) {
    *out = 1234567;
    return at(device).energy;
  };
  api.fields = [](void* device, int, NvmlField* field) {
    const unsigned milliwatts = 250500;
    std::memcpy(field->value.data(), &milliwatts, sizeof milliwatts);
    field->type = field->id == 186 ? 1 : 6;
    field->result = at(device).field;
    return 0;
  };
  api.power = [](void* device, unsigned* out) {
    *out = 300000;
    return at(device).power;
  };
  return api;
}

FoundSensors found_by(const NvmlApi& api, const std::optional<std::string>& visible = {},
                      const std::vector<std::string>& wanted = {}) {
  FoundSensors found;
  Selection selection(wanted);
  add_nvml_sensors(api, read_visible_devices(visible), selection, found);
  return found;
}

}  // namespace

TEST_CASE("Of a board the best figure is read", "[measure]") {
  auto found = found_by(fake(
      {{"GPU-a"}, {"GPU-b", "X", not_supported}, {"GPU-c", "X", not_supported, not_supported}}));
  REQUIRE(devices_of(found) == Names{"GPU-a", "GPU-b", "GPU-c"});
  CHECK(found.notes.empty());
  CHECK(found.sensors[0]->describe().kind == ReadingKind::counter);
  CHECK(found.sensors[0]->describe().name == "NVIDIA A100");
  CHECK(found.sensors[0]->read() == 1234.567);
  CHECK(found.sensors[1]->describe().sensor == "nvml power instant");
  CHECK(found.sensors[1]->read() == 250.5);
  CHECK(found.sensors[2]->describe().kind == ReadingKind::power);
  CHECK(found.sensors[2]->read() == 300.0);
  CHECK(started == 1);
  found.sensors.clear();
  CHECK(started == 0);
}

TEST_CASE("What is not supported is no sensor, and never 0 W", "[measure]") {
  const auto found = found_by(fake({{"GPU-a", "X", not_supported, not_supported, not_supported}}));
  CHECK(found.sensors.empty());
  CHECK(found.boards == Names{"X"});
  CHECK(codes_of(found) == Names{"no-power-reading"});
}

TEST_CASE("A library that lacks functions is used as far as it goes", "[measure]") {
  NvmlApi api = fake({{"GPU-a"}});
  api.energy = nullptr;
  api.fields = nullptr;
  api.uuid = nullptr;
  api.division = nullptr;
  api.describe = nullptr;
  const auto found = found_by(api);
  REQUIRE(devices_of(found) == Names{"gpu 0"});
  CHECK(found.sensors[0]->read() == 300.0);
}

TEST_CASE("A board may give no value for a while, or be lost", "[measure]") {
  const auto found = found_by(fake({{"GPU-a"}}));
  REQUIRE(found.sensors.size() == 1);
  boards[0].energy = timed_out;
  CHECK_FALSE(found.sensors[0]->read().has_value());
  CHECK(found.sensors[0]->loss().empty());
  boards[0].energy = lost;
  CHECK_FALSE(found.sensors[0]->read().has_value());
  CHECK_FALSE(found.sensors[0]->loss().empty());
}

TEST_CASE("UUIDs choose boards, numbers do not", "[measure]") {
  const NvmlApi api = fake({{"GPU-aaaa"}, {"GPU-bbbb"}});
  CHECK(devices_of(found_by(api, "GPU-bb")) == Names{"GPU-bbbb"});
  const auto numbered = found_by(api, "1");
  CHECK(numbered.sensors.size() == 2);
  CHECK(codes_of(numbered) == Names{"devices-by-number"});
  CHECK(found_by(api, "1,0").notes.empty());
  const auto hidden = found_by(api, "");
  CHECK(hidden.sensors.empty());
  CHECK(codes_of(hidden) == Names{"devices-hidden"});
  CHECK(devices_of(found_by(api, "GPU-aaaa", {"1"})) == Names{"GPU-bbbb"});
}

TEST_CASE("Of an instance of a divided board the board is measured", "[measure]") {
  const NvmlApi api = fake({{"GPU-a"}, {"GPU-b", "NVIDIA A100", 0, 0, 0, 1}});
  const auto found = found_by(api, "MIG-7");
  CHECK(devices_of(found) == Names{"GPU-b"});
  CHECK(codes_of(found) == Names{"divided-board"});
  CHECK(devices_of(found_by(api, "MIG-GPU-a/3/0")) == Names{"GPU-a"});
}

TEST_CASE("A module's counter and a board that cannot be used are told of", "[measure]") {
  const auto found = found_by(fake({{"bad"}, {"GPU-b", "NVIDIA GH200 480GB"}}));
  CHECK(devices_of(found) == Names{"GPU-b"});
  CHECK(codes_of(found) == Names{"sensor-unreadable", "module-counter"});
}

TEST_CASE("A library that does not start or is none is told of", "[measure]") {
  NvmlApi api = fake({});
  api.init = [] { return 9; };
  CHECK(codes_of(found_by(api)) == Names{"nvml-unusable"});
  FoundSensors found;
  CHECK(load_nvml("libplume-has-no-such-thing.so", found).init == nullptr);
  CHECK(found.notes.empty());
  CHECK(load_nvml("/no/such/library.so", found).init == nullptr);
  CHECK(load_nvml("libm.so.6", found).init == nullptr);
  CHECK(codes_of(found) == Names{"nvml-unusable", "nvml-unusable"});
}
