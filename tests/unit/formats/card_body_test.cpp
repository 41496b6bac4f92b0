// SPDX-License-Identifier: Apache-2.0
/// What the text of a card says of carbon, in the odd shapes that are met on the Hub.
#include "plume/formats/card_number.hpp"
#include "unit/formats/card_reading.hpp"

#include <vector>

using namespace plume;
using namespace plume::card_test;

namespace {

struct Written {
  std::string body;
  std::string said;
};

std::string said(const std::string& body) {
  return shown(read_card("README.md", card("license: mit\n", body)));
}

void check(const std::vector<Written>& cards) {
  for (const Written& one : cards) {
    INFO(one.body);
    CHECK(said(one.body) == one.said);
  }
}

}  // namespace

TEST_CASE("The lines of the Hub's template are read however they are marked", "[formats][card]") {
  check({{"- **Hardware Type:** A100\n- **Hours used:** 2,182 hrs\n- **Cloud Provider:** AWS\n"
          "- **Compute Region:** us-east-1\n- **Carbon Emitted:** 40.6kg CO2eq\n",
          "body hardware A100\nbody hours 2,182 hrs\nbody provider AWS\nbody location us-east-1\n"
          "body emissions 40.6kg CO2eq\n"},
         {"* **Hardware Type**: 8 TPU V3s\n+ __Hours used__: 24\n1. Carbon Emitted: 3.8\n",
          "body hardware 8 TPU V3s\nbody hours 24\nbody emissions 3.8\n"},
         {"> **Carbon Emitted: `5 kg`**\n#### Hours used: 3\n",
          "body emissions 5 kg\nbody hours 3\n"},
         {"CARBON EMITTED = 5 kg\n", "body emissions 5 kg\n"},
         {"- **Hardware Type:** [2 x A100](https://example.org/a100)[^1]\n",
          "body hardware 2 x A100\n"},
         {"- **Carbon Emitted:** 5 kg CO<sub>2</sub>eq<br>\n", "body emissions 5 kg CO2eq\n"},
         {"- **Carbon Emitted:**\n- **Hours used:** [More Information Needed]\n",
          "body hours [More Information Needed]\n"},
         {"Carbon Emitted: 5 kg\r\nHours used: 3\rCloud Provider: AWS\r\n",
          "body emissions 5 kg\nbody hours 3\nbody provider AWS\n"}});
}

TEST_CASE("What a body says in words of its own is read", "[formats][card]") {
  check({{"Carbon emission 0.319355 Kg\n", "body emissions 0.319355 Kg\n"},
         {"Estimated total emissions were 539 tCO2eq.\n", "body emissions 539 tCO2eq.\n"},
         {"The energy consumed 0.506 kWh\n", "body energy 0.506 kWh\n"},
         {"Power consumption: 0.5 kWh\n", "body energy 0.5 kWh\n"},
         {"CO2 emissions 2019\nTraining time and 3 friends\n", ""},
         {"Estimated carbon emissions: (Forthcoming.)\n", "body emissions (Forthcoming.)\n"},
         {"Location: Paris\nGPU: T4\n", ""},
         {"## Environmental Impact\nLocation: Paris\nGPU: T4\n## Use\nGPU: any\n",
          "body location Paris\nbody hardware T4\n"},
         {"**Environmental Impact**\nGPU: T4\n\n**Use**\nGPU: any\n", "body hardware T4\n"},
         {"Carbon footprint\n---\nGPU: T4\n\nUse\n---\nGPU: any\n", "body hardware T4\n"},
         {"## Carbon\n- Energy Mix: 100% Hydro Power (24g CO2eq/kWh)\n",
          "body grid intensity 100% Hydro Power (24g CO2eq/kWh)\n"},
         {"- **CPU Model**: i7\n", "body hardware i7\n"},
         {"- **GPU Model**: RTX 3090\n- **CPU Model**: i7\n",
          "body hardware RTX 3090\nbody other i7\n"}});
}

TEST_CASE("What is not shown to readers of a card does not count", "[formats][card]") {
  check({{"<!-- Carbon Emitted: 5 kg -->\n<!--\nHours used: 3\n-->\n", ""},
         {"<!-- a --> Hours used: 3 <!-- b -->\n", "body hours 3\n"},
         {"<!-- never closed\nHours used: 3\n", ""},
         {"```yaml\nco2_eq_emissions: 5\nHours used: 3\n```\n", ""},
         {"~~~\nHours used: 3\n```\nHours used: 4\n~~~\nHours used: 5\n", "body hours 5\n"},
         {"````\n```\nHours used: 3\n````\n", ""},
         {"```\nHours used: 3\n", ""}});
}

