// SPDX-License-Identifier: Apache-2.0
#include "plume/data/overlay.hpp"
#include "plume/report/catalogue.hpp"
#include "plume/units/text.hpp"
#include "report/catalogue_csv.hpp"
#include "report/catalogue_json.hpp"

#include <fmt/format.h>

namespace plume {

namespace {

std::string labelled(std::string_view label, std::string_view value) {
  return value.empty() ? std::string() : fmt::format("  {:<12} {}\n", label, value);
}

std::string sources_text() {
  std::string out;
  for (const Source& s : sources()) {
    out += fmt::format("{}{}  {}\n", out.empty() ? "" : "\n", s.key.view(), s.title.view());
    out += labelled("author", s.author.view()) + labelled("address", s.url.view()) +
           labelled("licence", s.licence.view()) + labelled("attribution", s.attribution.view()) +
           labelled("from", origin_of(s));
  }
  return out;
}

std::string stated(const std::optional<Statement>& s) {
  if (!s) {
    return "none";
  }
  const std::string band = s->low == s->high ? std::string()
                                             : fmt::format(" ({} to {})", print_human(s->low, 6),
                                                           print_human(s->high, 6));
  return fmt::format("{}{}{} [{}; {}]", print_human(s->value, 6),
                     s->unit == "1" ? "" : " " + s->unit, band, name_of(s->confirmation),
                     s->source);
}

}  // namespace

std::string render_sources(const RenderOptions& options) {
  if (options.format == Format::csv) {
    return sources_csv();
  }
  std::vector<Entry> entries;
  for (const Source& source : sources()) {
    entries.emplace_back(&source);
  }
  return options.format == Format::json ? entries_json(entries) : sources_text();
}

std::string render_checked(std::string_view folder, const RenderOptions& options) {
  return options.format == Format::json ? checked_json(folder)
                                        : fmt::format("{}: no faults\n", folder);
}

std::string render_differences(std::span<const Difference> differences,
                               const RenderOptions& options) {
  if (options.format == Format::json) {
    return differences_json(differences);
  }
  if (options.format == Format::csv) {
    return differences_csv(differences);
  }
  std::string out;
  for (const Difference& d : differences) {
    out += fmt::format("{:<8} {}\n", d.kind(), d.id);
    out += fmt::format("  old {}\n  new {}\n", stated(d.before), stated(d.after));
  }
  return out;
}

}  // namespace plume
