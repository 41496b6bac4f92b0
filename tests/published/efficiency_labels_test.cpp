// SPDX-License-Identifier: Apache-2.0
/// The efficiency label of every model in the data set of Castaño et al. 2023, as their program
/// gives it and without its slip. The data set is not part of the repository.
#include "plume/gate/efficiency_reference.hpp"
#include "support/reference.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <sstream>

using namespace plume;

namespace {

constexpr test::Reference data_set("hf-carbon");

using Cells = std::map<std::string, std::string>;

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> out{""};
  bool quoted = false;
  for (const char c : line) {
    quoted = c == '"' ? !quoted : quoted;
    if (c == ',' && !quoted) {
      out.emplace_back();
    } else if (c != '"' && c != '\r') {
      out.back() += c;
    }
  }
  return out;
}

std::vector<Cells> read_table(const std::string& file) {
  std::istringstream in(data_set.text_of(file));
  std::string line;
  std::getline(in, line);
  const auto names = split(line);
  std::vector<Cells> rows;
  while (std::getline(in, line)) {
    const auto cells = split(line);
    REQUIRE(cells.size() == names.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
      (i == 0 ? rows.emplace_back() : rows.back())[names[i]] = cells[i];
    }
  }
  return rows;
}

struct Study {
  std::vector<Cells> models;
  std::vector<Cells> expected;
  std::vector<Cells> boundaries;
};

Study read_study() {
  return {read_table("ml-energylabel/HFCO2.csv"), read_table("derived/expected-labels.csv"),
          read_table("derived/boundaries.csv")};
}

std::optional<double> number(const Cells& row, const std::string& name) {
  const std::string& text = row.at(name);
  return text.empty() ? std::nullopt : std::optional(std::stod(text));
}

template <class Make>
auto quantity(const Cells& row, const std::string& name, Make make) {
  const auto found = number(row, name);
  return found ? std::optional(make(*found)) : std::nullopt;
}

EfficiencyFacts facts_of(const Cells& row) {
  return {.emissions = quantity(row, "co2_eq_emissions", grams),
          .size = quantity(row, "size", Information::from_base),
          .dataset = quantity(row, "datasets_size", Information::from_base),
          .downloads = number(row, "downloads"),
          .performance = number(row, "performance_score")};
}

bool emits_nothing(const Cells& row) {
  return number(row, "co2_eq_emissions") == 0.0;
}

std::string letter(EfficiencyLabel label) {
  return std::string(efficiency_label_names[static_cast<std::size_t>(label)]);
}

/// The ratings as the table of what is expected has them: empty where there is none.
std::vector<std::string> letters(const EfficiencyGrade& grade) {
  std::vector<std::string> out;
  for (const auto& rating : grade.ratings) {
    out.push_back(rating ? letter(rating->rating) : "");
  }
  return out;
}

struct Variant {
  EfficiencyVariant variant;
  std::string emissions;  ///< columns of what is expected
  std::string label;
  std::map<std::string, int> counts;
};

const std::vector<Variant> variants{{EfficiencyVariant::as_coded,
                                     "rating_co2_eq_emissions",
                                     "label_as_coded",
                                     {{"A", 37}, {"B", 486}, {"C", 826}, {"D", 55}, {"E", 15}}},
                                    {EfficiencyVariant::no_sqrt,
                                     "rating_co2_no_sqrt",
                                     "label_no_sqrt",
                                     {{"A", 15}, {"B", 197}, {"C", 547}, {"D", 456}, {"E", 204}}}};

EfficiencyGrade grade_of(const Cells& row, EfficiencyVariant variant) {
  const auto result = grade(facts_of(row), efficiency_reference(variant));
  REQUIRE(result);
  return *result;
}

std::vector<std::string> expected_letters(const Cells& row, const std::string& emissions) {
  return {row.at(emissions), row.at("rating_size_efficency"),
          row.at("rating_datasets_size_efficency"), row.at("rating_downloads"),
          row.at("rating_performance_score")};
}

/// The score of a model as its card writes it: the table holds ROUGE as a hundredth of that.
std::optional<double> written_score(const Cells& row, PerformanceMetric metric) {
  const std::string name(performance_metric_names[static_cast<std::size_t>(metric)]);
  const std::string& text = row.at("performance_metrics");
  const auto found = text.find('\'' + name + "': ");
  REQUIRE(found != std::string::npos);
  const double stored = std::strtod(text.c_str() + found + name.size() + 4, nullptr);
  const bool rouge = name.starts_with("rouge");
  return std::isnan(stored) ? std::nullopt : std::optional(rouge ? stored * 100 : stored);
}

PerformanceScores written_scores(const Cells& row) {
  PerformanceScores scores;
  for (std::size_t i = 0; i < performance_metrics; ++i) {
    scores[i] = written_score(row, static_cast<PerformanceMetric>(i));
  }
  return scores;
}

/// Linear between ranks: the first is at 0 %, the last at 100 %.
double percentile(std::vector<double> values, double percent) {
  std::sort(values.begin(), values.end());
  const double place = percent / 100 * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  return std::lerp(values[below], values[below + 1], place - static_cast<double>(below));
}

/// How many times `more` is `less`: without bound where that is nothing.
double times(double more, double less) {
  return less == 0 ? std::numeric_limits<double>::infinity() : more / less;
}

