// SPDX-License-Identifier: Apache-2.0
#include "batch/unpack.hpp"

#include "plume/support/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace plume {

namespace {

constexpr std::size_t block_size = std::size_t{64} << 10;
constexpr std::size_t most_at_once = std::size_t{1} << 30;

class UnpackedBytes : public ByteStream {
 public:
  UnpackedBytes(std::string path, std::unique_ptr<RawBytes> packed,
                std::unique_ptr<Unpacker> unpacker)
      : path_(std::move(path)), packed_(std::move(packed)), unpacker_(std::move(unpacker)) {}

  std::size_t read(std::span<char> room) override {
    const auto front = room.first(std::min(room.size(), most_at_once));
    std::size_t made = 0;
    while (made == 0 && !front.empty() && has_more()) {
      made = unpack(front);
    }
    return made;
  }

  std::uint64_t taken() const override { return packed_->taken(); }

 private:
  [[noreturn]] void fail() const {
    throw Failure(Diagnostic{.code = "cannot-unpack",
                             .message = fmt::format("cannot unpack `{}`: {}", path_, fault_.reason),
                             .cure = fault_.cure});
  }

  bool has_more() {
    if (!fault_.reason.empty()) {
      fail();
    }
    if (holding_ || !left_.empty()) {
      return true;
    }
    left_ = std::span(block_).first(packed_->read(block_));
    if (left_.empty() && !between_ && !packed_->woken()) {
      fault_ = {"it ends in the middle", cure_for_damage()};
      fail();
    }
    return !left_.empty();
  }

  std::size_t unpack(std::span<char> room) {
    if (between_ && !unpacker_->may_begin(left_.front())) {
      fault_ = {"what follows the packed bytes is not packed", cure_for_damage()};
      return 0;
    }
    UnpackStep step = unpacker_->step(left_, room);
    left_ = left_.subspan(step.taken);
    between_ = step.whole;
    holding_ = !step.whole && step.made == room.size();
    fault_ = std::move(step.fault);
    return step.made;
  }

  std::string path_;
  std::unique_ptr<RawBytes> packed_;
  std::unique_ptr<Unpacker> unpacker_;
  std::array<char, block_size> block_{};
  std::span<const char> left_;  ///< of the block
  bool between_ = true;         ///< no member or frame has begun
  bool holding_ = false;        ///< the unpacker may have more without being given any
  UnpackFault fault_;           ///< told when everything before it has been read
};

}  // namespace

std::string cure_for_damage() {
  return "see that the file is complete (`gzip -t` or `zstd -t` tells), or pack it again";
}

std::unique_ptr<ByteStream> unpacked(std::string path, std::unique_ptr<RawBytes> packed,
                                     std::unique_ptr<Unpacker> unpacker) {
  return std::make_unique<UnpackedBytes>(std::move(path), std::move(packed), std::move(unpacker));
}

}  // namespace plume
