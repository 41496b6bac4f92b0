// SPDX-License-Identifier: Apache-2.0
#include "cli/progress_line.hpp"

#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <unistd.h>

namespace plume {

namespace {

/// "1:02:03", "2:03"
std::string clock_of(double left) {
  const auto whole = static_cast<long long>(std::ceil(left));
  return whole >= 3600 ? fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60)
                       : fmt::format("{}:{:02}", whole / 60, whole % 60);
}

std::string line_of(const Progress& progress, std::optional<std::uint64_t> size, double elapsed) {
  const auto records = static_cast<double>(progress.records);
  std::string out = fmt::format("{} records, {} a second", print_human(records, 9),
                                print_human(records / elapsed, 3));
  if (size && *size > 0 && progress.taken > 0) {
    const double done =
        std::fmin(1, static_cast<double>(progress.taken) / static_cast<double>(*size));
    out += fmt::format(", {:.0f} %, {} left", 100 * done, clock_of(elapsed / done - elapsed));
  }
  return progress.bad == 0 ? out : out + fmt::format(", {} bad", progress.bad);
}

}  // namespace

ProgressLine::ProgressLine(std::optional<std::uint64_t> size)
    : size_(size), enabled_(::isatty(STDERR_FILENO) == 1) {}

void ProgressLine::show(const Progress& progress) {
  if (!enabled_) {
    return;
  }
  constexpr auto least_apart = std::chrono::milliseconds(200);
  const auto now = Clock::now();
  if (now - last_ < least_apart) {
    return;
  }
  last_ = now;
  shown_ = true;
  const double elapsed = std::chrono::duration<double>(now - begin_).count();
  fmt::print(stderr, "\r\033[K{}", line_of(progress, size_, elapsed));
  std::fflush(stderr);
}

void ProgressLine::clear() {
  if (shown_) {
    std::fputs("\r\033[K", stderr);
    shown_ = false;
  }
}

}  // namespace plume
