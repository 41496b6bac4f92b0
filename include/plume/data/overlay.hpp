// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/data/published.hpp"
#include "plume/data/rows.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Data folders that are laid over the compiled catalogue at run time.
namespace plume {

/// Reads the folders, each over those before it and over the compiled catalogue, and puts the
/// result in its place: an entry or figure of a known id replaces that one, others are added.
/// Throws `Failure` with all their faults, and then changes nothing. To be called before anything
/// is looked up, and at most once: rows and texts of the compiled catalogue mean nothing
/// afterwards.
void install_overlay(std::span<const std::string> folders);

/// Whether the catalogue is another than the compiled one.
bool has_overlay();

/// The file that an overlay took the row from; empty for what is compiled in.
std::string_view origin_of(const Source& source);
std::string_view origin_of(const Figure& figure);
std::string_view origin_of(const Accelerator& accelerator);
std::string_view origin_of(const Instance& instance);
std::string_view origin_of(const Place& place);
std::string_view origin_of(const Series& series);
std::string_view origin_of(const Cpu& cpu);
std::string_view origin_of(const PublishedRun& run);
std::string_view origin_of(const ListedArchitecture& architecture);
std::string_view origin_of(const ListedModel& model);
std::string_view origin_of(const Measurement& measurement);

/// The constants of the models that an overlay replaced. Any estimate may depend on them.
std::vector<const Figure*> replaced_constants();

}  // namespace plume
