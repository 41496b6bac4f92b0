// SPDX-License-Identifier: Apache-2.0
#include "plume/support/closest_match.hpp"
#include "support/catch.hpp"

#include <array>
#include <string>

using namespace plume;

TEST_CASE("The edit distance counts letters put in, left out, replaced and swapped", "[support]") {
  CHECK(edit_distance("power", "power") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("abc", "") == 3);
  CHECK(edit_distance("power", "powers") == 1);
  CHECK(edit_distance("power", "ower") == 1);
  CHECK(edit_distance("power", "pover") == 1);
  CHECK(edit_distance("power", "pwoer") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("estimate", "measure") > 4);
}

TEST_CASE("The edit distance is the same both ways", "[support]") {
  constexpr std::array<std::string_view, 6> words{"hours", "horus", "h", "", "tokens", "token_s"};
  for (const auto a : words) {
    for (const auto b : words) {
      CHECK(edit_distance(a, b) == edit_distance(b, a));
    }
  }
}

TEST_CASE("The edit distance of very long words stays cheap", "[support]") {
  CHECK(edit_distance(std::string(1'000'000, 'a'), std::string(1'000'000, 'b')) == 64);
}

TEST_CASE("The nearest words come first and far ones not at all", "[support]") {
  constexpr std::array<std::string_view, 5> words{"hours", "house", "tokens", "epochs", "hour"};
  CHECK(closest_matches("hors", words) == std::vector<std::string_view>{"hours", "house", "hour"});
  CHECK(closest_matches("hors", words, 1) == std::vector<std::string_view>{"hours"});
  CHECK(closest_matches("zzzzzzzz", words).empty());
  CHECK(closest_matches("hours", {}).empty());
}

TEST_CASE("A word that stands twice is offered once", "[support]") {
  constexpr std::array<std::string_view, 3> words{"site", "site", "sites"};
  CHECK(closest_matches("sit", words) == std::vector<std::string_view>{"site", "sites"});
}

TEST_CASE("Candidates are offered as a question", "[support]") {
  constexpr std::array<std::string_view, 3> words{"a", "b", "c"};
  CHECK(did_you_mean(words) == "did you mean `a`, `b` or `c`?");
  CHECK(did_you_mean(std::span(words).first(2)) == "did you mean `a` or `b`?");
  CHECK(did_you_mean(std::span(words).first(1)) == "did you mean `a`?");
  CHECK(did_you_mean({}).empty());
}
