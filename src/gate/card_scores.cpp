// SPDX-License-Identifier: Apache-2.0
#include "gate/card_scores.hpp"

#include "gate/card_words.hpp"

#include <algorithm>

namespace plume {

namespace {

/// "ROUGE-L" and "rougeL" are one metric.
std::string plain(std::string_view type) {
  std::string out = in_small_letters(type);
  std::erase_if(out, [](char c) { return c == '-' || c == '_' || c == ' '; });
  return out;
}

}  // namespace

PerformanceScores scores_of(const Card& card) {
  PerformanceScores scores{};
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const auto found =
        std::find_if(card.metrics.begin(), card.metrics.end(), [i](const CardMetric& metric) {
          return plain(metric.type) == plain(performance_metric_names[i]);
        });
    scores[i] = found == card.metrics.end() ? std::nullopt : std::optional(found->value);
  }
  return scores;
}

}  // namespace plume
