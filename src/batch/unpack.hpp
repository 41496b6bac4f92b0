// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plume/batch/byte_stream.hpp"

namespace plume {

/// The bytes of a file as they stand there.
class RawBytes : public ByteStream {
 public:
  /// Whether a wake-up ended the bytes before their end.
  virtual bool woken() const = 0;
};

/// Why bytes cannot be unpacked, and what to do; no reason where there is no fault.
struct UnpackFault {
  std::string reason{};
  std::string cure{};
};

/// What one step of unpacking did.
struct UnpackStep {
  std::size_t taken = 0;
  std::size_t made = 0;
  bool whole = false;  ///< a member or frame came to its end
  UnpackFault fault{};
};

/// One way of packing, unpacked step by step.
class Unpacker {
 public:
  virtual ~Unpacker() = default;

  /// Whether a member or frame may begin with this byte.
  virtual bool may_begin(char first) const = 0;

  /// Unpacks some of `packed` into `room`, of 1 GiB at most. A step that fills its room may hold
  /// more for the next one. What was made before a fault stands in a step before it or in its own.
  virtual UnpackStep step(std::span<const char> packed, std::span<char> room) = 0;
};

/// For members of gzip, checksums verified.
std::unique_ptr<Unpacker> gzip_unpacker();

/// For frames of zstd, skippable ones included, checksums verified, windows up to 128 MiB.
std::unique_ptr<Unpacker> zstd_unpacker();

/// What to do about a packed file that is damaged.
std::string cure_for_damage();

/// What the packed bytes of the file at `path` hold. Reading throws `Failure` (bad input) once
/// everything before the fault has been read.
std::unique_ptr<ByteStream> unpacked(std::string path, std::unique_ptr<RawBytes> packed,
                                     std::unique_ptr<Unpacker> unpacker);

}  // namespace plume