/// A column over that of the reference model; over it, the other way round, for emissions.
std::vector<double> indices(const Study& study, const std::string& column, double reference) {
  const bool less_is_better = column == "co2_eq_emissions";
  std::vector<double> out;
  for (const Cells& row : study.models) {
    if (const auto value = number(row, column)) {
      out.push_back(less_is_better ? times(reference, *value) : *value / reference);
    }
  }
  return out;
}

constexpr std::array<std::string_view, efficiency_metrics> columns{
    "co2_eq_emissions", "size_efficency", "datasets_size_efficency", "downloads",
    "performance_score"};

}  // namespace

TEST_CASE("Every model of the study has the ratings, the mean and the label of the study",
          "[published]") {
  if (!data_set.is_here()) {
    return;
  }
  const Study study = read_study();
  REQUIRE(study.models.size() == 1419);
  REQUIRE(study.expected.size() == 1419);
  for (const Variant& variant : variants) {
    std::map<std::string, int> counts;
    for (std::size_t i = 0; i < study.models.size(); ++i) {
      const Cells& expected = study.expected[i];
      INFO("row " << i << ", " << expected.at("modelId") << ", " << variant.label);
      REQUIRE(study.models[i].at("modelId") == expected.at("modelId"));
      ++counts[expected.at(variant.label)];
      if (emits_nothing(study.models[i])) {
        continue;  // the next test
      }
      const EfficiencyGrade found = grade_of(study.models[i], variant.variant);
      CHECK(letters(found) == expected_letters(expected, variant.emissions));
      CHECK(letter(found.label) == expected.at(variant.label));
      if (variant.variant == EfficiencyVariant::as_coded) {
        CHECK_THAT(found.mean, WithinAbs(std::stod(expected.at("weighted_mean")), 1e-9));
      }
    }
    CHECK(counts == variant.counts);
  }
}

TEST_CASE("The one model with 0 g is an A to the study; here it has no emissions to rate",
          "[published]") {
  if (!data_set.is_here()) {
    return;
  }
  const Study study = read_study();
  CHECK(std::count_if(study.models.begin(), study.models.end(), emits_nothing) == 1);
  const auto model = std::find_if(study.models.begin(), study.models.end(), emits_nothing);
  REQUIRE(model != study.models.end());
  const Cells& expected = study.expected[static_cast<std::size_t>(model - study.models.begin())];
  CHECK(model->at("modelId") == "xlmindic-base-multiscript-soham");
  for (const Variant& variant : variants) {
    CHECK(expected_letters(expected, variant.emissions) ==
          std::vector<std::string>{"A", "A", "A", "D", ""});
    CHECK(expected.at(variant.label) == "B");
    const EfficiencyGrade found = grade_of(*model, variant.variant);
    CHECK(letters(found) == std::vector<std::string>{"", "", "", "D", ""});
    CHECK(letter(found.label) == "D");
  }
}

TEST_CASE("The performance score of every model follows from its scores", "[published]") {
  if (!data_set.is_here()) {
    return;
  }
  const PerformanceRanges ranges = performance_ranges();
  int compared = 0;
  for (const Cells& row : read_study().models) {
    INFO(row.at("modelId"));
    if (const auto expected = number(row, "performance_score")) {
      const auto score = performance_score(written_scores(row), ranges);
      REQUIRE(score);
      CHECK_THAT(*score, WithinAbs(*expected, 1e-12));
      ++compared;
    }
  }
  CHECK(compared == 1058);
}

TEST_CASE("The boundaries are those derived from the data set, to the last digit", "[published]") {
  if (!data_set.is_here()) {
    return;
  }
  const Study study = read_study();
  CHECK(study.boundaries.size() == 40);
  for (const Cells& row : study.boundaries) {
    INFO(row.at("variant") << ' ' << row.at("metric") << ' ' << row.at("boundary"));
    const bool coded = row.at("variant") == "as-coded";
    const auto reference =
        efficiency_reference(coded ? EfficiencyVariant::as_coded : EfficiencyVariant::no_sqrt);
    const auto metric = static_cast<std::size_t>(
        std::find(columns.begin(), columns.end(), row.at("metric")) - columns.begin());
    REQUIRE(metric < columns.size());
    const auto boundary = static_cast<std::size_t>(row.at("boundary").front() - 'A');
    CHECK(reference[metric].weight == number(row, "weight"));
    CHECK(reference[metric].reference == number(row, "reference_value"));
    CHECK(reference[metric].boundaries.at(boundary) == number(row, "index_value"));
  }
}

TEST_CASE("The boundaries are percentiles of the index over the data set", "[published]") {
  if (!data_set.is_here()) {
    return;
  }
  const Study study = read_study();
  for (const Cells& row : study.boundaries) {
    INFO(row.at("variant") << ' ' << row.at("metric") << ' ' << row.at("boundary"));
    const std::string& metric = row.at("metric");
    auto values = indices(study, metric, *number(row, "reference_value"));
    if (row.at("variant") == "as-coded" && metric == "co2_eq_emissions") {
      std::transform(values.begin(), values.end(), values.begin(),
                     [](double index) { return std::sqrt(index); });
    }
    CHECK_THAT(percentile(values, *number(row, "percentile_of_index")),
               WithinRel(*number(row, "index_value"), 1e-12));
  }
}
