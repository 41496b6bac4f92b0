// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/gate/check.hpp"
#include "plume/report/render.hpp"
#include "report/table.hpp"

#include <string>
#include <vector>

namespace plume {

std::string check_json(const Check& check);
std::string check_csv(const Check& check);
std::string check_markdown(const Check& check);
std::string check_text(const Check& check, bool colour);

/// What is held against what: a line of a check's table.
struct CheckRow {
  const CheckedRun* run = nullptr;       ///< null for the sum
  const Judgement* judgement = nullptr;  ///< null where there is no limit, or no report
};

/// Every run with each of its limits, then the sum with each of its own.
std::vector<CheckRow> rows_of(const Check& check);

/// What came of a check, for people and for machines.
struct OutcomeWords {
  ExitCode outcome;
  std::string_view word;  ///< "cannot tell"
  std::string_view id;    ///< "cannot-tell"
};
const OutcomeWords& words_of(ExitCode outcome);

/// The rows with their head: verdict, file, emissions, interval, budget, and the change where there
/// is a baseline. The row of a file that could not be used ends with why.
Cells cells_of(const Check& check);

/// "1 of 3 runs over, 2 within; the central value decides"
std::string counts_in_words(const Check& check);

/// "x 2.1 (1.8 to 2.4)", "new", or nothing.
std::string change_in_words(const CheckedRun& run);

/// Where a piece of evidence stands: "train.toml:12".
std::string place_in_words(const Evidence& evidence);

}  // namespace plume
