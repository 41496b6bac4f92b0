// SPDX-License-Identifier: Apache-2.0
#include "plume/batch/byte_stream.hpp"
#include "plume/support/diagnostic.hpp"
#include "plume/support/file.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <zlib.h>
#include <zstd.h>

using namespace plume;
using namespace std::string_literals;
namespace fs = std::filesystem;

namespace {

/// A folder of its own, gone with the test.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "plume-test-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }
  std::string path() const { return path_.string(); }
  std::string file(const std::string& name) const { return (path_ / name).string(); }
  std::string holding(const std::string& bytes) const {
    write_file(file("packed"), bytes);
    return file("packed");
  }
  std::string pipe() const {
    REQUIRE(::mkfifo(file("pipe").c_str(), 0600) == 0);
    return file("pipe");
  }

 private:
  fs::path path_;
};

/// Both ends of a pipe that wakes a read.
class Wake {
 public:
  Wake() { REQUIRE(::pipe(ends_.data()) == 0); }
  Wake(const Wake&) = delete;
  Wake& operator=(const Wake&) = delete;
  ~Wake() {
    ::close(ends_[0]);
    ::close(ends_[1]);
  }
  int end() const { return ends_[0]; }
  bool ring() const { return ::write(ends_[1], "!", 1) == 1; }

 private:
  std::array<int, 2> ends_{};
};

/// A thread that opens a pipe, writes, and keeps the pipe open until the test is done.
class Writer {
 public:
  Writer(std::string pipe, std::string bytes)
      : thread_([pipe = std::move(pipe), bytes = std::move(bytes), this] {
          file_ = ::open(pipe.c_str(), O_WRONLY);
          written_ = ::write(file_, bytes.data(), bytes.size());
        }) {}
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { close(); }
  void close() {
    if (thread_.joinable()) {
      thread_.join();
      ::close(file_);
    }
  }
  ssize_t written() const { return written_; }

 private:
  int file_ = -1;
  ssize_t written_ = -1;
  std::thread thread_;
};

