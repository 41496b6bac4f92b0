// SPDX-License-Identifier: Apache-2.0
#include "batch/shard.hpp"

#include "plume/batch/byte_stream.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace plume {

namespace {

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size() && !text.empty();
  return whole ? std::optional(number) : std::nullopt;
}

/// The first byte of part `number` of so many bytes, without overflow.
std::uint64_t first_byte(std::uint64_t bytes, std::uint64_t number, std::uint64_t count) {
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::uint64_t>(Wide{bytes} * number / count);
}

constexpr std::size_t piece_size = std::size_t{256} << 10;

/// What is to be known of bytes that are passed over.
struct Passed {
  std::uint64_t lines = 0;
  bool odd_quotes = false;
  char last = '\n';
};

void pass(std::string_view bytes, bool quotes, Passed& passed) {
  passed.lines += static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n'));
  passed.last = bytes.back();
  if (quotes) {
    const bool odd = std::count(bytes.begin(), bytes.end(), '"') % 2 == 1;
    passed.odd_quotes = passed.odd_quotes != odd;
  }
}

Passed pass_over(const std::string& path, std::uint64_t begin, std::uint64_t end, bool quotes) {
  const auto bytes = open_bytes(path, begin);
  std::string piece(piece_size, '\0');
  Passed passed;
  while (begin < end) {
    const auto wanted =
        static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), end - begin));
    const std::size_t got = bytes->read({piece.data(), wanted});
    if (got == 0) {
      break;
    }
    pass(std::string_view(piece).substr(0, got), quotes, passed);
    begin += got;
  }
  return passed;
}

}  // namespace

void blank_byte_order_mark(std::string& head) {
  constexpr std::string_view mark = "\xef\xbb\xbf";
  if (head.starts_with(mark)) {
    head.replace(0, mark.size(), mark.size(), ' ');
  }
}

std::optional<Shard> parse_shard(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) {
    return std::nullopt;
  }
  const auto number = whole_number(text.substr(0, slash));
  const auto count = whole_number(text.substr(slash + 1));
  const bool sound = number && count && *number >= 1 && *number <= *count;
  return sound ? std::optional(Shard{*number, *count}) : std::nullopt;
}

std::vector<Extent> extents_of(const Shard& shard, const std::vector<std::uint64_t>& sizes) {
  std::uint64_t all = 0;
  for (const std::uint64_t size : sizes) {
    all += size;
  }
  const std::uint64_t begin = first_byte(all, shard.number - 1, shard.count);
  const std::uint64_t end = first_byte(all, shard.number, shard.count);
  std::vector<Extent> out;
  std::uint64_t at = 0;
  for (std::size_t file = 0; file < sizes.size(); ++file) {
    const std::uint64_t from = std::max(begin, at);
    const std::uint64_t to = std::min(end, at + sizes[file]);
    if (from < to) {
      out.push_back({file, from - at, to - at});
    }
    at += sizes[file];
  }
  return out;
}

SplitStart start_at(const std::string& path, std::uint64_t begin, bool quotes, bool count_lines) {
  if (begin == 0) {
    return {};
  }
  const Passed passed = pass_over(path, quotes || count_lines ? 0 : begin - 1, begin, quotes);
  return {.line = count_lines ? passed.lines + 1 : 1,
          .within_quotes = passed.odd_quotes,
          .within_line = passed.last != '\n'};
}

HeaderRow read_header(const std::string& path) {
  const auto bytes = open_bytes(path);
  const auto rows = row_splitter({});
  std::string text;
  std::uint64_t passed = 0;  ///< bytes before `text`
  std::vector<Record> records;
  bool last = false;
  while (records.empty() && !last) {
    const std::size_t before = text.size();
    text.resize(before + piece_size);
    const std::size_t got = bytes->read({text.data() + before, piece_size});
    text.resize(before + got);
    last = got == 0;
    if (passed + before == 0) {
      blank_byte_order_mark(text);
    }
    const std::size_t rest = rows->split(text, last, records);
    if (records.empty()) {
      text.erase(0, rest);
      passed += rest;
    }
  }
  if (records.empty()) {
    return {};
  }
  const Record& row = records.front();
  return {{text.substr(row.begin, row.size), row.line}, passed + row.begin};
}

}  // namespace plume
