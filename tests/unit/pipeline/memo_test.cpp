// SPDX-License-Identifier: Apache-2.0
#include "pipeline/memo.hpp"
#include "pipeline/text_ends.hpp"
#include "plume/pipeline/field.hpp"
#include "support/catch.hpp"

#include <string>
#include <string_view>

using namespace plume;

namespace {

/// All questions meet at a few slots.
struct PoorHash {
  std::size_t operator()(std::string_view text) const { return text.size() % 3; }
};

}  // namespace

TEST_CASE("A memo asks once for each question, and its answers stay where they are", "[pipeline]") {
  Memo<std::string, std::size_t, PoorHash> memo;
  std::size_t asked = 0;
  const auto find = [&] { return ++asked; };
  const std::size_t& first = memo.get(std::string_view("question 0"), find);
  for (int pass = 0; pass < 2; ++pass) {
    for (std::size_t i = 0; i < 200; ++i) {
      const std::string question = "question " + std::to_string(i);
      CHECK(memo.get(std::string_view(question), find) == i + 1);
    }
  }
  CHECK(asked == 200);
  CHECK(memo.size() == 200);
  CHECK(&memo.get(std::string_view("question 0"), find) == &first);
  memo.clear();
  CHECK(memo.size() == 0);
  CHECK(memo.get(std::string_view("question 0"), find) == 201);
}

TEST_CASE("Texts of one size are equal where their ends are, up to sixteen bytes", "[pipeline]") {
  const std::string text = "abcdefghijklmnopqrstuvwx";
  for (std::size_t size = 1; size <= text.size(); ++size) {
    const std::string whole = text.substr(0, size);
    for (std::size_t i = 0; i < size; ++i) {
      std::string other = whole;
      other[i] = '-';
      INFO(other);
      const bool told = !(ends_of(other) == ends_of(whole)) || middle_of(other) != middle_of(whole);
      CHECK(told);
      CHECK((size > 16 || !(ends_of(other) == ends_of(whole))));
    }
  }
  CHECK(ends_of("") == TextEnds{});
}

TEST_CASE("A key that is like a field's but for its middle is none", "[pipeline]") {
  CHECK(find_field(Section::hardware, "tokens_per_second") != nullptr);
  CHECK(find_field(Section::hardware, "tokens_pfr_second") == nullptr);
  CHECK(find_field(Section::model, "tokens_per_second") == nullptr);
  CHECK(find_field(Section::hardware, "pwr") == nullptr);
  CHECK(find_field(Section::hardware, "") == nullptr);
}
