// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/support/location.hpp"

#include <cstddef>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// What the process tells its caller; documented in docs/reference/command-line.md.
enum class ExitCode {
  done = 0,
  no = 1,           ///< the answer is no
  bad_input = 2,    ///< bad usage or bad input, or nothing was checked
  cannot_tell = 3,  ///< the interval straddles the limit
  internal = 70,
  write_failed = 74,
  interrupted = 130,
};

/// What is wrong with an input, where, and what to do about it.
struct Diagnostic {
  std::string code{};  ///< a stable word: "unknown-key"
  std::string message{};
  std::string cure{};          ///< what to do; empty when the message says it
  std::string file{};          ///< file or flag; empty when there is none
  Position position{};         ///< line 0 when there is none
  std::string line{};          ///< the text of that line
  std::size_t line_begin = 0;  ///< bytes of the line that stand before that text
  std::size_t width = 1;       ///< bytes to underline
};

/// One diagnostic as compilers print them: `file:line:column: error: message [code]`, the line, a
/// caret, and the cure.
std::string print_diagnostic(const Diagnostic& diagnostic, bool colour);

/// Ends the run: what to tell, and the exit code. The only exception type that crosses rooms.
class Failure : public std::exception {
 public:
  Failure(ExitCode exit_code, std::vector<Diagnostic> diagnostics);
  /// One fault in the input.
  explicit Failure(Diagnostic diagnostic);

  ExitCode exit_code() const { return exit_code_; }
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
  const char* what() const noexcept override;

 private:
  ExitCode exit_code_;
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace plume
