// SPDX-License-Identifier: Apache-2.0
#include "plume/gate/card_block.hpp"

#include "plume/data/catalogue.hpp"
#include "plume/support/version.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <array>

namespace plume {

namespace {

struct CloudProvider {
  std::string_view id;
  std::string_view name;
};
constexpr auto providers = std::to_array<CloudProvider>({{"alibaba", "Alibaba Cloud"},
                                                         {"aws", "Amazon Web Services"},
                                                         {"azure", "Microsoft Azure"},
                                                         {"gcp", "Google Cloud Platform"},
                                                         {"hetzner", "Hetzner"},
                                                         {"ibm", "IBM Cloud"},
                                                         {"oracle", "Oracle Cloud"},
                                                         {"ovhcloud", "OVHcloud"},
                                                         {"scaleway", "Scaleway"}});

std::string kilograms_in_words(Carbon carbon) {
  return print_human(carbon.in(kilograms)) + " kg";
}

const Estimate<Carbon>& counted_of(const Report& report, const CardWords& words) {
  return words.with_embodied ? report.total : report.operational;
}

/// "operational, location-based, direct, 2024; 90 % interval 0.4 to 1.2 kg; 0.05 kg embodied beside
/// it"
std::string meaning_of(const Report& report, const CardWords& words) {
  const Estimate<Carbon>& carbon = counted_of(report, words);
  const std::string embodied =
      words.with_embodied
          ? fmt::format("{} of it embodied", kilograms_in_words(report.embodied.value))
          : fmt::format("{} embodied beside it", kilograms_in_words(report.embodied.value));
  return fmt::format("{}, {}; 90 % interval {} to {}; {}",
                     words.with_embodied ? "operational and embodied" : "operational", report.basis,
                     print_human(carbon.low().in(kilograms)), kilograms_in_words(carbon.high()),
                     embodied);
}

std::string hardware_of(const Report& report, const CardWords& words) {
  if (!words.hardware.empty()) {
    return words.hardware;
  }
  const std::string_view name = report.accelerator != nullptr ? report.accelerator->name.view()
                                                              : report.run.text(Key::accelerator);
  const double count = report.device_time.value / report.wall_time.value;
  return name.empty() ? std::string() : fmt::format("{} x {}", print_human(count), name);
}

/// "Iowa, United States", from the finest place to the country; the id of a cloud region behind it.
std::string location_of(const Report& report, const CardWords& words) {
  if (!words.location.empty() || report.place == nullptr) {
    return words.location;
  }
  const Place& place = *report.place;
  std::string out(place.name.view());
  const Place& parent = places()[place.parent];
  if (place.kind != PlaceKind::country && parent.id.view() != "world") {
    out.append(", ").append(parent.name.view());
  }
  return place.provider.empty() ? out : fmt::format("{} ({})", out, place.id.view());
}

bool trains_adapter(const Run& run) {
  return run.has(Key::training_method) && run.choice(Key::training_method) != 0;
}

std::string training_type_of(const Report& report, const CardWords& words, const Card& card) {
  if (!words.training_type.empty()) {
    return words.training_type;
  }
  if (trains_adapter(report.run)) {
    return "fine-tuning";
  }
  const CardStatement* const said = find_statement(card, CardFact::training_type);
  return said == nullptr || is_placeholder(said->text) ? std::string() : said->text;
}

std::string provider_of(const Report& report) {
  if (report.place == nullptr) {
    return {};
  }
  for (const CloudProvider& provider : providers) {
    if (provider.id == report.place->provider.view()) {
      return std::string(provider.name);
    }
  }
  return {};
}

}  // namespace

CardBlock block_of(const Report& report, const CardWords& words, const Card& card) {
  return {.emissions = counted_of(report, words).value,
          .source = !words.source.empty()
                        ? words.source
                        : fmt::format("plume {} (catalogue {}), an estimate: {}", version(),
                                      catalogue_release(), meaning_of(report, words)),
          .training_type = training_type_of(report, words, card),
          .location = location_of(report, words),
          .hardware = hardware_of(report, words)};
}

CardSection section_of(const Report& report, const CardWords& words) {
  const Estimate<Carbon>& carbon = counted_of(report, words);
  return {.hardware = hardware_of(report, words),
          .hours = print_human(report.wall_time.value.in(hours)),
          .provider = provider_of(report),
          .region = location_of(report, words),
          .emissions = fmt::format(
              "{} CO2e (90 % interval {} to {})", kilograms_in_words(carbon.value),
              print_human(carbon.low().in(kilograms)), kilograms_in_words(carbon.high())),
          .method = fmt::format("Estimated by plume {} (catalogue {}): {}; {} kWh at the site.",
                                version(), catalogue_release(), meaning_of(report, words),
                                print_human(report.facility_energy.value.in(kilowatt_hours)))};
}

}  // namespace plume
