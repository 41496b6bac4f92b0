// SPDX-License-Identifier: Apache-2.0
#include "formats/grids/generation.hpp"
#include "plume/data/catalogue.hpp"
#include "unit/formats/grid_reading.hpp"

using namespace plume;
using test::has_note;
using test::intensities;
using test::messages;
using test::read;
using test::refusal;

namespace {

constexpr double noon = 1751371200;  // 2025-07-01 12:00 UTC

double factor(Constant name) {
  return constant(name).value;
}

std::string series(const std::string& plant, const std::string& points,
                   const std::string& curve = "A01", const std::string& zone = "inBiddingZone") {
  return "<TimeSeries><" + zone + "_Domain.mRID codingScheme=\"A01\">10Y-A</" + zone +
         "_Domain.mRID><quantity_Measure_Unit.name>MAW</quantity_Measure_Unit.name><curveType>" +
         curve + "</curveType><MktPSRType><psrType>" + plant +
         "</psrType></MktPSRType>\n<Period><timeInterval><start>2025-07-01T12:00Z</start>"
         "<end>2025-07-01T14:00Z</end></timeInterval><resolution>PT60M</resolution>" +
         points + "</Period></TimeSeries>\n";
}

std::string point(int position, const std::string& quantity) {
  return "<Point><position>" + std::to_string(position) + "</position><quantity>" + quantity +
         "</quantity></Point>";
}

std::string document(const std::string& content) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<GL_MarketDocument xmlns=\"urn:x\">"
         "<type>A75</type>\n" +
         content + "</GL_MarketDocument>\n";
}

}  // namespace

TEST_CASE("Intensities follow from generation and the factors of the catalogue", "[formats]") {
  const GridLog log = read(document(series("B04", point(1, "600") + point(2, "500")) +
                                    series("B14", point(1, "400") + point(2, "500"))));
  const double gas = factor(Constant::plant_gas);
  const double nuclear = factor(Constant::plant_nuclear);
  CHECK(log.format == "entso-e");
  CHECK(log.basis == "life-cycle");
  CHECK(log.kind == IntensityKind::average);
  CHECK(log.zone == "10Y-A");
  REQUIRE(log.hours.size() == 2);
  CHECK_THAT(log.hours[0].grams_per_kilowatt_hour, WithinRel(0.6 * gas + 0.4 * nuclear, 1e-12));
  CHECK_THAT(log.hours[1].grams_per_kilowatt_hour, WithinRel(0.5 * gas + 0.5 * nuclear, 1e-12));
  CHECK(log.hours[0].begin == noon);
  CHECK(log.hours[1].end == noon + 7200);
  CHECK(has_note(log, "grid-from-generation"));
}

TEST_CASE("A missing position repeats the last of a curve A03, and is a gap of others",
          "[formats]") {
  const GridLog repeated = read(document(series("B04", point(1, "600"), "A03")));
  CHECK(repeated.hours.back().end == noon + 7200);
  const GridLog open = read(document(series("B04", point(1, "600"), "A01")));
  CHECK(open.hours.back().end == noon + 3600);
}

TEST_CASE("Kinds of different resolution are mixed stretch by stretch", "[formats]") {
  std::string quarters = series("B14", point(1, "600") + point(3, "200") + point(5, "600"), "A03");
  quarters.replace(quarters.find("PT60M"), 5, "PT30M");
  CHECK(refusal(document(quarters)).code == "grid-bad-document");
  quarters = series("B14", point(1, "600") + point(3, "200"), "A03");
  quarters.replace(quarters.find("PT60M"), 5, "PT30M");
  const GridLog log = read(document(quarters + series("B04", point(1, "200") + point(2, "200"))));
  const double gas = factor(Constant::plant_gas);
  const double nuclear = factor(Constant::plant_nuclear);
  REQUIRE(log.hours.size() == 2);
  CHECK_THAT(log.hours[0].grams_per_kilowatt_hour, WithinRel(0.25 * gas + 0.75 * nuclear, 1e-12));
  CHECK_THAT(log.hours[1].grams_per_kilowatt_hour, WithinRel(0.5 * gas + 0.5 * nuclear, 1e-12));
}

TEST_CASE("Consumption and storage are no part of the mix", "[formats]") {
  const GridLog log = read(document(
      series("B04", point(1, "600")) + series("B10", point(1, "900"), "A01", "outBiddingZone") +
      series("B10", point(1, "900")) + series("B25", point(1, "50"))));
  CHECK_THAT(log.hours[0].grams_per_kilowatt_hour, WithinRel(factor(Constant::plant_gas), 1e-12));
  CHECK(has_note(log, "grid-consumption-left-out"));
  CHECK(has_note(log, "grid-storage-left-out"));
}

