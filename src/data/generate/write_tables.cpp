// SPDX-License-Identifier: Apache-2.0
#include "data/generate/write_tables.hpp"

#include "data/generate/names.hpp"
#include "data/generate/text_pool.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <numeric>
#include <string_view>
#include <utility>

namespace plume::generate {

namespace {

std::string exact(double value) {
  if (std::isnan(value)) {
    return "nan";
  }
  std::array<char, 32> buffer{};
  const char* const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return {buffer.data(), static_cast<std::size_t>(end - buffer.data())};
}

std::string as_float(const std::string& number) {
  return "float(" + number + ")";
}

std::string braces(std::initializer_list<std::string> members) {
  std::string result;
  for (const std::string& member : members) {
    result += (result.empty() ? "{" : ", ") + member;
  }
  return result + '}';
}

template <class Word>
std::string word(const char* type, Word value) {
  return std::string(type) + '{' + std::to_string(static_cast<int>(value)) + '}';
}

/// A row number plus one, 0 for none.
std::string row_plus_one(FigureRow row) {
  return std::to_string(row ? *row + 1 : 0);
}

/// Writes the tables, one method each, and keeps the state that they share: the text pool, and the
/// rows that aliases and series take up.
class TableWriter {
 public:
  explicit TableWriter(const Draft& draft);

  std::string write();

 private:
  /// One table and the function that gives it.
  void table(std::string_view type, std::string_view name, const std::vector<std::string>& rows);

  void sources();
  void figures();
  void accelerators();
  void instances();
  void places();
  void pue();
  void cpus();
  void equivalences();
  void names(std::string_view name, const std::vector<NameDraft>& names);
  void orders();

  std::string accelerator(const AcceleratorDraft& accelerator);
  std::string place(const PlaceDraft& place);
  std::string series(const SeriesDraft& series);
  std::string alias_rows(const std::vector<std::string>& aliases);
  std::string source_row(const std::string& key) const;

