// SPDX-License-Identifier: Apache-2.0
#include "report/catalogue_csv.hpp"

#include "plume/data/overlay.hpp"
#include "plume/units/text.hpp"
#include "report/writers.hpp"

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <utility>

namespace plume {

namespace {

/// Writes a table line by line; every line says which entry it is of.
class CsvWriter {
 public:
  explicit CsvWriter(std::string head) : out_(std::move(head) + "\n") {}

  void line(std::initializer_list<std::string_view> fields) {
    bool first = true;
    for (const std::string_view field : fields) {
      out_ += (first ? "" : ",") + csv_field(field);
      first = false;
    }
    out_ += '\n';
  }

  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

std::string year_or_nothing(int year) {
  return year == 0 ? std::string() : std::to_string(year);
}

/// The lines of one entry.
class FigureLines {
 public:
  FigureLines(CsvWriter& csv, const Entry& entry) : csv_(csv), entry_(entry) {}

  void add(const Accelerator& a) {
    for (std::size_t i = 0; i < property_count; ++i) {
      const auto property = static_cast<Property>(i);
      if (const Figure* const found = a.figure(property)) {
        figure(name_of(property), *found);
      }
    }
    name_alone(origin_of(a));
  }

  void add(const Instance& i) {
    csv_.line({kind_of(entry_), i.id.view(), name_of(entry_),
               accelerators()[i.accelerator].id.view(), print_machine(double{i.accelerator_count}),
               "1", "", "", "", "", "", sources()[i.source].key.view(), "", origin_of(i)});
  }

  void add(const Cpu& c) { figure("tdp", figures()[c.tdp]); }

  void add(const ListedArchitecture& a) {
    figure("parameters", figures()[a.parameters]);
    figure("forward", figures()[a.forward]);
    for (const auto& [name, row] :
         {std::pair<const char*, std::uint16_t>{"activations", a.activations},
          {"frozen", a.frozen}}) {
      if (row != 0) {
        figure(name, figures()[row - 1U]);
      }
    }
  }

  void add(const ListedModel& m) { figure("parameters", figures()[m.parameters]); }

  void add(const Place& place) {
    for (const Series& s : series_of(place)) {
      for (std::uint32_t i = 0; i < s.values.count; ++i) {
        year(s, i);
      }
    }
    name_alone(origin_of(place));
  }

  void add(const Source& s) {
    csv_.line({kind_of(entry_), s.key.view(), s.title.view(), "", "", "", "", "",
               year_or_nothing(s.year), "", "", s.key.view(), "", origin_of(s)});
  }

  void add(const Figure& f) { figure("value", f); }

  void add(const Measurement& m) {
    csv_.line({kind_of(entry_), m.id.view(), m.model.view(),
               accelerators()[m.accelerator].id.view(), print_machine(m.rate), "tokens/s", "", "",
               year_or_nothing(m.year), m.note.view(), "", sources()[m.source].key.view(),
               m.locator.view(), origin_of(m)});
  }

  void add(const PublishedRun& run) {
    for (const PublishedFigure& f : figures_of(run)) {
      csv_.line({kind_of(entry_), run.id.view(), run.name.view(), name_of(f.measurand),
                 print_machine(f.value), f.unit.view(), "", "", "", name_of(f.test),
                 name_of(run.confirmation), sources()[run.source].key.view(), run.locator.view(),
                 origin_of(run)});
    }
  }

 private:
  /// An entry of which nothing was written still stands in the list.
  void name_alone(std::string_view origin) {
    if (!written_) {
      csv_.line({kind_of(entry_), id_of(entry_), name_of(entry_), "", "", "", "", "", "", "", "",
                 "", "", origin});
    }
  }

  void figure(std::string_view name, const Figure& f) {
    written_ = true;
    csv_.line({kind_of(entry_), id_of(entry_), name_of(entry_), name, print_machine(f.value),
               f.unit.view(), print_machine(f.low), print_machine(f.high), year_or_nothing(f.year),
               f.condition.view(), name_of(f.confirmation), sources()[f.source].key.view(),
               f.locator.view(), origin_of(f)});
  }

  void year(const Series& s, std::uint32_t index) {
    const double value = intensities()[s.values.begin + index];
    if (!std::isnan(value)) {
      written_ = true;
      csv_.line({kind_of(entry_), id_of(entry_), name_of(entry_), name_of(s.basis),
                 print_machine(value), "g/kWh", "", "",
                 std::to_string(s.first_year + static_cast<int>(index)), s.condition.view(),
                 name_of(s.confirmation), sources()[s.source].key.view(), s.locator.view(),
                 origin_of(s)});
    }
  }

  CsvWriter& csv_;
  const Entry& entry_;
  bool written_ = false;
};

std::string printed(const std::optional<Statement>& statement, double Statement::*member) {
  return statement ? print_machine((*statement).*member) : std::string();
}

}  // namespace

std::string entries_csv(std::span<const Entry> entries) {
  CsvWriter csv(
      "kind,id,name,figure,value,unit,low,high,year,condition,status,source,locator,from");
  for (const Entry& entry : entries) {
    FigureLines lines(csv, entry);
    std::visit([&lines](const auto* row) { lines.add(*row); }, entry);
  }
  return csv.take();
}

std::string sources_csv() {
  CsvWriter csv("key,title,author,year,url,licence,attribution,from");
  for (const Source& s : sources()) {
    csv.line({s.key.view(), s.title.view(), s.author.view(), year_or_nothing(s.year), s.url.view(),
              s.licence.view(), s.attribution.view(), origin_of(s)});
  }
  return csv.take();
}

std::string differences_csv(std::span<const Difference> differences) {
  CsvWriter csv("id,change,old,new,unit,old_low,old_high,new_low,new_high,old_status,new_status,"
                "old_source,new_source");
  for (const Difference& d : differences) {
    const Statement& any = d.after ? *d.after : *d.before;
    csv.line({d.id, d.kind(), printed(d.before, &Statement::value),
              printed(d.after, &Statement::value), any.unit, printed(d.before, &Statement::low),
              printed(d.before, &Statement::high), printed(d.after, &Statement::low),
              printed(d.after, &Statement::high), d.before ? name_of(d.before->confirmation) : "",
              d.after ? name_of(d.after->confirmation) : "", d.before ? d.before->source : "",
              d.after ? d.after->source : ""});
  }
  return csv.take();
}

}  // namespace plume
