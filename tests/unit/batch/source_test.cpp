// SPDX-License-Identifier: Apache-2.0
#include "plume/batch/source.hpp"
#include "unit/batch/records.hpp"

#include <array>
#include <tuple>
#include <unistd.h>

using namespace plume;
using namespace plume::test;
using namespace std::string_literals;

namespace {

/// Both ends of a pipe that wakes a source.
class Bell {
 public:
  Bell() { REQUIRE(::pipe(ends_.data()) == 0); }
  Bell(const Bell&) = delete;
  Bell& operator=(const Bell&) = delete;
  ~Bell() {
    ::close(ends_[0]);
    ::close(ends_[1]);
  }
  int end() const { return ends_[0]; }
  void ring() const { REQUIRE(::write(ends_[1], "!", 1) == 1); }

 private:
  std::array<int, 2> ends_{};
};

/// The records that a source gives, and the format of the last.
struct Given {
  std::vector<std::string> texts{};
  std::vector<std::uint64_t> lines{};
  std::vector<std::string> files{};
  std::string header{};
  RecordFormat format = RecordFormat::lines;
  std::size_t blocks = 0;
  std::uint64_t taken = 0;
};

void take(const Block& block, Given& out) {
  REQUIRE_FALSE(block.records.empty());
  for (const Record& record : block.records) {
    REQUIRE(record.begin + record.size <= block.text.size());
    out.texts.emplace_back(block.text_of(record));
    out.lines.push_back(record.line);
    out.files.push_back(*block.file);
  }
  out.header = block.header ? block.header->text : "";
  out.format = block.format;
  CHECK(block.taken >= out.taken);
  out.taken = block.taken;
  ++out.blocks;
}

Given all_of(RecordSource& source) {
  Given out;
  Block block;
  while (source.next(block)) {
    take(block, out);
  }
  CHECK_FALSE(source.next(block));
  return out;
}

Given all_of(SourceOptions options) {
  RecordSource source(std::move(options));
  return all_of(source);
}

Diagnostic refusal(SourceOptions options) {
  try {
    all_of(std::move(options));
  } catch (const Failure& failure) {
    CHECK(failure.exit_code() == ExitCode::bad_input);
    REQUIRE(failure.diagnostics().size() == 1);
    return failure.diagnostics().front();
  }
  return {};
}

using Texts = std::vector<std::string>;
using Lines = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("The end of the name says the format, then the first bytes", "[batch]") {
  const Folder folder;
  const auto [name, text, format] = GENERATE(table<std::string, std::string, RecordFormat>({
      {"a.jsonl", "[1]\n", RecordFormat::lines},
      {"a.ndjson", "x,y\n", RecordFormat::lines},
      {"a.json", "{}\n", RecordFormat::json},
      {"a.csv", "{}\n1\n", RecordFormat::csv},
      {"a", "  \n{}\n", RecordFormat::lines},
      {"a", "\n [{}]\n", RecordFormat::json},
      {"a.txt", "name\nb\n", RecordFormat::csv},
      {"json", "[{}]", RecordFormat::json},
      {"a", "{}", RecordFormat::lines},
  }));
  const std::string plain = write_to(folder, name, text);
  CHECK(all_of({.files = {plain}}).format == format);
  const std::string packed = write_to(folder, name + ".gz", gzipped(text));
  CHECK(all_of({.files = {packed}}).format == format);
  const std::string zstd = write_to(folder, name + ".zst", zstd_packed(text));
  CHECK(all_of({.files = {zstd}}).format == format);
}

TEST_CASE("A format that is asked for wins, and of Slurm's two the content says which", "[batch]") {
  const Folder folder;
  const auto format_of = [&](const std::string& text, RecordFormat asked) {
    return all_of({.files = {write_to(folder, "a.jsonl", text)}, .format = asked}).format;
  };
  CHECK(format_of("{}\n{}\n", RecordFormat::csv) == RecordFormat::csv);
  CHECK(format_of("[{}]\n", RecordFormat::json) == RecordFormat::json);
  CHECK(format_of("JobID|State\n1|x\n", RecordFormat::sacct) == RecordFormat::sacct);
  CHECK(format_of("site: {x}|\n1|x\n", RecordFormat::sacct) == RecordFormat::sacct);
  CHECK(format_of("Welcome\n{\"jobs\":[{}]}", RecordFormat::sacct) == RecordFormat::sacct_json);
}

TEST_CASE("The first row of a table is its header and no record", "[batch]") {
  const Folder folder;
  const std::string path = write_to(folder, "a.csv", "\n\"na\nme\",x\r\na,1\n\nb,2");
  const Given given = all_of({.files = {path}});
  CHECK(given.header == "\"na\nme\",x");
  CHECK(given.texts == Texts{"a,1", "b,2"});
  CHECK(given.lines == Lines{4, 6});
  CHECK(all_of({.files = {write_to(folder, "b.csv", "name\n")}}).texts.empty());
}

TEST_CASE("A byte order mark is passed over and UTF-16 refused", "[batch]") {
  const Folder folder;
  const std::string mark = "\xef\xbb\xbf";
  CHECK(all_of({.files = {write_to(folder, "a", mark + "{}\n{}\n")}}).lines == Lines{1, 2});
  CHECK(all_of({.files = {write_to(folder, "b", mark + "[1,\n2]")}}).texts == Texts{"1", "2"});
  const Given table = all_of({.files = {write_to(folder, "c", mark + "name\na\n")}});
  CHECK_THAT(table.header, EndsWith(" name"));
  CHECK(table.texts == Texts{"a"});
  CHECK(all_of({.files = {write_to(folder, "d", mark)}}).texts.empty());
  const std::string name = write_to(folder, "e.jsonl", "\xff\xfe{\0}\0\n\0"s);
  const Diagnostic fault = refusal({.files = {name}});
  CHECK(fault.code == "cannot-read");
  CHECK(fault.message == "`" + name + "` is in UTF-16");
  CHECK(refusal({.files = {write_to(folder, "f", "\xfe\xff\0{\0}"s)}}).code == "cannot-read");
}

TEST_CASE("Files follow one another, each with its format, header and line numbers", "[batch]") {
  const Folder folder;
  const std::string a = write_to(folder, "a.jsonl", "{}\n\n{}");
  const std::string b = write_to(folder, "b.csv", "name\nx\n");
  const std::string c = write_to(folder, "c", "");
  const std::string d = write_to(folder, "d.json.gz", gzipped("[\n{}]"));
  RecordSource source({.files = {a, b, c, d}});
  const Given given = all_of(source);
  CHECK(given.texts == Texts{"{}", "{}", "x", "{}"});
  CHECK(given.lines == Lines{1, 3, 2, 2});
  CHECK(given.files == Texts{a, a, b, d});
  CHECK(given.header.empty());
  CHECK(given.taken == source.size());
}

TEST_CASE("A missing file is told once the files before it were read", "[batch]") {
  const Folder folder;
  const std::string first = write_to(folder, "a.jsonl", "{}\n");
  RecordSource source({.files = {first, folder.file("missing")}});
  Block block;
  REQUIRE(source.next(block));
  CHECK(block.records.size() == 1);
  CHECK_THROWS_AS(source.next(block), Failure);
}

TEST_CASE("Records longer than a block come whole, with room for the reader behind them",
          "[batch]") {
  const Folder folder;
  std::string text;
  Texts expected;
  Lines lines;
  for (std::size_t i = 0; i < 40; ++i) {
    expected.push_back("{" + std::string(i * 20'000, 'a') + std::to_string(i) + "}");
    lines.push_back(2 * i + 1);
    text += expected.back() + "\n\n";
  }
  const Given given = all_of({.files = {write_to(folder, "a.jsonl", text)}});
  CHECK(given.texts == expected);
  CHECK(given.lines == lines);
  CHECK(given.blocks > 20);
  const std::string list = "[" + text.substr(0, 100'000) + "]";
  RecordSource source({.files = {write_to(folder, "b.json", list)}});
  Block block;
  while (source.next(block)) {
    const Record& last = block.records.back();
    CHECK(block.text.size() >= last.begin + last.size + 64);
  }
}

TEST_CASE("A too long record is told and the next ones are read", "[batch]") {
  const Folder folder;
  const std::string text = "{}\n" + std::string(3 * longest_record, 'x') + "\n{}\n";
  RecordSource source({.files = {write_to(folder, "a.jsonl", text)}});
  std::vector<RecordFlaw> flaws;
  Lines lines;
  Block block;
  while (source.next(block)) {
    CHECK(block.text.size() < 2 * longest_record);
    for (const Record& record : block.records) {
      flaws.push_back(record.flaw);
      lines.push_back(record.line);
    }
  }
  CHECK(flaws == std::vector{RecordFlaw::none, RecordFlaw::too_long, RecordFlaw::none});
  CHECK(lines == Lines{1, 2, 3});
}

TEST_CASE("A block that is handed back is the next, less what was taken of it", "[batch]") {
  const Folder folder;
  const std::string a = write_to(folder, "a.jsonl", "1\n2\n3\n");
  const std::string b = write_to(folder, "b.jsonl", "4\n");
  RecordSource source({.files = {a, b}});
  Block block;
  REQUIRE(source.next(block));
  block.records.erase(block.records.begin());
  source.give_back(std::move(block));
  const Given rest = all_of(source);
  CHECK(rest.texts == Texts{"2", "3", "4"});
  CHECK(rest.lines == Lines{2, 3, 1});
}

TEST_CASE("A source that was woken ends, whatever is left", "[batch]") {
  const Folder folder;
  const Bell bell;
  const std::string path = write_to(folder, "a.jsonl", std::string(200'000, '\n') + "{}\n");
  const std::string first = write_to(folder, "b.jsonl", "{}\n");
  RecordSource source({.files = {first, path}, .wake = bell.end()});
  Block block;
  REQUIRE(source.next(block));
  bell.ring();
  CHECK_FALSE(source.next(block));
  CHECK_FALSE(source.next(block));
}

TEST_CASE("The size of the input is that of its files, where all have one", "[batch]") {
  const Folder folder;
  const std::string a = write_to(folder, "a.jsonl", "{}\n");
  const std::string b = write_to(folder, "b.jsonl", "{ }\n");
  CHECK(RecordSource({.files = {a, b}}).size() == 7U);
  CHECK(RecordSource({.files = {a, b}, .shard = Shard{1, 2}}).size() == 3U);
  CHECK(RecordSource({.files = {a, b}, .shard = Shard{2, 2}}).size() == 4U);
  CHECK_FALSE(RecordSource({.files = {a, "-"}}).size().has_value());
  CHECK_FALSE(RecordSource({.files = {a, folder.pipe()}}).size().has_value());
}
