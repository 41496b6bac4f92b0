// SPDX-License-Identifier: Apache-2.0
#include "unit/report/exporting.hpp"

using namespace plume;
using namespace plume::export_test;

TEST_CASE("A statement names hardware, time, place, energy, emissions and method", "[export]") {
  const std::string text = exported("full", ExportFormat::statement);
  for (const char* const part :
       {"The fine-tuning of small takes 10 h on 8 x H100 SXM5 80GB (80 device hours; region: "
        "Paris).",
        "At 800 W on average for each and a PUE of 1.1, the machines draw 64 kWh and the site "
        "70.4 kWh.",
        "At 16.3 g CO2e/kWh (location-based, direct, 2024), that electricity causes 1.15 kg CO2e "
        "(90 % interval 0.995 to 1.3 kg).",
        "Making the hardware adds ", "These are estimates of plume ", "not measurements.",
        " Sources: ", "Google Cloud, "}) {
    CHECK_THAT(text, ContainsSubstring(part));
  }
  CHECK(std::count(text.begin(), text.end(), '\n') == 1);
  CHECK(text.back() == '\n');
}

TEST_CASE("A statement names what is assumed", "[export]") {
  CHECK_THAT(exported("bare", ExportFormat::statement),
             ContainsSubstring("Assumed, not known: count 1, pue 1."));
  CHECK_THAT(exported("bare", ExportFormat::statement), StartsWith("The training takes "));
}

TEST_CASE("A statement of another method cites it", "[export]") {
  const Report report = report_of(
      R"({"method": "llmcarbon", "model": {"parameters": "7B"}, "training": {"tokens": "1B"},
          "hardware": {"accelerator": "v100", "count": 8, "mfu": 0.3, "power": "300 W"},
          "site": {"region": "us", "pue": 1.1, "year": 2023}})");
  CHECK_THAT(render_export(report, ExportFormat::statement, words),
             ContainsSubstring("method: LLMCarbon, Faiz et al. 2024 (ICLR), arXiv:2309.14393"));
}

TEST_CASE("Markdown and LaTeX show any name as itself", "[export]") {
  CHECK_THAT(exported("awkward", ExportFormat::statement),
             StartsWith("The training of a\"b,\\<c\\> {d} \\\\ %$&#\\_^~\\|\\*\\`\\[e\\]"));
  CHECK_THAT(exported("awkward", ExportFormat::statement_latex),
             StartsWith("The training of a\"b,\\textless{}c\\textgreater{} \\{d\\} "
                        "\\textbackslash{} \\%\\$\\&\\#\\_\\textasciicircum{}\\textasciitilde{}"
                        "\\textbar{}*`[e]"));
}

TEST_CASE("LaTeX has every percent sign escaped and braces in pairs", "[export]") {
  for (const std::string_view name : {"full", "awkward", "bare"}) {
    const std::string text = exported(name, ExportFormat::statement_latex);
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool escaped = i > 0 && text[i - 1] == '\\';
      CHECK((text[i] != '%' || escaped));
      depth += text[i] == '{' && !escaped ? 1 : 0;
      depth -= text[i] == '}' && !escaped ? 1 : 0;
      CHECK(depth >= 0);
    }
    CHECK(depth == 0);
    CHECK_THAT(text, ContainsSubstring("CO\\textsubscript{2}e"));
  }
}
