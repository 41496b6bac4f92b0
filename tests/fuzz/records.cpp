// SPDX-License-Identifier: Apache-2.0
/// Records of a batch. The first byte says the format, how large the pieces are in which the rest
/// arrives, and into how many parts it is divided; neither may change the records. Each is read,
/// estimated and written on a line of JSON.
#include "batch/record_format.hpp"
#include "plume/batch/source.hpp"
#include "plume/batch/walker.hpp"
#include "plume/report/record.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <sys/mman.h>
#include <unistd.h>

namespace {

using namespace plume;

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

/// A file that lies in memory alone.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view text) : number_(::memfd_create("records", MFD_CLOEXEC)) {
    require(number_ >= 0);
    require(text.empty() ||
            ::write(number_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { ::close(number_); }
  std::string path() const { return "/proc/self/fd/" + std::to_string(number_); }

 private:
  int number_;
};

/// A record with its text, so that records of different blocks can be compared.
struct Found {
  std::string text;
  std::uint64_t line;
  std::size_t column;
  RecordFlaw flaw;
  bool operator==(const Found&) const = default;
};

void add(std::vector<Found>& out, std::string_view block, const Record& r) {
  require(r.begin <= block.size() && r.size <= block.size() - r.begin);
  require(r.size <= longest_record && r.line > 0 && r.column > 0);
  out.push_back({std::string(block.substr(r.begin, r.size)), r.line, r.column, r.flaw});
}

void require_figures(const nlohmann::json& line) {
  for (const char* name : {"operational_kgco2e", "embodied_kgco2e", "energy_kwh", "device_hours"}) {
    require(line.at(name).is_number() && line.at(name).get<double>() >= 0);
  }
  const double low = line.at("kgco2e_low").get<double>();
  const double high = line.at("kgco2e_high").get<double>();
  const double value = line.at("kgco2e").get<double>();
  require(low > 0 && low <= value && value <= high && std::isfinite(high));
  require(line.at("flops").is_null() || line.at("flops").get<double>() > 0);
}

std::string line_of(const RecordResult& result) {
  std::string text;
  write_record_json(text, result, true);
  return text;
}

/// What is written of a record is one line of JSON, with figures or with a fault.
void require_line(const RecordResult& result) {
  const std::string text = line_of(result);
  require(std::count(text.begin(), text.end(), '\n') == 1 && text.back() == '\n');
  const auto line = nlohmann::json::parse(text);
  require(line.at("line") == result.line);
  require((result.report == nullptr) == (result.bad != nullptr));
  if (result.report != nullptr) {
    return require_figures(line);
  }
  const Diagnostic& told = result.bad->diagnostic;
  require(!told.code.empty() && !told.message.empty() && told.position.line >= result.line);
  require(line.at("error").at("code") == told.code);
}

/// What a walker learned of earlier records, and of this one, changes nothing.
void require_same_again(const Block& block, const Record& record, RecordWalker& walker,
                        const std::string& line) {
  require(line_of(*walker.walk(block, record)) == line);
  const WalkOptions options;
  require(line_of(*RecordWalker(options).walk(block, record)) == line);
}

void walk_all(const Block& block, RecordWalker& walker, std::vector<Found>& out) {
  for (const Record& record : block.records) {
    add(out, block.text, record);
    if (const RecordResult* const result = walker.walk(block, record)) {
      require_line(*result);
      require_same_again(block, record, walker, line_of(*result));
    }
  }
}

/// The records of a part, up to a failure. With a `walker` they are estimated.
std::vector<Found> records_of(const SourceOptions& options, RecordWalker* walker) {
  std::vector<Found> out;
  try {
    RecordSource source(options);
    Block block;
    while (source.next(block)) {
      require(!block.records.empty());
      if (walker != nullptr) {
        walk_all(block, *walker, out);
      } else {
        for (const Record& record : block.records) {
          add(out, block.text, record);
        }
      }
    }
  } catch (const Failure& failure) {
    require(!failure.diagnostics().empty() && !failure.diagnostics().front().code.empty());
  }
  return out;
}

std::vector<Found> split_in_pieces(RecordFormat format, std::string_view text, std::size_t piece) {
  const auto splitter = splitter_of(format, {});
  std::vector<Found> out;
  std::vector<Record> records;
  std::string held;
  for (std::size_t at = 0;; at += piece) {
    const bool last = at >= text.size();
    held.append(text.substr(std::min(at, text.size()), piece));
    const std::size_t rest = splitter->split(held, last, records);
    for (const Record& record : records) {
      add(out, held, record);
    }
    records.clear();
    held.erase(0, rest);
    if (last) {
      return out;
    }
  }
}

void require_same_in_parts(const SourceOptions& options, std::uint64_t count) {
  const std::vector<Found> whole = records_of(options, nullptr);
  std::vector<Found> joined;
  for (std::uint64_t number = 1; number <= count; ++number) {
    SourceOptions part = options;
    part.shard = Shard{number, count};
    const std::vector<Found> found = records_of(part, nullptr);
    joined.insert(joined.end(), found.begin(), found.end());
  }
  require(joined == whole);
}

/// Neither gzip nor zstd, nor a mark of Unicode: then a text is split as it stands.
bool is_plain(std::string_view text) {
  return text.empty() || static_cast<unsigned char>(text.front()) < 0x80;
}

bool is_packed(std::string_view text) {
  return text.starts_with("\x1f\x8b") || text.starts_with("\x28\xb5\x2f\xfd") ||
         (text.size() >= 4 && text.substr(1, 3) == "\x2a\x4d\x18");
}

void read_records(std::string_view text, RecordFormat format, std::size_t piece,
                  std::uint64_t parts) {
  const MemoryFile file(text);
  SourceOptions options{.files = {file.path()}, .format = format};
  const WalkOptions walk;
  RecordWalker walker(walk);
  records_of(options, &walker);
  if (is_packed(text)) {
    return;
  }
  if (is_plain(text)) {
    require(split_in_pieces(format, text, piece) == split_in_pieces(format, text, text.size() + 1));
  }
  const bool of_lines = format == RecordFormat::lines || format == RecordFormat::csv;
  if (of_lines && !text.starts_with("\xff\xfe") && !text.starts_with("\xfe\xff")) {
    require_same_in_parts(options, parts);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) {
    return 0;
  }
  constexpr std::array formats{RecordFormat::lines, RecordFormat::json, RecordFormat::csv,
                               RecordFormat::sacct, RecordFormat::sacct_json};
  const std::size_t choice = data[0];
  const std::size_t rest = choice / formats.size();
  const std::string text(data + 1, data + size);
  read_records(text, formats[choice % formats.size()], 1 + rest % 16, 1 + rest % 7);
  return 0;
}