TEST_CASE("A kind that is missing for a while is told, as is one with the factor of another",
          "[formats]") {
  const GridLog log = read(
      document(series("B04", point(1, "600") + point(2, "600")) + series("B02", point(1, "300"))));
  CHECK(log.hours.size() == 1);
  CHECK(has_note(log, "grid-empty-hour"));
  const GridLog small = read(
      document(series("B04", point(1, "600") + point(2, "600")) + series("B02", point(1, "30"))));
  CHECK(small.hours.size() == 2);
  CHECK(has_note(small, "grid-plant-missing"));
  REQUIRE(messages(log, "grid-plant-missing").size() == 1);
  CHECK_THAT(messages(log, "grid-plant-missing")[0],
             ContainsSubstring("Fossil Brown coal/Lignite") && ContainsSubstring("1.0 of 2.0") &&
                 ContainsSubstring("300 MW"));
  REQUIRE(messages(log, "grid-proxy-factor").size() == 1);
  CHECK_THAT(messages(log, "grid-proxy-factor")[0], ContainsSubstring("hard coal"));
}

TEST_CASE("Power below zero counts as none; an hour without any has no intensity", "[formats]") {
  const GridLog log = read(document(series("B04", point(1, "-5") + point(2, "600"))));
  CHECK(log.hours.size() == 1);
  CHECK(has_note(log, "grid-negative-power"));
  CHECK(has_note(log, "grid-empty-hour"));
}

TEST_CASE("A document without generation is refused, with what it says", "[formats]") {
  const Diagnostic none = refusal(
      "<Acknowledgement_MarketDocument><Reason><code>999</code><text>No data &amp; more</text>"
      "</Reason></Acknowledgement_MarketDocument>");
  CHECK(none.code == "grid-no-data");
  CHECK_THAT(none.message, ContainsSubstring("No data & more"));
  const std::string one = series("B04", point(1, "600"));
  struct Case {
    std::string text;
    std::string code;
  };
  const std::vector<Case> cases{
      {"<html></html>", "grid-bad-document"},
      {"<GL_MarketDocument><type>A73</type></GL_MarketDocument>", "grid-bad-document"},
      {document(""), "grid-no-hours"},
      {document(series("B99", point(1, "600"))), "grid-unknown-plant"},
      {document(series("B04", point(0, "600"))), "grid-bad-document"},
      {document(series("B04", point(1, "nan"))), "grid-bad-document"},
      {document(series("B04", point(1, "1e308"))), "grid-bad-value"},
      {document(series("B04", point(2, "1") + point(2, "1"))), "grid-bad-document"},
      {document(series("B04", point(3, "1"))), "grid-bad-document"},
      {document(one + series("B04", point(1, "500") + point(2, "500"), "A03")), "grid-overlap"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(refusal(c.text).code == c.code);
  }
  CHECK(has_note(read(document(one + one)), "grid-row-repeated"));
  CHECK(refusal(document(one), {.format = "", .direct = true}).code == "grid-no-basis");
  CHECK(refusal(document(one), {.format = "", .zone = "10Y-B"}).code == "grid-unknown-zone");
}

TEST_CASE("XML: prefixes, comments, sections and entities", "[formats]") {
  const GridLog log = read(
      "\xef\xbb\xbf<n:GL_MarketDocument xmlns:n='u' a=\"&gt; 'x'\"><!-- <type> --><n:type>A75"
      "</n:type>" +
      series("B&#48;4", point(1, "<![CDATA[600]]>") + "<other a='1'/>") + "</n:GL_MarketDocument>");
  CHECK(log.hours.size() == 1);
}

TEST_CASE("What is no XML is refused with its line", "[formats]") {
  struct Case {
    std::string text;
    std::size_t line;
  };
  std::string deep;
  for (int i = 0; i < 40; ++i) {
    deep += "<a>";
  }
  const std::vector<Case> cases{
      {"<a>\n<b></a></b>", 2},
      {"<a>\n", 2},
      {"<a/>\n<b/>", 2},
      {"<a/>\ntext", 2},
      {"<!DOCTYPE a [<!ENTITY b \"c\">]>\n<a>&b;</a>", 1},
      {"<a>\n&b;</a>", 2},
      {"<a>&#0;</a>", 1},
      {"<a>&#xD800;</a>", 1},
      {"<a b></a>", 1},
      {"<a b=c></a>", 1},
      {"<a b=\"c></a>", 1},
      {"<!-- ", 1},
      {"<a><![CDATA[x</a>", 1},
      {"<", 1},
      {"<a><" + std::string(300, 'b') + "/></a>", 1},
      {"<a>" + std::string(5000, 'b') + "</a>", 1},
      {deep, 1},
  };
  for (const Case& one : cases) {
    INFO(one.text);
    const Diagnostic told = refusal(one.text);
    CHECK(told.code == "grid-bad-xml");
    CHECK(told.position.line == one.line);
  }
}
