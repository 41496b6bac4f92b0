// SPDX-License-Identifier: Apache-2.0
#include "plume/data/overlay.hpp"
#include "plume/support/characters.hpp"
#include "plume/units/text.hpp"
#include "report/writers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace plume {

namespace {

struct Scale {
  double size;  ///< in base units
  std::string_view symbol;
};

constexpr auto carbon_scales =
    std::to_array<Scale>({{1e9, "kt"}, {1e6, "t"}, {1e3, "kg"}, {1, "g"}});
constexpr auto energy_scales = std::to_array<Scale>(
    {{3.6e15, "TWh"}, {3.6e12, "GWh"}, {3.6e9, "MWh"}, {3.6e6, "kWh"}, {3.6e3, "Wh"}});

/// The largest unit of which there is at least one; kilotonnes and above only from ten on.
const Scale& scale_for(double value, std::span<const Scale> scales) {
  for (const Scale& scale : scales) {
    const double least = &scale == &scales.front() ? 10 : 1;
    if (value >= least * scale.size) {
      return scale;
    }
  }
  return scales.back();
}

std::string scaled(double value, const Scale& scale) {
  return fmt::format("{} {}", print_human(value / scale.size), scale.symbol);
}

const Source* source_row(const Input& input) {
  if (input.series != nullptr) {
    return &sources()[input.series->source];
  }
  return input.figure != nullptr ? &sources()[input.figure->source] : nullptr;
}

/// The source as the catalogue names it.
std::string plain_source_of(const Input& input) {
  const Source* const source = source_row(input);
  if (source == nullptr) {
    return {};
  }
  if (input.place != nullptr) {
    return fmt::format("{}: {}, {}", source->key.view(), input.place->name.view(), input.year);
  }
  return input.figure->locator.empty()
             ? std::string(source->key.view())
             : fmt::format("{}: {}", source->key.view(), input.figure->locator.view());
}

/// " (from DIR/mine.json)" for a figure that an overlay brought.
std::string origin_in_words(const Input& input) {
  const std::string_view file = input.series != nullptr   ? origin_of(*input.series)
                                : input.figure != nullptr ? origin_of(*input.figure)
                                                          : std::string_view();
  return file.empty() ? std::string() : fmt::format(" (from {})", file);
}

}  // namespace

std::string human(Carbon carbon) {
  return scaled(carbon.base(), scale_for(carbon.base(), carbon_scales));
}

std::string human(Energy energy) {
  return scaled(energy.base(), scale_for(energy.base(), energy_scales));
}

std::string human_interval(const Estimate<Carbon>& carbon) {
  const Scale& scale = scale_for(carbon.value.base(), carbon_scales);
  return fmt::format("{} to {}", print_human(carbon.low().base() / scale.size),
                     scaled(carbon.high().base(), scale));
}

std::string label_of(std::string_view name) {
  std::string label(name);
  std::replace(label.begin(), label.end(), '_', ' ');
  return label;
}

std::string human_value(const Input& input) {
  const std::string number = print_human(input.value, 4);
  return input.unit == "1" ? number : fmt::format("{} {}", number, input.unit);
}

std::string human_band(const Input& input) {
  return input.low == input.high
             ? std::string()
             : fmt::format("{} to {}", print_human(input.low), print_human(input.high));
}

std::string short_source_of(const Input& input) {
  const std::string whole = plain_source_of(input);
  return (input.place != nullptr ? whole : whole.substr(0, whole.find(": "))) +
         origin_in_words(input);
}

std::string source_of(const Input& input) {
  return plain_source_of(input) + origin_in_words(input);
}

std::string title_of(const Report& report) {
  return printable(report.run.has(Key::name) ? report.run.text(Key::name)
                                             : std::string_view("this run"));
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t width = std::max(control_width(text.substr(at)), turn_width(text.substr(at)));
    out.push_back(width > 0 ? ' ' : text[at]);
    at += std::max<std::size_t>(width, 1);
  }
  return out;
}

std::string describe_source(const Source& source) {
  std::string out = fmt::format("{}: {}", source.key.view(), source.title.view());
  for (const Text part : {source.author, source.url}) {
    if (!part.empty()) {
      out.append(", ").append(part.view());
    }
  }
  out.append(fmt::format(" ({})", source.licence.view()));
  if (!source.attribution.empty()) {
    out.append(". ").append(source.attribution.view());
  }
  return out;
}

std::vector<const Source*> sources_of(const Report& report) {
  std::vector<const Source*> out;
  for (const Input& input : report.inputs) {
    const Source* const source = source_row(input);
    if (source != nullptr && std::find(out.begin(), out.end(), source) == out.end()) {
      out.push_back(source);
    }
  }
  return out;
}

}  // namespace plume
