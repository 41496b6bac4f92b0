// SPDX-License-Identifier: Apache-2.0
/// console PLUME EXAMPLES SCRATCH PAGE: runs every `$ plume …` line in the page's ```console
/// blocks, in a copy of EXAMPLES, and compares what it prints with the lines below it; a line `...`
/// stands for any lines. With PLUME_ACCEPT=1 the page is rewritten to what was printed; what it
/// leaves out stays left out.
#include "plume/support/closest_match.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <span>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <vector>

namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

Lines lines_of(std::istream& in) {
  Lines lines;
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
  }
  return lines;
}

std::string joined(std::span<const std::string> lines) {
  std::string text;
  for (const auto& line : lines) {
    text += line + '\n';
  }
  return text;
}

Lines run(const std::string& command) {
  std::fflush(stdout);
  FILE* pipe = ::popen(("{ " + command + "\n} 2>&1").c_str(), "r");
  std::string text;
  for (int c = 0; (c = std::fgetc(pipe)) != EOF;) {
    text += static_cast<char>(c);
  }
  const int status = ::pclose(pipe);
  if (!WIFEXITED(status) || WEXITSTATUS(status) == 127) {
    text += "(no such command, or it was killed)\n";
  }
  std::istringstream in(text);
  return lines_of(in);
}

bool matches(std::span<const std::string> expected, std::span<const std::string> printed) {
  if (expected.empty()) {
    return printed.empty();
  }
  if (expected.front() == "...") {
    return matches(expected.subspan(1), printed) ||
           (!printed.empty() && matches(expected, printed.subspan(1)));
  }
  return !printed.empty() && expected.front() == printed.front() &&
         matches(expected.subspan(1), printed.subspan(1));
}

/// What was printed, without the lines that `...` stood for: every line of the page is taken to
/// stand for the one most like it behind those before.
Lines elided(std::span<const std::string> page, std::span<const std::string> printed) {
  Lines out;
  auto next = printed.begin();
  bool gap = false;
  for (const std::string& line : page) {
    if (line == "...") {
      gap = true;
      continue;
    }
    const auto like = std::min_element(next, printed.end(), [&](const auto& a, const auto& b) {
      return plume::edit_distance(line, a) < plume::edit_distance(line, b);
    });
    if (gap) {
      out.emplace_back("...");
    } else {
      out.insert(out.end(), next, like);
    }
    gap = false;
    next = like;
    if (next != printed.end()) {
      out.push_back(*next++);
    }
  }
  if (gap) {
    out.emplace_back("...");
  } else {
    out.insert(out.end(), next, printed.end());
  }
  return out;
}

/// One walk over a page: copies it line by line, with each example's output as it is printed now.
class Page {
 public:
  explicit Page(Lines lines) : lines_(std::move(lines)) {}

  void check() {
    bool in_console = false;
    while (at_ < lines_.size()) {
      const std::string line = take();
      if (line.starts_with("```")) {
        in_console = line == "```console";
      } else if (in_console && line.starts_with("$ plume")) {
        example(line.substr(2));
      }
    }
  }

  int examples = 0;
  int failures = 0;
  Lines rewritten;

 private:
  std::string take() {
    rewritten.push_back(lines_[at_]);
    return lines_[at_++];
  }

  void example(std::string command) {
    while (command.ends_with('\\') && at_ < lines_.size()) {
      command += '\n' + take();
    }
    const std::size_t first = at_;
    const auto ends = [](const std::string& s) {
      return s.starts_with("$ ") || s.starts_with("```");
    };
    while (at_ < lines_.size() && !ends(lines_[at_])) {
      ++at_;
    }
    const auto expected = std::span(lines_).subspan(first, at_ - first);
    const Lines printed = run(command);
    const bool same = matches(expected, printed);
    ++examples;
    if (!same) {
      ++failures;
      std::printf("$ %s\n--- the page says\n%s--- plume prints\n%s", command.c_str(),
                  joined(expected).c_str(), joined(printed).c_str());
    }
    const Lines kept = same ? Lines(expected.begin(), expected.end()) : elided(expected, printed);
    rewritten.insert(rewritten.end(), kept.begin(), kept.end());
  }

  Lines lines_;
  std::size_t at_ = 0;
};

void prepare(const fs::path& plume, const fs::path& examples, const fs::path& scratch) {
  fs::remove_all(scratch);
  fs::create_directories(scratch);
  if (fs::exists(examples)) {
    fs::copy(examples, scratch, fs::copy_options::recursive);
  }
  fs::current_path(scratch);
  ::setenv("PATH", (plume.parent_path().string() + ":" + std::getenv("PATH")).c_str(), 1);
  ::setenv("NO_COLOR", "1", 1);
  ::setenv("LC_ALL", "C", 1);
  ::setenv("TZ", "UTC", 1);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fputs("usage: console PLUME EXAMPLES SCRATCH PAGE\n", stderr);
    return 2;
  }
  std::ifstream in(argv[4]);
  Page page(lines_of(in));
  prepare(argv[1], argv[2], argv[3]);
  page.check();
  std::printf("%s: %d examples, %d differ\n", argv[4], page.examples, page.failures);
  if (page.failures > 0 && std::getenv("PLUME_ACCEPT") != nullptr) {
    std::ofstream(argv[4]) << joined(page.rewritten);
    return 0;
  }
  return page.failures > 0 ? 1 : 0;
}
