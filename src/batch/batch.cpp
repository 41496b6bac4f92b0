// SPDX-License-Identifier: Apache-2.0
#include "plume/batch/batch.hpp"

#include <atomic>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
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
    failure = nullptr;
    last = false;
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
    try {
      for (std::size_t i = 1; i < options_.jobs; ++i) {
        threads.emplace_back([this] { work(); });
      }
    } catch (const std::system_error&) {
      // The system gives no more threads: fewer do as well.
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
    wait_for_room();
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

  /// Until so few blocks are under way that one more may be.
  void wait_for_room() {
    constexpr std::size_t waiting = 3;
    std::unique_lock lock(output_);
    room_.wait(lock, [&] { return exhausted_ || next_turn_ - turn_ < options_.jobs + waiting; });
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

  /// Work that comes before its turn waits, and its thread goes on. One thread at a time delivers
  /// whatever is due.
  void hand_over(Work& work, std::uint64_t turn) {
    std::unique_lock lock(output_);
    waiting_.emplace(turn, std::exchange(work, spare()));
    if (delivering_) {
      return;
    }
    delivering_ = true;
    for (auto due = waiting_.find(turn_); due != waiting_.end(); due = waiting_.find(turn_)) {
      Work ready = std::move(due->second);
      waiting_.erase(due);
      lock.unlock();
      try_to_deliver(ready);
      lock.lock();
      ++turn_;
      spare_.push_back(std::move(ready));
      room_.notify_all();
    }
    delivering_ = false;
  }

  /// Room that was used before, if there is any.
  Work spare() {
    if (spare_.empty()) {
      return {};
    }
    Work work = std::move(spare_.back());
    spare_.pop_back();
    return work;
  }

  void try_to_deliver(Work& work) {
    if (stopped_) {
      return;
    }
    try {
      deliver(work);
    } catch (...) {
      failure_ = std::current_exception();
      stop();
    }
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
  std::uint64_t next_turn_ = 0;  ///< of the block that is read next
  std::exception_ptr input_failure_;

  std::mutex output_;
  std::condition_variable room_;
  std::uint64_t turn_ = 0;  ///< of what is to be delivered next
  bool delivering_ = false;
  std::map<std::uint64_t, Work> waiting_;  ///< by their turn
  std::vector<Work> spare_;

  // Of the thread that delivers.
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
