// SPDX-License-Identifier: Apache-2.0
#include "plume/formats/card_edit.hpp"
#include "unit/formats/card_editing.hpp"

using namespace plume;
using namespace plume::card_test;

namespace {

CardSection tesla() {
  CardSection section;
  section.hardware = "1 x Tesla T4";
  section.emissions = "5 g";
  return section;
}

std::string with_tesla(const std::string& text) {
  return with_section(card(text), tesla());
}

const std::string facts = "\n\n- **Hardware Type:** 1 x Tesla T4\n- **Carbon Emitted:** 5 g\n";
const std::string section = "## Environmental Impact" + facts;

}  // namespace

TEST_CASE("The section has the names of the Hub's template", "[card]") {
  const CardSection whole{"8 x A100",     "12.5",
                          "Google Cloud", "europe-west9, France",
                          "1.2 kg CO2e",  "Estimated with plume."};
  CHECK(with_section(card("---\na: 1\n---\n# T\n"), whole) ==
        "---\na: 1\n---\n# T\n\n## Environmental Impact\n\n- **Hardware Type:** 8 x A100\n"
        "- **Hours used:** 12.5\n- **Cloud Provider:** Google Cloud\n"
        "- **Compute Region:** europe-west9, France\n- **Carbon Emitted:** 1.2 kg CO2e\n\n"
        "Estimated with plume.\n");
}

TEST_CASE("The section is put at the end, or in the place of the old one", "[card]") {
  struct Case {
    std::string before;
    std::string after;
  };
  const auto [before, after] = GENERATE_REF(
      Case{"# T\n", "# T\n\n" + section}, Case{"# T", "# T\n\n" + section},
      Case{"# T\n\ntext\n\n\n", "# T\n\ntext\n\n\n\n" + section},
      Case{"---\na: 1\n---", "---\na: 1\n---\n\n" + section},
      Case{"# T\n\n## Environmental Impact\n\nold\n\n### Hardware\n\nold\n\n## Next\n",
           "# T\n\n" + section + "\n## Next\n"},
      Case{"# T\n## Environmental Impact\n## Next\n",
           "# T\n## Environmental Impact" + facts + "## Next\n"},
      Case{"# T\n\n#### **Environmental impact**: ###\nold\n# Next\n",
           "# T\n\n#### **Environmental impact**: ###" + facts + "# Next\n"},
      Case{"Environmental Impact\n---\nold\n\nNext\n====\ntext\n",
           "## Environmental Impact" + facts + "\nNext\n====\ntext\n"},
      Case{"## Environmental Impact\n- old\n---\nold\n", section},
      Case{"## Environmental Impact\n```\n# no heading\n```\nold\n", section},
      Case{"```\n## Environmental Impact\n```\n",
           "```\n## Environmental Impact\n```\n\n" + section},
      Case{"<!--\n## Environmental Impact\n-->\n",
           "<!--\n## Environmental Impact\n-->\n\n" + section},
      Case{"text\n~~~~ sh\nopen\n", "text\n~~~~ sh\nopen\n~~~~\n\n" + section},
      Case{"text\n<!-- open\n", "text\n<!-- open\n-->\n\n" + section},
      Case{"text ```x``` and <!-- y -->\n", "text ```x``` and <!-- y -->\n\n" + section},
      Case{"#Environmental Impact\n", "#Environmental Impact\n\n" + section},
      Case{"    ## Environmental Impact\n", "    ## Environmental Impact\n\n" + section});
  CAPTURE(before);
  CHECK(with_tesla(before) == after);
  CHECK(with_tesla(after) == after);
}

TEST_CASE("The section has the line ends of the card", "[card]") {
  const std::string edited = with_tesla("# T\r\n");
  CHECK(edited == "# T\r\n\r\n## Environmental Impact\r\n\r\n- **Hardware Type:** 1 x Tesla T4\r\n"
                  "- **Carbon Emitted:** 5 g\r\n");
  CHECK(with_tesla(edited) == edited);
}

TEST_CASE("Nothing that is said of a run is more than text", "[card]") {
  CardSection hostile;
  hostile.hardware = "<script>a()</script> & [x](y) *b* `c` \\";
  hostile.region = "one\n\n# two\r\n<!-- three";
  hostile.method = "# four";
  CHECK(with_section(card("# T\n"), hostile) ==
        "# T\n\n## Environmental Impact\n\n"
        "- **Hardware Type:** \\<script>a()\\</script> \\& \\[x](y) \\*b\\* \\`c\\` \\\\\n"
        "- **Compute Region:** one  # two  \\<!-- three\n\n\\# four\n");
}
