// SPDX-License-Identifier: Apache-2.0
#include "plume/support/diagnostic.hpp"
#include "plume/support/file.hpp"
#include "support/catch.hpp"
#include "support/folder.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

using namespace plume;
using test::Folder;
namespace fs = std::filesystem;

namespace {

template <class Action>
ExitCode failure_of(Action action) {
  try {
    action();
  } catch (const Failure& failure) {
    REQUIRE(failure.diagnostics().size() == 1);
    CHECK_FALSE(failure.diagnostics().front().message.empty());
    return failure.exit_code();
  }
  return ExitCode::done;
}

}  // namespace

TEST_CASE("What is written to a file is read from it, byte by byte", "[support]") {
  const Folder folder;
  const std::string bytes("one\r\n\0two\xff", 10);
  write_file(folder.file("a"), bytes);
  CHECK(read_file(folder.file("a")) == bytes);
  write_file(folder.file("a"), "");
  CHECK(read_file(folder.file("a")).empty());
  CHECK(folder.entries() == 1);
}

TEST_CASE("Writing over a file leaves no temporary beside it and keeps its permissions",
          "[support]") {
  const Folder folder;
  write_file(folder.file("a"), "old");
  fs::permissions(folder.file("a"), fs::perms::owner_read | fs::perms::owner_write);
  write_file(folder.file("a"), "new");
  CHECK(read_file(folder.file("a")) == "new");
  CHECK(folder.entries() == 1);
  CHECK(fs::status(folder.file("a")).permissions() ==
        (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("A file that cannot be read is bad input", "[support]") {
  const Folder folder;
  write_file(folder.file("large"), std::string(1000, 'x'));
  CHECK(failure_of([&] { read_file(folder.file("missing")); }) == ExitCode::bad_input);
  CHECK(failure_of([&] { read_file(fs::temp_directory_path().string()); }) == ExitCode::bad_input);
  CHECK(failure_of([&] { read_file(folder.file("large"), 999); }) == ExitCode::bad_input);
  CHECK(failure_of([&] { read_file(folder.file("large"), 1000); }) == ExitCode::done);
}

TEST_CASE("A file that cannot be written says so", "[support]") {
  const Folder folder;
  CHECK(failure_of([&] { write_file(folder.file("no/such/folder"), "x"); }) ==
        ExitCode::write_failed);
  CHECK(failure_of([&] { write_file("/dev/full", "x"); }) == ExitCode::write_failed);
  CHECK(failure_of([&] { write_file("/dev/null", "x"); }) == ExitCode::done);
}
