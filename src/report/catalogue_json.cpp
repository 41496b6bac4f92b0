// SPDX-License-Identifier: Apache-2.0
#include "report/catalogue_json.hpp"

#include "plume/data/overlay.hpp"
#include "plume/units/text.hpp"
#include "report/json_values.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>
#include <utility>

namespace plume {

namespace {

/// Only what an overlay brought says where from.
void add_origin(Json& out, std::string_view file) {
  if (!file.empty()) {
    out["from"] = file;
  }
}

Json figure_json(const Figure& figure) {
  Json out;
  out["value"] = figure.value;
  out["unit"] = figure.unit.view();
  out["low"] = figure.low;
  out["high"] = figure.high;
  out["status"] = name_of(figure.confirmation);
  out["source"] = sources()[figure.source].key.view();
  out["locator"] = figure.locator.view();
  out["condition"] = figure.condition.view();
  out["note"] = figure.note.view();
  out["year"] = figure.year == 0 ? Json() : Json(figure.year);
  add_origin(out, origin_of(figure));
  return out;
}

Json names_json(std::span<const Text> names) {
  Json out = Json::array();
  for (const Text name : names) {
    out.push_back(name.view());
  }
  return out;
}

/// The years of a series for which `rows` holds a number.
template <class Rows>
Json by_year(const Series& series, const Rows& rows) {
  Json out = Json::object();
  for (std::uint32_t i = 0; i < series.values.count; ++i) {
    const auto value = static_cast<double>(rows[series.values.begin + i]);
    if (!std::isnan(value)) {
      out[std::to_string(series.first_year + static_cast<int>(i))] = round_significant(value, 6);
    }
  }
  return out;
}

Json series_json(const Series& series) {
  Json out;
  out["basis"] = name_of(series.basis);
  out["unit"] = "g/kWh";
  out["status"] = name_of(series.confirmation);
  out["source"] = sources()[series.source].key.view();
  out["locator"] = series.locator.view();
  out["condition"] = series.condition.view();
  out["values"] = by_year(series, intensities());
  out["low_carbon_percent"] = by_year(series, low_carbon_shares());
  add_origin(out, origin_of(series));
  return out;
}

void fill(Json& out, const Accelerator* accelerator) {
  out["vendor"] = accelerator->vendor.view();
  out["year"] = accelerator->year;
  out["aliases"] = names_json(aliases_of(*accelerator));
  out["note"] = accelerator->note.view();
  Json figures_of_it = Json::object();
  for (std::size_t i = 0; i < property_count; ++i) {
    const auto property = static_cast<Property>(i);
    if (const Figure* const figure = accelerator->figure(property)) {
      figures_of_it[std::string(name_of(property))] = figure_json(*figure);
    }
  }
  out["figures"] = std::move(figures_of_it);
}

void fill(Json& out, const Instance* instance) {
  out["provider"] = instance->provider.view();
  out["accelerator"] = accelerators()[instance->accelerator].id.view();
  out["count"] = instance->accelerator_count;
  out["source"] = sources()[instance->source].key.view();
  out["aliases"] = names_json(aliases_of(*instance));
}

void fill(Json& out, const Cpu* cpu) {
  out["vendor"] = cpu->vendor.view();
  out["use"] = cpu->use.view();
  out["year"] = cpu->year == 0 ? Json() : Json(cpu->year);
  out["cores"] = cpu->cores == 0 ? Json() : Json(cpu->cores);
  out["threads"] = cpu->threads == 0 ? Json() : Json(cpu->threads);
  out["aliases"] = Json::array();
  out["figures"]["tdp"] = figure_json(figures()[cpu->tdp]);
}

void fill(Json& out, const ListedArchitecture* architecture) {
  const ListedArchitecture& a = *architecture;
  out["architecture_kind"] = a.kind.view();
  out["aliases"] = names_json(aliases_of(a));
  out["note"] = a.note.view();
  out["image_size"] = a.image_size == 0 ? Json() : Json(a.image_size);
  out["patch_size"] = a.patch_size == 0 ? Json() : Json(a.patch_size);
  out["figures"]["parameters"] = figure_json(figures()[a.parameters]);
  out["figures"]["forward"] = figure_json(figures()[a.forward]);
  for (const auto& [name, row] :
       {std::pair<const char*, std::uint16_t>{"activations", a.activations},
        {"frozen", a.frozen}}) {
    if (row != 0) {
      out["figures"][name] = figure_json(figures()[row - 1U]);
    }
  }
}

void fill(Json& out, const ListedModel* model) {
  out["aliases"] = names_json(aliases_of(*model));
  out["config"] = Json::parse(model->config.view());
  out["status"] = name_of(model->confirmation);
  out["source"] = sources()[model->source].key.view();
  out["locator"] = model->locator.view();
  out["note"] = model->note.view();
  out["figures"]["parameters"] = figure_json(figures()[model->parameters]);
}

void fill(Json& out, const Place* place) {
  out["parent"] = places()[place->parent].id.view();
  out["aliases"] = names_json(aliases_of(*place));
  out["note"] = place->note.view();
  out["series"] = Json::array();
  for (const Series& series : series_of(*place)) {
    out["series"].push_back(series_json(series));
  }
}

void fill(Json& out, const Source* source) {
  out["aliases"] = Json::array();
  out["author"] = source->author.view();
  out["url"] = source->url.view();
  out["licence"] = source->licence.view();
  out["attribution"] = source->attribution.view();
  out["year"] = source->year == 0 ? Json() : Json(source->year);
}

Json reported_json(const PublishedFigure& figure) {
  const bool energy = figure.measurand == Measurand::energy;
  Json out;
  out["test"] = name_of(figure.test);
  out["label"] = figure.label.view();
  out["quantity"] = name_of(figure.measurand);
  out["value"] = figure.value;
  out["unit"] = figure.unit.view();
  out["scope"] = energy ? Json(name_of(figure.energy_scope)) : Json();
  out["basis"] = energy ? Json(name_of(figure.energy_origin)) : Json();
  out["tolerance"] = figure.tolerance > 0 ? Json(figure.tolerance) : Json();
  out["run"] = Json::parse(figure.manifest.view());
  return out;
}

void fill(Json& out, const PublishedRun* run) {
  out["aliases"] = Json::array();
  out["model"] = run->kind.view();
  out["project"] = run->project.view();
  out["method"] = run->method.view();
  out["status"] = name_of(run->confirmation);
  out["source"] = sources()[run->source].key.view();
  out["locator"] = run->locator.view();
  out["note"] = run->note.view();
  out["reported"] = Json::array();
  for (const PublishedFigure& figure : figures_of(*run)) {
    out["reported"].push_back(reported_json(figure));
  }
}

void fill(Json& out, const Measurement* measurement) {
  const Measurement& m = *measurement;
  const auto known = [](float value) { return value > 0 ? Json(value) : Json(); };
  out["aliases"] = Json::array();
  out["model"] = m.kind.view();
  out["parameters"] = m.parameters;
  out["active_parameters"] = m.active;
  out["accelerator"] = accelerators()[m.accelerator].id.view();
  out["count"] = known(m.count);
  out["sequence_length"] = known(m.sequence_length);
  out["precision"] = m.precision.view();
  out["stack"] = m.stack.view();
  out["tokens_per_second"] = m.rate;
  out["year"] = m.year == 0 ? Json() : Json(m.year);
  out["source"] = sources()[m.source].key.view();
  out["locator"] = m.locator.view();
  out["note"] = m.note.view();
}

void fill(Json& out, const Figure* figure) {
  out["aliases"] = Json::array();
  out.update(figure_json(*figure));
}

}  // namespace

std::string entries_json(std::span<const Entry> entries) {
  Json out = Json::array();
  for (const Entry& entry : entries) {
    Json object;
    object["kind"] = kind_of(entry);
    object["id"] = id_of(entry);
    object["name"] = name_of(entry);
    std::visit([&object](const auto* row) { fill(object, row); }, entry);
    add_origin(object, origin_of(entry));
    out.push_back(std::move(object));
  }
  return dumped(out);
}

std::string checked_json(std::string_view folder) {
  return dumped(Json{{"folder", folder}, {"faults", Json::array()}});
}

std::string differences_json(std::span<const Difference> differences) {
  const auto statement = [](const std::optional<Statement>& s) {
    return !s ? Json()
              : Json({{"value", s->value},
                      {"low", s->low},
                      {"high", s->high},
                      {"unit", s->unit},
                      {"status", name_of(s->confirmation)},
                      {"source", s->source}});
  };
  Json list = Json::array();
  for (const Difference& d : differences) {
    list.push_back({{"id", d.id},
                    {"change", d.kind()},
                    {"old", statement(d.before)},
                    {"new", statement(d.after)}});
  }
  Json out;
  out["schema"] = "plume.diff/1";
  out["catalogue"] = catalogue_release();
  out["differences"] = std::move(list);
  return dumped(out);
}

}  // namespace plume
