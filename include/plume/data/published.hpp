// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/data/figure.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

/// Runs that others published: what an estimate may know of each, and what was reported.
namespace plume {

/// What re-estimating a published figure shows.
enum class TestKind : std::uint8_t {
  arithmetic,  ///< all inputs are given: only the sum is checked, against a tolerance
  prediction,  ///< hours, from parameters, tokens, accelerator, count and year alone
  energy,      ///< hours are given, the measured energy is predicted
  emissions,   ///< measured or reported emissions are predicted
};
inline constexpr std::size_t test_kind_count = 4;

/// "arithmetic", "prediction", "energy" or "emissions".
std::string_view name_of(TestKind test);

/// Which result of an estimate a published figure is compared with.
enum class Measurand : std::uint8_t { device_hours, energy, emissions, embodied };
inline constexpr std::size_t measurand_count = 4;

/// "device_hours", "energy", "emissions" or "embodied".
std::string_view name_of(Measurand measurand);

/// What a reported energy covers.
enum class EnergyScope : std::uint8_t {
  board,     ///< the accelerators alone
  system,    ///< with their share of host, memory, network and fans
  facility,  ///< with the building: times PUE
};
inline constexpr std::size_t energy_scope_count = 3;

/// "board", "system" or "facility".
std::string_view name_of(EnergyScope scope);

/// How a reported energy came about. Only a measured one says anything about a prediction.
enum class EnergyOrigin : std::uint8_t { measured, tdp_arithmetic, modelled };
inline constexpr std::size_t energy_origin_count = 3;

/// "measured", "tdp-arithmetic" or "modelled".
std::string_view name_of(EnergyOrigin origin);

/// What reported emissions cover.
enum class EmissionsScope : std::uint8_t { operational, total };
inline constexpr std::size_t emissions_scope_count = 2;

/// "operational" or "total", which includes the manufacture of the hardware.
std::string_view name_of(EmissionsScope scope);

/// One reported figure, and the run from which it is estimated again.
struct PublishedFigure {
  double value = 0;      ///< as reported, in `unit`
  double scale = 1;      ///< one `unit` in base units
  double tolerance = 0;  ///< of an arithmetic test, relative; 0 otherwise
  Text unit;
  Text label;     ///< what sets it apart within its run: "net"; usually empty
  Text manifest;  ///< the run as a manifest in JSON: only what the estimate may know
  TestKind test = TestKind::arithmetic;
  Measurand measurand = Measurand::device_hours;
  EnergyScope energy_scope = EnergyScope::system;
  EnergyOrigin energy_origin = EnergyOrigin::measured;
  EmissionsScope emissions_scope = EmissionsScope::operational;
};

/// A run that somebody published.
struct PublishedRun {
  Text id;  ///< "published/llama-1-65b": the suite and the run
  Text name;
  Text project;  ///< "llama-1": runs of one project share people, machines and software
  Text kind;     ///< of model, as manifests name it; "language"
  Text method;   ///< the estimator's method that the figures are of; empty for the default
  Text locator;  ///< where in the source
  Text note;
  Rows figures;  ///< rows of `published_figures()`
  std::uint16_t source = 0;
  Confirmation confirmation = Confirmation::unverified;
};

/// What the errors of a suite must stay within. A bound that is 0 is none.
struct AccuracyBound {
  TestKind test = TestKind::prediction;
  Measurand measurand = Measurand::device_hours;
  Text kind;                  ///< of model; empty for all kinds together
  double median_error = 0;    ///< at most; 0.18 is 18 %
  double p90_error = 0;       ///< at most
  double least_coverage = 0;  ///< share of runs inside their 90 % interval
  double most_coverage = 0;
  double high_over_low = 0;  ///< median width of the interval, at most
};

/// A table of published runs.
struct Suite {
  Text id;  ///< "patterson"
  Text title;
  Text note;
  Rows runs;    ///< rows of `published_runs()`
  Rows bounds;  ///< rows of `accuracy_bounds()`
};

std::span<const Suite> suites();
std::span<const PublishedRun> published_runs();
std::span<const PublishedFigure> published_figures();
std::span<const AccuracyBound> accuracy_bounds();

std::span<const PublishedRun> runs_of(const Suite& suite);
std::span<const AccuracyBound> bounds_of(const Suite& suite);
std::span<const PublishedFigure> figures_of(const PublishedRun& run);

/// The id of a run within its suite: "llama-1-65b".
std::string_view short_id(const PublishedRun& run);

/// A run by its whole id, "published/llama-1-65b", or null.
const PublishedRun* find_published_run(std::string_view id);

/// A suite by its id, or null.
const Suite* find_suite(std::string_view id);

/// The suites nearest to a mistyped id, best first.
std::vector<std::string_view> suggest_suites(std::string_view id);

}  // namespace plume
