// SPDX-License-Identifier: Apache-2.0
#include "measure/child.hpp"

#include "plume/support/diagnostic.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace plume {

namespace {

void close_end(int& end) {
  if (end >= 0) {
    ::close(end);
    end = -1;
  }
}

[[noreturn]] void cannot_start(int error) {
  throw Failure(
      Diagnostic{.code = "cannot-start",
                 .message = fmt::format("cannot start a process: {}", std::strerror(error)),
                 .cure = "see how many processes and files you may have: `ulimit -a`"});
}

/// Whether the other side lets this one go on.
bool is_let_go(int gate) {
  char sign = 0;
  ssize_t got = -1;
  do {
    got = ::read(gate, &sign, 1);
  } while (got < 0 && errno == EINTR);
  return got == 1;
}

/// This process ignores signals of broken pipes; a command expects them.
void restore_signals(const sigset_t& mask) {
  struct sigaction usual {};
  usual.sa_handler = SIG_DFL;
  ::sigaction(SIGPIPE, &usual, nullptr);
  for (const int signal : {SIGINT, SIGTERM}) {
    struct sigaction now {};
    if (::sigaction(signal, nullptr, &now) == 0 && now.sa_handler != SIG_IGN) {
      ::sigaction(signal, &usual, nullptr);
    }
  }
  ::sigprocmask(SIG_SETMASK, &mask, nullptr);
}

void redirect(int from, int to) {
  if (from >= 0) {
    ::dup2(from, to);
  }
}

}  // namespace

Pipe::Pipe() {
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    cannot_start(errno);
  }
  read_ = ends[0];
  write_ = ends[1];
}

Pipe::~Pipe() {
  close_read();
  close_write();
}

void Pipe::close_read() {
  close_end(read_);
}

void Pipe::close_write() {
  close_end(write_);
}

Child::Child(std::span<const std::string> command, const ChildOutput& output,
             const sigset_t& mask) {
  std::vector<std::string> texts(command.begin(), command.end());
  std::vector<char*> words;
  words.reserve(texts.size() + 1);
  for (std::string& text : texts) {
    words.push_back(text.data());
  }
  words.push_back(nullptr);
  process_ = ::fork();
  if (process_ < 0) {
    cannot_start(errno);
  }
  if (process_ > 0) {
    gate_.close_read();
    fault_.close_write();
    return;
  }
  gate_.close_write();
  if (!is_let_go(gate_.read_end())) {
    ::_exit(0);
  }
  redirect(output.out, STDOUT_FILENO);
  redirect(output.error, STDERR_FILENO);
  restore_signals(mask);
  ::execvp(words[0], words.data());
  const int error = errno;
  [[maybe_unused]] const auto written = ::write(fault_.write_end(), &error, sizeof error);
  ::_exit(127);
}

Child::~Child() {
  gate_.close_write();
  if (process_ > 0) {
    ::waitpid(process_, nullptr, 0);
  }
}

int Child::let_go() {
  const char sign = 1;
  [[maybe_unused]] const auto written = ::write(gate_.write_end(), &sign, 1);
  gate_.close_write();
  int error = 0;
  ssize_t got = -1;
  do {
    got = ::read(fault_.read_end(), &error, sizeof error);
  } while (got < 0 && errno == EINTR);
  return got == sizeof error ? error : 0;
}

std::optional<int> Child::ended() {
  int status = 0;
  if (process_ <= 0 || ::waitpid(process_, &status, WNOHANG) != process_) {
    return std::nullopt;
  }
  process_ = 0;
  return status;
}

}  // namespace plume
