// SPDX-License-Identifier: Apache-2.0
#include "plume/batch/resume.hpp"

#include "plume/batch/byte_stream.hpp"

#include <fmt/format.h>

#include <unistd.h>

namespace plume {

namespace {

constexpr std::uint64_t sampled_of = 1000;
constexpr std::size_t last_kept = 256;
constexpr std::size_t piece_size = std::size_t{256} << 10;

void take_line(std::string_view line, DoneLines& done) {
  if (line.find("\"error\":{") != std::string_view::npos) {
    ++done.bad;
  }
  const std::uint64_t number = done.lines++;
  done.bytes += line.size();
  done.samples.emplace(number, line);
  const std::uint64_t leaving = number - last_kept;
  if (number >= last_kept && leaving % sampled_of != 0) {
    done.samples.erase(leaving);
  }
}

[[noreturn]] void differs(std::uint64_t line) {
  throw Failure(Diagnostic{
      .code = "resume-differs",
      .message = fmt::format("line {} of the output is not what this input and these options give",
                             line + 1),
      .cure = "resume with the same input, flags, plume and data; or begin anew without --resume"});
}

[[noreturn]] void too_few(const DoneLines& done, std::uint64_t records) {
  throw Failure(Diagnostic{
      .code = "resume-differs",
      .message = fmt::format("the output has {} lines, the input {} records", done.lines, records),
      .cure = "resume with the same input; or begin anew without --resume"});
}

}  // namespace

DoneLines read_done(const std::string& path) {
  DoneLines done;
  if (::access(path.c_str(), F_OK) != 0) {
    return done;
  }
  const auto bytes = open_bytes(path);
  std::string text;
  while (true) {
    const std::size_t before = text.size();
    text.resize(before + piece_size);
    const std::size_t got = bytes->read({text.data() + before, piece_size});
    text.resize(before + got);
    std::size_t begin = 0;
    for (std::size_t end = text.find('\n', before); end != std::string::npos;
         end = text.find('\n', begin)) {
      take_line(std::string_view(text).substr(begin, end + 1 - begin), done);
      begin = end + 1;
    }
    text.erase(0, begin);
    if (got == 0) {
      return done;
    }
  }
}

void pass_over(RecordSource& source, const DoneLines& done, const WalkOptions& walk,
               const WriteRecord& write) {
  RecordWalker walker(walk);
  Block block;
  std::string line;
  std::uint64_t number = 0;
  while (number < done.lines) {
    if (!source.next(block)) {
      if (source.woken()) {
        return;
      }
      too_few(done, number);
    }
    std::size_t taken = 0;
    for (; taken < block.records.size() && number < done.lines; ++taken, ++number) {
      const auto sample = done.samples.find(number);
      if (sample == done.samples.end()) {
        continue;
      }
      line.clear();
      write(line, *walker.walk(block, block.records[taken]));
      if (line != sample->second) {
        differs(number);
      }
    }
    block.records.erase(block.records.begin(),
                        block.records.begin() + static_cast<std::ptrdiff_t>(taken));
  }
  if (!block.records.empty()) {
    source.give_back(std::move(block));
  }
}

}  // namespace plume
