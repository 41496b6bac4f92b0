// SPDX-License-Identifier: Apache-2.0
#include "plume/batch/walker.hpp"

#include "batch/config_memo.hpp"
#include "batch/csv_reader.hpp"
#include "plume/formats/sacct.hpp"
#include "plume/pipeline/manifest.hpp"
#include "plume/units/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace plume {

namespace {

struct JobGroup {
  std::string_view name;
  std::string SacctJob::*text;
};

constexpr std::array<JobGroup, 4> job_groups{{{"user", &SacctJob::user},
                                              {"account", &SacctJob::account},
                                              {"cluster", &SacctJob::cluster},
                                              {"state", &SacctJob::state}}};

const JobGroup* find_job_group(std::string_view name) {
  const auto found = std::find_if(job_groups.begin(), job_groups.end(),
                                  [name](const JobGroup& group) { return group.name == name; });
  return found == job_groups.end() ? nullptr : &*found;
}

Fault flaw_fault(RecordFlaw flaw) {
  switch (flaw) {
    case RecordFlaw::too_long:
      return {"record-too-long",
              fmt::format("the record is longer than {} MiB", longest_record >> 20U),
              "a record is one run: leave out what no key of a manifest needs"};
    case RecordFlaw::cut_off:
      return {"cut-off", "the file ends before its list does", "see that the file is whole"};
    default:
      return {"stray-text", "a list has no such text between its values",
              "separate the records by one comma each, and write nothing behind the list"};
  }
}

/// "hardware.power" of the third element of a list to "/2/hardware/power".
std::string pointer_to(const Fault& fault, const Block& block, const Record& record) {
  std::string pointer;
  if (block.format == RecordFormat::json) {
    pointer = fmt::format("/{}", record.place);
  }
  if (!fault.key.empty()) {
    pointer += '/';
    for (const char c : fault.key) {
      pointer += c == '.' ? "/" : c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    }
  }
  return pointer;
}

/// The table of a file of accounting; its faults name the file.
SacctTable accounting(const TableHeader& header, const std::string& file) {
  try {
    return SacctTable(header.text);
  } catch (const Failure& failure) {
    auto diagnostics = failure.diagnostics();
    for (Diagnostic& diagnostic : diagnostics) {
      diagnostic.file = file;
    }
    throw Failure(failure.exit_code(), std::move(diagnostics));
  }
}

/// No more blanks are put before a record than are shown: a list of any length may be one line.
constexpr std::size_t most_blanks = 160;

/// The line of the record with the byte at `offset`; blanks stand for what is before the record.
std::string source_line(std::string_view text, std::size_t offset, std::size_t before) {
  return text.empty() ? std::string() : std::string(before, ' ').append(line_at(text, offset));
}

/// What a field says, in words that group records.
std::string_view words_of(const Run& run, const Field& field, std::string& room) {
  if (!run.has(field.key)) {
    return {};
  }
  switch (field.kind) {
    case FieldKind::text:
      return run.text(field.key);
    case FieldKind::choice:
      return field.choices[run.choice(field.key)];
    default:
      room = print_machine(run.number(field.key).value);
      return room;
  }
}

}  // namespace

bool can_group_by(std::string_view key) {
  return find_field(key) != nullptr || find_job_group(key) != nullptr;
}

class RecordWalker::Impl {
 public:
  explicit Impl(const WalkOptions& options)
      : options_(options),
        has_defaults_(std::any_of(fields().begin(), fields().end(),
                                  [&](const Field& f) { return options.defaults.has(f.key); })),
        job_group_(find_job_group(options.group_by)), field_group_(find_field(options.group_by)),
        estimator_(options.detail) {}

  const RecordResult* walk(const Block& block, const Record& record) {
    run_.clear();
    faults_.clear();
    job_.reset();
    if (block.header != header_) {
      open_table(block);
    }
    if (!read(block, record)) {
      return nullptr;
    }
    result_ = {options_.several_files ? std::string_view(*block.file) : std::string_view(),
               record.line, &run_, nullptr, nullptr};
    complete(*block.file);
    const Report* const report = faults_.empty() ? estimate() : nullptr;
    if (faults_.empty()) {
      result_.report = report;
    } else {
      blame(block, record);
    }
    return &result_;
  }

