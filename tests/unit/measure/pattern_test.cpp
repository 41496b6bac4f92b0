// SPDX-License-Identifier: Apache-2.0
#include "measure/pattern.hpp"
#include "plume/support/diagnostic.hpp"
#include "support/catch.hpp"

#include <string>

using namespace plume;

namespace {

/// What the first group took; "-" where nothing fits, "+" where there is no group.
std::string found(std::string_view pattern, std::string_view line) {
  const auto match = Pattern(pattern).search(line);
  return !match ? "-" : match->group ? std::string(*match->group) : "+";
}

}  // namespace

TEST_CASE("A pattern finds what it describes", "[measure]") {
  CHECK(found("step", "a step") == "+");
  CHECK(found("step", "a stop") == "-");
  CHECK(found("step (\\d+)", "at step 120 of 400") == "120");
  CHECK(found("step[ =:]+(\\d+)/\\d+", "step: 7/90") == "7");
  CHECK(found("(?:iter|step) ([0-9,]+)", "iter 1,200 done") == "1,200");
  CHECK(found("^\\[(\\d+)\\]", "[5] loss") == "5");
  CHECK(found("^\\[(\\d+)\\]", "x [5] loss") == "-");
  CHECK(found("(\\d+)$", "loss 4 step 9") == "9");
  CHECK(found("\\bit (\\d+)", "unit 3 it 4") == "4");
  CHECK(found("a{2,3}(b*)c", "aaabbc") == "bb");
  CHECK(found("a{2}c", "aaac") == "+");
  CHECK(found("a{4}c", "aaac") == "-");
  CHECK(found("[^0-9]([^ \\]]+)", "12x3] ") == "3");
  CHECK(found("[]a-]+(b)", "-]ab") == "b");
  CHECK(found("", "anything") == "+");
}

TEST_CASE("The best match is the leftmost, and of Perl's order", "[measure]") {
  CHECK(found("(a|ab)(c|bcd)?", "abcd") == "a");
  CHECK(found("(\\d+)", "x 12 345") == "12");
  CHECK(found("(.*)b", "abab") == "aba");
  CHECK(found("(.*?)b", "abab") == "a");
  CHECK(found("x(a)?", "x") == "+");
  CHECK(found("(a*)*", "b").size() <= 1);
  CHECK(found("(a+?)(a*)", "aaa") == "a");
}

TEST_CASE("A pattern takes a time that grows with the line alone", "[measure]") {
  const std::string line(4096, 'a');
  CHECK(found("(a+)+$", line + "b") == "-");
  CHECK(found("(a|a)*(a|a)*b", line) == "-");
  CHECK(found("(?:a?){500}(b)", line + "b") == "b");
}

TEST_CASE("What is no pattern is refused with its place", "[measure]") {
  for (const char* text : {"a(", "a)", "[a", "*a", "a{2", "a{3,2}", "a\\", "\\q", "(?=a)", "[b-a]",
                           "a{99999}", "((a{1000}){1000})", "a|*"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(Pattern(text), Failure);
  }
  CHECK_THROWS_AS(Pattern(std::string(60, '(') + std::string(60, ')')), Failure);
}

TEST_CASE("Any bytes may stand in a line", "[measure]") {
  const std::string line("a\0\xff step 3", 10);
  CHECK(found("step (\\d)", line) == "3");
  CHECK(found("\\D", "7") == "-");
  CHECK(found("\\W(\\w+)\\S", " word!") == "word");
}
