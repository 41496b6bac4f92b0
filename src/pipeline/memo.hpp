// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <utility>
#include <vector>

namespace plume {

/// Answers by question. An answer stays where it is until `clear`. Half of the slots are free, so
/// that a question is mostly found at the slot of its hash, and next to it otherwise.
template <class Question, class Answer, class Hash>
class Memo {
 public:
  /// The answer kept for a question; `find` is asked when there is none.
  template <class Asked, class Find>
  Answer& get(const Asked& asked, Find find) {
    const std::size_t hash = Hash{}(asked);
    for (std::size_t slot = slot_of(hash); slots_[slot] != nullptr; slot = slot_of(slot + 1)) {
      if (slots_[slot]->question == asked) {
        return slots_[slot]->answer;
      }
    }
    return enter(Question(asked), hash, find());
  }

  std::size_t size() const { return size_; }

  void clear() {
    slots_.assign(least_slots, nullptr);
    entries_.clear();
    size_ = 0;
  }

 private:
  struct Entry {
    Question question;
    std::size_t hash;
    Answer answer;
  };

  /// Their number is a power of two.
  std::size_t slot_of(std::size_t hash) const { return hash & (slots_.size() - 1); }

  [[gnu::noinline]] Answer& enter(Question question, std::size_t hash, Answer answer) {
    Entry& entry = entries_.emplace_back(Entry{std::move(question), hash, std::move(answer)});
    ++size_;
    if (2 * size_ > slots_.size()) {
      slots_.assign(2 * slots_.size(), nullptr);
      for (Entry& old : entries_) {
        place(old);
      }
    } else {
      place(entry);
    }
    return entry.answer;
  }

  void place(Entry& entry) {
    std::size_t slot = slot_of(entry.hash);
    while (slots_[slot] != nullptr) {
      slot = slot_of(slot + 1);
    }
    slots_[slot] = &entry;
  }

  static constexpr std::size_t least_slots = 64;

  std::deque<Entry> entries_;
  std::size_t size_ = 0;  ///< of `entries_`, which takes longer to say it
  std::vector<Entry*> slots_ = std::vector<Entry*>(least_slots);
};

}  // namespace plume
