// SPDX-License-Identifier: Apache-2.0
#include "measure/counter_file.hpp"

#include "support/descriptor.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <fcntl.h>

namespace plume {

namespace {

constexpr double largest_count = 1.8446744073709552e19;  ///< 2^64

bool is_gone(int error) {
  return error == ENOENT || error == ENODEV || error == ENXIO;
}

}  // namespace

SmallFile read_small_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  std::array<char, 4096> room;
  const auto got = file.number() < 0 ? -1 : ::read(file.number(), room.data(), room.size());
  if (got < 0) {
    return {{}, errno};
  }
  return {std::string(room.data(), static_cast<std::size_t>(got)), 0};
}

std::string first_line_of(const std::string& path) {
  std::string text = read_small_file(path).text;
  text.resize(std::min(text.find('\n'), text.size()));
  text.resize(text.find_last_not_of(" \t\r") + 1);
  return text.substr(std::min(text.find_first_not_of(" \t"), text.size()));
}

std::optional<double> leading_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole =
      end == text.data() + text.size() || *end == ' ' || *end == '\n' || *end == '\t';
  return error == std::errc() && whole && value >= 0 && value <= largest_count
             ? std::optional(value)
             : std::nullopt;
}

std::optional<double> CounterFile::read() {
  const SmallFile file = read_small_file(path_);
  error_ = file.error;
  if (is_gone(file.error)) {
    loss_ = fmt::format("{}: {}", path_, std::strerror(file.error));
  }
  const auto count = leading_number(file.text);
  return count ? std::optional(*count / counts_) : std::nullopt;
}

}  // namespace plume
