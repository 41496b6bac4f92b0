// SPDX-License-Identifier: Apache-2.0
#include "gate/card_hardware.hpp"
#include "plume/gate/card_emissions.hpp"
#include "support/catch.hpp"

#include <array>
#include <string>

using namespace plume;

namespace {

struct HardwareCase {
  std::string_view text;
  std::string_view id;  ///< empty: not known
  double count;
  bool counted;
};

constexpr auto hardware_cases = std::to_array<HardwareCase>({
    {"8 v100 GPUs", "v100-sxm2-16gb", 8, true},
    {"1 x GeForce RTX 3060 Laptop GPU", "rtx-3060", 1, true},
    {"4 RTX3090 24GB GPUs", "rtx-3090", 4, true},
    {"P100 for about 1.5 hours", "p100-pcie", 1, false},
    {"TPUv3-8 for about 180 hours or 7.5 days", "tpu-v3", 4, true},
    {"Tesla P100-PCIE-16GB", "p100-pcie", 1, false},
    {"Intel(R) Xeon(R) Gold 5215 CPUs (2devices) & NVIDIA A40 (1 device)", "a40", 1, true},
    {"384 A100 80GB GPUs", "a100-sxm-80gb", 384, true},
    {"16x NVIDIA H100 HBM", "h100-sxm", 16, true},
    {"1 TPU v3-8 VM", "tpu-v3", 4, true},
    {"8 TPU V3s", "tpu-v3", 8, true},
    {"TTPU v3-256", "tpu-v3", 128, true},
    {"8 16GB V100", "v100-sxm2-16gb", 8, true},
    {"4xV100", "v100-sxm2-16gb", 4, true},
    {"two A100s", "a100-sxm-40gb", 2, true},
    {"A100 x 4", "a100-sxm-40gb", 4, true},
    {"NVIDIA A100 (8 GPUs)", "a100-sxm-40gb", 8, true},
    {"a single T4", "t4", 1, true},
    {"12 CPU (i7-9750H CPU @ 2.60GHz)", "intel-core-i7-9750h", 1, false},
    {"8 CPUs and 0 GPUs, Intel(R) Core(TM) i7-10510U CPU @ 1.80GHz", "intel-core-i7-10510u", 1,
     false},
    {"a few computers", "", 1, false},
    {"", "", 1, false},
    {"8", "", 1, false},
});

std::string_view id_of(const CardHardware& hardware) {
  return hardware.accelerator != nullptr ? hardware.accelerator->id.view()
                                         : hardware.processor->id.view();
}

struct PlaceCase {
  std::string_view text;
  std::string_view provider;
  std::string_view id;  ///< empty: not known
};

constexpr auto place_cases = std::to_array<PlaceCase>({
    {"Orsay, France", "", "fr"},
    {"Quebec, Canada", "", "ca-qc"},
    {"europe-north1", "", "gcp:europe-north1"},
    {"East US", "", "azure:eastus"},
    {"Bavaria, Germany", "", "de"},
    {"Eemshaven, Netherlands, Europe", "", "gcp:europe-west4"},
    {"Georgia, USA", "", "us-ga"},
    {"Paris", "", "fr"},
    {"us-east1", "Google Cloud Platform", "gcp:us-east1"},
    {"Barcelona", "", ""},
    {"", "", ""},
});

Card card_saying(const std::string& body) {
  return read_card("README.md", "# A model\n\n## Environmental Impact\n\n" + body);
}

std::optional<ExpectedEmissions> expected_of(const std::string& body) {
  return expected_emissions(card_saying(body));
}

}  // namespace

TEST_CASE("Hardware is read as cards write it", "[gate]") {
  for (const HardwareCase& each : hardware_cases) {
    INFO(each.text);
    const auto found = read_card_hardware(each.text);
    REQUIRE(found.has_value() == !each.id.empty());
    if (found) {
      CHECK(id_of(*found) == each.id);
      CHECK(found->count == each.count);
      CHECK(found->counted == each.counted);
    }
  }
}

TEST_CASE("A location is the finest part that the catalogue knows", "[gate]") {
  for (const PlaceCase& each : place_cases) {
    INFO(each.text);
    const Place* const found = read_card_place(each.text, each.provider);
    CHECK((found == nullptr ? std::string_view() : found->id.view()) == each.id);
  }
}

TEST_CASE("Energy times the intensity that the card states is what it emitted", "[gate]") {
  const auto expected =
      expected_of("- Energy consumed: 696.035 kWh\n- Carbon intensity: 120 g/kWh\n");
  REQUIRE(expected);
  CHECK_THAT(expected->value.in(grams), WithinRel(83524.2, 1e-9));
  CHECK(expected->low < expected->value);
  CHECK(expected->value < expected->high);
  CHECK_FALSE(expected->is_bound);
  CHECK_THAT(expected->energy.in(kilowatt_hours), WithinRel(696.035, 1e-12));
  CHECK(expected->by == "696 kWh, 120 g/kWh");
}

TEST_CASE("Hours on known hardware are estimated by the pipeline", "[gate]") {
  const std::string hardware = "- Hardware Type: 8 x NVIDIA A100-SXM4-80GB\n";
  const auto day = expected_of(hardware + "- Hours used: 24\n- Compute Region: france\n");
  const auto two = expected_of(hardware + "- Hours used: 48\n- Compute Region: france\n");
  REQUIRE((day && two));
  CHECK_THAT(two->value / day->value, WithinRel(2.0, 1e-9));
  CHECK_FALSE(day->is_bound);
  CHECK_THAT(day->by, ContainsSubstring("24 h on 8 x") && ContainsSubstring("grid of France"));
  const double watts_each = day->energy.in(kilowatt_hours) / 24 / 8 * 1000;
  CHECK(watts_each > 300);
  CHECK(watts_each < 1500);
}

TEST_CASE("Without a location the world's grid stands in, and only bounds", "[gate]") {
  const auto known = expected_of(
      "- Hardware Type: 1 x NVIDIA A100-SXM4-80GB\n- Hours used: 10\n- Compute Region: germany\n");
  const auto bound = expected_of("- Hardware Type: 1 x NVIDIA A100-SXM4-80GB\n- Hours used: 10\n");
  REQUIRE((known && bound));
  CHECK(bound->is_bound);
  CHECK(bound->high / bound->low > known->high / known->low);
}

TEST_CASE("A time beside the hardware counts where no hours are said", "[gate]") {
  const Card card = read_card("README.md", "---\nco2_eq_emissions:\n  emissions: 1\n"
                                           "  hardware_used: P100 for about 1.5 hours\n---\n");
  const auto expected = expected_emissions(card);
  REQUIRE(expected);
  CHECK_THAT(expected->by, StartsWith("1.5 h on 1 x Tesla P100"));
}

TEST_CASE("Nothing is expected of a card that says too little", "[gate]") {
  CHECK_FALSE(expected_of("- Hours used: 24\n"));
  CHECK_FALSE(expected_of("- Hardware Type: 8 x NVIDIA A100-SXM4-80GB\n"));
  CHECK_FALSE(expected_of("- Hardware Type: a few computers\n- Hours used: 24\n"));
  CHECK_FALSE(expected_of("- Hardware Type: A100\n- Hours used: [More Information Needed]\n"));
}
