// SPDX-License-Identifier: Apache-2.0
#include "data/generate/read_entries.hpp"
#include "data/generate/read_figures.hpp"

namespace plume::generate {

namespace {

double positive(ObjectReader& reader, std::string_view key, double value) {
  if (!(value > 0)) {
    reader.faults().add(reader.spot().inside(key), "this is not a number above zero",
                        "write what was measured");
  }
  return value;
}

}  // namespace

void read_measurement(ObjectReader& reader, Draft& draft) {
  const std::string id = reader.text("id");
  const FigureRow earlier =
      earlier_row(draft.measurements, &MeasurementDraft::id, id, reader.spot());
  MeasurementDraft& m = earlier ? draft.measurements[*earlier] : draft.measurements.emplace_back();
  m.id = id;
  m.spot = reader.spot();
  m.model = reader.text("model");
  m.kind = reader.text("kind");
  m.precision = reader.text("precision");
  m.stack = reader.text("stack");
  m.accelerator = reader.text("accelerator");
  m.parameters = positive(reader, "parameters", reader.number("parameters"));
  m.active = positive(reader, "active_parameters",
                      reader.optional_number("active_parameters").value_or(m.parameters));
  m.sequence_length = reader.optional_number("sequence_length").value_or(0);
  m.count = reader.optional_number("count").value_or(0);
  m.rate = positive(reader, "rate", reader.number("rate"));
  m.year = read_year(reader, "year");
  m.source = reader.text("source");
  m.locator = reader.text("locator");
  m.note = reader.optional_text("note");
  reader.finish();
}

}  // namespace plume::generate
