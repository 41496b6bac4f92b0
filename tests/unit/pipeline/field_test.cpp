// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/field.hpp"
#include "plume/units/text.hpp"
#include "unit/pipeline/asked.hpp"

#include <cmath>
#include <limits>
#include <set>

using namespace plume;
using namespace plume::test;

namespace {

bool is_number(const Field& f) {
  return f.kind != FieldKind::text && f.kind != FieldKind::choice;
}

double above(double x) {
  return std::nextafter(x, std::numeric_limits<double>::infinity());
}

/// The next lower value that the field's kind could be asked to take.
double below(const Field& f, double x) {
  return f.kind == FieldKind::whole ? x - 1 : std::nextafter(x, 0);
}

}  // namespace

TEST_CASE("Keys, paths and flags are unique, and paths find their fields", "[pipeline]") {
  std::set<std::string_view> paths;
  std::set<std::string_view> flags;
  for (const Field& f : fields()) {
    INFO(f.path);
    CHECK(paths.insert(f.path).second);
    CHECK((f.flag.empty() || flags.insert(f.flag).second));
    CHECK(find_field(f.path) == &f);
    CHECK(&field(f.key) == &f);
    CHECK_FALSE(f.help.empty());
  }
  CHECK(find_field("hardware") == nullptr);
  CHECK(find_field("") == nullptr);
}

TEST_CASE("Every field accepts its own example", "[pipeline]") {
  for (const Field& f : fields()) {
    INFO(f.path << ": " << f.example);
    const Answer answer = read_text(f.key, f.example);
    CHECK(code_of(answer.faults).empty());
    CHECK(answer.run.has(f.key));
  }
}

TEST_CASE("Every choice of a field is accepted as itself", "[pipeline]") {
  for (const Field& f : fields()) {
    for (std::size_t i = 0; i < f.choices.size(); ++i) {
      INFO(f.path << ": " << f.choices[i]);
      const Answer answer = read_text(f.key, f.choices[i]);
      CHECK(code_of(answer.faults).empty());
      CHECK(answer.run.choice(f.key) == i);
    }
  }
}

TEST_CASE("Both ends of a number's range are accepted", "[pipeline]") {
  for (const Field& f : fields()) {
    if (!is_number(f)) {
      continue;
    }
    INFO(f.path << " from " << f.low << " to " << f.high);
    CHECK(code_of(read_number(f.key, f.high).faults).empty());
    const double least = f.low > 0 ? f.low : f.high * 1e-12;
    const Answer answer = read_number(f.key, least);
    CHECK(code_of(answer.faults).empty());
    CHECK(answer.run.number(f.key).value == least);
  }
}

TEST_CASE("Just outside a number's range is refused with a reason", "[pipeline]") {
  for (const Field& f : fields()) {
    if (!is_number(f)) {
      continue;
    }
    for (const double outside : {above(f.high), below(f, f.low), 0.0, -1.0, -f.high}) {
      INFO(f.path << ": " << outside);
      const Answer answer = read_number(f.key, outside);
      CHECK(code_of(answer.faults) == "out-of-range");
      CHECK_FALSE(answer.run.has(f.key));
    }
  }
}

TEST_CASE("A bare number is in the unit that the key documents", "[pipeline]") {
  for (const Field& f : fields()) {
    if (f.kind != FieldKind::quantity) {
      continue;
    }
    INFO(f.path);
    const double middle = f.high / 2;
    const Answer bare = read_number(f.key, middle);
    const Answer named = read_text(f.key, print_machine(middle) + " " + std::string(f.unit));
    REQUIRE(named.run.has(f.key));
    CHECK_THAT(named.run.number(f.key).value, WithinRel(bare.run.number(f.key).value, 1e-11));
  }
}

TEST_CASE("No field takes what is neither text nor number", "[pipeline]") {
  for (const Field& f : fields()) {
    INFO(f.path);
    CHECK(code_of(read_one(f.key, {.kind = RawValue::Kind::boolean}).faults) == "wrong-type");
    CHECK(code_of(read_one(f.key, {.kind = RawValue::Kind::structure}).faults) == "wrong-type");
  }
}

TEST_CASE("Null leaves a field unsaid", "[pipeline]") {
  for (const Field& f : fields()) {
    INFO(f.path);
    const Answer answer = read_one(f.key, {});
    CHECK(code_of(answer.faults).empty());
    CHECK_FALSE(answer.run.has(f.key));
  }
}

TEST_CASE("Every fault says what is wrong, how to cure it and of which key", "[pipeline]") {
  for (const Field& f : fields()) {
    for (const std::string_view text : {"", "   ", "nonsense", "1e999", "nan", "5 furlongs"}) {
      for (const Fault& fault : read_text(f.key, text).faults) {
        INFO(f.path << ": " << text);
        CHECK_FALSE(fault.code.empty());
        CHECK_FALSE(fault.message.empty());
        CHECK_FALSE(fault.cure.empty());
        CHECK(fault.key == f.path);
      }
    }
  }
}
