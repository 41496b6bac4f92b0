// SPDX-License-Identifier: Apache-2.0
/// Runs of which much, little and awkward things are known, for tests of others' formats.
#pragma once

#include "plume/report/exports.hpp"

#include <array>
#include <string_view>

namespace plume::awkward {

struct ExportCase {
  std::string_view name;
  std::string_view manifest;
  ExportWords words;
};

inline std::array<ExportCase, 3> export_cases() {
  return {{
      {"full",
       R"({"name": "small", "model": {"kind": "language", "parameters": "7B"},
           "training": {"tokens": "2B", "method": "lora", "precision": "bf16"},
           "hardware": {"accelerator": "h100-sxm", "count": 8, "hours": 10, "power": "700..900 W"},
           "site": {"region": "gcp:europe-west9", "year": 2024, "pue": 1.1}})",
       {"2026-11-22T09:30:00Z", "greener", "The Authors"}},
      {"awkward",
       R"({"name": "a\"b,<c>\n{d} \\ %$&#_^~|*`[e]\u00e9\u2028\ud83d\udd25",
           "hardware": {"accelerator": {"name": "x_1 & \"y\"", "tdp": 300}, "count": 3,
                        "hours": 1e-3},
           "site": {"grid_intensity": "30..50 g/kWh"}})",
       {"2026-11-22T09:30:00Z", "p,\"q\"\n\\end{document}", "<a href=\"x\">"}},
      {"bare",
       R"({"hardware": {"accelerator": "tpu-v4", "device_hours": 1e6}})",
       {"2026-11-22T09:30:00Z", "", ""}},
  }};
}

}  // namespace plume::awkward
