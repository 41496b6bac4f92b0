// SPDX-License-Identifier: Apache-2.0
#include "pipeline/familiar_text.hpp"

#include "pipeline/field_bounds.hpp"
#include "pipeline/text_ends.hpp"
#include "support/json_syntax.hpp"
#include "support/words.hpp"
#include "units/short_decimal.hpp"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace plume {

namespace {

constexpr std::size_t most_steps = 8;  ///< from one place
constexpr std::size_t longest_step = 256;
constexpr std::size_t most_units = 4;  ///< of one step

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool goes_on(char c) {
  return is_digit(c) || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
}

}  // namespace

/// One text, up to where it was read.
class FamiliarText::Walk {
 public:
  explicit Walk(std::string_view text) : at_(text.data()), end_(at_ + text.size()), begin_(at_) {}

  /// Passes the bytes of one of the steps; null when they are none of these.
  Step* pass(std::vector<Step>& steps, PlaceSet filled) {
    const std::string_view rest(at_, left());
    for (Step& step : steps) {
      if (begins_with(rest, step.between)) {
        at_ += step.between.size();
        return (filled & step.fills) == 0 ? &step : nullptr;
      }
    }
    return nullptr;
  }

  bool at_end() const { return at_ == end_; }

  /// Takes the value of a step, a text or a number, and enters it; false for what is neither, or
  /// not plainly so. Within the one loop that calls it, so that the place in the text stays in a
  /// register.
  [[gnu::always_inline]] bool enter(Step& step, Run& run, Faults& faults) {
    const Field& field = *step.field;
    const char* const begin = at_;
    if (field.kind == FieldKind::choice && take_choice(step)) {
      run.set_choice(field.key, step.choice, origin_from(begin));
      return true;
    }
    double number = 0;
    if (take_number(step.units, number)) {
      if (takes(field, number)) {
        run.set_number(field.key, {number, number, number}, origin_from(begin));
        return true;
      }
      at_ = begin;
    }
    RawValue raw;
    if (!take(raw)) {
      return false;
    }
    read_value(field, raw, run, faults);
    if (raw.kind == RawValue::Kind::text && is_numeric(field)) {
      learn_unit(step, raw.text);
    }
    return true;
  }

 private:
  /// One of the choices of a field: mostly that which was taken last.
  bool take_choice(Step& step) {
    const auto& choices = step.field->choices;
    if (take_this(choices[step.choice])) {
      return true;
    }
    for (std::size_t i = 0; i < choices.size(); ++i) {
      if (take_this(choices[i])) {
        step.choice = i;
        return true;
      }
    }
    return false;
  }

  /// Takes a short number, or a text that is one with one of some units.
  [[gnu::always_inline]] bool take_number(const std::vector<WrittenUnit>& units, double& out) {
    const bool quoted = *at_ == '"';
    if (quoted && units.empty()) {
      return false;
    }
    const char* const begin = quoted ? at_ + 1 : at_;
    const char* const end = read_short_decimal<take_padded_digits>(begin, end_, out);
    if (end == nullptr || (!quoted && *begin == '0' && is_digit(begin[1]))) {
      return false;
    }
    if (quoted) {
      return take_unit(units, end, out);
    }
    at_ = end;
    return true;
  }

  /// Takes the unit behind a number, and the end of the text.
  bool take_unit(const std::vector<WrittenUnit>& units, const char* begin, double& number) {
    const std::uint64_t bytes = eight_bytes(begin);
    for (const WrittenUnit& unit : units) {
      if ((bytes & unit.mask) == unit.bytes && begin + unit.size <= end_) {
        at_ = begin + unit.size;
        number *= unit.factor;
        return true;
      }
    }
    return false;
  }

  /// Takes one certain text.
  bool take_this(std::string_view text) {
    const std::size_t quoted = text.size() + 2;
    const bool here = left() >= quoted && at_[0] == '"' && at_[quoted - 1] == '"' &&
                      begins_with({at_ + 1, left() - 1}, text);
    at_ += here ? quoted : 0;
    return here;
  }

