// SPDX-License-Identifier: Apache-2.0
#include "measure/clock.hpp"

#include <cmath>
#include <ctime>

namespace plume {

namespace {

double read_clock(clockid_t clock) {
  timespec time{};
  ::clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

}  // namespace

StampClock::StampClock()
    : begin_(read_clock(CLOCK_REALTIME)), started_(read_clock(CLOCK_MONOTONIC)) {}

double StampClock::now() const {
  return std::round((begin_ + elapsed()) * 1000) / 1000;
}

double StampClock::elapsed() const {
  return read_clock(CLOCK_MONOTONIC) - started_;
}

}  // namespace plume
