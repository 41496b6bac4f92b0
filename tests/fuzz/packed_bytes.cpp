// SPDX-License-Identifier: Apache-2.0
/// A file that may be packed. What is read of it, and the fault behind it, must not depend on how
/// much is asked for at once.
#include "plume/batch/byte_stream.hpp"
#include "plume/support/diagnostic.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace {

using namespace plume;

/// A few bytes may unpack to gigabytes.
constexpr std::size_t enough = std::size_t{1} << 20;

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

/// What was read, and the fault's message behind it.
std::string read_with(const std::string& path, std::size_t room_size, std::size_t size) {
  std::string text;
  std::string room(room_size, '\0');
  try {
    const auto stream = open_bytes(path);
    while (const std::size_t got = stream->read(room)) {
      require(got <= room.size() && stream->taken() <= size);
      text.append(room, 0, got);
      if (text.size() >= enough) {
        text.resize(enough);
        return text;
      }
    }
    require(stream->taken() == size);
  } catch (const Failure& failure) {
    text += failure.diagnostics().at(0).message;
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const int file = ::memfd_create("packed", MFD_CLOEXEC);
  require(file >= 0);
  require(size == 0 || ::write(file, data, size) == static_cast<ssize_t>(size));
  const std::string path = "/proc/self/fd/" + std::to_string(file);
  const auto facts = facts_of(path);
  require(facts && facts->size == size);
  const std::string text = read_with(path, 1 << 16, size);
  require(facts->packed || text.size() == std::min(size, enough));
  require(text == read_with(path, 509, size));
  ::close(file);
  return 0;
}
