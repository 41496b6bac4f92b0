// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/report/render.hpp"

#include <string>
#include <string_view>

namespace plume {

std::string render_text(const Report& report, const RenderOptions& options);
std::string render_json(const Report& report);
std::string render_csv(const Report& report);
std::string render_markdown(const Report& report);

/// A figure's source in one line: "ember-owid: France, 2023", or nothing when it has none.
std::string source_of(const Input& input);

/// The same without the place within the source: "epoch-ml-hardware", "ember-owid: France, 2023".
std::string short_source_of(const Input& input);

/// A text as a field of CSV, in quotes where RFC 4180 wants them.
std::string csv_field(std::string_view text);

/// A text that stands in a cell of a Markdown table as itself.
std::string markdown_cell(std::string_view text);

/// The run's name, safe to print: no control characters.
std::string title_of(const Report& report);

/// A text without control characters.
std::string printable(std::string_view text);

/// A mass or an energy in the unit that suits its size.
std::string human(Carbon carbon);
std::string human(Energy energy);

/// "410 to 1130 t": both ends of the interval in the unit that suits the value.
std::string human_interval(const Estimate<Carbon>& carbon);

/// "grid_intensity" as people read it: "grid intensity".
std::string label_of(std::string_view name);

/// Value and unit of an input: "411.7 g/kWh", "1.1".
std::string human_value(const Input& input);

/// An input's 5th and 95th percentile as a range; nothing when it is exact.
std::string human_band(const Input& input);

/// One short paragraph of a source: title, author, year, address, licence, attribution.
std::string describe_source(const Source& source);

/// The catalogue's sources that a report used, once each, in the order of use.
std::vector<const Source*> sources_of(const Report& report);

}  // namespace plume
