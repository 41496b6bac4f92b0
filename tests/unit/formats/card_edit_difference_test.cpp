// SPDX-License-Identifier: Apache-2.0
#include "plume/formats/card_edit.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <cstdlib>
#include <random>
#include <sstream>

using namespace plume;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    out.push_back(line + (stream.eof() ? "" : "\n"));
  }
  return out;
}

/// What a difference makes of a text, as `patch` does it: what stays must be what it says.
std::string patched(const std::string& before, const std::string& difference) {
  const auto old_lines = lines_of(before);
  const auto steps = lines_of(difference);
  std::string out;
  std::size_t at = 0;
  for (std::size_t i = 2; i < steps.size(); ++i) {
    const std::string& step = steps[i];
    const std::string rest = step.substr(1);
    if (step.starts_with("@@")) {
      const std::size_t line = std::stoul(step.substr(4));
      const bool empty = step.substr(4, step.find(' ', 4) - 4).ends_with(",0");
      for (; at + (empty ? 0 : 1) < line; ++at) {
        out += old_lines.at(at);
      }
    } else if (step[0] == '\\') {
      if (steps[i - 1][0] != '-') {
        out.pop_back();
      }
    } else if (step[0] == '+') {
      out += rest;
    } else {
      REQUIRE(rest.starts_with(old_lines.at(at)));
      out += step[0] == ' ' ? rest : "";
      ++at;
    }
  }
  for (; at < old_lines.size(); ++at) {
    out += old_lines[at];
  }
  return out;
}

std::string random_text(std::mt19937& random) {
  std::string out;
  for (std::size_t left = random() % 30; left > 0; --left) {
    out += static_cast<char>('a' + random() % 3);
    out += '\n';
  }
  if (!out.empty() && random() % 3 == 0) {
    out.pop_back();
  }
  return out;
}

std::size_t changes_of(const std::string& difference) {
  const auto steps = lines_of(difference);
  return static_cast<std::size_t>(
      std::count_if(steps.begin() + (steps.empty() ? 0 : 2), steps.end(),
                    [](const std::string& step) { return step[0] == '+' || step[0] == '-'; }));
}

/// By the longest common subsequence, row by row.
std::size_t least_changes(const std::string& before, const std::string& after) {
  const auto a = lines_of(before);
  const auto b = lines_of(after);
  std::vector<std::size_t> row(b.size() + 1);
  for (const std::string& line : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = line == b[j] ? diagonal + 1 : std::max(above, row[j]);
      diagonal = above;
    }
  }
  return a.size() + b.size() - 2 * row.back();
}

}  // namespace

TEST_CASE("A difference is that of diff -u", "[card]") {
  CHECK(unified_difference("README.md", "a\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\nX\nf\n") ==
        "--- README.md\n+++ README.md\n@@ -2,5 +2,5 @@\n b\n c\n d\n-e\n+X\n f\n");
  CHECK(unified_difference("f", "", "a\nb\n") == "--- f\n+++ f\n@@ -0,0 +1,2 @@\n+a\n+b\n");
  CHECK(unified_difference("f", "a\n", "") == "--- f\n+++ f\n@@ -1 +0,0 @@\n-a\n");
  CHECK(unified_difference("f", "a", "a\n") ==
        "--- f\n+++ f\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
  CHECK(unified_difference("f", "a\r\nb\r\n", "a\r\nc\r\n") ==
        "--- f\n+++ f\n@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n");
}

TEST_CASE("Changes far apart are shown apart, near ones together", "[card]") {
  const std::string six = "1\n2\n3\n4\n5\n6\n";
  const std::string near = unified_difference("f", "a\n" + six + "b\n", "A\n" + six + "B\n");
  CHECK(near == "--- f\n+++ f\n@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n");
  const std::string far = unified_difference("f", "a\n" + six + "7\nb\n", "A\n" + six + "7\nB\n");
  CHECK(far == "--- f\n+++ f\n@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n"
               "-b\n+B\n");
}

TEST_CASE("Equal texts have no difference", "[card]") {
  CHECK(unified_difference("f", "", "").empty());
  CHECK(unified_difference("f", "a\nb", "a\nb").empty());
}

TEST_CASE("A difference makes the one text of the other, with the fewest changes", "[card]") {
  std::mt19937 random(7);
  for (int i = 0; i < 2000; ++i) {
    const std::string before = random_text(random);
    const std::string after = random_text(random);
    const std::string difference = unified_difference("f", before, after);
    CAPTURE(before, after, difference);
    REQUIRE(patched(before, difference) == after);
    REQUIRE(changes_of(difference) == least_changes(before, after));
  }
}

TEST_CASE("Texts that share next to nothing are told apart in little time", "[card]") {
  std::string before;
  std::string after;
  for (int i = 0; i < 20'000; ++i) {
    before += "a" + std::to_string(i) + "\n";
    after += "b" + std::to_string(i) + "\n";
  }
  CHECK(patched(before, unified_difference("f", before, after)) == after);
}
