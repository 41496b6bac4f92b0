// SPDX-License-Identifier: Apache-2.0
#include "formats/configs/derivation.hpp"

#include "formats/document_parts.hpp"
#include "formats/letters.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace plume {

namespace {

std::size_t offset_of_line(std::string_view text, std::size_t line) {
  std::size_t begin = 0;
  for (std::size_t i = 1; i < line; ++i) {
    begin = text.find('\n', begin) + 1;
  }
  return begin;
}

/// Points at a place by line and column, with the line itself where the file is at hand.
void point_at(Diagnostic& diagnostic, const Evidence& at, std::span<const Document> documents) {
  diagnostic.file = at.file.empty() ? at.key : at.file;
  diagnostic.position = at.position;
  diagnostic.width = std::max<std::size_t>(at.value.size(), 1);
  for (const Document& document : documents) {
    if (document.file == at.file && at.position.line > 0) {
      cut_line(diagnostic, line_at(document.text, offset_of_line(document.text, at.position.line)));
    }
  }
}

/// The text of a place, cut where it is long.
std::string as_written(const Document& document, TextPlace place) {
  constexpr std::size_t longest = 60;
  const std::string text = document.text.substr(place.offset, place.width);
  const auto end = std::min(text.find('\n'), longest);
  return text.size() <= end ? text : text.substr(0, end) + "…";
}

std::string factor(double value, std::string_view unit) {
  return fmt::format("{}{}{}", print_machine(value), unit.empty() ? "" : " ", unit);
}

}  // namespace

std::string Counted::formula() const {
  return factors.size() < 2 ? std::string() : fmt::format("{}", fmt::join(factors, " x "));
}

Counted operator*(const Counted& a, const Counted& b) {
  Counted out = a;
  out.value *= b.value;
  out.factors.insert(out.factors.end(), b.factors.begin(), b.factors.end());
  out.evidence.insert(out.evidence.end(), b.evidence.begin(), b.evidence.end());
  return out;
}

std::string Deriver::in_words(double number) {
  return print_machine(number);
}

std::string Deriver::in_words(bool truth) {
  return truth ? "true" : "false";
}

std::string Deriver::in_words(const std::string& text) {
  return text;
}

std::string Deriver::in_words(ModelKind kind) {
  return std::string(model_kind_names[static_cast<std::size_t>(kind)]);
}

Evidence Deriver::evidence(std::size_t document, const std::string& key, TextPlace place,
                           const std::string& meaning) const {
  const Document& said = documents_[document];
  if (place.width == 0) {
    return {key, meaning + " (the framework's default)", said.file, {}};
  }
  return {key, as_written(said, place), said.file, position_at(said.text, place.offset)};
}

Counted Deriver::counted(const Said<double>& said, std::string_view unit) const {
  return {said.value, {factor(said.value, unit)}, {evidence(said)}};
}

Counted Deriver::counted(Key key, std::string_view unit) const {
  const double value = surroundings_.given->number(key).value;
  return {
      value, {factor(value, unit)}, {{std::string(field(key).flag), print_machine(value), "", {}}}};
}

void Deriver::enter(Key key, const RawValue& raw, std::string formula,
                    std::vector<Evidence> evidence) {
  Faults faults;
  read_value(field(key), raw, out_.run, faults);
  out_.derivations.push_back({key, std::move(formula), std::move(evidence)});
  blame(faults);
}

void Deriver::enter(Key key, const Counted& counted) {
  enter(key, {RawValue::Kind::number, counted.value, {}, {Origin::Where::manifest, 0, 0}},
        counted.formula(), counted.evidence);
}

void Deriver::enter(Key key, std::string_view text, std::string formula,
                    std::vector<Evidence> evidence) {
  enter(key, {RawValue::Kind::text, 0, text, {Origin::Where::manifest, 0, 0}}, std::move(formula),
        std::move(evidence));
}

void Deriver::enter(Key key, const MaybeSaid<double>& said) {
  if (said) {
    enter(key, counted(*said, ""));
  }
}

void Deriver::enter(Key key, const MaybeSaid<std::string>& said) {
  if (said) {
    enter(key, said->value, "", {evidence(*said)});
  }
}

void Deriver::note(std::string_view code, std::string message, std::string cure) {
  out_.run.architecture_notes.push_back({code, std::move(message), std::move(cure)});
}

void Deriver::fault(const Evidence& at, std::string code, std::string message, std::string cure) {
  Diagnostic diagnostic{
      .code = std::move(code), .message = brief(std::move(message)), .cure = std::move(cure)};
  point_at(diagnostic, at, documents_);
  faults_.push_back(std::move(diagnostic));
}

void Deriver::fault(std::string code, std::string message, std::string cure) {
  faults_.push_back({.code = std::move(code),
                     .message = std::move(message),
                     .cure = std::move(cure),
                     .file = documents_.front().file});
}

void Deriver::blame(const Faults& faults) {
  const auto located = locate(faults, out_.derivations, documents_);
  faults_.insert(faults_.end(), located.begin(), located.end());
}

std::vector<Diagnostic> locate(const Faults& faults, std::span<const Derivation> derivations,
                               std::span<const Document> documents) {
  std::vector<Diagnostic> out;
  for (const Fault& fault : faults) {
    Diagnostic diagnostic{.code = fault.code,
                          .message = brief(fault.message),
                          .cure = fault.cure,
                          .file = documents.front().file};
    const Field* const blamed = find_field(fault.key);
    const auto derivation =
        std::find_if(derivations.begin(), derivations.end(), [&](const Derivation& candidate) {
          return blamed != nullptr && candidate.key == blamed->key && !candidate.evidence.empty();
        });
    if (derivation != derivations.end()) {
      point_at(diagnostic, derivation->evidence.front(), documents);
    }
    out.push_back(std::move(diagnostic));
  }
  return out;
}

}  // namespace plume
