// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/data/figure.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace plume::generate {

/// Collects the texts of the catalogue, each once.
class TextPool {
 public:
  /// The `Text` that stands for `text`.
  Text operator()(std::string_view text);

  /// The whole pool. Nothing may be added behind it.
  std::string take() { return std::move(pool_); }

 private:
  std::string pool_;
  std::unordered_map<std::string, std::uint32_t> begins_;
};

/// A text of any length as C++ string literals, one a line.
std::string as_literals(std::string_view text);

}  // namespace plume::generate
