// SPDX-License-Identifier: Apache-2.0
#include "data/generate/read_entries.hpp"
#include "data/generate/read_figures.hpp"
#include "data/generate/read_word.hpp"
#include "plume/data/figure.hpp"
#include "plume/units/text.hpp"
#include "plume/units/units.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace plume::generate {

namespace {

using nlohmann::json;

/// The widest tolerance of an arithmetic test: beyond it the sum is another one.
constexpr double widest_tolerance = 0.1;

const json& no_members() {
  static const json object = json::object();
  return object;
}

/// The object under `key`; an empty one where there is none or where it is something else.
const json& object_member(ObjectReader& reader, std::string_view key) {
  const json* const found = reader.member(key);
  if (found != nullptr && !found->is_object()) {
    reader.faults().add(reader.spot().inside(key), "this must be an object",
                        "write it in braces, with its keys");
    return no_members();
  }
  return found == nullptr ? no_members() : *found;
}

const Dim& dimension_of(Measurand measurand) {
  switch (measurand) {
    case Measurand::energy:
      return Energy::dimension;
    case Measurand::emissions:
    case Measurand::embodied:
      return Carbon::dimension;
    case Measurand::device_hours:
      break;
  }
  return Time::dimension;
}

void read_reported_unit(ObjectReader& reader, PublishedFigureDraft& figure) {
  figure.unit = reader.text("unit");
  const auto unit = parse_unit(figure.unit);
  const Dim& wanted = dimension_of(figure.measurand);
  if (unit && unit->dimension == wanted) {
    figure.scale = unit->factor;
  } else if (!figure.unit.empty()) {
    reader.faults().add(reader.spot().inside("unit"),
                        '"' + figure.unit + "\" is no unit of " +
                            std::string(name_of(figure.measurand)),
                        "write it in a unit of " + std::string(dimension_name(wanted)));
  }
}

/// Of a sum, as a share; 0 where none is given.
double read_tolerance(ObjectReader& reader) {
  const double tolerance = reader.optional_number("tolerance").value_or(0);
  if (!(tolerance >= 0 && tolerance <= widest_tolerance)) {
    reader.faults().add(reader.spot().inside("tolerance"), "this cannot be the tolerance of a sum",
                        "write one percent as 0.01; a tenth is the most");
  }
  return tolerance;
}

/// One reported figure: value, unit, tolerance, and what it covers.
PublishedFigureDraft read_reported(const json& value, const Spot& spot, Measurand measurand,
                                   Faults& faults) {
  ObjectReader reader(value, spot, faults);
  PublishedFigureDraft figure;
  figure.measurand = measurand;
  figure.spot = spot;
  figure.value = reader.number("value");
  figure.tolerance = read_tolerance(reader);
  read_reported_unit(reader, figure);
  if (measurand == Measurand::energy) {
    figure.energy_scope = read_word<EnergyScope>(reader, "scope", energy_scope_count);
    figure.energy_origin = read_word<EnergyOrigin>(reader, "basis", energy_origin_count);
  } else if (measurand == Measurand::emissions) {
    figure.emissions_scope =
        word_from<EmissionsScope>(reader.has("covers") ? reader.text("covers") : "operational",
                                  spot.inside("covers"), emissions_scope_count, faults);
  }
  reader.finish();
  return figure;
}

/// All reported figures of an object, in the order of `Measurand`.
std::vector<PublishedFigureDraft> read_all_reported(const json& object, const Spot& spot,
                                                    Faults& faults) {
  ObjectReader reader(object, spot, faults);
  std::vector<PublishedFigureDraft> figures;
  for (std::size_t i = 0; i < measurand_count; ++i) {
    const auto measurand = static_cast<Measurand>(i);
    if (const json* const value = reader.member(name_of(measurand))) {
      figures.push_back(read_reported(*value, spot.inside(name_of(measurand)), measurand, faults));
    }
  }
  reader.finish();
  return figures;
}

/// Whether a test of this kind looks at a figure. Energy that was computed from rated power says
/// nothing of a prediction.
bool looks_at(TestKind test, const PublishedFigureDraft& figure, bool hours_reported) {
  const bool measured = figure.energy_origin == EnergyOrigin::measured;
  switch (test) {
    case TestKind::arithmetic:
      return figure.tolerance > 0;
    case TestKind::prediction:
      return hours_reported ? figure.measurand == Measurand::device_hours
                            : figure.measurand == Measurand::energy && measured;
    case TestKind::energy:
      return figure.measurand == Measurand::energy && measured;
    case TestKind::emissions:
      return figure.measurand == Measurand::emissions;
  }
  return false;
}

std::string_view what_is_missing(TestKind test) {
  switch (test) {
    case TestKind::arithmetic:
      return "give a \"tolerance\" to the reported figures whose sum is checked";
    case TestKind::prediction:
      return "report \"device_hours\", or a measured \"energy\"";
    case TestKind::energy:
      return "report an \"energy\" whose \"basis\" is measured";
    case TestKind::emissions:
      break;
  }
  return "report \"emissions\"";
}

/// Reads the tests of one run, each of which gives the figures it looks at.
class TestReader {
 public:
  TestReader(PublishedRunDraft& run, const json& manifest,
             std::vector<PublishedFigureDraft> reported, Faults& faults)
      : run_(run), manifest_(manifest), reported_(std::move(reported)), faults_(faults) {}

