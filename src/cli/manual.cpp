// SPDX-License-Identifier: Apache-2.0
#include "cli/manual.hpp"

#include "support/append_line.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace plume {

namespace {

using Commands = std::span<const DescribedCommand>;

constexpr std::ptrdiff_t several = 3;

/// A text that troff prints as it stands: it takes backslashes for its own, hyphens for those of
/// words, and a dot or a quote at the beginning of a line for a request. Choices may be broken.
std::string literal(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool begins = out.empty() || out.back() == '\n';
    out += begins && (c == '.' || c == '\'') ? "\\&" : "";
    out += c == '\\' ? "\\e" : c == '-' ? "\\-" : c == '|' ? "|\\:" : std::string(1, c);
  }
  return out;
}

std::string bold(std::string_view text) {
  return "\\fB" + literal(text) + "\\fR";
}

std::string italic(std::string_view text) {
  return "\\fI" + literal(text) + "\\fR";
}

bool is_same(const DescribedFlag& a, const DescribedFlag& b) {
  return a.names == b.names && a.what == b.what && a.value.type == b.value.type;
}

bool has(const std::vector<DescribedFlag>& flags, const DescribedFlag& flag) {
  return std::any_of(flags.begin(), flags.end(),
                     [&](const DescribedFlag& other) { return is_same(other, flag); });
}

bool is_shared(const DescribedFlag& flag, Commands commands) {
  return std::count_if(commands.begin(), commands.end(), [&](const DescribedCommand& command) {
           return has(command.flags, flag);
         }) >= several;
}

std::vector<DescribedFlag> shared_flags(Commands commands) {
  std::vector<DescribedFlag> out;
  for (const DescribedCommand& command : commands) {
    for (const DescribedFlag& flag : command.flags) {
      if (!has(out, flag) && is_shared(flag, commands)) {
        out.push_back(flag);
      }
    }
  }
  return out;
}

class Manual {
 public:
  std::string write(Commands commands, std::string_view version) {
    line(".TH PLUME 1 \"\" \"plume {}\" \"User Commands\"\n.ad l\n.nh", version);
    line(".SH NAME\nplume \\- the carbon footprint of machine\\-learning models");
    line(".SH SYNOPSIS");
    for (const DescribedCommand& command : commands) {
      line("{}\n.br", synopsis(command));
    }
    line("{} | {}", bold("plume --help"), bold("plume --version"));
    line(".SH COMMANDS");
    for (const DescribedCommand& command : commands) {
      add(command, commands);
    }
    line(".SH FLAGS OF SEVERAL COMMANDS");
    for (const DescribedFlag& flag : shared_flags(commands)) {
      add(flag);
    }
    return std::move(out_);
  }

 private:
  template <class... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    append_line(out_, format, std::forward<Args>(args)...);
  }

  static std::string synopsis(const DescribedCommand& command) {
    std::string out = bold("plume " + command.name);
    for (const DescribedArgument& argument : command.arguments) {
      const bool is_choice = argument.value.kind == DescribedValue::Kind::words;
      const std::string name =
          (is_choice ? argument.value.type : argument.name) + (argument.is_list ? "..." : "");
      out += argument.is_required ? ' ' + italic(name) : fmt::format(" [{}]", italic(name));
    }
    return out + " [" + italic("FLAGS") + "]";
  }

  void add(const DescribedCommand& command, Commands commands) {
    line(".SS {}", synopsis(command));
    line("{}.", literal(command.what));
    for (const DescribedArgument& argument : command.arguments) {
      line(".TP\n{}\n{}", italic(argument.name), literal(argument.what));
    }
    std::vector<std::string> shared;
    for (const DescribedFlag& flag : command.flags) {
      if (is_shared(flag, commands)) {
        shared.push_back(bold(flag.names.back()));
      } else {
        add(flag);
      }
    }
    line(".PP\nAnd, see the end: {}.", fmt::join(shared, ", "));
    line(".PP\n.nf\n{}\n.fi", literal(command.examples));
  }

  void add(const DescribedFlag& flag) {
    std::vector<std::string> names;
    std::transform(flag.names.begin(), flag.names.end(), std::back_inserter(names), bold);
    const bool takes_value = flag.value.kind != DescribedValue::Kind::nothing;
    line(".TP\n{}{}\n{}", fmt::join(names, ", "),
         takes_value ? ' ' + italic(flag.value.type) : std::string(), literal(flag.what));
  }

  std::string out_;
};

}  // namespace

std::string write_manual(Commands commands, std::string_view version) {
  return Manual().write(commands, version);
}

}  // namespace plume
