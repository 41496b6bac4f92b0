// SPDX-License-Identifier: Apache-2.0
// The first line says where in a data folder the rest stands ("grid/mine.json"). What is read
// without a fault must build into tables in which every row and text can be reached.
#include "data/compiled_draft.hpp"
#include "data/generate/build_tables.hpp"
#include "data/generate/check.hpp"
#include "data/generate/read_data.hpp"
#include "plume/data/catalogue.hpp"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace plume;

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

void require_sound(const generate::BuiltTables& built) {
  for (const Figure& f : built.figures) {
    require(std::isfinite(f.value) && f.low <= f.value && f.value <= f.high);
    require(f.source < built.sources.size());
    require(f.id.begin() + f.id.size() <= built.text_pool.size());
  }
  for (const Instance& i : built.instances) {
    require(i.accelerator < built.accelerators.size() && i.accelerator_count > 0);
  }
  for (const Place& p : built.places) {
    require(p.parent < built.places.size());
    require(p.series.begin + p.series.count <= built.series.size());
  }
  for (const Series& s : built.series) {
    require(s.values.begin + s.values.count <= built.intensities.size());
  }
  for (const PublishedRun& r : built.published_runs) {
    require(r.source < built.sources.size());
    require(r.figures.begin + r.figures.count <= built.published_figures.size());
  }
  for (const PublishedFigure& f : built.published_figures) {
    require(f.value > 0 && std::isfinite(f.value * f.scale) && f.tolerance >= 0);
    require(f.manifest.begin() + f.manifest.size() <= built.text_pool.size());
  }
  require(built.constants.size() == tables::constants().size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const generate::Draft compiled = compiled_draft();
  const std::string text(data, data + size);
  const std::size_t line = text.find('\n');
  if (line == std::string::npos) {
    return 0;
  }
  generate::Faults faults;
  generate::DataFolder folder;
  folder.draft = compiled;
  generate::read_data_file({"fuzz.json", text.substr(line + 1), {}, 1}, text.substr(0, line),
                           folder, faults);
  generate::check(folder.draft, faults);
  for (const Diagnostic& fault : faults.all()) {
    require(!fault.message.empty() && !print_diagnostic(fault, false).empty());
  }
  if (faults.none()) {
    require_sound(generate::build_tables(folder.draft));
  }
  return 0;
}
