// SPDX-License-Identifier: Apache-2.0
#include "plume/gate/baseline.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace plume {

namespace {

struct Scale {
  double size;
  std::string_view suffix;
};
constexpr auto scales = std::to_array<Scale>({{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1, ""}});

/// "2T", "512".
std::string count_in_words(double count) {
  const auto* const scale = std::find_if(scales.begin(), scales.end() - 1,
                                         [count](const Scale& each) { return count >= each.size; });
  return fmt::format("{}{}", print_human(count / scale->size, 4), scale->suffix);
}

std::string number_in_words(const Field& field, double number) {
  return field.kind == FieldKind::count   ? count_in_words(number)
         : field.kind == FieldKind::whole ? print_machine(number)
                                          : print_human(number, 4);
}

std::string range_in_words(const Field& field, const Number& number) {
  const std::string range = number.exact()
                                ? number_in_words(field, number.value)
                                : fmt::format("{}..{}", number_in_words(field, number.low),
                                              number_in_words(field, number.high));
  return field.unit.empty() ? range : fmt::format("{} {}", range, field.unit);
}

/// A model's config is told by the size that it gives.
std::string config_in_words(const Run& run) {
  return run.architecture
             ? fmt::format("{} parameters", count_in_words(run.architecture->parameters))
             : std::string(run.text(Key::config));
}

bool same_number(const Number& a, const Number& b) {
  return a.value == b.value && a.low == b.low && a.high == b.high;
}

bool says_the_same(const Run& a, const Run& b, const Field& field) {
  const Key key = field.key;
  if (!a.has(key) || !b.has(key)) {
    return a.has(key) == b.has(key);
  }
  switch (field.kind) {
    case FieldKind::text:
      return key == Key::config ? a.architecture_text == b.architecture_text
                                : a.text(key) == b.text(key);
    case FieldKind::choice:
      return a.choice(key) == b.choice(key);
    default:
      return same_number(a.number(key), b.number(key));
  }
}

/// A key whose change a term tells by its number.
struct ToldBy {
  Key key;
  std::string_view term;
};
constexpr auto told_by = std::to_array<ToldBy>({
    {Key::parameters, "parameters"},
    {Key::tokens, "tokens"},
    {Key::flops, "work"},
    {Key::wall_hours, "device_hours"},
    {Key::device_hours, "device_hours"},
    {Key::mfu, "utilisation"},
    {Key::overhead, "overhead"},
    {Key::power, "power"},
    {Key::grid_intensity, "carbon_intensity"},
    {Key::pue, "pue"},
});

bool is_told(Key key, const std::vector<Term>& terms) {
  return std::any_of(told_by.begin(), told_by.end(), [&](const ToldBy& row) {
    return row.key == key && std::any_of(terms.begin(), terms.end(),
                                         [&](const Term& term) { return term.name == row.term; });
  });
}

std::string label_of(std::string_view name) {
  std::string label(name == "pue" ? std::string_view("PUE") : name);
  std::replace(label.begin(), label.end(), '_', ' ');
  return label;
}

std::string in_words(const Term& term) {
  const std::string range = term.unit == "1" ? fmt::format("{} to {}", count_in_words(term.before),
                                                           count_in_words(term.after))
                                             : fmt::format("{} to {} {}", print_human(term.before),
                                                           print_human(term.after), term.unit);
  return fmt::format("{} x{} ({})", label_of(term.name), print_human(term.factor), range);
}

std::string in_words(const ChangedKey& key) {
  const std::string_view path = field(key.key).path;
  const std::string label = label_of(path.substr(path.rfind('.') + 1));
  if (key.before.empty()) {
    return fmt::format("{} now {}", label, key.after);
  }
  return key.after.empty() ? fmt::format("{} no longer {}", label, key.before)
                           : fmt::format("{} {} to {}", label, key.before, key.after);
}

}  // namespace

std::string said_in_words(const Run& run, Key key) {
  if (!run.has(key)) {
    return {};
  }
  const Field& field = plume::field(key);
  switch (field.kind) {
    case FieldKind::text:
      return field.key == Key::config ? config_in_words(run) : std::string(run.text(field.key));
    case FieldKind::choice:
      return std::string(field.choices[run.choice(field.key)]);
    default:
      return range_in_words(field, run.number(field.key));
  }
}

std::vector<ChangedKey> changed_keys(const Run& before, const Run& after) {
  std::vector<ChangedKey> out;
  for (const Field& field : fields()) {
    if (field.key != Key::name && !says_the_same(before, after, field)) {
      out.push_back({field.key, said_in_words(before, field.key), said_in_words(after, field.key)});
    }
  }
  return out;
}

std::string attribution(const Change& change) {
  const std::vector<Term> terms = terms_of(change);
  std::vector<std::string> words;
  words.reserve(terms.size() + change.keys.size());
  for (const Term& term : terms) {
    words.push_back(in_words(term));
  }
  for (const ChangedKey& key : change.keys) {
    if (!is_told(key.key, terms)) {
      words.push_back(in_words(key));
    }
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

}  // namespace plume
