// SPDX-License-Identifier: Apache-2.0
#include "plume/batch/batch.hpp"

#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace plume {

namespace {

/// What came of one block.
struct Work {
  std::string text;
  std::vector<Diagnostic> bad;  ///< the first of them
  Progress progress;
  Summary summary;
  std::exception_ptr failure;  ///< why the rest of the block was not walked
  bool last = false;           ///< nothing shall follow

  void clear() {
    text.clear();
    bad.clear();
    progress = {};
    summary = {};
  }
};

/// Threads that take blocks in turn and hand over what came of them in the same order.
class OrderedBatch {
 public:
  OrderedBatch(RecordSource& source, const WalkOptions& walk, const WriteRecord& write,
               const BatchEvents& events, const BatchOptions& options)
      : source_(source), walk_(walk), write_(write), events_(events), options_(options) {}

  BatchOutcome run() {
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < options_.jobs; ++i) {
      threads.emplace_back([this] { work(); });
    }
    work();
    for (std::thread& thread : threads) {
      thread.join();
    }
    if (const auto failure = failure_ ? failure_ : input_failure_) {
      std::rethrow_exception(failure);
    }
    return std::move(outcome_);
  }

 private:
  void work() {
    RecordWalker walker(walk_);
    Block block;
    Work work;
    std::uint64_t turn = 0;
    while (take(block, turn)) {
      work.clear();
      try {
        walk_block(walker, block, work);
      } catch (...) {
        work.failure = std::current_exception();
      }
      hand_over(work, turn);
    }
  }

  bool take(Block& block, std::uint64_t& turn) {
    const std::lock_guard lock(input_);
    try {
      if (exhausted_ || !source_.next(block)) {
        exhausted_ = true;
        return false;
      }
    } catch (...) {
      input_failure_ = std::current_exception();
      exhausted_ = true;
      return false;
    }
    turn = next_turn_++;
    return true;
  }

  void walk_block(RecordWalker& walker, const Block& block, Work& work) const {
    work.progress.taken = block.taken;
    for (const Record& record : block.records) {
      const RecordResult* const result = walker.walk(block, record);
      if (result == nullptr) {
        continue;
      }
      ++work.progress.records;
      if (options_.summarise) {
        work.summary.add(*result, walker.group(), !walk_.group_by.empty());
      } else {
        write_(work.text, *result);
      }
      if (result->bad != nullptr && take_bad(*result->bad, work)) {
        return;
      }
    }
  }

  /// Whether nothing shall follow.
  bool take_bad(const BadRecord& bad, Work& work) const {
    ++work.progress.bad;
    if (work.bad.size() < options_.told) {
      work.bad.push_back(bad.diagnostic);
    }
    work.last = options_.fail_fast;
    return work.last;
  }

  void hand_over(Work& work, std::uint64_t turn) {
    std::unique_lock lock(output_);
    turn_came_.wait(lock, [&] { return turn_ == turn || stopped_; });
    if (!stopped_) {
      try {
        deliver(work);
      } catch (...) {
        failure_ = std::current_exception();
        stop();
      }
    }
    ++turn_;
    turn_came_.notify_all();
  }

  void deliver(Work& work) {
    if (!work.text.empty()) {
      events_.deliver(work.text);
    }
    for (const Diagnostic& bad : work.bad) {
      if (told_ < options_.told) {
        events_.tell_bad(bad);
        ++told_;
      }
    }
    outcome_.progress.records += work.progress.records;
    outcome_.progress.bad += work.progress.bad;
    outcome_.progress.taken = work.progress.taken;
    if (options_.summarise) {
      outcome_.summary.add(work.summary);
    }
    events_.progress(outcome_.progress);
    if (work.failure) {
      std::rethrow_exception(work.failure);
    }
    if (work.last) {
      stop();
    }
  }

  void stop() {
    stopped_ = true;
    exhausted_ = true;
  }

  RecordSource& source_;
  const WalkOptions& walk_;
  const WriteRecord& write_;
  const BatchEvents& events_;
  const BatchOptions& options_;

  std::mutex input_;
  std::atomic<bool> exhausted_ = false;
  std::uint64_t next_turn_ = 0;
  std::exception_ptr input_failure_;

  std::mutex output_;
  std::condition_variable turn_came_;
  std::uint64_t turn_ = 0;
  bool stopped_ = false;
  std::exception_ptr failure_;
  std::size_t told_ = 0;
  BatchOutcome outcome_;
};

}  // namespace

BatchOutcome run_batch(RecordSource& source, const WalkOptions& walk, const WriteRecord& write,
                       const BatchEvents& events, const BatchOptions& options) {
  return OrderedBatch(source, walk, write, events, options).run();
}

}  // namespace plume
