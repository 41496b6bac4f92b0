// SPDX-License-Identifier: Apache-2.0
#include "plume/support/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace plume {

namespace {

struct Style {
  std::string_view bold = "\033[1m";
  std::string_view red = "\033[1;31m";
  std::string_view green = "\033[32m";
  std::string_view plain = "\033[0m";
};

constexpr std::size_t widest_line = 160;

std::string place_of(const Diagnostic& d) {
  const std::string_view file = d.file.empty() ? std::string_view("plume") : d.file;
  return d.position.line == 0 ? std::string(file)
                              : fmt::format("{}:{}:{}", file, d.position.line, d.position.column);
}

/// The input's own bytes must steer neither the reader's terminal nor a service that takes lines
/// beginning with `::` for commands.
std::string printable(std::string_view text) {
  std::string out(text);
  std::replace_if(
      out.begin(), out.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  const auto first = out.find_first_not_of(' ');
  if (first != std::string::npos && std::string_view(out).substr(first).starts_with("::")) {
    out[first] = ' ';
  }
  return out;
}

/// The source line with a caret below, cut around the column when the line is long.
std::string excerpt(const Diagnostic& d, const Style& style) {
  const std::size_t column = d.position.column - 1 - d.line_begin;
  const std::size_t begin = column > widest_line / 2 ? column - widest_line / 2 : 0;
  const std::string line =
      printable(std::string_view(d.line).substr(std::min(begin, d.line.size()), widest_line));
  const std::size_t caret = column - begin;
  const std::size_t room = line.size() > caret ? line.size() - caret : 1;
  const std::string tail(std::clamp<std::size_t>(d.width, 1, room) - 1, '~');
  return fmt::format("  {}\n  {}{}^{}{}\n", line, std::string(caret, ' '), style.green, tail,
                     style.plain);
}

}  // namespace

std::string print_diagnostic(const Diagnostic& d, bool colour) {
  const Style style = colour ? Style{} : Style{"", "", "", ""};
  std::string out = fmt::format("{}{}: {}error:{} {} [{}]\n", style.bold, place_of(d), style.red,
                                style.plain, printable(d.message), d.code);
  if (d.position.line != 0 && !d.line.empty()) {
    out += excerpt(d, style);
  }
  if (!d.cure.empty()) {
    out += fmt::format("  cure: {}\n", printable(d.cure));
  }
  return out;
}

Failure::Failure(ExitCode exit_code, std::vector<Diagnostic> diagnostics)
    : exit_code_(exit_code), diagnostics_(std::move(diagnostics)) {}

Failure::Failure(Diagnostic diagnostic) : Failure(ExitCode::bad_input, {std::move(diagnostic)}) {}

const char* Failure::what() const noexcept {
  return diagnostics_.empty() ? "failure" : diagnostics_.front().message.c_str();
}

}  // namespace plume
