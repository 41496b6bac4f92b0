// SPDX-License-Identifier: Apache-2.0
#include "plume/support/glob.hpp"
#include "support/catch.hpp"
#include "support/folder.hpp"

using namespace plume;

TEST_CASE("a star stands for anything within one name", "[support]") {
  CHECK(matches_glob("configs/*.yaml", "configs/a.yaml"));
  CHECK(matches_glob("configs/*.yaml", "configs/.yaml"));
  CHECK(matches_glob("c*s/a*b*c.toml", "configs/aXbYbZc.toml"));
  CHECK_FALSE(matches_glob("configs/*.yaml", "configs/deep/a.yaml"));
  CHECK_FALSE(matches_glob("*.yaml", "configs/a.yaml"));
  CHECK_FALSE(matches_glob("configs/*.yaml", "configs/a.yml"));
}

TEST_CASE("two stars stand for any number of folders", "[support]") {
  CHECK(matches_glob("**/*.yaml", "a.yaml"));
  CHECK(matches_glob("**/*.yaml", "x/y/a.yaml"));
  CHECK(matches_glob("configs/**", "configs/x/y"));
  CHECK(matches_glob("a/**/b/**/c", "a/x/b/b/y/z/c"));
  CHECK_FALSE(matches_glob("a/**/b/**/c", "a/x/y/c"));
  CHECK_FALSE(matches_glob("configs/**/*.yaml", "other/a.yaml"));
}

TEST_CASE("a question mark and a set stand for one character", "[support]") {
  CHECK(matches_glob("run-?.toml", "run-1.toml"));
  CHECK_FALSE(matches_glob("run-?.toml", "run-12.toml"));
  CHECK(matches_glob("run-[0-9].toml", "run-7.toml"));
  CHECK_FALSE(matches_glob("run-[!0-9].toml", "run-7.toml"));
  CHECK(matches_glob("[]a]", "]"));
  CHECK_FALSE(matches_glob("a[/]b", "a/b"));
}

TEST_CASE("a path may begin with the folder that it is in", "[support]") {
  CHECK(matches_glob("configs/*.yaml", "./configs/a.yaml"));
  CHECK(matches_glob("./configs/*.yaml", "configs/a.yaml"));
}

TEST_CASE("a pattern of many stars does not take long", "[support]") {
  const std::string name(200, 'a');
  CHECK_FALSE(matches_glob("*a*a*a*a*a*a*a*a*a*a*a*a*b", name));
  CHECK_FALSE(matches_glob("**/a/**/a/**/a/**/a/**/a/**/b", "a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/c"));
}

TEST_CASE("files are found below a folder, in order, and not in hidden ones", "[support]") {
  const test::Folder folder;
  for (const char* const file : {"z.yaml", "b/a.yaml", "b/a.json", ".git/c.yaml"}) {
    folder.holding(file, "x");
  }
  CHECK(files_matching(folder.path(), "**/*.yaml") ==
        std::vector{folder.file("b/a.yaml"), folder.file("z.yaml")});
  CHECK(files_matching(folder.path(), ".git/*.yaml") == std::vector{folder.file(".git/c.yaml")});
  CHECK(files_matching(folder.file("b"), "../b/*.json") == std::vector{folder.file("b/a.json")});
  CHECK(files_matching(folder.path(), "no/*").empty());
  CHECK(files_matching(folder.file("absent"), "*").empty());
}
