// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/method.hpp"
#include "plume/support/diagnostic.hpp"
#include "plume/support/version.hpp"
#include "plume/units/text.hpp"
#include "report/export_writers.hpp"
#include "report/writers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace plume {

namespace {

/// "2026-11-22T09:30:00Z"
bool is_time(std::string_view text) {
  constexpr std::string_view pattern = "0000-00-00T00:00:00Z";
  return std::equal(text.begin(), text.end(), pattern.begin(), pattern.end(),
                    [](char c, char p) { return p == '0' ? c >= '0' && c <= '9' : c == p; });
}

void require_time(const ExportWords& words) {
  if (!words.time.empty() && !is_time(words.time)) {
    throw Failure(Diagnostic{.code = "invalid-time",
                             .message = fmt::format("`{}` is no time", printable(words.time)),
                             .cure = "give the time in UTC, as in 2026-11-22T09:30:00Z"});
  }
}

std::string in_words(std::string_view of, const Estimate<Carbon>& carbon) {
  return fmt::format("{} {} CO2e, 90 % interval {}", of, human(carbon.value),
                     human_interval(carbon));
}

}  // namespace

std::string render_export(const Report& report, ExportFormat format, const ExportWords& words) {
  require_time(words);
  switch (format) {
    case ExportFormat::codecarbon:
      return export_codecarbon(report, words);
    case ExportFormat::boamps:
      return export_boamps(report, words);
    case ExportFormat::spdx:
      return export_spdx(report, words);
    case ExportFormat::cyclonedx:
      return export_cyclonedx(report, words);
    case ExportFormat::statement:
      return export_statement(report);
    case ExportFormat::statement_latex:
      break;
  }
  return export_statement_latex(report);
}

std::string model_name(const Report& report, const ExportWords& words) {
  if (report.run.has(Key::name)) {
    return std::string(report.run.text(Key::name));
  }
  return words.project.empty() ? "unnamed model" : words.project;
}

bool is_fine_tuning(const Run& run) {
  return run.choice_or(Key::training_method, TrainingMethod::full) != TrainingMethod::full;
}

const Input* find_input(const Report& report, std::string_view name) {
  const auto found = std::find_if(report.inputs.begin(), report.inputs.end(),
                                  [&](const Input& input) { return input.name == name; });
  return found == report.inputs.end() ? nullptr : &*found;
}

std::string hardware_name(const Report& report) {
  if (report.accelerator != nullptr) {
    return std::string(report.accelerator->name);
  }
  return std::string(report.run.text(Key::accelerator));
}

double device_count(const Report& report) {
  const Input* const count = find_input(report, "count");
  return count != nullptr ? count->value : report.device_time.value / report.wall_time.value;
}

const Place* country_of(const Report& report) {
  const Place* place = report.place;
  while (place != nullptr && place->kind != PlaceKind::country) {
    const Place* const parent = &places()[place->parent];
    place = parent == place ? nullptr : parent;
  }
  return place;
}

const Place* cloud_region_of(const Report& report) {
  const bool is_one = report.place != nullptr && report.place->kind == PlaceKind::cloud_region;
  return is_one ? report.place : nullptr;
}

bool is_in_cloud(const Report& report) {
  return cloud_region_of(report) != nullptr || report.run.has(Key::instance);
}

std::string tool_name() {
  return fmt::format("plume {}", version());
}

std::string figures_in_words(const Report& report) {
  const MethodTraits& method = method_traits(report.run);
  return fmt::format("{}; {}; {}; {} at the meter, {} by the machines; {}; estimated with {}, "
                     "catalogue {}, method {}; not measured",
                     in_words("total", report.total), in_words("electricity", report.operational),
                     in_words("making of the hardware", report.embodied),
                     human(report.facility_energy.value), human(report.it_energy.value),
                     report.basis, tool_name(), catalogue_release(), method.name);
}

std::string decimal_text(double number) {
  constexpr std::size_t longest = 1100;
  std::array<char, longest> buffer;
  const char* const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                        round_significant(number, 12), std::chars_format::fixed)
                              .ptr;
  return {static_cast<const char*>(buffer.data()), end};
}

}  // namespace plume
