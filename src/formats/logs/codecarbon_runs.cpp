// SPDX-License-Identifier: Apache-2.0
#include "formats/logs/codecarbon_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace plume::logs::codecarbon {

namespace {

/// Leaves out the records that are marked.
void leave_out(std::vector<Record>& records, const std::vector<bool>& marked, LogRows& rows) {
  std::vector<Record> kept;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (marked[i]) {
      ++rows.merged;
    } else {
      kept.push_back(std::move(records[i]));
    }
  }
  records = std::move(kept);
}

/// Whether a run's time lies for more than half within another's.
bool lies_within(const Record& record, const Record& longer) {
  const double overlap =
      std::min(record.end, longer.end) - std::max(record.begin(), longer.begin());
  return overlap > 0.5 * std::min(record.seconds, longer.seconds);
}

/// Places of records, by machine and beginning.
std::vector<std::size_t> in_order(const std::vector<Record>& records) {
  std::vector<std::size_t> order(records.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[i] = i;
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const double first = records[a].begin();
    const double second = records[b].begin();
    return std::tie(records[a].machine, first) < std::tie(records[b].machine, second);
  });
  return order;
}

}  // namespace

void keep_last_flush(std::vector<Record>& records, LogRows& rows) {
  std::unordered_map<std::string, std::size_t> longest;
  std::vector<bool> marked(records.size(), false);
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (records[i].is_task || records[i].run.empty()) {
      continue;
    }
    const auto [found, first] = longest.emplace(records[i].run, i);
    if (!first) {
      const bool longer = records[i].seconds >= records[found->second].seconds;
      marked[longer ? found->second : i] = true;
      found->second = longer ? i : found->second;
    }
  }
  leave_out(records, marked, rows);
}

void drop_shared(std::vector<Record>& records, LogRows& rows, Notes& notes) {
  std::vector<bool> marked(records.size(), false);
  std::optional<std::size_t> kept;
  for (const std::size_t i : in_order(records)) {
    if (records[i].is_task || !records[i].shares_machine) {
      continue;
    }
    const bool shared = kept && records[*kept].machine == records[i].machine &&
                        lies_within(records[i], records[*kept]);
    if (shared) {
      const bool longer = records[i].seconds > records[*kept].seconds;
      notes.add("log-overlapping-runs", records[longer ? *kept : i].line,
                "the run overlaps another, both measured the whole machine, and only the longer "
                "one counts",
                "give runs of several machines as files of their own; of ranks on one machine let "
                "only one measure");
      marked[longer ? *kept : i] = true;
      kept = longer ? i : kept;
    } else if (!kept || records[*kept].machine != records[i].machine ||
               records[i].end > records[*kept].end) {
      kept = i;
    }
  }
  leave_out(records, marked, rows);
}

void put_tasks_in_order(std::vector<Record>& records) {
  std::unordered_map<std::string, double> begins;
  for (auto record = records.rbegin(); record != records.rend(); ++record) {
    if (record->is_task) {
      const auto [found, last] = begins.emplace(record->run, record->end);
      record->end = last ? record->end : std::min(record->end, found->second);
      found->second = record->begin();
    }
  }
}

}  // namespace plume::logs::codecarbon
