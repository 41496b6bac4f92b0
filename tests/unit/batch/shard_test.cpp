// SPDX-License-Identifier: Apache-2.0
#include "batch/shard.hpp"
#include "unit/batch/records.hpp"

#include <random>
#include <utility>

using namespace plume;
using namespace plume::test;

namespace {

/// A record with its line number and its file.
struct Found {
  std::string text{};
  std::uint64_t line = 0;
  std::string file{};
  bool operator==(const Found&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Found& found) {
  return out << '`' << found.text.substr(0, 60) << "`, line " << found.line << " of " << found.file;
}

std::vector<Found> records_of(SourceOptions options) {
  RecordSource source(std::move(options));
  std::vector<Found> out;
  Block block;
  while (source.next(block)) {
    for (const Record& record : block.records) {
      out.push_back({std::string(block.text_of(record)), record.line, *block.file});
    }
  }
  return out;
}

/// The records of all parts, in their order.
std::vector<Found> joined(const std::vector<std::string>& files, std::uint64_t count,
                          std::optional<RecordFormat> format = std::nullopt) {
  std::vector<Found> out;
  for (std::uint64_t number = 1; number <= count; ++number) {
    const auto part = records_of({.files = files, .format = format, .shard = Shard{number, count}});
    out.insert(out.end(), part.begin(), part.end());
  }
  return out;
}

void check_parts(const std::vector<std::string>& files,
                 std::optional<RecordFormat> format = std::nullopt) {
  const auto whole = records_of({.files = files, .format = format});
  for (std::uint64_t count = 1; count <= 12; ++count) {
    INFO(count << " parts of " << files.front());
    CHECK(joined(files, count, format) == whole);
  }
}

/// Texts of lines and rows of all kinds, the same for the same seed.
class RandomText {
 public:
  explicit RandomText(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t end) { return random_() % end; }

  std::string lines(std::size_t count, const std::string& end) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
      const bool blank = below(5) == 0;
      out += (blank ? std::string(below(3), ' ') : "{" + std::string(below(30), 'x') + "}") + end;
    }
    return without_last_end(out, end);
  }

  std::string table(std::size_t count, const std::string& end) {
    std::string out = "name,site.year" + end;
    for (std::size_t i = 0; i < count; ++i) {
      out += (below(6) == 0 ? "" : cell(end) + "," + cell(end)) + end;
    }
    return without_last_end(out, end);
  }

 private:
  std::string cell(const std::string& end) {
    const std::string plain(below(8), 'y');
    switch (below(4)) {
      case 0:
        return '"' + plain + end + end + plain + '"';
      case 1:
        return '"' + plain + "\"\"" + end + "\"\"\"";
      default:
        return plain;
    }
  }

  std::string without_last_end(std::string text, const std::string& end) {
    if (text.ends_with(end) && below(2) == 0) {
      text.resize(text.size() - end.size());
    }
    return text;
  }

  std::mt19937 random_;
};

std::string cannot_divide(const SourceOptions& options) {
  try {
    records_of(options);
  } catch (const Failure& failure) {
    CHECK(failure.exit_code() == ExitCode::bad_input);
    CHECK(failure.diagnostics().at(0).code == "cannot-divide");
    return failure.diagnostics().at(0).message;
  }
  return "";
}

}  // namespace

TEST_CASE("A part is written as its number and their count", "[batch]") {
  const auto part = parse_shard("2/7");
  REQUIRE(part);
  CHECK(part->number == 2);
  CHECK(part->count == 7);
  CHECK(parse_shard("18446744073709551615/18446744073709551615"));
  for (const char* text : {"", "/", "1", "1/", "/1", "0/1", "0/0", "2/1", "-1/2", "+1/2", "1/2/3",
                           " 1/2", "1/2 ", "1.0/2", "a/b", "1/18446744073709551616"}) {
    INFO(text);
    CHECK_FALSE(parse_shard(text));
  }
}

