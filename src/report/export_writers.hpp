// SPDX-License-Identifier: Apache-2.0
/// What the writers of others' formats share.
#pragma once

#include "plume/report/exports.hpp"

#include <string>
#include <string_view>

namespace plume {

std::string export_codecarbon(const Report& report, const ExportWords& words);
std::string export_boamps(const Report& report, const ExportWords& words);
std::string export_spdx(const Report& report, const ExportWords& words);
std::string export_cyclonedx(const Report& report, const ExportWords& words);
std::string export_statement(const Report& report);
std::string export_statement_latex(const Report& report);

/// What the model is called: by the run, else by the project.
std::string model_name(const Report& report, const ExportWords& words);

/// Whether only adapters are trained, on top of a model that is there.
bool is_fine_tuning(const Run& run);

/// An input by its name, or null.
const Input* find_input(const Report& report, std::string_view name);

/// The accelerator as people call it; empty where none was named.
std::string hardware_name(const Report& report);

/// How many accelerators work at a time.
double device_count(const Report& report);

/// The country of the run's place, or null.
const Place* country_of(const Report& report);

/// The cloud region that the run's place is, or null.
const Place* cloud_region_of(const Report& report);

/// Whether the run is known to be in a cloud.
bool is_in_cloud(const Report& report);

/// "plume 0.1.0"
std::string tool_name();

/// "1.2 t CO2e of electricity, 90 % interval 1 to 1.5 t; ...": all figures in one sentence.
std::string figures_in_words(const Report& report);

/// A number as digits with a point where one is needed, never with an exponent.
std::string decimal_text(double number);

}  // namespace plume