  std::string_view group() {
    if (job_group_ != nullptr) {
      return job_ ? std::string_view((*job_).*(job_group_->text)) : std::string_view();
    }
    if (field_group_ == nullptr) {
      return {};
    }
    const Report* const report = result_.report;
    const Key key = field_group_->key;
    if (report != nullptr && key == Key::region && report->place != nullptr) {
      return report->place->id;
    }
    if (report != nullptr && key == Key::accelerator && report->accelerator != nullptr) {
      return report->accelerator->id;
    }
    return words_of(run_, *field_group_, group_room_);
  }

 private:
  /// A header that cannot be used is refused again with the next block.
  void open_table(const Block& block) {
    rows_.reset();
    jobs_.reset();
    if (block.format == RecordFormat::csv) {
      rows_.emplace(*block.header, *block.file);
    } else if (block.format == RecordFormat::sacct) {
      jobs_.emplace(accounting(*block.header, *block.file));
    }
    header_ = block.header;
  }

  /// False for a record that stands for no run.
  bool read(const Block& block, const Record& record) {
    const std::string_view text = block.text_of(record);
    if (record.flaw != RecordFlaw::none) {
      faults_.push_back(flaw_fault(record.flaw));
      return true;
    }
    switch (block.format) {
      case RecordFormat::csv:
        rows_->read(text, run_, faults_);
        return true;
      case RecordFormat::sacct:
        return enter_job(jobs_->read(text, faults_));
      case RecordFormat::sacct_json:
        return enter_job(read_sacct_job(text, faults_));
      default:
        manifests_.read(text, run_, faults_);
        return true;
    }
  }

  bool enter_job(std::optional<SacctJob> job) {
    job_ = std::move(job);
    if (job_) {
      enter(*job_, run_, faults_, {Origin::Where::manifest, 0, 1});
    }
    return job_ || !faults_.empty();
  }

  /// What the defaults and the model's config add.
  void complete(const std::string& file) {
    const bool own_config = run_.has(Key::config);
    if (has_defaults_) {
      fill_in(run_, options_.defaults);
    }
    if (own_config) {
      configs_.load(run_, std::filesystem::path(file).parent_path().string(), faults_);
    } else if (run_.has(Key::config)) {
      run_.architecture = options_.defaults.architecture;
      run_.architecture_text = options_.defaults.architecture_text;
      run_.architecture_notes = options_.defaults.architecture_notes;
    }
  }

  const Report* estimate() {
    const Report& report = estimator_.estimate(run_, faults_);
    if (options_.strict && faults_.empty()) {
      faults_ = strict_faults(report);
    }
    return &report;
  }

  void blame(const Block& block, const Record& record) {
    Fault& fault = faults_.front();
    const std::string_view text = block.text_of(record);
    const bool placed = fault.origin.where == Origin::Where::manifest;
    const std::size_t offset = placed ? std::min<std::size_t>(fault.origin.offset, text.size()) : 0;
    const Position within = position_at(text, offset);
    const std::size_t before = within.line == 1 ? record.column - 1 : 0;
    const std::size_t blanks = std::min(before, most_blanks);
    bad_.pointer = pointer_to(fault, block, record);
    bad_.diagnostic = {.code = std::move(fault.code),
                       .message = std::move(fault.message),
                       .cure = std::move(fault.cure),
                       .file = *block.file,
                       .position = {record.line + within.line - 1, before + within.column},
                       .line = source_line(text, offset, blanks),
                       .line_begin = before - blanks,
                       .width = placed ? std::max<std::size_t>(fault.origin.width, 1) : 1};
    result_.bad = &bad_;
  }

  const WalkOptions& options_;
  bool has_defaults_;
  const JobGroup* job_group_;
  const Field* field_group_;
  Estimator estimator_;
  ManifestReader manifests_;
  std::shared_ptr<const TableHeader> header_;
  std::optional<CsvReader> rows_;
  std::optional<SacctTable> jobs_;
  std::optional<SacctJob> job_;
  ConfigMemo configs_;
  Run run_;
  Faults faults_;
  BadRecord bad_;
  RecordResult result_;
  std::string group_room_;
};

RecordWalker::RecordWalker(const WalkOptions& options) : impl_(std::make_unique<Impl>(options)) {}

RecordWalker::~RecordWalker() = default;

const RecordResult* RecordWalker::walk(const Block& block, const Record& record) {
  return impl_->walk(block, record);
}

std::string_view RecordWalker::group() const {
  return impl_->group();
}

}  // namespace plume
