// SPDX-License-Identifier: Apache-2.0
#include "data/generate/write_tables.hpp"

#include "data/generate/build_tables.hpp"
#include "data/generate/text_pool.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace plume::generate {

namespace {

// How each kind of row is written as a C++ initialiser.

std::string printed(double value) {
  if (std::isnan(value)) {
    return "nan";
  }
  std::array<char, 32> buffer{};
  const char* const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return {buffer.data(), static_cast<std::size_t>(end - buffer.data())};
}

std::string printed(float value) {
  return "float(" + printed(double{value}) + ")";
}

std::string printed(std::uint16_t row) {
  return std::to_string(row);
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

std::string printed(Text text) {
  return text.empty() ? "{}" : braces({std::to_string(text.begin()), std::to_string(text.size())});
}

std::string printed(const Rows& rows) {
  return braces({std::to_string(rows.begin), std::to_string(rows.count)});
}

std::string printed(const Source& s) {
  return braces({printed(s.key), printed(s.title), printed(s.author), printed(s.url),
                 printed(s.licence), printed(s.attribution), std::to_string(s.year)});
}

std::string printed(const Spread& s) {
  return braces({printed(s.shift), printed(s.variance), printed(s.skew)});
}

std::string printed(const Figure& f) {
  return braces({printed(f.value), printed(f.low), printed(f.high), printed(f.scale),
                 printed(f.spread), printed(f.id), printed(f.unit), printed(f.condition),
                 printed(f.locator), printed(f.note), printed(f.source), std::to_string(f.year),
                 word("Confirmation", f.confirmation)});
}

std::string printed(const Accelerator& a) {
  std::string figures = "{{";
  for (const std::uint16_t row : a.figures) {
    figures += printed(row) + ", ";
  }
  figures += "}}";
  return braces({printed(a.id), printed(a.name), printed(a.vendor), printed(a.kind), printed(a.use),
                 printed(a.generation), printed(a.note), printed(a.aliases), std::to_string(a.year),
                 figures, printed(a.dense_factor), printed(a.moe_factor)});
}

std::string printed(const Instance& i) {
  return braces({printed(i.id), printed(i.provider), printed(i.type), printed(i.note),
                 printed(i.aliases), printed(i.accelerator), printed(i.accelerator_count),
                 printed(i.source)});
}

std::string printed(const Place& p) {
  return braces({printed(p.id), printed(p.name), printed(p.provider), printed(p.note),
                 printed(p.aliases), printed(p.series), printed(p.parent),
                 word("PlaceKind", p.kind)});
}

std::string printed(const Series& s) {
  return braces({word("Basis", s.basis), word("Confirmation", s.confirmation),
                 std::to_string(s.first_year), printed(s.source), printed(s.values),
                 printed(s.condition), printed(s.locator)});
}

std::string printed(const PueRow& row) {
  return braces({printed(row.id), printed(row.provider), printed(row.site), printed(row.figure)});
}

std::string printed(const Cpu& c) {
  return braces({printed(c.id), printed(c.name), printed(c.vendor), printed(c.use),
                 std::to_string(c.year), printed(c.cores), printed(c.threads), printed(c.tdp)});
}

std::string printed(const Equivalence& e) {
  return braces({printed(e.id), printed(e.name), printed(e.per), printed(e.figure)});
}

std::string printed(const Measurement& m) {
  return braces({printed(m.id), printed(m.model), printed(m.kind), printed(m.precision),
                 printed(m.stack), printed(m.locator), printed(m.note), printed(m.parameters),
                 printed(m.active), printed(m.rate), printed(m.sequence_length), printed(m.count),
                 printed(m.accelerator), printed(m.source), std::to_string(m.year)});
}

std::string printed(const PublishedFigure& f) {
  return braces({printed(f.value), printed(f.scale), printed(f.tolerance), printed(f.unit),
                 printed(f.label), printed(f.manifest), word("TestKind", f.test),
                 word("Measurand", f.measurand), word("EnergyScope", f.energy_scope),
                 word("EnergyOrigin", f.energy_origin), word("EmissionsScope", f.emissions_scope)});
}

std::string printed(const PublishedRun& r) {
  return braces({printed(r.id), printed(r.name), printed(r.project), printed(r.kind),
                 printed(r.method), printed(r.locator), printed(r.note), printed(r.figures),
                 printed(r.source), word("Confirmation", r.confirmation)});
}

std::string printed(const AccuracyBound& b) {
  return braces({word("TestKind", b.test), word("Measurand", b.measurand), printed(b.kind),
                 printed(b.median_error), printed(b.p90_error), printed(b.least_coverage),
                 printed(b.most_coverage), printed(b.high_over_low)});
}

std::string printed(const Suite& s) {
  return braces(
      {printed(s.id), printed(s.title), printed(s.note), printed(s.runs), printed(s.bounds)});
}

std::string printed(const Family& f) {
  return braces({printed(f.id), printed(f.members)});
}

std::string printed(const ListedArchitecture& a) {
  return braces({printed(a.id), printed(a.name), printed(a.kind), printed(a.note),
                 printed(a.aliases), printed(a.image_size), printed(a.patch_size),
                 printed(a.parameters), printed(a.forward), printed(a.activations),
                 printed(a.frozen)});
}

std::string printed(const ListedModel& m) {
  return braces({printed(m.id), printed(m.name), printed(m.config), printed(m.locator),
                 printed(m.note), printed(m.aliases), printed(m.parameters), printed(m.source),
                 word("Confirmation", m.confirmation)});
}

std::string printed(const tables::Name& name) {
  return braces({printed(name.key), printed(name.text), printed(name.row), printed(name.rank)});
}

/// Collects the tables, what gathers them, and the functions that give those in use.
class TableWriter {
 public:
  template <class Row>
  void table(std::string_view type, std::string_view name, const std::vector<Row>& rows) {
    const std::string full(name);
    const std::string local = full.substr(full.rfind(':') + 1);
    tables_ += "constexpr std::array<" + std::string(type) + ", " + std::to_string(rows.size()) +
               "> " + local + "_table{{\n";
    for (const Row& row : rows) {
      tables_ += "    " + printed(row) + ",\n";
    }
    tables_ += "}};\n\n";
    member(local, local + "_table");
    function("std::span<const " + std::string(type) + ">", full);
  }

  /// What is no table.
  void value(std::string_view type, std::string_view name, const std::string& printed_value) {
    const std::string full(name);
    member(full.substr(full.rfind(':') + 1), printed_value);
    function(std::string(type), full);
  }

  std::string write(const BuiltTables& built) const;

 private:
  void member(const std::string& name, const std::string& initialiser) {
    members_ += "    ." + name + " = " + initialiser + ",\n";
  }

  void function(const std::string& type, const std::string& full) {
    functions_ += type + " " + full + "() {\n  return tables::in_use->" +
                  full.substr(full.rfind(':') + 1) + ";\n}\n";
  }

  std::string tables_, members_, functions_;
};

std::string TableWriter::write(const BuiltTables& built) const {
  return "// Generated from data/ by plume_generate_catalogue: edit the data, not this file.\n"
         "#include <array>\n#include <cstdint>\n#include <limits>\n\n"
         "#include \"data/tables.hpp\"\n#include \"plume/data/catalogue.hpp\"\n\n"
         "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\n"
         "namespace plume {\n\nnamespace {\n\n"
         "constexpr double nan = std::numeric_limits<double>::quiet_NaN();\n\n"
         "constexpr char pool[] =\n" +
         as_literals(built.text_pool) + ";\n\n" + tables_ +
         "}  // namespace\n\n"
         "constinit const tables::Tables tables::compiled{\n" +
         members_ + "};\n\n" + functions_ + "\n}  // namespace plume\n";
}

}  // namespace

std::string write_tables(const Draft& draft) {
  const BuiltTables built = build_tables(draft);
  TableWriter writer;
  writer.value("std::string_view", "tables::text_pool", "{pool, sizeof pool - 1}");
  writer.value("Text", "tables::release", printed(built.release));
  writer.value("Text", "tables::hash", printed(built.hash));
  writer.table("Source", "sources", built.sources);
  writer.table("Figure", "figures", built.figures);
  writer.table("Accelerator", "accelerators", built.accelerators);
  writer.table("Instance", "instances", built.instances);
  writer.table("Place", "places", built.places);
  writer.table("Series", "series", built.series);
  writer.table("double", "intensities", built.intensities);
  writer.table("float", "low_carbon_shares", built.low_carbon_shares);
  writer.table("PueRow", "pue_rows", built.pue_rows);
  writer.table("Cpu", "cpus", built.cpus);
  writer.table("Equivalence", "equivalences", built.equivalences);
  writer.table("Measurement", "measurements", built.measurements);
  writer.table("Suite", "suites", built.suites);
  writer.table("PublishedRun", "published_runs", built.published_runs);
  writer.table("PublishedFigure", "published_figures", built.published_figures);
  writer.table("AccuracyBound", "accuracy_bounds", built.accuracy_bounds);
  writer.table("Family", "families", built.families);
  writer.table("ListedArchitecture", "architectures", built.architectures);
  writer.table("ListedModel", "language_models", built.language_models);
  writer.table("Text", "aliases", built.aliases);
  writer.table("tables::Name", "tables::accelerator_names", built.accelerator_names);
  writer.table("tables::Name", "tables::architecture_names", built.architecture_names);
  writer.table("tables::Name", "tables::instance_names", built.instance_names);
  writer.table("tables::Name", "tables::cpu_names", built.cpu_names);
  writer.table("tables::Name", "tables::language_model_names", built.language_model_names);
  writer.table("tables::Name", "tables::place_names", built.place_names);
  writer.table("std::uint16_t", "tables::figures_by_id", built.figures_by_id);
  writer.table("std::uint16_t", "tables::constants", built.constants);
  writer.table("Text", "tables::constant_names", built.constant_names);
  return writer.write(built);
}

}  // namespace plume::generate
