// SPDX-License-Identifier: Apache-2.0
/// Files to read in tests, packed by the libraries themselves.
#pragma once

#include "plume/batch/byte_stream.hpp"
#include "plume/support/diagnostic.hpp"
#include "plume/support/file.hpp"
#include "support/catch.hpp"
#include "support/folder.hpp"

#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <sys/stat.h>
#include <zlib.h>
#include <zstd.h>

namespace plume::test {

inline std::string gzipped(const std::string& text) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string packed(deflateBound(&stream, text.size()), '\0');
  std::string copy = text;
  stream.next_in = reinterpret_cast<Bytef*>(copy.data());
  stream.avail_in = static_cast<uInt>(copy.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

/// A frame with a checksum.
inline std::string zstd_packed(const std::string& text) {
  ZSTD_CCtx* const context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  const std::size_t size =
      ZSTD_compress2(context, packed.data(), packed.size(), text.data(), text.size());
  ZSTD_freeCCtx(context);
  REQUIRE(ZSTD_isError(size) == 0);
  packed.resize(size);
  return packed;
}

inline std::string packed_by(const std::string& library, const std::string& text) {
  return library == "gzip" ? gzipped(text) : zstd_packed(text);
}

/// Larger than every buffer, half of it random, half of it of one kind.
inline std::string long_text() {
  std::mt19937 random(7);
  std::string text;
  while (text.size() < 700'000) {
    text += std::to_string(random()) + std::string(random() % 20, '\n');
  }
  return text + std::string(700'000, 'x');
}

/// What came before the end or the fault, and the fault.
struct Outcome {
  std::string text{};
  Diagnostic fault{};
};

inline Outcome read_all(ByteStream& stream, std::size_t at_once = 10'000) {
  Outcome outcome;
  std::string room(at_once, '\0');
  try {
    while (const std::size_t got = stream.read(room)) {
      outcome.text.append(room, 0, got);
    }
  } catch (const Failure& failure) {
    CHECK(failure.exit_code() == ExitCode::bad_input);
    REQUIRE(failure.diagnostics().size() == 1);
    outcome.fault = failure.diagnostics().front();
  }
  return outcome;
}

inline Outcome read_file_of(const std::string& path, std::size_t at_once = 10'000) {
  const auto stream = open_bytes(path);
  Outcome outcome = read_all(*stream, at_once);
  CHECK(stream->taken() <= std::filesystem::file_size(path));
  return outcome;
}

}  // namespace plume::test
