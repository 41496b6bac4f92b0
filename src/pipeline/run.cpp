// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/run.hpp"

#include <algorithm>

namespace plume {

bool Run::describes_accelerator() const {
  constexpr std::array figures{Key::accelerator_tdp,       Key::accelerator_fp32,
                               Key::accelerator_fp16,      Key::accelerator_fp8,
                               Key::accelerator_bandwidth, Key::accelerator_embodied};
  return std::any_of(figures.begin(), figures.end(), [this](Key key) { return has(key); });
}

void Run::copy(Key key, const Run& other) {
  const std::size_t at = index(key);
  present_.set(at, other.present_.test(at));
  origins_[at] = {};
  numbers_[at] = other.numbers_[at];
  choices_[at] = other.choices_[at];
  texts_[at] = other.texts_[at];
}

void Run::clear() {
  present_.reset();
  architecture.reset();
  architecture_text.clear();
  architecture_notes.clear();
}

}  // namespace plume
