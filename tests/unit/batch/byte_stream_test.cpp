// SPDX-License-Identifier: Apache-2.0
#include "unit/batch/packed_file.hpp"

#include <array>
#include <chrono>
#include <fcntl.h>
#include <string>
#include <thread>
#include <unistd.h>
#include <utility>

using namespace plume;
using namespace plume::test;
using namespace std::string_literals;

namespace {

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
  const std::string path = folder.holding("packed", text);
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
    CHECK(read_file_of(folder.holding("packed", text)).text == text);
    CHECK(read_file_of(folder.holding("packed", text)).fault.code.empty());
  }
}

TEST_CASE("Reading into no room takes nothing", "[batch]") {
  const Folder folder;
  for (const std::string& bytes : {"text"s, gzipped("text"), zstd_packed("text")}) {
    const auto stream = open_bytes(folder.holding("packed", bytes));
    CHECK(stream->read({}) == 0);
    CHECK(read_all(*stream).text == "text");
  }
}

TEST_CASE("The facts of a file are its size and whether it is packed", "[batch]") {
  const Folder folder;
  CHECK(facts_of(folder.holding("packed", "text"))->size == 4);
  CHECK_FALSE(facts_of(folder.holding("packed", "text"))->packed);
  CHECK_FALSE(facts_of(folder.holding("packed", ""))->packed);
  CHECK(facts_of(folder.holding("packed", gzipped("text")))->packed);
  CHECK(facts_of(folder.holding("packed", zstd_packed("text")))->packed);
  CHECK(facts_of(folder.holding("packed", "\x50\x2a\x4d\x18\0\0\0\0"s))->packed);
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
  const auto stream = open_bytes(folder.holding("packed", "text"), 0, wake.end());
  CHECK(read_all(*stream).text == "text");
}
