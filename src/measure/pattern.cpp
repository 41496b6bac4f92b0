// SPDX-License-Identifier: Apache-2.0
#include "measure/pattern.hpp"

#include <array>

namespace plume {

namespace {

using Kind = PatternStep::Kind;

constexpr std::size_t nowhere = ~std::size_t{0};

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

/// A way through the program that fits the line so far.
struct Path {
  std::size_t place = 0;
  std::array<std::size_t, 2> group{nowhere, nowhere};  ///< its begin and its end
};

/// All paths walk the line together, the better ones first; of two at one place the better one
/// stays. (Pike's machine: Thompson 1968, Pike 1987.)
class Walk {
 public:
  Walk(const std::vector<PatternStep>& program, std::string_view line)
      : program_(program), line_(line), seen_(program.size(), nowhere) {}

  std::optional<Path> run() {
    for (std::size_t at = 0; at <= line_.size(); ++at) {
      if (!best_) {
        enter({}, at);
      }
      if (at < line_.size()) {
        step(at);
      }
    }
    settle();
    return best_;
  }

 private:
  /// At the end of the line the first path that is done counts.
  void settle() {
    for (const Path& path : paths_) {
      if (program_[path.place].kind == Kind::done) {
        best_ = path;
        return;
      }
    }
  }

  void step(std::size_t at) {
    const std::vector<Path> now = std::move(paths_);
    paths_.clear();
    for (const Path& path : now) {
      const PatternStep& instruction = program_[path.place];
      if (instruction.kind == Kind::done) {
        best_ = path;
        return;  // the paths behind it are worse
      }
      if (instruction.bytes.test(static_cast<unsigned char>(line_[at]))) {
        enter({path.place + 1, path.group}, at + 1);
      }
    }
  }

  bool holds(Kind kind, std::size_t at) const {
    if (kind == Kind::line_begin) {
      return at == 0;
    }
    if (kind == Kind::line_end) {
      return at == line_.size();
    }
    const bool before = at > 0 && is_word(line_[at - 1]);
    const bool behind = at < line_.size() && is_word(line_[at]);
    return before != behind;
  }

  /// Follows a path to where it takes a byte, or is done.
  void enter(const Path& first, std::size_t at) {
    pending_.push_back(first);
    while (!pending_.empty()) {
      Path path = pending_.back();
      pending_.pop_back();
      if (seen_[path.place] == at) {
        continue;
      }
      seen_[path.place] = at;
      follow(path, at);
    }
  }

  void follow(Path path, std::size_t at) {
    const PatternStep& instruction = program_[path.place];
    switch (instruction.kind) {
      case Kind::one_of:
      case Kind::done:
        paths_.push_back(path);
        return;
      case Kind::fork:
        pending_.push_back({instruction.second, path.group});
        pending_.push_back({instruction.target, path.group});
        return;
      case Kind::jump:
        pending_.push_back({instruction.target, path.group});
        return;
      case Kind::save:
        path.group[instruction.target] = at;
        pending_.push_back({path.place + 1, path.group});
        return;
      case Kind::line_begin:
      case Kind::line_end:
      case Kind::word_edge:
        if (holds(instruction.kind, at)) {
          pending_.push_back({path.place + 1, path.group});
        }
        return;
    }
  }

  const std::vector<PatternStep>& program_;
  std::string_view line_;
  std::vector<std::size_t> seen_;  ///< where in the line a place was last entered
  std::vector<Path> paths_;
  std::vector<Path> pending_;
  std::optional<Path> best_;
};

}  // namespace

Pattern::Pattern(std::string_view text) : program_(compile_pattern(text)) {}

std::optional<Pattern::Match> Pattern::search(std::string_view line) const {
  const auto path = Walk(program_, line).run();
  if (!path) {
    return std::nullopt;
  }
  const auto [begin, end] = path->group;
  const bool taken = begin != nowhere && end != nowhere && begin <= end;
  return Match{taken ? std::optional(line.substr(begin, end - begin)) : std::nullopt};
}

}  // namespace plume
