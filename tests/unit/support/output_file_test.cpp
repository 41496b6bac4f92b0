// SPDX-License-Identifier: Apache-2.0
#include "plume/support/diagnostic.hpp"
#include "plume/support/file.hpp"
#include "plume/support/output_file.hpp"
#include "support/catch.hpp"
#include "support/folder.hpp"

#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

using namespace plume;
namespace fs = std::filesystem;

namespace {

/// A folder for the file `out`.
struct Folder : test::Folder {
  std::string out() const { return file("out"); }
  std::string part() const { return file("out.part"); }
  bool has_out() const { return has("out"); }
  bool has_part() const { return has("out.part"); }
};

/// The message of the failure to write; "" when there is none.
template <class Action>
std::string refusal(Action action) {
  try {
    action();
  } catch (const Failure& failure) {
    CHECK(failure.exit_code() == ExitCode::write_failed);
    REQUIRE(failure.diagnostics().size() == 1);
    CHECK(failure.diagnostics().front().code == "cannot-write");
    return failure.diagnostics().front().message;
  }
  return "";
}

}  // namespace

TEST_CASE("A file takes its name once it is whole", "[support]") {
  const Folder folder;
  OutputFile file(folder.out());
  file.write("one\n");
  CHECK_FALSE(folder.has_out());
  CHECK(read_file(folder.part()) == "one\n");
  file.write("");
  file.write(std::string("two\0\n", 5));
  file.finish();
  CHECK(read_file(folder.out()) == std::string("one\ntwo\0\n", 9));
  CHECK_FALSE(folder.has_part());
}

TEST_CASE("An empty file is a whole one too", "[support]") {
  const Folder folder;
  OutputFile(folder.out()).finish();
  CHECK(folder.has_out());
  CHECK(read_file(folder.out()).empty());
  CHECK_FALSE(folder.has_part());
}

TEST_CASE("The file of before stays until the new one is whole", "[support]") {
  const Folder folder;
  write_file(folder.out(), "old");
  {
    OutputFile file(folder.out());
    file.write("new");
    CHECK(read_file(folder.out()) == "old");
  }
  CHECK(read_file(folder.out()) == "old");
  CHECK(read_file(folder.part()) == "new");
  OutputFile file(folder.out());
  CHECK(read_file(folder.part()).empty());
  file.write("newer");
  file.finish();
  CHECK(read_file(folder.out()) == "newer");
}

TEST_CASE("Of a file that never became whole a part stays, unless nothing is in it", "[support]") {
  const Folder folder;
  { const OutputFile file(folder.out()); }
  CHECK_FALSE(folder.has_part());
  { OutputFile(folder.out()).write(""); }
  CHECK_FALSE(folder.has_part());
  { OutputFile(folder.out()).write("x"); }
  CHECK(read_file(folder.part()) == "x");
  { const OutputFile file(folder.out(), 1); }
  CHECK(read_file(folder.part()) == "x");
  { const OutputFile file(folder.out(), 0); }
  CHECK_FALSE(folder.has_part());
}

TEST_CASE("A part is gone on with behind the bytes that are kept", "[support]") {
  const Folder folder;
  write_file(folder.part(), "one\ntwo\nthr");
  OutputFile file(folder.out(), 8);
  CHECK(read_file(folder.part()) == "one\ntwo\n");
  file.write("three\n");
  file.finish();
  CHECK(read_file(folder.out()) == "one\ntwo\nthree\n");
}

TEST_CASE("What can be gone on with is the part, else the whole file", "[support]") {
  const Folder folder;
  CHECK(resumable(folder.out()) == folder.out());
  write_file(folder.out(), "whole");
  CHECK(resumable(folder.out()) == folder.out());
  CHECK_FALSE(folder.has_part());
  write_file(folder.part(), "part");
  CHECK(resumable(folder.out()) == folder.part());
}

TEST_CASE("A whole file becomes its own part, unless there is one", "[support]") {
  const Folder folder;
  write_file(folder.out(), "whole");
  {
    const OutputFile file(folder.out(), 3);
    CHECK_FALSE(folder.has_out());
    CHECK(read_file(folder.part()) == "who");
  }
  write_file(folder.out(), "old");
  {
    const OutputFile file(folder.out(), 2);
    CHECK(read_file(folder.out()) == "old");
    CHECK(read_file(folder.part()) == "wh");
  }
  OutputFile file(folder.out(), 2);
  file.write("y");
  file.finish();
  CHECK(read_file(folder.out()) == "why");
}

TEST_CASE("Two cannot write the same part, and the first is not disturbed", "[support]") {
  const Folder folder;
  OutputFile first(folder.out());
  first.write("first");
  CHECK_THAT(refusal([&] { const OutputFile second(folder.out()); }),
             ContainsSubstring("another process writes `" + folder.part()));
  CHECK_FALSE(refusal([&] { const OutputFile second(folder.out(), 2); }).empty());
  first.write(" one");
  first.finish();
  CHECK(read_file(folder.out()) == "first one");
  CHECK(refusal([&] { OutputFile(folder.out()).finish(); }).empty());
}

TEST_CASE("Devices and pipes are written to directly", "[support]") {
  const Folder folder;
  OutputFile null("/dev/null");
  null.write("x");
  CHECK_NOTHROW(null.finish());
  CHECK_FALSE(fs::exists("/dev/null.part"));
  REQUIRE(::mkfifo(folder.out().c_str(), 0600) == 0);
  const int reader = ::open(folder.out().c_str(), O_RDONLY | O_NONBLOCK);
  REQUIRE(reader >= 0);
  OutputFile pipe(folder.out());
  pipe.write("through");
  pipe.finish();
  std::string got(20, '\0');
  CHECK(::read(reader, got.data(), got.size()) == 7);
  CHECK(got.starts_with("through"));
  ::close(reader);
  CHECK(fs::is_fifo(folder.out()));
  CHECK_FALSE(folder.has_part());
}

TEST_CASE("A full disk is told at the write", "[support]") {
  OutputFile file("/dev/full");
  CHECK_THAT(refusal([&] { file.write("x"); }), ContainsSubstring("No space left on device"));
}

TEST_CASE("A place that cannot be written to says so", "[support]") {
  const Folder folder;
  CHECK_THAT(refusal([&] { const OutputFile file(folder.out() + "/no/such"); }),
             ContainsSubstring("No such file or directory"));
  fs::create_directory(folder.out());
  CHECK_THAT(refusal([&] { const OutputFile file(folder.out()); }),
             ContainsSubstring("Is a directory"));
}
