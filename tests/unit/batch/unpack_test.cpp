// SPDX-License-Identifier: Apache-2.0
#include "unit/batch/packed_file.hpp"

#include <algorithm>
#include <string>
#include <tuple>

using namespace plume;
using namespace plume::test;
using namespace std::string_literals;

TEST_CASE("Packed files are unpacked, of one part or several", "[batch]") {
  const Folder folder;
  const std::string text = long_text();
  const std::string library = GENERATE("gzip", "zstd");
  const std::string one = packed_by(library, text);
  const std::string empty = packed_by(library, "");
  for (const std::size_t at_once : {1UL, 4096UL, 5'000'000UL}) {
    CHECK(read_file_of(folder.holding("packed", one), at_once).text == text);
  }
  CHECK(read_file_of(folder.holding("packed", empty)).text.empty());
  CHECK(read_file_of(folder.holding("packed", empty)).fault.code.empty());
  const std::string several = empty + one + packed_by(library, "a") + empty + one + empty;
  const Outcome outcome = read_file_of(folder.holding("packed", several));
  CHECK(outcome.text == text + "a" + text);
  CHECK(outcome.fault.code.empty());
}

TEST_CASE("What is taken grows up to the size of the packed file", "[batch]") {
  const Folder folder;
  const std::string packed = gzipped(long_text());
  const auto stream = open_bytes(folder.holding("packed", packed));
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
    const Outcome outcome = read_file_of(folder.holding("packed", packed.substr(0, size)));
    CHECK(text.starts_with(outcome.text));
    CHECK(outcome.text.empty() == (size < 12));
    CHECK(outcome.fault.code == "cannot-unpack");
    CHECK_FALSE(outcome.fault.cure.empty());
    CHECK(outcome.fault.message ==
          "cannot unpack `" + folder.file("packed") + "`: it ends in the middle");
  }
  const Outcome second = read_file_of(folder.holding("packed", packed + packed.substr(0, 10)));
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
  const auto stream = open_bytes(folder.holding("packed", packed));
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
  const Outcome outcome = read_file_of(folder.holding("packed", packed));
  CHECK(outcome.fault.code == "cannot-unpack");
  CHECK(outcome.text.substr(0, 50'000) == text.substr(0, 50'000));
}

TEST_CASE("Rubbish behind packed bytes is told, after what they hold", "[batch]") {
  const Folder folder;
  const std::string library = GENERATE("gzip", "zstd");
  for (const std::string& rubbish : {"\n"s, "\0\0\0"s, "{\"model\": {}}\n"s}) {
    const Outcome outcome =
        read_file_of(folder.holding("packed", packed_by(library, "text") + rubbish));
    CHECK(outcome.text == "text");
    CHECK(outcome.fault.code == "cannot-unpack");
    CHECK_THAT(outcome.fault.message, EndsWith("what follows the packed bytes is not packed"));
  }
}

TEST_CASE("Skippable frames of zstd are passed over", "[batch]") {
  const Folder folder;
  const std::string none("\x50\x2a\x4d\x18\0\0\0\0", 8);
  const std::string some("\x5f\x2a\x4d\x18\5\0\0\0skip!", 13);
  const Outcome outcome = read_file_of(
      folder.holding("packed", some + zstd_packed("a") + none + zstd_packed("b") + some));
  CHECK(outcome.text == "ab");
  CHECK(outcome.fault.code.empty());
  CHECK_THAT(read_file_of(folder.holding("packed", some.substr(0, 12))).fault.message,
             EndsWith("it ends in the middle"));
}

TEST_CASE("A zstd window of 128 MiB is unpacked and a larger one refused", "[batch]") {
  const Folder folder;
  const auto empty_frame = [](char window) { return "\x28\xb5\x2f\xfd\0"s + window + "\1\0\0"s; };
  CHECK(read_file_of(folder.holding("packed", empty_frame('\x88'))).fault.code.empty());
  const Diagnostic fault = read_file_of(folder.holding("packed", empty_frame('\x90'))).fault;
  CHECK(fault.code == "cannot-unpack");
  CHECK_THAT(fault.message, ContainsSubstring("window larger than 128 MiB"));
  CHECK_THAT(fault.cure, ContainsSubstring("--long=27"));
}
