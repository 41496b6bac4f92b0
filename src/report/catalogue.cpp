// SPDX-License-Identifier: Apache-2.0
#include "plume/report/catalogue.hpp"

#include "plume/data/overlay.hpp"
#include "plume/units/text.hpp"
#include "report/catalogue_csv.hpp"
#include "report/catalogue_json.hpp"
#include "report/lines.hpp"
#include "report/writers.hpp"

#include <fmt/format.h>

#include <cmath>

namespace plume {

namespace {

std::string rate_of(const Measurement& m) {
  return fmt::format("{} tokens/s on each", print_human(m.rate, 5));
}

/// Writes whole entries for people.
class EntryWriter : Lines {
 public:
  explicit EntryWriter(bool colour) : Lines(colour) {}

  void entry(const Entry& entry) {
    const std::string head = fmt::format("{}  {}", id_of(entry), name_of(entry));
    line("{}{}", out_.empty() ? "" : "\n", styled(bold, head));
    fact("from", origin_of(entry));
    std::visit([this](const auto* row) { body(*row); }, entry);
  }

  std::string take() { return std::move(out_); }

 private:
  void fact(std::string_view label, std::string_view value) {
    if (!value.empty()) {
      line("  {:<16} {}", label, value);
    }
  }

  void names(std::span<const Text> aliases) {
    std::string all;
    for (const Text alias : aliases) {
      all.append(all.empty() ? "" : ", ").append(alias.view());
    }
    fact("also", all);
  }

  void figure(std::string_view label, const Figure& f) {
    const std::string band =
        f.low == f.high ? std::string()
                        : fmt::format(" ({} to {})", print_human(f.low), print_human(f.high));
    const std::string unit =
        f.unit.view() == "1" ? std::string() : fmt::format(" {}", f.unit.view());
    line("  {:<16} {}{}{}  [{}; {}: {}]", label, print_human(f.value, 6), unit, band,
         name_of(f.confirmation), sources()[f.source].key.view(), f.locator.view());
    note(f.condition.view());
    note(f.note.view());
    origin(origin_of(f));
  }

  void origin(std::string_view file) {
    if (!file.empty()) {
      note(fmt::format("from {}, not from the compiled catalogue", file));
    }
  }

  void note(std::string_view text) {
    if (!text.empty()) {
      line("  {:<16} {}", "", text);
    }
  }

  void body(const Accelerator& a) {
    fact("what",
         fmt::format("{} {}, {}, {}", a.vendor.view(), a.kind.view(), a.use.view(), a.year));
    names(aliases_of(a));
    fact("note", a.note.view());
    for (std::size_t i = 0; i < property_count; ++i) {
      const auto property = static_cast<Property>(i);
      if (const Figure* const found = a.figure(property)) {
        figure(label_of(name_of(property)), *found);
      }
    }
  }

  void body(const Instance& i) {
    fact("accelerator", accelerators()[i.accelerator].id.view());
    fact("count", print_human(double{i.accelerator_count}));
    names(aliases_of(i));
    fact("source", sources()[i.source].key.view());
    fact("note", i.note.view());
  }

  void body(const Cpu& c) {
    fact("what", fmt::format("{} processor, {}", c.vendor.view(), c.use.view()));
    fact("cores", c.cores == 0 ? std::string() : std::to_string(c.cores));
    fact("threads", c.threads == 0 ? std::string() : std::to_string(c.threads));
    fact("year", c.year == 0 ? std::string() : std::to_string(c.year));
    figure("tdp", figures()[c.tdp]);
  }

  void body(const ListedArchitecture& a) {
    fact("what", a.kind.view());
    names(aliases_of(a));
    fact("image size", a.image_size == 0 ? std::string() : fmt::format("{} pixels", a.image_size));
    fact("patch size", a.patch_size == 0 ? std::string() : fmt::format("{} pixels", a.patch_size));
    fact("note", a.note.view());
    figure("parameters", figures()[a.parameters]);
    figure("forward", figures()[a.forward]);
    optional_figure("activations", a.activations);
    optional_figure("frozen", a.frozen);
  }

  void body(const ListedModel& m) {
    names(aliases_of(m));
    line("  {:<16} {}  [{}; {}: {}]", "config", m.config.view(), name_of(m.confirmation),
         sources()[m.source].key.view(), m.locator.view());
    fact("note", m.note.view());
    figure("parameters", figures()[m.parameters]);
  }

  /// `row` counts from one; zero is none.
  void optional_figure(std::string_view label, std::uint16_t row) {
    if (row != 0) {
      figure(label, figures()[row - 1U]);
    }
  }

  void body(const Place& place) {
    fact("what", name_of(place.kind));
    fact("within", places()[place.parent].name.view());
    names(aliases_of(place));
    fact("note", place.note.view());
    for (const Series& s : series_of(place)) {
      series(s);
    }
  }

