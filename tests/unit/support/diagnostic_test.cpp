// SPDX-License-Identifier: Apache-2.0
#include "plume/support/diagnostic.hpp"
#include "support/catch.hpp"

#include <string>

using namespace plume;

namespace {

Diagnostic in_a_file() {
  return {.code = "out-of-range",
          .message = "`site.pue` is 0.9",
          .cure = "write it as `1.1`",
          .file = "run.json",
          .position = {3, 11},
          .line = "  \"pue\":  0.9,",
          .width = 3};
}

std::size_t count_of(const std::string& text, char c) {
  std::size_t count = 0;
  for (const char each : text) {
    count += each == c ? 1 : 0;
  }
  return count;
}

}  // namespace

TEST_CASE("A diagnostic is printed as compilers print them", "[support]") {
  CHECK(print_diagnostic(in_a_file(), false) ==
        "run.json:3:11: error: `site.pue` is 0.9 [out-of-range]\n"
        "    \"pue\":  0.9,\n"
        "            ^~~\n"
        "  cure: write it as `1.1`\n");
}

TEST_CASE("Without a file the program speaks for itself, and without a cure says none",
          "[support]") {
  const Diagnostic d{.code = "usage", .message = "no command is given"};
  CHECK(print_diagnostic(d, false) == "plume: error: no command is given [usage]\n");
}

TEST_CASE("A flag is named where a file would be", "[support]") {
  const Diagnostic d{.code = "out-of-range", .message = "too low", .file = "--pue"};
  CHECK(print_diagnostic(d, false) == "--pue: error: too low [out-of-range]\n");
}

TEST_CASE("Colour adds escapes and changes no word", "[support]") {
  std::string coloured = print_diagnostic(in_a_file(), true);
  CHECK(coloured.find("\033[") != std::string::npos);
  std::string plain;
  for (std::size_t i = 0; i < coloured.size(); ++i) {
    if (coloured[i] == '\033') {
      i = coloured.find('m', i);
    } else {
      plain += coloured[i];
    }
  }
  CHECK(plain == print_diagnostic(in_a_file(), false));
}

TEST_CASE("Control characters of the input do not reach the terminal", "[support]") {
  Diagnostic d = in_a_file();
  d.line = "\t\"pue\": \033[31m0.9\x7f";
  d.message = "bad \033]0;title\a";
  d.cure = "do\rthis";
  const std::string text = print_diagnostic(d, false);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    CHECK((byte == '\n' || (byte >= 0x20 && byte != 0x7f)));
  }
  CHECK(count_of(text, '\n') == 4);
}

TEST_CASE("A long line is cut around the fault, with the caret below it", "[support]") {
  Diagnostic d = in_a_file();
  d.line = std::string(5000, 'x') + "!" + std::string(5000, 'y');
  d.position.column = 5001;
  d.width = 1;
  const std::string text = print_diagnostic(d, false);
  CHECK(text.size() < 600);
  const auto line = text.find('\n') + 1;
  const auto caret_line = text.find('\n', line) + 1;
  CHECK(text.find('!', line) - line == text.find('^') - caret_line);
}

TEST_CASE("A mark never runs beyond its line, and is never nothing", "[support]") {
  Diagnostic d = in_a_file();
  d.width = 1000;
  CHECK(count_of(print_diagnostic(d, false), '~') == 3);
  d.width = 0;
  CHECK(count_of(print_diagnostic(d, false), '~') == 0);
  CHECK(count_of(print_diagnostic(d, false), '^') == 1);
  d.line = "";
  d.position.column = 1;
  CHECK(count_of(print_diagnostic(d, false), '^') == 0);  // there is nothing to mark
}

TEST_CASE("A failure says the first of its diagnostics and the exit code", "[support]") {
  const Failure one{in_a_file()};
  CHECK(one.exit_code() == ExitCode::bad_input);
  CHECK(std::string(one.what()) == "`site.pue` is 0.9");
  const Failure none(ExitCode::write_failed, {});
  CHECK(none.exit_code() == ExitCode::write_failed);
  CHECK(std::string(none.what()) == "failure");
}
