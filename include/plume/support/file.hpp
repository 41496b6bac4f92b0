// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace plume {

/// The whole of a file; "-" is standard input. Throws `Failure` (bad input) when it cannot be
/// read: missing, a directory, larger than `largest` bytes.
std::string read_file(const std::string& path, std::size_t largest = std::size_t{64} << 20);

/// Writes a file whole or not at all: into a temporary beside it, then renamed over it. Devices
/// and pipes are written to directly. Throws `Failure` (write failed).
void write_file(const std::string& path, std::string_view text);

/// Adds to the end of a file, which is made where there is none. Throws `Failure` (write failed).
void append_to_file(const std::string& path, std::string_view text);

/// Writes to standard output and sees to it that everything arrived. Throws `Failure` (write
/// failed); a reader that closed the pipe gives one without a message.
void write_standard_output(std::string_view text);

}  // namespace plume
