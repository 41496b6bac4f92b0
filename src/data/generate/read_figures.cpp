// SPDX-License-Identifier: Apache-2.0
#include "data/generate/read_figures.hpp"

#include "data/generate/read_word.hpp"
#include "plume/units/text.hpp"

#include <cmath>
#include <utility>

namespace plume::generate {

namespace {

void read_unit(ObjectReader& reader, FigureDraft& figure) {
  figure.unit = reader.text("unit");
  const auto unit = parse_unit(figure.unit);
  if (unit) {
    figure.scale = unit->factor;
  } else if (!figure.unit.empty()) {
    reader.faults().add(reader.spot().inside("unit"), "unknown unit \"" + figure.unit + '"',
                        R"(write it as "W", "g/kWh", "kgCO2e", "TFLOP/s" or "1")");
  }
}

void read_bounds(ObjectReader& reader, FigureDraft& figure) {
  figure.value = reader.number("value");
  figure.low = reader.optional_number("low").value_or(figure.value);
  figure.high = reader.optional_number("high").value_or(figure.value);
  if (!(figure.low <= figure.value && figure.value <= figure.high)) {
    reader.faults().add(reader.spot().inside("value"), "low, value and high are out of order",
                        "order them: low <= value <= high");
  } else if (figure.low != figure.high && figure.low <= 0) {
    reader.faults().add(reader.spot().inside("low"), "a bound must be above zero",
                        "intervals are log-normal: give a positive low, or no bounds");
  }
}

/// The same figure in another unit of the same dimension.
void convert(FigureDraft& figure, const FigureDraft& like) {
  const double factor = figure.scale / like.scale;
  figure.value *= factor;
  figure.low *= factor;
  figure.high *= factor;
  figure.unit = like.unit;
  figure.scale = like.scale;
}

/// Puts a figure in the place of one of the same id. It keeps the unit that the program knows it
/// in, and the constant that it is.
void replace(FigureDraft& old, FigureDraft figure, ObjectReader& reader) {
  const auto given = parse_unit(figure.unit);
  if (!given) {
    return;  // reported when it was read
  }
  const auto known = parse_unit(old.unit);
  if (!(given->dimension == known->dimension)) {
    reader.faults().add(figure.spot.inside("unit"),
                        '"' + figure.unit + "\" is not a unit of \"" + old.id + '"',
                        "write it in " + (old.unit == "1" ? "\"1\", a plain number" : old.unit));
    return;
  }
  if (!figure.constant.empty() && figure.constant != old.constant) {
    reader.faults().add(figure.spot.inside("constant"), "this figure is not that constant",
                        "leave \"constant\" out: the id says which figure is replaced");
  }
  if (figure.unit != old.unit) {
    convert(figure, old);
  }
  figure.constant = old.constant;
  figure.replaced = old.replaced ? old.replaced : std::optional(old.value);
  old = std::move(figure);
}

}  // namespace

Confirmation read_confirmation(ObjectReader& reader, std::string_view key) {
  return read_word<Confirmation>(reader, key, confirmation_count);
}

Basis read_basis(ObjectReader& reader, std::string_view key) {
  return read_word<Basis>(reader, key, basis_count);
}

PlaceKind read_place_kind(ObjectReader& reader, std::string_view key) {
  return read_word<PlaceKind>(reader, key, place_kind_count);
}

int read_year(ObjectReader& reader, std::string_view key) {
  const double year = reader.optional_number(key).value_or(0);
  if (year != 0 && !(year >= 1950 && year <= 2100 && std::floor(year) == year)) {
    reader.faults().add(reader.spot().inside(key), "this is not a year", "write it as 2024");
    return 0;
  }
  return static_cast<int>(year);
}

void amend_year(int& year, ObjectReader& reader, std::string_view key) {
  if (const int found = read_year(reader, key); found != 0) {
    year = found;
  }
}

FigureDraft read_shared_figure(ObjectReader& reader) {
  FigureDraft figure;
  read_unit(reader, figure);
  figure.condition = reader.optional_text("condition");
  figure.source = reader.text("source");
  figure.locator = reader.text("locator");
  figure.confirmation = read_confirmation(reader, "status");
  return figure;
}

std::size_t read_figure(ObjectReader& reader, std::string id, Draft& draft) {
  FigureDraft figure = read_shared_figure(reader);
  figure.id = std::move(id);
  figure.spot = reader.spot();
  read_bounds(reader, figure);
  figure.year = read_year(reader, "year");
  figure.note = reader.optional_text("note");
  figure.constant = reader.optional_text("constant");
  return enter_figure(std::move(figure), reader, draft);
}

std::size_t enter_figure(FigureDraft figure, ObjectReader& reader, Draft& draft) {
  if (const FigureRow earlier =
          earlier_row(draft.figures, &FigureDraft::id, figure.id, figure.spot)) {
    replace(draft.figures[*earlier], std::move(figure), reader);
    return *earlier;
  }
  if (!figure.constant.empty() && figure.spot.layer() > 0) {
    reader.faults().add(figure.spot.inside("constant"),
                        "no figure of this id is a constant of the program",
                        "replace one that is by its id, or leave \"constant\" out");
  }
  draft.figures.push_back(std::move(figure));
  return draft.figures.size() - 1;
}

FigureRow read_member_figure(ObjectReader& owner, std::string_view key, std::string id,
                             Draft& draft) {
  const nlohmann::json* value = owner.member(key);
  if (value == nullptr) {
    return std::nullopt;
  }
  ObjectReader reader(*value, owner.spot().inside(key), owner.faults());
  const std::size_t row = read_figure(reader, std::move(id), draft);
  reader.finish();
  return row;
}

}  // namespace plume::generate