TEST_CASE("Extents of all parts are every byte once, in order and of equal size", "[batch]") {
  const std::vector<std::uint64_t> sizes{0, 7, 1, 0, 1000, 3};
  for (std::uint64_t count = 1; count <= 1100; count += 7) {
    std::size_t file = 1;
    std::uint64_t at = 0;
    for (std::uint64_t number = 1; number <= count; ++number) {
      std::uint64_t held = 0;
      for (const Extent& extent : extents_of({number, count}, sizes)) {
        while (at == sizes[file]) {
          ++file;
          at = 0;
        }
        REQUIRE(extent.file == file);
        REQUIRE(extent.begin == at);
        REQUIRE(extent.end > at);
        held += extent.end - at;
        at = extent.end;
      }
      REQUIRE(held >= 1011 / count);
      REQUIRE(held <= 1011 / count + 1);
    }
    CHECK(file == 5);
    CHECK(at == 3);
  }
}

TEST_CASE("Extents of very large files do not overflow", "[batch]") {
  constexpr std::uint64_t large = std::uint64_t{1} << 62;
  const auto last = extents_of({1'000'000'000, 1'000'000'000}, {large, large});
  REQUIRE(last.size() == 1);
  CHECK(last[0].file == 1);
  CHECK(last[0].end == large);
  CHECK(last[0].end - last[0].begin == 9'223'372'037);
}

TEST_CASE("Parts of lines together are the whole, with its line numbers", "[batch]") {
  const Folder folder;
  const std::string end = GENERATE("\n", "\r\n");
  RandomText random(1);
  for (std::size_t i = 0; i < 25; ++i) {
    check_parts({write_to(folder, "a.jsonl", random.lines(i, end))});
  }
}

TEST_CASE("Parts of CSV together are the whole, line ends in quotes or not", "[batch]") {
  const Folder folder;
  const std::string end = GENERATE("\n", "\r\n");
  RandomText random(2);
  for (std::size_t i = 0; i < 25; ++i) {
    check_parts({write_to(folder, "a.csv", random.table(i, end))});
  }
}

TEST_CASE("Parts of Slurm's table together are the whole", "[batch]") {
  const Folder folder;
  const std::string path = write_to(folder, "jobs", "JobID|JobName\n1|a\"b\n2|c\n3|\"\n4|d\n");
  CHECK(records_of({.files = {path}, .format = RecordFormat::sacct}).size() == 4);
  check_parts({path}, RecordFormat::sacct);
}

TEST_CASE("Parts of a table with blank lines before its header together are the whole", "[batch]") {
  const Folder folder;
  const std::string table = std::string(40, '\n') + "name,site.year\na,2020\n";
  check_parts({write_to(folder, "a.csv", table)});
}

TEST_CASE("Parts of a file with a byte order mark together are the whole", "[batch]") {
  const Folder folder;
  const std::string mark = "\xef\xbb\xbf";
  const std::string table = mark + "\"name\",site.year\na,2020\nb,2021\nc,2022\n";
  check_parts({write_to(folder, "a.csv", table)});
  check_parts({write_to(folder, "b", table)});
  const std::string lines = write_to(folder, "c", mark + "{}\n{ }\n{}\n");
  check_parts({lines});
  CHECK(joined({lines}, 4).size() == 3);
}

TEST_CASE("Parts of several files together are the whole", "[batch]") {
  const Folder folder;
  RandomText random(3);
  for (std::size_t i = 0; i < 10; ++i) {
    const std::string a = write_to(folder, "a.jsonl", random.lines(random.below(9), "\n"));
    const std::string b = write_to(folder, "b.csv", random.table(random.below(9), "\n"));
    const std::string c = write_to(folder, "c", "");
    const std::string d = write_to(folder, "d", random.table(random.below(9), "\r\n"));
    check_parts({a, b, c, d});
  }
}

TEST_CASE("Parts of files that are longer than a block together are the whole", "[batch]") {
  const Folder folder;
  RandomText random(4);
  const std::string lines = random.lines(20'000, "\n") + std::string(300'000, '{') + "\n{}\n";
  check_parts({write_to(folder, "a.jsonl", lines)});
  const std::string long_cell = "\"" + std::string(300'000, '\n') + "\",2020\n";
  check_parts({write_to(folder, "a.csv", random.table(9000, "\n") + "\n" + long_cell + "b,2020")});
}

TEST_CASE("Every part of a table has its header", "[batch]") {
  const Folder folder;
  const std::string path = write_to(folder, "a.csv", "\"name\"\na\nb\nc\nd\n");
  for (std::uint64_t number = 1; number <= 5; ++number) {
    RecordSource source({.files = {path}, .shard = Shard{number, 5}});
    Block block;
    while (source.next(block)) {
      REQUIRE(block.header);
      CHECK(block.header->text == "\"name\"");
      CHECK(block.header->line == 1);
    }
  }
}

TEST_CASE("Without line numbers what stands before a part is not counted", "[batch]") {
  const Folder folder;
  const std::string path = write_to(folder, "a.jsonl", "1\n2\n3\n4\n");
  const auto part = records_of({.files = {path}, .shard = Shard{2, 2}, .count_lines = false});
  CHECK(part == std::vector<Found>{{"3", 1, path}, {"4", 2, path}});
}

TEST_CASE("Where a file is entered depends on the bytes before it", "[batch]") {
  const Folder folder;
  const std::string path = write_to(folder, "a.csv", "a\n\"b\nc\",d\n");
  const auto start = [&](std::uint64_t begin) { return start_at(path, begin, true, true); };
  CHECK(start(0).line == 1);
  CHECK_FALSE(start(0).within_line);
  CHECK(start(1).within_line);
  CHECK(start(2).line == 2);
  CHECK_FALSE(start(2).within_line);
  CHECK_FALSE(start(2).within_quotes);
  CHECK(start(3).within_quotes);
  CHECK(start(5).line == 3);
  CHECK(start(5).within_quotes);
  CHECK_FALSE(start_at(path, 5, false, true).within_quotes);
  CHECK(start_at(path, 5, true, false).line == 1);
}

TEST_CASE("The header of a table is its first row that is not blank", "[batch]") {
  const Folder folder;
  const auto header = [&](const std::string& text) {
    return read_header(write_to(folder, "a.csv", text)).header;
  };
  CHECK(header("name\r\na").text == "name");
  CHECK(header("name").text == "name");
  CHECK(header("\n \n\"na\nme\",b\nc").text == "\"na\nme\",b");
  CHECK(header("\n \nb\nc").line == 3);
  CHECK(header(std::string(600'000, '\n') + "b\nc").line == 600'001);
  CHECK(header("").text.empty());
  CHECK(header("\n\n").text.empty());
}

TEST_CASE("What is packed, one JSON text, or no file, has no parts", "[batch]") {
  const Folder folder;
  const Shard half{1, 2};
  const std::string packed = write_to(folder, "a.jsonl.gz", gzipped("{}\n{}\n"));
  CHECK_THAT(cannot_divide({.files = {packed}, .shard = half}), EndsWith("it is packed"));
  const std::string list = write_to(folder, "a", "[{},\n{}]\n");
  CHECK_THAT(cannot_divide({.files = {list}, .shard = half}), EndsWith("it is one JSON text"));
  CHECK_THAT(cannot_divide({.files = {list}, .shard = Shard{2, 2}}),
             EndsWith("it is one JSON text"));
  CHECK_THAT(cannot_divide({.files = {"-"}, .shard = half}), EndsWith("it is no file"));
  CHECK_THAT(cannot_divide({.files = {folder.pipe()}, .shard = half}), EndsWith("it is no file"));
  CHECK_THAT(cannot_divide({.files = {"/dev/null"}, .shard = half}), EndsWith("it is no file"));
}
