// SPDX-License-Identifier: Apache-2.0
#include "plume/batch/source.hpp"

#include "batch/record_format.hpp"
#include "batch/shard.hpp"
#include "plume/batch/byte_stream.hpp"
#include "plume/pipeline/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <poll.h>

namespace plume {

namespace {

constexpr std::size_t piece_size = std::size_t{128} << 10;
constexpr std::uint64_t no_end = std::numeric_limits<std::uint64_t>::max();

[[noreturn]] void cannot_divide(const std::string& path, std::string_view why) {
  throw Failure(
      Diagnostic{.code = "cannot-divide",
                 .message = fmt::format("`{}` cannot be divided into parts: {}", path, why),
                 .cure = "--shard takes files of JSON Lines or CSV that are not packed"});
}

/// The sizes of files that are to be divided.
std::vector<std::uint64_t> sizes_of(const std::vector<std::string>& files) {
  std::vector<std::uint64_t> sizes;
  for (const std::string& path : files) {
    const auto facts = facts_of(path);
    if (!facts || path == "-") {
      cannot_divide(path, "it is no file");
    }
    if (facts->packed) {
      cannot_divide(path, "it is packed");
    }
    sizes.push_back(facts->size);
  }
  return sizes;
}

std::vector<Extent> whole_files(std::size_t count) {
  std::vector<Extent> out;
  for (std::size_t file = 0; file < count; ++file) {
    out.push_back({file, 0, no_end});
  }
  return out;
}

/// Another encoding than UTF-8 is refused, and the mark of that passed over.
void check_encoding(std::string& head, const std::string& name) {
  if (head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff")) {
    throw Failure(Diagnostic{.code = "cannot-read",
                             .message = fmt::format("`{}` is in UTF-16", name),
                             .cure = "write it in UTF-8: iconv -f UTF-16 -t UTF-8",
                             .file = name});
  }
  blank_byte_order_mark(head);
}

bool is_readable(int descriptor) {
  pollfd asked{descriptor, POLLIN, 0};
  return descriptor >= 0 && ::poll(&asked, 1, 0) > 0;
}

}  // namespace

class RecordSource::Files {
 public:
  explicit Files(SourceOptions options) : options_(std::move(options)) {
    extents_ = options_.shard ? extents_of(*options_.shard, sizes_of(options_.files))
                              : whole_files(options_.files.size());
  }

  bool woken() const { return is_readable(options_.wake); }

  void give_back(Block block) { given_back_ = std::move(block); }

  bool next(Block& block) {
    if (given_back_) {
      block = std::move(*given_back_);
      given_back_.reset();
      return true;
    }
    block.records.clear();
    while (block.records.empty()) {
      if (woken() || (!bytes_ && !open_next())) {
        return false;
      }
      read_records(block);
    }
    return true;
  }

  std::optional<std::uint64_t> size() const {
    std::uint64_t all = 0;
    for (const Extent& extent : extents_) {
      const std::string& path = options_.files[extent.file];
      const auto facts = path == "-" ? std::nullopt : facts_of(path);
      if (!facts) {
        return std::nullopt;
      }
      all += std::min(extent.end, facts->size) - extent.begin;
    }
    return all;
  }

 private:
  bool open_next() {
    if (at_ == extents_.size()) {
      return false;
    }
    const Extent& extent = extents_[at_++];
    const std::string& path = options_.files[extent.file];
    bytes_ = open_bytes(path, extent.begin, options_.wake);
    name_ = std::make_shared<const std::string>(path == "-" ? "<stdin>" : path);
    splitter_.reset();
    header_.reset();
    carried_.clear();
    offset_ = extent.begin;
    end_ = extent.end;
    return true;
  }

  /// One piece more of the file, and the whole records in it.
  void read_records(Block& block) {
    const bool last = !read_piece(block.text);
    if (woken()) {
      return;  // what ends here may not be the end of the file
    }
    if (!splitter_ && !last && !is_telling(block.text) && block.text.size() < piece_size) {
      carried_ = block.text;
      return;
    }
    if (!splitter_) {
      begin_file(block.text);
    }
    const std::size_t rest = splitter_->split(block.text, last, block.records);
    carried_.assign(block.text, rest);
    take_header(block);
    drop_later(block);
    offset_ += rest;
    finish(block, last);
  }

  /// What was carried and a piece more; false at the end. A text that held a block before is long
  /// enough as it is: to empty it would be to fill it with zeros again.
  bool read_piece(std::string& text) {
    const std::size_t before = carried_.size();
    text.resize(before + piece_size);
    std::copy(carried_.begin(), carried_.end(), text.begin());
    const std::size_t got = bytes_->read({text.data() + before, piece_size});
    text.resize(before + got);
    return got > 0;
  }

  void begin_file(std::string& head) {
    const Extent& extent = extents_[at_ - 1];
    const std::string& path = options_.files[extent.file];
    if (extent.begin == 0) {
      check_encoding(head, *name_);
    }
    const bool headed = extent.begin > 0;
    const HeaderRow first = headed ? read_header(path) : HeaderRow{};
    format_ =
        format_of(*name_, headed ? std::string_view(first.header.text) : head, options_.format);
    if (options_.shard && !can_be_divided(format_)) {
      cannot_divide(path, "it is one JSON text");
    }
    if (first.begin < extent.begin && has_header(format_)) {
      header_ = std::make_shared<const TableHeader>(first.header);
    }
    splitter_ = splitter_of(
        format_, start_at(path, extent.begin, format_ == RecordFormat::csv, options_.count_lines));
  }

  void take_header(Block& block) {
    if (!has_header(format_) || header_ || block.records.empty()) {
      return;
    }
    const Record& first = block.records.front();
    header_ = std::make_shared<const TableHeader>(
        TableHeader{std::string(block.text_of(first)), first.line});
    block.records.erase(block.records.begin());
  }

  /// Records that begin behind the extent belong to another part.
  void drop_later(Block& block) {
    while (!block.records.empty() && end_ != no_end &&
           offset_ + block.records.back().begin >= end_) {
      block.records.pop_back();
      past_end_ = true;
    }
  }

  void finish(Block& block, bool last) {
    block.text.append(ManifestReader::padding, ' ');
    block.header = header_;
    block.file = name_;
    block.format = format_;
    block.taken = taken_before_ + bytes_->taken();
    if (last || past_end_ || offset_ >= end_) {
      taken_before_ += bytes_->taken();
      bytes_.reset();
      past_end_ = false;
    }
  }

  SourceOptions options_;
  std::vector<Extent> extents_;
  std::size_t at_ = 0;  ///< of the extents, the next to open
  std::unique_ptr<ByteStream> bytes_;
  std::unique_ptr<Splitter> splitter_;
  std::shared_ptr<const std::string> name_;
  std::shared_ptr<const TableHeader> header_;
  RecordFormat format_ = RecordFormat::lines;
  std::string carried_;       ///< the begin of a record that was not whole
  std::uint64_t offset_ = 0;  ///< of `carried_` in the file
  std::uint64_t end_ = no_end;
  std::uint64_t taken_before_ = 0;
  bool past_end_ = false;
  std::optional<Block> given_back_;
};

RecordSource::RecordSource(SourceOptions options)
    : files_(std::make_unique<Files>(std::move(options))) {}

RecordSource::~RecordSource() = default;

bool RecordSource::next(Block& block) {
  return files_->next(block);
}

bool RecordSource::woken() const {
  return files_->woken();
}

void RecordSource::give_back(Block block) {
  files_->give_back(std::move(block));
}

std::optional<std::uint64_t> RecordSource::size() const {
  return files_->size();
}

}  // namespace plume
