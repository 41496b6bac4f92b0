// SPDX-License-Identifier: Apache-2.0
#define ZLIB_CONST
#include "batch/unpack.hpp"

#include <new>
#include <zlib.h>

namespace plume {

namespace {

constexpr int largest_window = 15;
constexpr int gzip_alone = 16;

class GzipUnpacker : public Unpacker {
 public:
  GzipUnpacker() {
    if (inflateInit2(&stream_, largest_window + gzip_alone) != Z_OK) {
      throw std::bad_alloc();
    }
  }
  GzipUnpacker(const GzipUnpacker&) = delete;
  GzipUnpacker& operator=(const GzipUnpacker&) = delete;
  ~GzipUnpacker() override { inflateEnd(&stream_); }

  bool may_begin(char first) const override { return first == '\x1f'; }

  UnpackStep step(std::span<const char> packed, std::span<char> room) override {
    stream_.next_in = static_cast<const Bytef*>(static_cast<const void*>(packed.data()));
    stream_.avail_in = static_cast<uInt>(packed.size());
    stream_.next_out = static_cast<Bytef*>(static_cast<void*>(room.data()));
    stream_.avail_out = static_cast<uInt>(room.size());
    const int result = inflate(&stream_, Z_NO_FLUSH);
    UnpackStep done{.taken = packed.size() - stream_.avail_in,
                    .made = room.size() - stream_.avail_out,
                    .whole = result == Z_STREAM_END};
    if (done.whole) {
      inflateReset(&stream_);
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      done.fault = {stream_.msg != nullptr ? stream_.msg : zError(result), cure_for_damage()};
    }
    return done;
  }

 private:
  z_stream stream_{};
};

}  // namespace

std::unique_ptr<Unpacker> gzip_unpacker() {
  return std::make_unique<GzipUnpacker>();
}

}  // namespace plume