  const Draft& draft_;
  TextPool text_;
  std::map<std::string, std::size_t> source_rows_, accelerator_rows_, place_rows_;
  std::map<std::string, const GenerationDraft*> generations_;
  std::vector<std::string> aliases_, series_, intensities_, shares_;
  std::string tables_, functions_;
};

template <class Entry>
std::map<std::string, std::size_t> rows_of(const std::vector<Entry>& entries,
                                           std::string Entry::*id) {
  std::map<std::string, std::size_t> rows;
  for (std::size_t row = 0; row < entries.size(); ++row) {
    rows.emplace(entries[row].*id, row);
  }
  return rows;
}

TableWriter::TableWriter(const Draft& draft)
    : draft_(draft), accelerator_rows_(rows_of(draft.accelerators, &AcceleratorDraft::id)),
      place_rows_(rows_of(draft.places, &PlaceDraft::id)) {
  for (const SourceDraft& source : draft.sources) {
    source_rows_.emplace(source.key, 0);
  }
  std::size_t next = 0;
  for (auto& [key, row] : source_rows_) {
    row = next++;  // sources are sorted by key
  }
  for (const GenerationDraft& generation : draft.generations) {
    generations_.emplace(generation.key, &generation);
  }
}

void TableWriter::table(std::string_view type, std::string_view name,
                        const std::vector<std::string>& rows) {
  const std::string full(name);
  const std::string local = full.substr(full.rfind(':') + 1) + "_table";
  tables_ += "constexpr std::array<" + std::string(type) + ", " + std::to_string(rows.size()) +
             "> " + local + "{{\n";
  for (const std::string& row : rows) {
    tables_ += "    " + row + ",\n";
  }
  tables_ += "}};\n\n";
  functions_ +=
      "std::span<const " + std::string(type) + "> " + full + "() { return " + local + "; }\n";
}

std::string TableWriter::source_row(const std::string& key) const {
  return std::to_string(source_rows_.at(key));
}

void TableWriter::sources() {
  std::vector<std::string> rows(draft_.sources.size());
  for (const SourceDraft& s : draft_.sources) {
    rows[source_rows_.at(s.key)] =
        braces({text_(s.key), text_(s.title), text_(s.author), text_(s.url), text_(s.licence),
                text_(s.attribution), std::to_string(s.year)});
  }
  table("Source", "sources", rows);
}

void TableWriter::figures() {
  std::vector<std::string> rows;
  for (const FigureDraft& f : draft_.figures) {
    rows.push_back(braces({exact(f.value), exact(f.low), exact(f.high), exact(f.scale), text_(f.id),
                           text_(f.unit), text_(f.condition), text_(f.locator), text_(f.note),
                           source_row(f.source), std::to_string(f.year),
                           word("Confirmation", f.confirmation)}));
  }
  table("Figure", "figures", rows);
}

std::string TableWriter::alias_rows(const std::vector<std::string>& aliases) {
  const std::size_t begin = aliases_.size();
  for (const std::string& alias : aliases) {
    aliases_.push_back(text_(alias));
  }
  return braces({std::to_string(begin), std::to_string(aliases.size())});
}

std::string TableWriter::accelerator(const AcceleratorDraft& a) {
  std::string figures = "{{";
  for (const FigureRow row : a.figures) {
    figures += row_plus_one(row) + ", ";
  }
  figures += "}}";
  const auto found = generations_.find(a.generation);
  const GenerationDraft none;
  const GenerationDraft& generation = found == generations_.end() ? none : *found->second;
  return braces({text_(a.id), text_(a.name), text_(a.vendor), text_(a.kind), text_(a.use),
                 text_(a.generation), text_(a.note), alias_rows(a.aliases), std::to_string(a.year),
                 figures, row_plus_one(generation.dense), row_plus_one(generation.moe)});
}

void TableWriter::accelerators() {
  std::vector<std::string> rows;
  for (const AcceleratorDraft& a : draft_.accelerators) {
    rows.push_back(accelerator(a));
  }
  table("Accelerator", "accelerators", rows);
}

void TableWriter::instances() {
  std::vector<std::string> rows;
  for (const InstanceDraft& i : draft_.instances) {
    rows.push_back(braces({text_(i.id), text_(provider_of(i.id)), text_(code_of(i.id)),
                           text_(i.note), std::to_string(accelerator_rows_.at(i.accelerator)),
                           as_float(exact(i.accelerator_count)), source_row(i.source)}));
  }
  table("Instance", "instances", rows);
}

std::string TableWriter::series(const SeriesDraft& s) {
  const std::size_t begin = intensities_.size();
  for (std::size_t i = 0; i < s.values.size(); ++i) {
    intensities_.push_back(exact(s.values[i]));
    const bool known = i < s.low_carbon_shares.size();
    shares_.push_back(as_float(known ? exact(s.low_carbon_shares[i]) : "nan"));
  }
  return braces({word("Basis", s.basis), word("Confirmation", s.confirmation),
                 std::to_string(s.first_year), source_row(s.source),
                 braces({std::to_string(begin), std::to_string(s.values.size())}),
                 text_(s.condition), text_(s.locator)});
}

std::string TableWriter::place(const PlaceDraft& p) {
  const std::size_t begin = series_.size();
  for (const SeriesDraft& s : p.series) {
    series_.push_back(series(s));
  }
  const bool region = p.kind == PlaceKind::cloud_region;
  return braces({text_(p.id), text_(p.name), text_(region ? provider_of(p.id) : ""), text_(p.note),
                 alias_rows(p.aliases),
                 braces({std::to_string(begin), std::to_string(p.series.size())}),
                 std::to_string(place_rows_.at(p.parent)), word("PlaceKind", p.kind)});
}

void TableWriter::places() {
  std::vector<std::string> rows;
  for (const PlaceDraft& p : draft_.places) {
    rows.push_back(place(p));
  }
  table("Place", "places", rows);
  table("Series", "series", series_);
  table("double", "intensities", intensities_);
  table("float", "low_carbon_shares", shares_);
}

void TableWriter::pue() {
  std::vector<std::string> rows;
  for (const PueDraft& p : draft_.pue) {
    rows.push_back(braces({text_(draft_.figures[p.figure].id), text_(p.provider), text_(p.site),
                           std::to_string(p.figure)}));
  }
  table("PueRow", "pue_rows", rows);
}

void TableWriter::cpus() {
  std::vector<std::string> rows;
  for (const CpuDraft& c : draft_.cpus) {
    rows.push_back(
        braces({text_(c.id), text_(c.name), text_(c.vendor), text_(c.use), std::to_string(c.year),
                std::to_string(c.cores), std::to_string(c.threads), std::to_string(c.tdp)}));
  }
  table("Cpu", "cpus", rows);
}

void TableWriter::equivalences() {
  std::vector<std::string> rows;
  for (const EquivalenceDraft& e : draft_.equivalences) {
    rows.push_back(braces({text_(e.id), text_(e.name), text_(e.per), std::to_string(e.figure)}));
  }
  table("Equivalence", "equivalences", rows);
}

void TableWriter::names(std::string_view name, const std::vector<NameDraft>& names) {
  std::vector<std::string> rows;
  rows.reserve(names.size());
  for (const NameDraft& n : names) {
    rows.push_back(
        braces({text_(n.key), text_(n.text), std::to_string(n.row), std::to_string(n.rank)}));
  }
  table("tables::Name", name, rows);
}

std::vector<std::string> printed(const std::vector<std::size_t>& rows) {
  std::vector<std::string> result;
  result.reserve(rows.size());
  for (const std::size_t row : rows) {
    result.push_back(std::to_string(row));
  }
  return result;
}

void TableWriter::orders() {
  std::vector<std::size_t> by_id(draft_.figures.size());
  std::iota(by_id.begin(), by_id.end(), 0U);
  std::sort(by_id.begin(), by_id.end(), [this](std::size_t a, std::size_t b) {
    return draft_.figures[a].id < draft_.figures[b].id;
  });
  table("std::uint16_t", "tables::figures_by_id", printed(by_id));
  table("std::uint16_t", "tables::constants", printed(constant_rows(draft_)));
}

std::string TableWriter::write() {
  sources();
  figures();
  accelerators();
  instances();
  places();
  pue();
  cpus();
  equivalences();
  table("Text", "aliases", aliases_);
  names("tables::accelerator_names", accelerator_names(draft_));
  names("tables::instance_names", instance_names(draft_));
  names("tables::cpu_names", cpu_names(draft_));
  names("tables::place_names", place_names(draft_));
  orders();
  const std::string release = text_(draft_.release);
  const std::string hash = text_(draft_.hash);
  return "// Generated from data/ by plume_generate_catalogue: edit the data, not this file.\n"
         "#include <array>\n#include <cstdint>\n#include <limits>\n\n"
         "#include \"data/tables.hpp\"\n#include \"plume/data/catalogue.hpp\"\n\n"
         "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\n"
         "namespace plume {\n\nnamespace {\n\n"
         "constexpr double nan = std::numeric_limits<double>::quiet_NaN();\n\n"
         "constexpr char pool[] =\n" +
         text_.literals() + ";\n\n" + tables_ + "}  // namespace\n\n" + functions_ +
         "std::string_view catalogue_release() { return Text" + release +
         ".view(); }\n"
         "std::string_view catalogue_hash() { return Text" +
         hash +
         ".view(); }\n"
         "std::string_view tables::text_pool() { return {pool, sizeof pool - 1}; }\n\n"
         "}  // namespace plume\n";
}

}  // namespace

std::string write_tables(const Draft& draft) {
  return TableWriter(draft).write();
}

}  // namespace plume::generate
