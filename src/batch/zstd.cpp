// SPDX-License-Identifier: Apache-2.0
#include "batch/unpack.hpp"

#include <algorithm>
#include <new>
#include <zstd.h>
#include <zstd_errors.h>

namespace plume {

namespace {

constexpr int largest_window_log = 27;
constexpr std::size_t block_header = 3;

UnpackFault fault_of(std::size_t result) {
  if (ZSTD_getErrorCode(result) == ZSTD_error_frameParameter_windowTooLarge) {
    return {"unpacking it takes a window larger than 128 MiB",
            "pack it again with a window of 128 MiB or less (`zstd --long=27`)"};
  }
  return {ZSTD_getErrorName(result), cure_for_damage()};
}

struct Release {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

class ZstdUnpacker : public Unpacker {
 public:
  ZstdUnpacker() : context_(ZSTD_createDCtx()) {
    if (!context_) {
      throw std::bad_alloc();
    }
    ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, largest_window_log);
  }

  bool may_begin(char first) const override { return first == '\x28' || (first & 0xf0) == 0x50; }

  UnpackStep step(std::span<const char> packed, std::span<char> room) override {
    ZSTD_inBuffer in{packed.data(), holding_ ? 0 : std::min(packed.size(), portion()), 0};
    ZSTD_outBuffer out{room.data(), room.size(), 0};
    const std::size_t result = ZSTD_decompressStream(context_.get(), &out, &in);
    if (ZSTD_isError(result) != 0) {
      return {.fault = fault_of(result)};
    }
    wanted_ = result;
    holding_ = result > 0 && out.pos == room.size();
    return {.taken = in.pos, .made = out.pos, .whole = result == 0};
  }

 private:
  /// One block, without the header of the next: a call that fails keeps what it made to itself, so
  /// no call may both make bytes and meet a later fault.
  std::size_t portion() const {
    return wanted_ > block_header ? wanted_ - block_header : std::max<std::size_t>(wanted_, 1);
  }

  std::unique_ptr<ZSTD_DCtx, Release> context_;
  std::size_t wanted_ = 0;  ///< what the library asks for next; 0 between frames
  bool holding_ = false;
};

}  // namespace

std::unique_ptr<Unpacker> zstd_unpacker() {
  return std::make_unique<ZstdUnpacker>();
}

}  // namespace plume
