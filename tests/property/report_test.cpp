// SPDX-License-Identifier: Apache-2.0
#include "plume/report/render.hpp"
#include "property/laws.hpp"

#include <regex>

using namespace plume;
using namespace plume::test;

namespace {

std::string json_of(const Report& report) {
  return render(report, {.format = Format::json});
}

/// Whether the word stands in the text by itself: "nan", and not "Yunnan".
bool has_word(const std::string& text, const std::string& word) {
  return std::regex_search(text, std::regex("(^|[^A-Za-z])-?" + word + "([^A-Za-z]|$)"));
}

}  // namespace

TEST_CASE("A report fed back as a manifest gives the same report, byte by byte", "[property]") {
  for_all([](const Run& run) {
    const std::string first = json_of(estimated(run));
    REQUIRE(json_of(estimated(read(first))) == first);
  });
}

TEST_CASE("A report with its steps fed back gives the same report", "[property]") {
  for_all(Timing::predicted, [](const Run& run) {
    const std::string first = json_of(estimated(run, Detail::steps));
    REQUIRE(json_of(estimated(read(first), Detail::steps)) == first);
  });
}

TEST_CASE("The same run twice gives the same bytes in every format", "[property]") {
  for_all([](const Run& run) {
    const Report one = estimated(run, Detail::steps);
    const Report two = estimated(run, Detail::steps);
    for (const Format format : {Format::text, Format::json, Format::csv, Format::markdown}) {
      REQUIRE(render(one, {.format = format}) == render(two, {.format = format}));
    }
  });
}

TEST_CASE("Writing down the steps changes no result", "[property]") {
  for_all([](const Run& run) {
    Report with_steps = estimated(run, Detail::steps);
    CHECK_FALSE(with_steps.steps.empty());
    with_steps.steps.clear();
    REQUIRE(json_of(with_steps) == json_of(estimated(run)));
  });
}

TEST_CASE("No format prints what is no number", "[property]") {
  for_all([](const Run& run) {
    const Report report = estimated(run, Detail::steps);
    for (const Format format : {Format::text, Format::csv, Format::markdown}) {
      const std::string text = render(report, {.format = format});
      CHECK_FALSE(has_word(text, "nan"));
      CHECK_FALSE(has_word(text, "inf"));
      CHECK(text.ends_with('\n'));
    }
    CHECK(json_of(report).find("\"value\": null") == std::string::npos);
  });
}
