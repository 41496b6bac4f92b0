// SPDX-License-Identifier: Apache-2.0
#include "batch/splitter.hpp"

#include <algorithm>

namespace plume {

namespace {

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

/// Lines and rows differ in where one ends.
class EndSplitter : public Splitter {
 public:
  explicit EndSplitter(const SplitStart& start)
      : line_(start.line), skipping_(start.within_line || start.within_quotes) {}

  std::size_t split(std::string_view text, bool last, std::vector<Record>& out) override {
    std::size_t begin = 0;
    while (begin < text.size()) {
      const std::size_t end = end_of(text, begin);
      if (end == text.size() && !last) {
        return leave(text, begin, out);
      }
      take(text.substr(begin, end - begin), begin, out);
      begin = std::min(end + 1, text.size());
      scanned_ = 0;
    }
    return begin;
  }

 protected:
  /// Where the record that begins at `begin` ends: at a line end, or the end of the text. The bytes
  /// before `scanned_` were looked at in an earlier text.
  virtual std::size_t end_of(std::string_view text, std::size_t begin) = 0;

  std::size_t scanned_ = 0;        ///< bytes of the record looked at
  std::uint64_t inner_lines_ = 0;  ///< line ends within the record

 private:
  void take(std::string_view record, std::size_t begin, std::vector<Record>& out) {
    const bool flawed = record.size() > longest_record;
    if (!skipping_ && (flawed || !is_blank(record))) {
      const std::size_t carriage_return = record.ends_with('\r') ? 1 : 0;
      out.push_back({.begin = begin,
                     .size = flawed ? 0 : record.size() - carriage_return,
                     .line = line_,
                     .flaw = flawed ? RecordFlaw::too_long : RecordFlaw::none});
    }
    skipping_ = false;
    line_ += inner_lines_ + 1;
    inner_lines_ = 0;
  }

  /// The record goes on in the next text; one that is too long is passed over.
  std::size_t leave(std::string_view text, std::size_t begin, std::vector<Record>& out) {
    scanned_ = text.size() - begin;
    if (!skipping_ && scanned_ > longest_record) {
      out.push_back({.begin = begin, .line = line_, .flaw = RecordFlaw::too_long});
      skipping_ = true;
    }
    if (!skipping_) {
      return begin;
    }
    scanned_ = 0;
    return text.size();
  }

  std::uint64_t line_;
  bool skipping_;  ///< up to the end of the record
};

class LineSplitter final : public EndSplitter {
 public:
  using EndSplitter::EndSplitter;

 private:
  std::size_t end_of(std::string_view text, std::size_t begin) override {
    return std::min(text.find('\n', begin + scanned_), text.size());
  }
};

class RowSplitter final : public EndSplitter {
 public:
  explicit RowSplitter(const SplitStart& start)
      : EndSplitter(start), within_quotes_(start.within_quotes) {}

 private:
  std::size_t end_of(std::string_view text, std::size_t begin) override {
    for (std::size_t i = begin + scanned_; i < text.size(); ++i) {
      if (text[i] == '"') {
        within_quotes_ = !within_quotes_;
      } else if (text[i] == '\n' && !within_quotes_) {
        return i;
      } else if (text[i] == '\n') {
        ++inner_lines_;
      }
    }
    return text.size();
  }

  bool within_quotes_;
};

}  // namespace

std::unique_ptr<Splitter> line_splitter(const SplitStart& start) {
  return std::make_unique<LineSplitter>(start);
}

std::unique_ptr<Splitter> row_splitter(const SplitStart& start) {
  return std::make_unique<RowSplitter>(start);
}

}  // namespace plume