  void series(const Series& s) {
    line("  {}, g/kWh  [{}; {}: {}]", name_of(s.basis), name_of(s.confirmation),
         sources()[s.source].key.view(), s.locator.view());
    note(s.condition.view());
    origin(origin_of(s));
    for (std::uint32_t i = 0; i < s.values.count; ++i) {
      year(s.first_year + static_cast<int>(i), s.values.begin + i);
    }
  }

  void year(int year, std::uint32_t row) {
    const double value = intensities()[row];
    const auto share = static_cast<double>(low_carbon_shares()[row]);
    if (!std::isnan(value)) {
      line("  {:>16} {}", year,
           std::isnan(share)
               ? print_human(value, 5)
               : fmt::format("{:<8} {} % low-carbon", print_human(value, 5), print_human(share)));
    }
  }

  void body(const Source& source) {
    fact("author", source.author.view());
    fact("year", source.year == 0 ? std::string() : std::to_string(source.year));
    fact("address", source.url.view());
    fact("licence", source.licence.view());
    fact("attribution", source.attribution.view());
  }

  void body(const PublishedRun& run) {
    fact("kind", run.kind.view());
    fact("project", run.project.view());
    fact("method", run.method.view());
    fact("note", run.note.view());
    for (const PublishedFigure& f : figures_of(run)) {
      reported(run, f);
    }
  }

  void body(const Measurement& m) {
    fact("kind", m.kind.view());
    fact("parameters", m.active == m.parameters
                           ? print_human(m.parameters, 6)
                           : fmt::format("{}, {} active", print_human(m.parameters, 6),
                                         print_human(m.active, 6)));
    fact("accelerator", accelerators()[m.accelerator].id.view());
    fact("count", m.count > 0 ? print_human(double{m.count}, 6) : std::string());
    fact("sequence length",
         m.sequence_length > 0 ? print_human(double{m.sequence_length}, 6) : std::string());
    fact("precision", m.precision.view());
    fact("stack", m.stack.view());
    line("  {:<16} {}  [{}: {}]", "rate", rate_of(m), sources()[m.source].key.view(),
         m.locator.view());
    fact("year", std::to_string(m.year));
    fact("note", m.note.view());
  }

  void reported(const PublishedRun& run, const PublishedFigure& f) {
    line("  {:<16} {} {}  [{}; {}: {}]", label_of(name_of(f.measurand)), print_human(f.value, 8),
         f.unit.view(), name_of(run.confirmation), sources()[run.source].key.view(),
         run.locator.view());
    if (f.measurand == Measurand::energy) {
      note(fmt::format("{}, {}", name_of(f.energy_scope), name_of(f.energy_origin)));
    }
    note(fmt::format("{}{}{}: {}", name_of(f.test), f.label.empty() ? "" : ", ", f.label.view(),
                     f.manifest.view()));
  }

  /// The condition of a figure is its name, and stands in the heading.
  void body(const Figure& f) {
    Figure nameless = f;
    nameless.condition = {};
    figure("value", nameless);
  }
};

std::string gist_of(const Measurement& m) {
  return fmt::format("{}, {}, {} ({})", m.model.view(), accelerators()[m.accelerator].id.view(),
                     rate_of(m), sources()[m.source].key.view());
}

/// An entry in a few words: its name; of a figure the value and what it holds for.
std::string gist_of(const Entry& entry) {
  if (const auto* const measurement = std::get_if<const Measurement*>(&entry)) {
    return gist_of(**measurement);
  }
  const auto* const figure = std::get_if<const Figure*>(&entry);
  if (figure == nullptr) {
    return std::string(name_of(entry));
  }
  const Figure& f = **figure;
  const std::string value = print_human(f.value, 6) + (f.unit.view() == "1" ? "" : " ") +
                            std::string(f.unit.view() == "1" ? "" : f.unit.view());
  const std::string_view holds_for = name_of(entry);
  return holds_for.empty() ? value : fmt::format("{:<18} {}", value, holds_for);
}

}  // namespace

std::string render_entries(std::span<const Entry> entries, const RenderOptions& options) {
  if (options.format == Format::json) {
    return entries_json(entries);
  }
  EntryWriter writer(options.colour);
  for (const Entry& entry : entries) {
    writer.entry(entry);
  }
  return writer.take();
}

std::string render_listing(std::span<const Entry> entries, const RenderOptions& options) {
  if (options.format == Format::json) {
    return entries_json(entries);
  }
  if (options.format == Format::csv) {
    return entries_csv(entries);
  }
  std::string out;
  for (const Entry& entry : entries) {
    out += fmt::format("{:<13} {:<28} {}\n", kind_of(entry), id_of(entry), gist_of(entry));
  }
  return out;
}

}  // namespace plume