TEST_CASE("Tables are read by rows and by columns", "[formats][card]") {
  check({{"| Hardware Type | A100 |\n| --- | --- |\n| **Carbon Emitted** | 5 kg |\n",
          "body hardware A100\nbody emissions 5 kg\n"},
         {"| Model | Carbon Emitted (kg) |\n|:--|--:|\n| small | 5 |\n", "body emissions 5\n"},
         {"| Model | Carbon Emitted (kg) |\n|---|---|\n| small | 5 |\n| large | 7 |\n"
          "| Total | 12 |\n\nHours used: 3\n",
          "body emissions part 5\nbody emissions part 7\nbody emissions 12\nbody hours 3\n"},
         {"| GPU | Speed |\n|---|---|\n| T4 | 5 |\n", ""}});
}

TEST_CASE("The field written as text is read, with its parts", "[formats][card]") {
  // Shapes 28 and 29 of the notes.
  check({{"## Ethical consideration\nCo2_eq_emissions:\n- Emissions: 43,24 kg Co2\n"
          "  -- Loading dataset: 4,3e-4 kg Co2\n  -- Training: 42,17 kg Co2\n"
          "  -- Evaluation: 1,07 kg Co2\n- Source: code carbon\n"
          "- Geographical location: Barcelona\n- Hardware used: 8 CPUs and 0 GPUs\n",
          "body emissions 43,24 kg Co2\nbody emissions part 4,3e-4 kg Co2\n"
          "body emissions part 42,17 kg Co2\nbody emissions part 1,07 kg Co2\n"
          "body source code carbon\nbody location Barcelona\nbody hardware 8 CPUs and 0 GPUs\n"},
         {"### co2_eq_emissions:\n- emissions: 49.49 g\n- source: eco2AI\n"
          "- training_time: 00:31:54\n- geographical_location: Bavaria, Germany\n"
          "- hardware_used: Intel(R) Xeon(R) Gold 5215 CPUs (2devices) & NVIDIA A40 (1 device)\n",
          "body emissions 49.49 g\nbody source eco2AI\nbody hours 00:31:54\n"
          "body location Bavaria, Germany\n"
          "body hardware Intel(R) Xeon(R) Gold 5215 CPUs (2devices) & NVIDIA A40 (1 device)\n"}});
}

TEST_CASE("A body beside metadata is read with it", "[formats][card]") {
  // Shapes 36, 37 and 39 of the notes.
  CHECK(said("- **Hardware Type:** 8 TPU V3s\n- **Hours used:** 3\n- **Carbon Emitted:** 3.8\n") ==
        "body hardware 8 TPU V3s\nbody hours 3\nbody emissions 3.8\n");
  const Card bloom = read_card("a", card("co2_eq_emissions:\n  emissions: 24_700_000\n",
                                         "Estimated carbon emissions: (Forthcoming.)\n"));
  CHECK(find_statement(bloom, CardFact::emissions)->text == "24_700_000");
  CHECK(is_placeholder(find_statement(bloom, CardFact::emissions, CardPart::body)->text));
  const Card climate =
      read_card("a", card("co2_eq_emissions:\n  emissions: 40600\n",
                          "## Environmental Impact\n- **Hardware Type:** 8x NVIDIA H100 HBM\n"
                          "- **Hours used:** 2,182 hrs\n- **Carbon Emitted:** 40.6kg CO2eq\n"
                          "- **Energy Mix:** 100% Hydro Power (24g CO2eq/kWh)\n"));
  CHECK(read_card_number(*find_statement(climate, CardFact::duration))->value == 2182);
  CHECK(read_card_number(*find_statement(climate, CardFact::grid_intensity))->value == 24);
  CHECK(read_card_number(*find_statement(climate, CardFact::emissions, CardPart::body))->unit ==
        "kg CO2eq");
}

TEST_CASE("The first statement that says something is found", "[formats][card]") {
  const Card one = read_card("a", card("co2_eq_emissions:\n  emissions: NA\n",
                                       "Hours used: NA\nHours used: 3\nCarbon Emitted: 5 kg\n"));
  CHECK(find_statement(one, CardFact::emissions)->text == "5 kg");
  CHECK(find_statement(one, CardFact::emissions, CardPart::metadata)->text == "NA");
  CHECK(find_statement(one, CardFact::duration)->text == "3");
  CHECK(find_statement(one, CardFact::energy) == nullptr);
  const Card parts = read_card("a", "## Carbon\n- Training: 42 kg CO2\n");
  CHECK(parts.statements.size() == 1);
  CHECK(find_statement(parts, CardFact::emissions) == nullptr);
}

TEST_CASE("Places of a body name the words of the file", "[formats][card]") {
  const Card one = read_card("a", "\xef\xbb\xbf# \u00e9\r\n- **Carbon Emitted:** *5 kg* \r\n");
  REQUIRE(one.statements.size() == 1);
  CHECK(at(one, one.statements[0].key_place) == "Carbon Emitted");
  CHECK(at(one, one.statements[0].place) == "5 kg");
  CHECK(one.statements[0].key == "Carbon Emitted");
}