  bool take(RawValue& out) {
    const char* const begin = at_;
    if (at_ == end_ || !(*at_ == '"' ? take_text(out) : take_long_number(out))) {
      return false;
    }
    out.origin = origin_from(begin);
    return true;
  }

  /// Of what was taken, up to here.
  Origin origin_from(const char* begin) const {
    return {Origin::Where::manifest, static_cast<std::uint32_t>(begin - begin_),
            static_cast<std::uint32_t>(at_ - begin)};
  }

  std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }

  bool take_text(RawValue& out) {
    const char* const begin = ++at_;
    std::uint64_t high = 0;
    std::uint64_t marks = 0;
    while (marks == 0 && at_ < end_) {
      const std::uint64_t bytes = eight_bytes(at_);
      marks = mark_escaped(bytes);
      high |= bytes;
      at_ += bytes_before(marks);
    }
    if (at_ >= end_ || *at_ != '"') {
      return false;
    }
    out.kind = RawValue::Kind::text;
    out.text = {begin, static_cast<std::size_t>(at_ - begin)};
    ++at_;
    return (high & top_bits) == 0 || simdjson::validate_utf8(out.text.data(), out.text.size());
  }

  bool take_long_number(RawValue& out) {
    out.kind = RawValue::Kind::number;
    const char* const end = std::find_if_not(at_, end_, goes_on);
    const std::string_view token(at_, static_cast<std::size_t>(end - at_));
    const auto error = std::from_chars(at_, end, out.number).ec;
    at_ = end;
    return error == std::errc() && std::isfinite(out.number) && is_json_number(token);
  }

  const char* at_;
  const char* end_;
  const char* begin_;
};

void FamiliarText::learn(std::string_view text, const std::vector<EnteredValue>& values,
                         PlaceSet filled) {
  std::size_t from = beginning;
  std::size_t at = 0;
  PlaceSet before = 0;
  for (const EnteredValue& value : values) {
    const std::size_t next = behind(value.section, value.field->key);
    const std::size_t begin = value.origin.offset;
    if (text[begin] == '{') {
      return;  // an inline config is no value of one text
    }
    add(from,
        {std::string(text.substr(at, begin - at)), value.filled & ~before, value.field, next});
    from = next;
    at = begin + value.origin.width;
    before = value.filled;
  }
  add(from, {std::string(text.substr(at)), filled & ~before});
}

void FamiliarText::learn_unit(Step& step, std::string_view measure) {
  double number = 0;
  const char* const end = measure.data() + measure.size();
  const char* const begin = read_short_decimal<take_digits>(measure.data(), end, number);
  const auto size = static_cast<std::size_t>(end - begin) + 1;
  if (begin == nullptr || size > sizeof(WrittenUnit::bytes) || step.units.size() == most_units) {
    return;
  }
  const std::string_view written(begin, size - 1);
  if (const auto factor =
          factor_of(*step.field, written.substr(written.starts_with(' ') ? 1 : 0))) {
    const std::uint64_t mask = ~std::uint64_t{0} >> (8 * (sizeof(mask) - size));
    step.units.push_back({eight_bytes(begin) & mask, mask, size, *factor});
  }
}

void FamiliarText::add(std::size_t from, Step step) {
  std::vector<Step>& steps = steps_[from];
  const bool known = std::any_of(steps.begin(), steps.end(),
                                 [&](const Step& other) { return other.between == step.between; });
  if (!known && steps.size() < most_steps && step.between.size() <= longest_step) {
    steps.push_back(std::move(step));
  }
}

bool FamiliarText::read(std::string_view text, Run& run, Faults& faults) {
  Walk walk(text);
  PlaceSet filled = 0;
  for (std::size_t from = beginning;;) {
    Step* const step = walk.pass(steps_[from], filled);
    if (step == nullptr || step->field == nullptr) {
      return step != nullptr && walk.at_end();
    }
    if (!walk.enter(*step, run, faults)) {
      return false;
    }
    filled |= step->fills;
    from = step->next;
  }
}

}  // namespace plume
