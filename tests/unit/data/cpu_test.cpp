// SPDX-License-Identifier: Apache-2.0
#include "data/cpu_name.hpp"
#include "plume/data/catalogue.hpp"
#include "plume/units/units.hpp"
#include "support/catch.hpp"

#include <string>

using namespace plume;

namespace {

std::string id_of(std::string_view name) {
  const Cpu* found = find_cpu(name);
  return found == nullptr ? "nothing" : std::string(found->id.view());
}

}  // namespace

TEST_CASE("every processor is found by its name and by its id", "[data]") {
  for (const Cpu& cpu : cpus()) {
    INFO(cpu.name.view());
    CHECK(find_cpu(cpu.name) == &cpu);
    CHECK(find_figure("cpu/" + std::string(cpu.id.view()) + "/tdp") == &figures()[cpu.tdp]);
  }
}

TEST_CASE("a processor is found as a system writes it", "[data]") {
  CHECK(id_of("Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz") == "intel-xeon-e5-2680-v4");
  CHECK(id_of("AMD EPYC 7742 64-Core Processor") == "amd-epyc-7742");
  CHECK(id_of("epyc 7742") == "amd-epyc-7742");
  CHECK(id_of("Intel Xeon E5-2680v4") == "intel-xeon-e5-2680-v4");
  CHECK(id_of("AMD Ryzen 3 2200G") == id_of("AMD Ryzen 3 2200G with Radeon Vega 8 Graphics"));
}

TEST_CASE("a name that says nothing finds no processor", "[data]") {
  for (const char* name : {"", "Intel", "AMD Processor", "64-Core", "Intel(R) CPU @ 2.2GHz"}) {
    INFO(name);
    CHECK(normalised_cpu(name).empty());
    CHECK(find_cpu(name) == nullptr);
  }
  CHECK(find_cpu("EPYC 7743") == nullptr);
}

TEST_CASE("a processor has a rated power, and cores where they are known", "[data]") {
  const Cpu* cpu = find_cpu("AMD EPYC 7742");
  REQUIRE(cpu != nullptr);
  CHECK(cpu->cores == 64);
  CHECK(cpu->threads == 128);
  CHECK(cpu->vendor.view() == "AMD");
  CHECK(cpu->use.view() == "server");
  CHECK_THAT(figures()[cpu->tdp].as<Power>().value.in(watts), WithinRel(225.0, 1e-9));
}

TEST_CASE("an equivalence states kilograms for one of something", "[data]") {
  for (const Equivalence& equivalence : equivalences()) {
    INFO(equivalence.id.view());
    CHECK(find_equivalence(equivalence.id) == &equivalence);
    CHECK_FALSE(equivalence.name.empty());
    CHECK_FALSE(equivalence.per.empty());
    CHECK(figures()[equivalence.figure].id.view() == equivalence.id.view());
  }
  CHECK(find_equivalence("equivalence/moon-rocket") == nullptr);
}
