// SPDX-License-Identifier: Apache-2.0
#include "data/generate/faults.hpp"

#include "data/generate/locate.hpp"

#include <utility>

namespace plume::generate {

void Faults::add(const Spot& spot, std::string message, std::string cure) {
  const std::string at = spot.pointer.empty() ? "" : " (at " + spot.pointer + ")";
  add(*spot.file, locate(spot.file->text, spot.pointer), std::move(message) + at, std::move(cure));
}

void Faults::add(const JsonFile& file, std::size_t offset, std::string message, std::string cure) {
  Diagnostic fault;
  fault.code = "catalogue";
  fault.message = std::move(message);
  fault.cure = std::move(cure);
  fault.file = file.path;
  if (!file.text.empty()) {
    fault.position = position_at(file.text, offset);
    fault.line = line_at(file.text, offset);
  }
  faults_.push_back(std::move(fault));
}

}  // namespace plume::generate
