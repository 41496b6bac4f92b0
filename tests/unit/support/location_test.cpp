// SPDX-License-Identifier: Apache-2.0
#include "plume/support/location.hpp"
#include "support/catch.hpp"

#include <string_view>

using namespace plume;

namespace {

constexpr std::string_view text = "one\ntwo\r\n\nfour";

void check_place(std::size_t offset, std::size_t line, std::size_t column, std::string_view whole) {
  INFO("offset " << offset);
  const Position at = position_at(text, offset);
  CHECK(at.line == line);
  CHECK(at.column == column);
  CHECK(line_at(text, offset) == whole);
}

}  // namespace

TEST_CASE("A byte's line and column are counted from one", "[support]") {
  check_place(0, 1, 1, "one");
  check_place(2, 1, 3, "one");
  check_place(4, 2, 1, "two");
  check_place(6, 2, 3, "two");
  check_place(10, 4, 1, "four");
  check_place(13, 4, 4, "four");
}

TEST_CASE("The end of a line belongs to its line", "[support]") {
  check_place(3, 1, 4, "one");
  check_place(8, 2, 5, "two");
  check_place(9, 3, 1, "");
}

TEST_CASE("The place behind the last byte is a place, and nothing lies beyond it", "[support]") {
  check_place(14, 4, 5, "four");
  check_place(1000, 4, 5, "four");
  CHECK(position_at("", 0).line == 1);
  CHECK(position_at("", 0).column == 1);
  CHECK(line_at("", 0).empty());
}

TEST_CASE("Behind a last newline a new line begins", "[support]") {
  CHECK(position_at("one\n", 4).line == 2);
  CHECK(position_at("one\n", 4).column == 1);
  CHECK(line_at("one\n", 4).empty());
}
