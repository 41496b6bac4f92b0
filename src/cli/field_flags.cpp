// SPDX-License-Identifier: Apache-2.0
#include "cli/field_flags.hpp"

#include <algorithm>

namespace plume {

namespace {

/// "hardware.power" belongs under the heading "Hardware".
std::string heading_of(const Field& field) {
  const auto dot = field.path.find('.');
  if (dot == std::string_view::npos) {
    return "Run";
  }
  std::string heading(field.path.substr(0, dot));
  heading.front() = static_cast<char>(heading.front() - 'a' + 'A');
  return heading;
}

/// What a flag's value looks like: its choices, its unit, or an example.
std::string placeholder_of(const Field& field) {
  if (field.kind == FieldKind::choice) {
    std::string names = joined(field.choices);
    return field.key == Key::method ? names.append("|").append(every_method) : names;
  }
  return std::string(field.unit.empty() ? field.example : field.unit);
}

void add_field(CLI::App& app, const Field& field, std::vector<FieldFlag>& out) {
  app.add_option_function<std::string>(
         std::string(field.flag),
         [&out, &field](const std::string& text) {
           out.push_back({&field, text});
         },
         std::string(field.help))
      ->type_name(placeholder_of(field))
      ->group(heading_of(field));
}

}  // namespace

void add_field_flags(CLI::App& app, std::vector<FieldFlag>& out, Words words,
                     std::span<const Key> without) {
  const bool all = wants_help(words);
  for (const Field& field : fields()) {
    const bool left_out = std::find(without.begin(), without.end(), field.key) != without.end();
    if (!field.flag.empty() && !left_out && (all || is_among(words, field.flag))) {
      add_field(app, field, out);
    }
  }
}

std::vector<GivenValue> given_by(const std::vector<FieldFlag>& flags) {
  std::vector<GivenValue> out;
  for (const FieldFlag& flag : flags) {
    out.push_back({flag.field, {std::string(flag.field->flag), flag.text, "", {}}});
  }
  return out;
}

}  // namespace plume
