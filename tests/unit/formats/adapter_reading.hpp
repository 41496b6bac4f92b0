// SPDX-License-Identifier: Apache-2.0
/// Reads a configuration by one adapter alone, and prints what it said and where.
#pragma once

#include "formats/configs/config_format.hpp"
#include "plume/units/text.hpp"

#include <string>
#include <vector>

/// What an adapter made of a text.
struct Reading {
  plume::Document document;
  plume::TrainingFacts facts{};
  std::vector<plume::Diagnostic> faults{};
};

inline Reading read_by(void (*adapter)(plume::ConfigView&, plume::TrainingFacts&),
                       const std::string& file, const std::string& text) {
  Reading reading{plume::parse_document(file, text)};
  plume::ConfigView view(reading.document, 0, reading.faults);
  adapter(view, reading.facts);
  return reading;
}

inline std::string written(double value) {
  return plume::print_machine(value);
}
inline std::string written(bool value) {
  return value ? "true" : "false";
}
inline std::string written(const std::string& value) {
  return value;
}

/// The value of a fact alone; -1 or "absent" where it is none.
inline double value_of(const plume::MaybeSaid<double>& said) {
  return said ? said->value : -1;
}
inline std::string value_of(const plume::MaybeSaid<std::string>& said) {
  return said ? said->value : "absent";
}

/// "sequence_len = 2048 at 3:15"; "by default" for what the file leaves out.
template <class T>
std::string told(const Reading& reading, const plume::Said<T>& said) {
  const auto position = plume::position_at(reading.document.text, said.place.offset);
  return said.key + " = " + written(said.value) +
         (said.is_default()
              ? std::string(" by default")
              : " at " + std::to_string(position.line) + ":" + std::to_string(position.column));
}

template <class T>
std::string told(const Reading& reading, const plume::MaybeSaid<T>& said) {
  return said ? told(reading, *said) : "nothing";
}

template <class T>
std::vector<std::string> told(const Reading& reading, const std::vector<plume::Said<T>>& said) {
  std::vector<std::string> out;
  for (const auto& one : said) {
    out.push_back(told(reading, one));
  }
  return out;
}

/// "wrong-type at 2:19" for each fault.
inline std::vector<std::string> faults_of(const Reading& reading) {
  std::vector<std::string> out;
  for (const auto& fault : reading.faults) {
    out.push_back(fault.code + " at " + std::to_string(fault.position.line) + ":" +
                  std::to_string(fault.position.column));
  }
  return out;
}
