// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/run.hpp"

namespace plume {

std::optional<Estimate<double>> Run::ratio(Key key) const {
  if (!has(key)) {
    return std::nullopt;
  }
  const Number& n = number(key);
  return Estimate<double>{n.value, spread_between(n.low, n.value, n.high)};
}

void Run::set_text(Key key, std::string_view value, Origin origin) {
  present_.set(index(key));
  origins_[index(key)] = origin;
  texts_[index(key)].assign(value);
}

void Run::set_number(Key key, Number value, Origin origin) {
  present_.set(index(key));
  origins_[index(key)] = origin;
  numbers_[index(key)] = value;
}

void Run::set_choice(Key key, std::size_t value, Origin origin) {
  present_.set(index(key));
  origins_[index(key)] = origin;
  choices_[index(key)] = value;
}

}  // namespace plume