std::string gzipped(const std::string& text) {
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
std::string zstd_packed(const std::string& text) {
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

std::string packed_by(const std::string& library, const std::string& text) {
  return library == "gzip" ? gzipped(text) : zstd_packed(text);
}

/// Larger than every buffer, half of it random, half of it of one kind.
std::string long_text() {
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

Outcome read_all(ByteStream& stream, std::size_t at_once = 10'000) {
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

Outcome read_file_of(const std::string& path, std::size_t at_once = 10'000) {
  const auto stream = open_bytes(path);
  Outcome outcome = read_all(*stream, at_once);
  CHECK(stream->taken() <= fs::file_size(path));
  return outcome;
}

/// The message of the failure to open, or to learn the facts.
template <class Action>
std::string refusal(Action action) {
  try {
    action();
  } catch (const Failure& failure) {
    REQUIRE(failure.diagnostics().size() == 1);
    CHECK(failure.diagnostics().front().code == "cannot-read");
    CHECK_FALSE(failure.diagnostics().front().cure.empty());
    return failure.diagnostics().front().message;
  }
  return "";
}

}  // namespace

TEST_CASE("A plain file is read as it is, from any byte on", "[batch]") {
  const Folder folder;
  const std::string text = long_text();
  const std::string path = folder.holding(text);
  for (const std::size_t begin : {0UL, 1UL, 5UL, 700'000UL, text.size(), text.size() + 9}) {
    const auto stream = open_bytes(path, begin);
    const std::string expected = begin < text.size() ? text.substr(begin) : std::string();
    CHECK(read_all(*stream).text == expected);
    CHECK(stream->taken() == expected.size());
  }
  CHECK(read_file_of(path, 1).text == text);
}

TEST_CASE("Files too short to be packed are plain", "[batch]") {
  const Folder folder;
  for (const std::string& text : {""s, "\x1f"s, "ab"s, "\x28\xb5\x2f"s, "\x50\x2a\x4d"s, "{}\n"s}) {
    CHECK(read_file_of(folder.holding(text)).text == text);
    CHECK(read_file_of(folder.holding(text)).fault.code.empty());
  }
}

TEST_CASE("Reading into no room takes nothing", "[batch]") {
  const Folder folder;
  for (const std::string& bytes : {"text"s, gzipped("text"), zstd_packed("text")}) {
    const auto stream = open_bytes(folder.holding(bytes));
    CHECK(stream->read({}) == 0);
    CHECK(read_all(*stream).text == "text");
  }
}

TEST_CASE("Packed files are unpacked, of one part or several", "[batch]") {
  const Folder folder;
  const std::string text = long_text();
  const std::string library = GENERATE("gzip", "zstd");
  const std::string one = packed_by(library, text);
  const std::string empty = packed_by(library, "");
  for (const std::size_t at_once : {1UL, 4096UL, 5'000'000UL}) {
    CHECK(read_file_of(folder.holding(one), at_once).text == text);
  }
  CHECK(read_file_of(folder.holding(empty)).text.empty());
  CHECK(read_file_of(folder.holding(empty)).fault.code.empty());
  const std::string several = empty + one + packed_by(library, "a") + empty + one + empty;
  const Outcome outcome = read_file_of(folder.holding(several));
  CHECK(outcome.text == text + "a" + text);
  CHECK(outcome.fault.code.empty());
}

TEST_CASE("What is taken grows up to the size of the packed file", "[batch]") {
  const Folder folder;
  const std::string packed = gzipped(long_text());
  const auto stream = open_bytes(folder.holding(packed));
  std::string room(1000, '\0');
  CHECK(stream->read(room) > 0);
  CHECK(stream->taken() < packed.size());
  CHECK(read_all(*stream).fault.code.empty());
  CHECK(stream->taken() == packed.size());
}

TEST_CASE("A packed file that stops early gives what it holds, then says so", "[batch]") {
  const Folder folder;
  const std::string text = long_text();
  const std::string library = GENERATE("gzip", "zstd");
  const std::string packed = packed_by(library, text);
  for (const std::size_t size : {4UL, 5UL, 11UL, packed.size() / 2, packed.size() - 1}) {
    const Outcome outcome = read_file_of(folder.holding(packed.substr(0, size)));
    CHECK(text.starts_with(outcome.text));
    CHECK(outcome.text.empty() == (size < 12));
    CHECK(outcome.fault.code == "cannot-unpack");
    CHECK_FALSE(outcome.fault.cure.empty());
    CHECK(outcome.fault.message ==
          "cannot unpack `" + folder.file("packed") + "`: it ends in the middle");
  }
  const Outcome second = read_file_of(folder.holding(packed + packed.substr(0, 10)));
  CHECK(second.text == text);
  CHECK_THAT(second.fault.message, EndsWith("it ends in the middle"));
}

TEST_CASE("A wrong checksum is told behind the whole text, at every further read", "[batch]") {
  const Folder folder;
  const std::string text = long_text();
  const auto [library, from_end, words] =
      GENERATE(table<std::string, std::size_t, std::string>({{"gzip", 8, "incorrect data check"},
                                                             {"gzip", 4, "incorrect length check"},
                                                             {"zstd", 4, "checksum"}}));
  std::string packed = packed_by(library, text);
  char& wrong = packed[packed.size() - from_end];
  wrong = static_cast<char>(wrong ^ 1);
  const auto stream = open_bytes(folder.holding(packed));
  const Outcome outcome = read_all(*stream);
  CHECK(outcome.text == text);
  CHECK(outcome.fault.code == "cannot-unpack");
  CHECK_THAT(outcome.fault.message, ContainsSubstring(words));
  CHECK(read_all(*stream).fault.message == outcome.fault.message);
}

TEST_CASE("A corrupted file gives a beginning of its text, then a fault", "[batch]") {
  const Folder folder;
  const std::string text = long_text();
  const std::string library = GENERATE("gzip", "zstd");
  std::string packed = packed_by(library, text);
  std::fill_n(packed.begin() + static_cast<std::ptrdiff_t>(packed.size() / 2), 2000, '\xff');
  const Outcome outcome = read_file_of(folder.holding(packed));
  CHECK(outcome.fault.code == "cannot-unpack");
  CHECK(outcome.text.substr(0, 50'000) == text.substr(0, 50'000));
}

TEST_CASE("Rubbish behind packed bytes is told, after what they hold", "[batch]") {
  const Folder folder;
  const std::string library = GENERATE("gzip", "zstd");
  for (const std::string& rubbish : {"\n"s, "\0\0\0"s, "{\"model\": {}}\n"s}) {
    const Outcome outcome = read_file_of(folder.holding(packed_by(library, "text") + rubbish));
    CHECK(outcome.text == "text");
    CHECK(outcome.fault.code == "cannot-unpack");
    CHECK_THAT(outcome.fault.message, EndsWith("what follows the packed bytes is not packed"));
  }
}

TEST_CASE("Skippable frames of zstd are passed over", "[batch]") {
  const Folder folder;
  const std::string none("\x50\x2a\x4d\x18\0\0\0\0", 8);
  const std::string some("\x5f\x2a\x4d\x18\5\0\0\0skip!", 13);
  const Outcome outcome =
      read_file_of(folder.holding(some + zstd_packed("a") + none + zstd_packed("b") + some));
  CHECK(outcome.text == "ab");
  CHECK(outcome.fault.code.empty());
  CHECK_THAT(read_file_of(folder.holding(some.substr(0, 12))).fault.message,
             EndsWith("it ends in the middle"));
}

TEST_CASE("A zstd window of 128 MiB is unpacked and a larger one refused", "[batch]") {
  const Folder folder;
  const auto empty_frame = [](char window) { return "\x28\xb5\x2f\xfd\0"s + window + "\1\0\0"s; };
  CHECK(read_file_of(folder.holding(empty_frame('\x88'))).fault.code.empty());
  const Diagnostic fault = read_file_of(folder.holding(empty_frame('\x90'))).fault;
  CHECK(fault.code == "cannot-unpack");
  CHECK_THAT(fault.message, ContainsSubstring("window larger than 128 MiB"));
  CHECK_THAT(fault.cure, ContainsSubstring("--long=27"));
}

TEST_CASE("The facts of a file are its size and whether it is packed", "[batch]") {
  const Folder folder;
  CHECK(facts_of(folder.holding("text"))->size == 4);
  CHECK_FALSE(facts_of(folder.holding("text"))->packed);
  CHECK_FALSE(facts_of(folder.holding(""))->packed);
  CHECK(facts_of(folder.holding(gzipped("text")))->packed);
  CHECK(facts_of(folder.holding(zstd_packed("text")))->packed);
  CHECK(facts_of(folder.holding("\x50\x2a\x4d\x18\0\0\0\0"s))->packed);
  CHECK_FALSE(facts_of("/dev/null").has_value());
  CHECK_FALSE(facts_of(folder.pipe()).has_value());
}

TEST_CASE("Folders and missing files are refused by name", "[batch]") {
  const Folder folder;
  const std::string missing = folder.file("missing");
  const std::string no_such = "cannot read `" + missing + "`: No such file or directory";
  CHECK(refusal([&] { open_bytes(missing); }) == no_such);
  CHECK(refusal([&] { facts_of(missing); }) == no_such);
  const std::string is_folder = "cannot read `" + folder.path() + "`: Is a directory";
  CHECK(refusal([&] { open_bytes(folder.path()); }) == is_folder);
  CHECK(refusal([&] { open_bytes(folder.path(), 1); }) == is_folder);
  CHECK(refusal([&] { facts_of(folder.path()); }) == is_folder);
  CHECK_THAT(refusal([] { open_bytes("/dev/null", 1); }), ContainsSubstring("its beginning only"));
}

TEST_CASE("A pipe gives everything that is written to it, packed or not", "[batch]") {
  const Folder folder;
  const std::string text = "the first bytes are looked at, and not lost";
  const std::string packing = GENERATE("none", "gzip", "zstd");
  const std::string bytes = packing == "none" ? text : packed_by(packing, text);
  const std::string pipe = folder.pipe();
  Writer writer(pipe, bytes);
  const auto stream = open_bytes(pipe);
  writer.close();
  CHECK(writer.written() == static_cast<ssize_t>(bytes.size()));
  CHECK(read_all(*stream).text == text);
  CHECK(stream->taken() == bytes.size());
}

TEST_CASE("A pipe that nobody opens or writes to is left when woken", "[batch]") {
  const Folder folder;
  const Wake wake;
  std::thread bell([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    wake.ring();
  });
  const auto stream = open_bytes(folder.pipe(), 0, wake.end());
  bell.join();
  const Outcome outcome = read_all(*stream);
  CHECK(outcome.text.empty());
  CHECK(outcome.fault.code.empty());
}

TEST_CASE("A wake-up ends a pipe early and is no fault, in the middle of packed bytes either",
          "[batch]") {
  const Folder folder;
  const std::string text = long_text().substr(0, 60'000);
  const std::string packing = GENERATE("none", "gzip", "zstd");
  const std::string bytes = packing == "none" ? text : packed_by(packing, text);
  const std::string pipe = folder.pipe();
  const Wake wake;
  const Writer writer(pipe, bytes.substr(0, bytes.size() / 2));
  const auto stream = open_bytes(pipe, 0, wake.end());
  REQUIRE(wake.ring());
  const Outcome outcome = read_all(*stream);
  CHECK(outcome.text.size() < text.size());
  CHECK(text.starts_with(outcome.text));
  CHECK(outcome.fault.code.empty());
}

TEST_CASE("Regular files are read whole, woken or not", "[batch]") {
  const Folder folder;
  const Wake wake;
  REQUIRE(wake.ring());
  const auto stream = open_bytes(folder.holding("text"), 0, wake.end());
  CHECK(read_all(*stream).text == "text");
}
