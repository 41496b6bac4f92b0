// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace plume {

/// Bytes that arrive piece by piece.
class ByteStream {
 public:
  virtual ~ByteStream() = default;

  /// Fills the front of `room` and says how many bytes that were; 0 is the end. Fewer than asked
  /// for may come while more follow. Throws `Failure` (bad input) when the bytes cannot be read or
  /// unpacked.
  virtual std::size_t read(std::span<char> room) = 0;

  /// Bytes of the file behind it that were taken so far: what progress is measured by.
  virtual std::uint64_t taken() const = 0;
};

/// A file from its `begin`-th byte on; "-" is what is left of standard input. gzip and zstd, also
/// of several members or frames, are unpacked wherever the file begins as they do; `begin` must
/// then be 0. Streams of one regular file do not disturb each other. A read that waits (for a pipe)
/// ends early, as if at the end, once `wake` becomes readable; -1 where nothing wakes it. Opening
/// looks at the first bytes, and waits for them likewise. Throws `Failure` (bad input) when the
/// file cannot be opened, or is no regular file and `begin` is not 0.
std::unique_ptr<ByteStream> open_bytes(const std::string& path, std::uint64_t begin = 0,
                                       int wake = -1);

/// What is known of a file before it is read.
struct FileFacts {
  std::uint64_t size = 0;
  bool packed = false;  ///< begins as gzip or zstd do
};

/// The facts of a regular file; nothing for a pipe or a device. Throws `Failure` (bad input) when
/// there is no such file, or it cannot be read.
std::optional<FileFacts> facts_of(const std::string& path);

}  // namespace plume
