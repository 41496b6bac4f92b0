// SPDX-License-Identifier: Apache-2.0
/// Cards of our own in the odd shapes that are met on the Hub, numbered as our notes number them:
/// what is said of carbon in the metadata.
#include "unit/formats/card_reading.hpp"

#include <vector>

using namespace plume;
using namespace plume::card_test;

namespace {

struct Odd {
  int number;
  std::string card;
  CardShape shape;
  std::string said;
};

const std::vector<Odd>& short_forms() {
  static const std::vector<Odd> cards{
      {1, card("tags: autonlp\nco2_eq_emissions: 137.60574081887984\n"), CardShape::number,
       "metadata emissions #137.60574081887984\n"},
      {2, card("tags: autotrain\nco2_eq_emissions: 0.012147398577917884\n"), CardShape::number,
       "metadata emissions #0.012147398577917884\n"},
      {3, card("tags: [autotrain]\nco2_eq_emissions: 14.294320632050567\n"), CardShape::number,
       "metadata emissions #14.294320632050567\n"},
      {4, card("datasets: [a, b]\nco2_eq_emissions: 1.9138035947108896\n"), CardShape::number,
       "metadata emissions #1.9138035947108896\n"},
      {5,
       card("tags: biobert\nco2_eq_emissions: 0.5988414315305852\n",
            "- CO2 Emissions (in grams): 0.5988414315305852\n"),
       CardShape::number,
       "metadata emissions #0.5988414315305852\nbody emissions 0.5988414315305852\n"},
      {6,
       card("co2_eq_emissions: 100\n",
            "- Hardware Type: A100\n- Carbon Efficiency (kg/kWh): 0.076kg\n"),
       CardShape::number,
       "metadata emissions #100\nbody hardware A100\nbody grid intensity 0.076kg\n"},
      {7, card("co2_eq_emissions: 2205.225\n"), CardShape::number,
       "metadata emissions #2205.225\n"},
      {8, card("co2_eq_emissions: 0.319355\n", "Carbon emission 0.319355 Kg\n"), CardShape::number,
       "metadata emissions #0.319355\nbody emissions 0.319355 Kg\n"},
      {9, card("co2_eq_emissions: 0.1069\n", "Carbon emission 0.1069 Kg\n"), CardShape::number,
       "metadata emissions #0.1069\nbody emissions 0.1069 Kg\n"},
      {10,
       card("co2_eq_emissions: 0.0279399890043426\n",
            "Carbon emission: 0.0279399890043426 Kg\nTraining time: 30.16527 minutes\n"
            "GPU used : 1 x GeForce RTX 3060 Laptop GPU\n"),
       CardShape::number,
       "metadata emissions #0.0279399890043426\nbody emissions 0.0279399890043426 Kg\n"
       "body hours 30.16527 minutes\nbody hardware 1 x GeForce RTX 3060 Laptop GPU\n"},
      {18, card("co2_eq_emissions: 450300\n", "- **Carbon Emitted**: 4503 kg CO2 eq.\n"),
       CardShape::number, "metadata emissions #450300\nbody emissions 4503 kg CO2 eq.\n"},
      {20, card("co2_eq_emissions: 149.2 kg\n"), CardShape::number,
       "metadata emissions 149.2 kg\n"},
      {20, card("co2_eq_emissions: 149200 g\n"), CardShape::number,
       "metadata emissions 149200 g\n"},
      {20, card("co2_eq_emissions: 149200\n"), CardShape::number, "metadata emissions #149200\n"},
      {45, card("co2_eq_emissions: 7540\n", "- **Carbon Emitted:** 30.16 kg CO2 eq.\n"),
       CardShape::number, "metadata emissions #7540\nbody emissions 30.16 kg CO2 eq.\n"},
      {46, card("base_model: distilbert/distilgpt2\nco2_eq_emissions: 149200\n"), CardShape::number,
       "metadata emissions #149200\n"}};
  return cards;
}

const std::vector<Odd>& wrong_units() {
  static const std::vector<Odd> cards{
      {11,
       card("co2_eq_emissions:\n  emissions: 0.0002\n  source: CodeCarbon\n"
            "  geographical_location: Canada\n",
            "- **Emissions:** 0.0002 KgCO2 (Canada)\n"),
       CardShape::mapping,
       "metadata emissions #0.0002\nmetadata source CodeCarbon\nmetadata location Canada\n"
       "body emissions 0.0002 KgCO2 (Canada)\n"},
      {12, card("co2_eq_emissions:\n  emissions: 0.06\n", "- **Emissions:** 0.06 KgCO2\n"),
       CardShape::mapping, "metadata emissions #0.06\nbody emissions 0.06 KgCO2\n"},
      {13,
       card("co2_eq_emissions:\n  emissions: 5.6\n  source: CodeCarbon\n"
            "  training_type: pre-training\n  geographical_location: Germany\n"
            "  hardware_used: NVIDIA A100-SXM4-40GB\n"),
       CardShape::mapping,
       "metadata emissions #5.6\nmetadata source CodeCarbon\nmetadata training type pre-training\n"
       "metadata location Germany\nmetadata hardware NVIDIA A100-SXM4-40GB\n"},
      {14, card("co2_eq_emissions:\n  emissions: 41100\n"), CardShape::mapping,
       "metadata emissions #41100\n"},
      {15, card("base_model: n/t\nco2_eq_emissions:\n  emissions: 411000\n"), CardShape::mapping,
       "metadata emissions #411000\n"},
      {16, card("co2_eq_emissions:\n  emissions: 0.33\n"), CardShape::mapping,
       "metadata emissions #0.33\n"},
      {17,
       card("co2_eq_emissions:\n  emissions: 56.098\n",
            "co2_kg: 56.098\n\nTotal emissions: 39.048912 kg CO2eq\n"),
       CardShape::mapping,
       "metadata emissions #56.098\nbody emissions 56.098\nbody emissions 39.048912 kg CO2eq\n"},
      {19, card("co2_eq_emissions:\n  emissions: 12.5  # kg CO2\n"), CardShape::mapping,
       "metadata emissions #12.5\n"},
      {19, card("emissions:\n  emissions: 12.5\n  source: CodeCarbon\n"), CardShape::misplaced,
       "metadata emissions #12.5\nmetadata source CodeCarbon\n"}};
  return cards;
}

const std::vector<Odd>& wrong_texts() {
  static const std::vector<Odd> cards{
      {21,
       card("co2_eq_emissions:\n      emissions: \"0.21 in grams of CO2\"\n"
            "      source: \"calculator at https://example.org/impact/#compute\"\n"
            "      training_type: \"fine-tuning\"\n      geographical_location: \"NA\"\n"
            "      hardware_used: \"P100 for about 1.5 hours\"\n"),
       CardShape::mapping,
       "metadata emissions 0.21 in grams of CO2\n"
       "metadata source calculator at https://example.org/impact/#compute\n"
       "metadata training type fine-tuning\nmetadata location NA\n"
       "metadata hardware P100 for about 1.5 hours\n"},
      {22,
       card("co2_eq_emissions:\n      emissions: \"28.53 in grams of CO2\"\n"
            "      training_type: \"pretraining\"\n"),
       CardShape::mapping,
       "metadata emissions 28.53 in grams of CO2\nmetadata training type pretraining\n"},
      {23,
       card("co2_eq_emissions:\n  emissions: 24_700_000\n  source: \"A title. "
            "https://arxiv.org/abs/0\"\n  hardware_used: 384 A100 80GB GPUs\n"),
       CardShape::mapping,
       "metadata emissions #24_700_000\nmetadata source A title. https://arxiv.org/abs/0\n"
       "metadata hardware 384 A100 80GB GPUs\n"},
      {24, card("co2_eq_emissions: {\"emissions\": \"17g\"}\n"), CardShape::mapping,
       "metadata emissions 17g\n"},
      {25,
       card("co2_eq_emissions:\n- emissions: 1.2g CO2\n- source: CodeCarbon\n"
            "- training_type: pre-training\n- geographical_location: Barcelona\n"
            "- hardware used: 12 CPU (i7-9750H CPU @ 2.60GHz)\n"),
       CardShape::list,
       "metadata emissions 1.2g CO2\nmetadata source CodeCarbon\n"
       "metadata training type pre-training\nmetadata location Barcelona\n"
       "metadata hardware 12 CPU (i7-9750H CPU @ 2.60GHz)\n"}};
  return cards;
}

const std::vector<Odd>& partial_ones() {
  static const std::vector<Odd> cards{
      {30, card("co2_eq_emissions:\n  emissions: 232380\n"), CardShape::mapping,
       "metadata emissions #232380\n"},
      {31, card("co2_eq_emissions:\n  emissions: 0.68\n"), CardShape::mapping,
       "metadata emissions #0.68\n"},
      {32,
       card("co2_eq_emissions:\n  emissions: 0\n  source: \"Not specified\"\n"
            "  training_type: \"unknown\"\n  geographical_location: \"unknown\"\n"),
       CardShape::mapping,
       "metadata emissions #0\nmetadata source Not specified\nmetadata training type unknown\n"
       "metadata location unknown\n"},
      {33,
       card("base_model: null\nco2_eq_emissions:\n  emissions: 0\n"
            "  source: No training took place\n"),
       CardShape::mapping, "metadata emissions #0\nmetadata source No training took place\n"},
      {34,
       card(
           "co2_eq_emissions:\n  emissions: 0\n"
           "  source: Colab T4 free tier \u2014 17 minutes training\n  hardware_used: NVIDIA T4\n"),
       CardShape::mapping,
       "metadata emissions #0\n"
       "metadata source Colab T4 free tier \u2014 17 minutes training\n"
       "metadata hardware NVIDIA T4\n"},
      {35,
       card("co2_eq_emissions:\n  emissions: 0.0334\n  source: Google Colab\n"
            "  geographical_location: Fredericia, Denmark\n"
            "  hardware_used: Tesla P100-PCIE-16GB\n"),
       CardShape::mapping,
       "metadata emissions #0.0334\nmetadata source Google Colab\n"
       "metadata location Fredericia, Denmark\nmetadata hardware Tesla P100-PCIE-16GB\n"}};
  return cards;
}

const std::vector<Odd>& full_ones() {
  static const std::vector<Odd> cards{
      {38,
       card("co2_eq_emissions:\n  emissions: 17\n  source: Google Cloud Platform Carbon Footprint\n"
            "  training_type: fine-tuning\n"
            "  geographical_location: Eemshaven, Netherlands, Europe\n"
            "  hardware_used: 1 TPU v3-8 VM\n"),
       CardShape::mapping,
       "metadata emissions #17\nmetadata source Google Cloud Platform Carbon Footprint\n"
       "metadata training type fine-tuning\nmetadata location Eemshaven, Netherlands, Europe\n"
       "metadata hardware 1 TPU v3-8 VM\n"},
      {40,
       card("co2_eq_emissions:\n  emissions: 196.7083299812303\n  energy_consumed: 0.506\n"
            "  source: codecarbon\n  on_cloud: false\n  cpu_model: Intel(R) Core(TM) i7-13700K\n"
            "  ram_total_size: 31.777\n  hours_used: 3.163\n"
            "  hardware_used: 1 x NVIDIA GeForce RTX 3090\n"),
       CardShape::mapping,
       "metadata emissions #196.7083299812303\nmetadata energy #0.506\n"
       "metadata source codecarbon\nmetadata other false\n"
       "metadata other Intel(R) Core(TM) i7-13700K\nmetadata other #31.777\n"
       "metadata hours #3.163\nmetadata hardware 1 x NVIDIA GeForce RTX 3090\n"},
      {41,
       card("co2_eq_emissions:\n  emissions: 0.08184138571956523\n"
            "  energy_consumed: 0.00022239044414250008\n  cpu_model: i5-5350U\n"
            "  hours_used: 0.024\n"),
       CardShape::mapping,
       "metadata emissions #0.08184138571956523\nmetadata energy #0.00022239044414250008\n"
       "metadata hardware i5-5350U\nmetadata hours #0.024\n"},
      {42, card("co2_eq_emissions:\n  emissions: 4475000\n  source: CodeCarbon\n"),
       CardShape::mapping, "metadata emissions #4475000\nmetadata source CodeCarbon\n"},
      {43,
       card("co2_eq_emissions:\n  emissions: 25.447577064303335\n",
            "- CO2 Emissions (in grams): 25.4476\n"),
       CardShape::mapping, "metadata emissions #25.447577064303335\nbody emissions 25.4476\n"},
      {44, card("co2_eq_emissions:\n  emissions: 3300\n  source: a rough 300 g per run\n"),
       CardShape::mapping, "metadata emissions #3300\nmetadata source a rough 300 g per run\n"},
      {47, card("co2_eq_emissions:\n  emissions: 0.0363\n  hardware_used: 1 Tesla T4\n"),
       CardShape::mapping, "metadata emissions #0.0363\nmetadata hardware 1 Tesla T4\n"},
      {48,
       card("co2_eq_emissions:\n  emissions: 100\n"
            "  source: http://169.254.169.254/latest/meta-data/\n"
            "  hardware_used: <script>alert(1)</script>\n"),
       CardShape::mapping,
       "metadata emissions #100\nmetadata source http://169.254.169.254/latest/meta-data/\n"
       "metadata hardware <script>alert(1)</script>\n"}};
  return cards;
}

void check(const std::vector<Odd>& cards) {
  for (const Odd& odd : cards) {
    INFO("shape " << odd.number << "\n" << odd.card);
    const Card read = read_card("README.md", odd.card);
    CHECK(read.front_matter.present);
    CHECK(read.front_matter.valid);
    CHECK(read.shape == odd.shape);
    CHECK(shown(read) == odd.said);
    CHECK(faults(read).empty());
    CHECK(read.field.width > 0);
  }
}

}  // namespace

TEST_CASE("The short form of the field is read", "[formats][card]") {
  check(short_forms());
}

TEST_CASE("Figures in the wrong unit are read as they are written", "[formats][card]") {
  check(wrong_units());
}

TEST_CASE("Texts and lists in the place of numbers are read", "[formats][card]") {
  check(wrong_texts());
}

TEST_CASE("Partial fields, placeholders and zeros are read", "[formats][card]") {
  check(partial_ones());
}

TEST_CASE("Full fields are read with all their keys", "[formats][card]") {
  check(full_ones());
}
