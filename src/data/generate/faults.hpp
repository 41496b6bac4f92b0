// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/support/diagnostic.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace plume::generate {

/// One data file, with its text kept so that a fault can be located in it. The folder that the
/// build reads is layer 0; each overlay is one layer more, whose entries amend those of the layers
/// below.
struct JsonFile {
  std::string path;
  std::string text;
  nlohmann::json value;
  int layer = 0;
};

/// Where a value stands: a file and a JSON pointer into it.
struct Spot {
  const JsonFile* file = nullptr;
  std::string pointer;

  int layer() const { return file == nullptr ? 0 : file->layer; }
  Spot inside(std::string_view key) const { return {file, pointer + '/' + std::string(key)}; }
  Spot inside(std::size_t index) const { return inside(std::to_string(index)); }
};

/// The faults found so far. Reading goes on after a fault, so that one run reports them all.
class Faults {
 public:
  /// What is wrong, and what to do about it.
  void add(const Spot& spot, std::string message, std::string cure);

  /// A fault of a whole file, at an offset in it where one is known.
  void add(const JsonFile& file, std::size_t offset, std::string message, std::string cure);

  bool none() const { return faults_.empty(); }
  const std::vector<Diagnostic>& all() const { return faults_; }

 private:
  std::vector<Diagnostic> faults_;
};

}  // namespace plume::generate