  /// A word, or an object with a run and reported figures that differ from the row's.
  void read(const Element& element) {
    if (element.value.is_string()) {
      enter(word_from<TestKind>(element.value.get<std::string>(), element.spot, test_kind_count,
                                faults_),
            {}, manifest_, reported_, element.spot);
      return;
    }
    ObjectReader reader(element.value, element.spot, faults_);
    const auto test = read_word<TestKind>(reader, "test", test_kind_count);
    const std::string label = reader.optional_text("label");
    json manifest = manifest_;
    manifest.merge_patch(object_member(reader, "run"));
    const json& own = object_member(reader, "reported");
    enter(test, label, manifest,
          own.empty() ? reported_
                      : read_all_reported(own, element.spot.inside("reported"), faults_),
          element.spot);
    reader.finish();
  }

 private:
  void enter(TestKind test, const std::string& label, const json& manifest,
             const std::vector<PublishedFigureDraft>& reported, const Spot& spot) {
    const bool hours = std::any_of(reported.begin(), reported.end(), [](const auto& figure) {
      return figure.measurand == Measurand::device_hours;
    });
    const std::size_t before = run_.figures.size();
    for (const PublishedFigureDraft& figure : reported) {
      if (looks_at(test, figure, hours)) {
        PublishedFigureDraft& added = run_.figures.emplace_back(figure);
        added.test = test;
        added.tolerance = test == TestKind::arithmetic ? figure.tolerance : 0;
        added.label = label;
        added.manifest = manifest.dump();
      }
    }
    if (run_.figures.size() == before) {
      faults_.add(spot, "no reported figure belongs to this test",
                  std::string(what_is_missing(test)));
    } else if (run_.figures.back().manifest.size() > longest_text) {
      faults_.add(spot, "the run holds more than 65,535 bytes", "leave out what is not needed");
    }
  }

  PublishedRunDraft& run_;
  const json& manifest_;
  std::vector<PublishedFigureDraft> reported_;
  Faults& faults_;
};

PublishedRunDraft read_run(ObjectReader& reader, const std::string& suite,
                           const std::string& usual_source) {
  PublishedRunDraft run;
  run.spot = reader.spot();
  const std::string id = reader.text("id");
  run.id = suite + '/' + id;
  run.name = reader.text("name");
  run.project = reader.has("project") ? reader.text("project") : id;
  run.kind = reader.text("kind");
  run.method = reader.optional_text("method");
  run.source = reader.has("source") || usual_source.empty() ? reader.text("source") : usual_source;
  run.locator = reader.text("locator");
  run.confirmation = read_confirmation(reader, "status");
  run.note = reader.optional_text("note");
  const json& manifest = object_member(reader, "run");
  TestReader tests(run, manifest,
                   read_all_reported(object_member(reader, "reported"),
                                     reader.spot().inside("reported"), reader.faults()),
                   reader.faults());
  const json* const list = reader.member("tests");
  if (list == nullptr) {
    reader.faults().add(reader.spot(), "\"tests\" is missing",
                        "say what re-estimating the run tests: [\"prediction\"]");
  } else {
    for (const Element& element : elements(*list, reader.spot().inside("tests"), reader.faults())) {
      tests.read(element);
    }
  }
  reader.finish();
  return run;
}

BoundDraft read_bound(ObjectReader& reader) {
  BoundDraft bound;
  bound.spot = reader.spot();
  bound.test = read_word<TestKind>(reader, "test", test_kind_count);
  bound.measurand = read_word<Measurand>(reader, "quantity", measurand_count);
  bound.kind = reader.optional_text("kind");
  bound.median_error = reader.optional_number("median_error").value_or(0);
  bound.p90_error = reader.optional_number("p90_error").value_or(0);
  bound.least_coverage = reader.optional_number("least_coverage").value_or(0);
  bound.most_coverage = reader.optional_number("most_coverage").value_or(0);
  bound.high_over_low = reader.optional_number("high_over_low").value_or(0);
  reader.finish();
  return bound;
}

/// Why a run is not in the table: for the reader of the file alone.
void read_excluded(ObjectReader& reader) {
  reader.text("id");
  reader.text("reason");
  reader.finish();
}

template <class Read>
void read_members(ObjectReader& owner, std::string_view key, Read read) {
  const json* const list = owner.member(key);
  if (list == nullptr) {
    return;
  }
  for (const Element& element : elements(*list, owner.spot().inside(key), owner.faults())) {
    ObjectReader reader(element.value, element.spot, owner.faults());
    read(reader);
  }
}

}  // namespace

void read_suite(ObjectReader& reader, Draft& draft) {
  SuiteDraft suite;
  suite.spot = reader.spot();
  suite.id = reader.text("suite");
  suite.title = reader.text("title");
  suite.note = reader.optional_text("note");
  const std::string source = reader.optional_text("source");
  read_members(reader, "rows",
               [&](ObjectReader& row) { suite.runs.push_back(read_run(row, suite.id, source)); });
  read_members(reader, "bounds",
               [&](ObjectReader& bound) { suite.bounds.push_back(read_bound(bound)); });
  read_members(reader, "excluded", read_excluded);
  reader.finish();
  draft.suites.push_back(std::move(suite));
}

}  // namespace plume::generate
