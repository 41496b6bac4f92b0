// SPDX-License-Identifier: Apache-2.0
#include "measure/selection.hpp"
#include "plume/support/diagnostic.hpp"
#include "support/catch.hpp"

using namespace plume;

TEST_CASE("Without a list every device is wanted, and none is named", "[measure]") {
  Selection all({});
  CHECK(all.is_all());
  CHECK(all.wants({"cpu", "package-0"}));
  CHECK_FALSE(all.names({"node", "psys"}));
  CHECK_NOTHROW(all.require_found());
}

TEST_CASE("A list names devices by group, name, number and UUID", "[measure]") {
  const std::vector<std::string> wanted{"cpu", "1", "GPU-abcd", "psys"};
  Selection some(wanted);
  CHECK(some.wants({"cpu", "dram-0"}));
  CHECK(some.wants({"gpu", "GPU-0000-1", 1}));
  CHECK_FALSE(some.wants({"gpu", "GPU-0000-2", 2}));
  CHECK(some.wants({"gpu", "GPU-abcd-77", 3}));
  CHECK_THROWS_AS(some.require_found(), Failure);
  CHECK(some.names({"node", "psys"}));
  CHECK_NOTHROW(some.require_found());
}

TEST_CASE("A UUID is not told by its first letters alone", "[measure]") {
  const std::vector<std::string> wanted{"GPU-"};
  Selection some(wanted);
  CHECK_FALSE(some.wants({"gpu", "GPU-abcd-77", 0}));
}

TEST_CASE("CUDA_VISIBLE_DEVICES is read as CUDA does", "[measure]") {
  using Kind = VisibleDevices::Kind;
  CHECK(read_visible_devices(std::nullopt).kind == Kind::all);
  CHECK(read_visible_devices("").kind == Kind::none);
  CHECK(read_visible_devices("-1").kind == Kind::none);
  CHECK(read_visible_devices("NoDevFiles").kind == Kind::none);
  CHECK(read_visible_devices("0,1").kind == Kind::numbers);
  CHECK(read_visible_devices("0,-1,1").entries == std::vector<std::string>{"0"});
  const auto uuids = read_visible_devices("GPU-a, MIG-b");
  CHECK(uuids.kind == Kind::uuids);
  CHECK(uuids.entries == std::vector<std::string>{"GPU-a", "MIG-b"});
  CHECK(read_visible_devices("GPU-a,1").kind == Kind::numbers);
}
