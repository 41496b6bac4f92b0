// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

namespace plume::generate {

/// Collects the texts of the catalogue, each once.
class TextPool {
 public:
  /// The C++ initialiser of the `Text` that stands for `text`: "{1234, 5}".
  std::string operator()(std::string_view text);

  std::size_t size() const { return pool_.size(); }

  /// The whole pool as C++ string literals, one a line.
  std::string literals() const;

 private:
  std::string pool_;
  std::unordered_map<std::string, std::size_t> begins_;
};

}  // namespace plume::generate
