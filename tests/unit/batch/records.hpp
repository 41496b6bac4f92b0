// SPDX-License-Identifier: Apache-2.0
/// What tests of a batch share: files of records, and what becomes of each.
#pragma once

#include "plume/batch/source.hpp"
#include "plume/batch/walker.hpp"
#include "plume/pipeline/manifest.hpp"
#include "unit/batch/packed_file.hpp"

#include <string>
#include <vector>

namespace plume::test {

inline std::string write_to(const Folder& folder, const std::string& name,
                            const std::string& bytes) {
  write_file(folder.file(name), bytes);
  return folder.file(name);
}

/// A run that can be estimated, on a line.
inline std::string run_line(std::size_t number) {
  return R"({"name":"run-)" + std::to_string(number) +
         R"(","hardware":{"accelerator":"h100-sxm","count":8,"hours":)" +
         std::to_string(1 + number % 97) + R"(},"site":{"region":"fr","year":2023,"pue":1.1}})" +
         "\n";
}

inline std::string run_lines(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    out += run_line(i);
  }
  return out;
}

inline Run run_of(std::string_view manifest) {
  Run run;
  Faults faults;
  read_manifest(manifest, "run.json", run, faults);
  REQUIRE(faults.empty());
  return run;
}

/// What became of a record, kept beyond the next one.
struct Walked {
  std::string file{};
  std::uint64_t line = 0;
  std::string name{};
  std::string group{};
  std::string code{};  ///< empty where there is a report
  Diagnostic diagnostic{};
  std::string pointer{};
  double device_hours = 0;
  double kilograms_in_all = 0;
};

inline Walked kept(const RecordResult& result, std::string_view group) {
  Walked out{.file = std::string(result.file), .line = result.line, .group = std::string(group)};
  if (result.run->has(Key::name)) {
    out.name = result.run->text(Key::name);
  }
  if (result.bad != nullptr) {
    CHECK(result.report == nullptr);
    out.code = result.bad->diagnostic.code;
    out.diagnostic = result.bad->diagnostic;
    out.pointer = result.bad->pointer;
    return out;
  }
  REQUIRE(result.report != nullptr);
  out.device_hours = result.report->device_time.value.in(hours);
  out.kilograms_in_all = result.report->total.value.in(kilograms);
  return out;
}

inline std::vector<Walked> walk_all(const WalkOptions& walk, SourceOptions input) {
  RecordSource source(std::move(input));
  RecordWalker walker(walk);
  std::vector<Walked> out;
  Block block;
  while (source.next(block)) {
    for (const Record& record : block.records) {
      if (const RecordResult* const result = walker.walk(block, record)) {
        out.push_back(kept(*result, walker.group()));
      }
    }
  }
  return out;
}

}  // namespace plume::test
