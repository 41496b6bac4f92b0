// SPDX-License-Identifier: Apache-2.0
#include "cli/completion.hpp"

#include "support/append_line.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace plume {

namespace {

using Kind = DescribedValue::Kind;
using Commands = std::span<const DescribedCommand>;

/// Puts a backslash before each of some characters.
std::string escaped(std::string_view text, std::string_view special) {
  std::string out;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) {
      out += '\\';
    }
    out += c;
  }
  return out;
}

/// A text between single quotes, in which a shell of Bourne's kind sees nothing special.
std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return out + '\'';
}

/// Of a listing in CSV the ids alone, in a shell.
std::string ids_alone() {
  return R"sh(sed -e '/^kind,id,/d' -e 's/^[^,]*,//' -e 's/,.*//' | uniq)sh";
}

template <class Words>
std::string in_a_row(const Words& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

bool is_pair(const DescribedCommand& command) {
  return command.name.find(' ') != std::string::npos;
}

/// The names of those commands that have one word.
std::vector<std::string_view> first_words(Commands commands) {
  std::vector<std::string_view> out;
  for (const DescribedCommand& command : commands) {
    if (!is_pair(command)) {
      out.push_back(command.name);
    }
  }
  return out;
}

/// The second words of those commands that have two, of which this is the first.
std::vector<std::string_view> words_below(const DescribedCommand& command, Commands commands) {
  std::vector<std::string_view> out;
  for (const DescribedCommand& other : commands) {
    if (other.name.starts_with(command.name + ' ')) {
      out.push_back(std::string_view(other.name).substr(command.name.size() + 1));
    }
  }
  return out;
}

/// What stands behind a command: what its first argument is.
DescribedValue arguments_of(const DescribedCommand& command) {
  return command.arguments.empty() ? DescribedValue{} : command.arguments.front().value;
}

std::string of_catalogue(std::string_view function, const DescribedValue& value) {
  return fmt::format("{} {}", function, in_a_row(value.words));
}

class BashScript {
 public:
  std::string write(Commands commands) {
    out_ = R"sh(# plume's command line in bash: source <(plume completion bash)
_plume_entries() {
  local kind
  for kind in "$@"; do plume data list "$kind" --format csv 2>/dev/null; done | )sh" +
           ids_alone() + R"sh(
}

_plume() {
  # The words up to the cursor: COMP_WORDS is cut at colons, which ids have.
  local line=${COMP_LINE:0:COMP_POINT} word before command words= files=
  word=${line##*[ =]}
  local -a done
  read -ra done <<<"${line%"$word"}"
  before=${done[${#done[@]} - 1]%=}
  command=${done[1]-}
)sh";
    add_pairs(commands);
    line("  case $command in");
    line("    '') words={} ;;", quoted(in_a_row(first_words(commands)) + " --help --version"));
    for (const DescribedCommand& command : commands) {
      add(command, commands);
    }
    return out_ + R"sh(  esac
  local IFS=$'\n'
  if [[ -n $words ]]; then
    # Of a list, the last word; of what holds a colon, readline wants what stands behind it.
    local list=${word%"${word##*,}"} shown
    [[ $word == -* ]] && list=
    words=${words// /$'\n'}
    COMPREPLY=($(compgen -P "$list" -W "$words" -- "${word#"$list"}"))
    shown=${word%"${word##*:}"}
    COMPREPLY=("${COMPREPLY[@]#"$shown"}")
  fi
  if [[ -n $files ]]; then
    compopt -o filenames 2>/dev/null
    COMPREPLY+=($(compgen "$files" -- "$word"))
  fi
}

complete -F _plume plume
)sh";
  }

 private:
  template <class... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    append_line(out_, format, std::forward<Args>(args)...);
  }

  void add_pairs(Commands commands) {
    for (const DescribedCommand& command : commands) {
      if (is_pair(command)) {
        line("  [[ \"$command ${{done[2]-}}\" == {} ]] && command={}", quoted(command.name),
             quoted(command.name));
      }
    }
  }

  void add(const DescribedCommand& command, Commands commands) {
    line("    {})", quoted(command.name));
    line("      case $before in");
    std::vector<std::string> names;
    std::vector<std::pair<std::string, std::string>> cases;  // what is proposed, behind which flags
    for (const DescribedFlag& flag : command.flags) {
      names.insert(names.end(), flag.names.begin(), flag.names.end());
      if (flag.value.kind != Kind::nothing) {
        add_case(proposes(flag.value), fmt::format("{}", fmt::join(flag.names, " | ")), cases);
      }
    }
    for (const auto& [proposal, flags] : cases) {
      line("        {}) {} ;;", flags, proposal);
    }
    const auto below = words_below(command, commands);
    line("        *) if [[ $word == -* ]]; then words={}; else {}{}; fi ;;",
         quoted(in_a_row(names)),
         below.empty() ? "" : fmt::format("words={}; ", quoted(in_a_row(below))),
         proposes(arguments_of(command)));
    line("      esac ;;");
  }

  static void add_case(const std::string& proposal, const std::string& flags,
                       std::vector<std::pair<std::string, std::string>>& cases) {
    const auto same = std::find_if(cases.begin(), cases.end(),
                                   [&](const auto& one) { return one.first == proposal; });
    if (same == cases.end()) {
      cases.emplace_back(proposal, flags);
    } else {
      same->second += " | " + flags;
    }
  }

  static std::string proposes(const DescribedValue& value) {
    switch (value.kind) {
      case Kind::words:
        return "words=" + quoted(in_a_row(value.words));
      case Kind::entries:
        return "words=$(" + of_catalogue("_plume_entries", value) + ")";
      case Kind::file:
        return "files=-f";
      case Kind::folder:
        return "files=-d";
      default:
        return "return";
    }
  }

  std::string out_;
};

class ZshScript {
 public:
  std::string write(Commands commands) {
    out_ = R"sh(#compdef plume
# plume's command line in zsh: source <(plume completion zsh), or this as _plume in a folder of fpath
_plume_entries() {
  local kind
  local -a ids
  for kind in "$@"; do
    ids+=(${(f)"$(plume data list $kind --format csv 2>/dev/null | )sh" +
           ids_alone() + R"sh()"})
  done
  compset -P '*,'
  compadd -a ids
}

_plume() {
  local command=$words[2]
  local -a commands
  commands=(
)sh";
    for (const DescribedCommand& command : commands) {
      if (!is_pair(command)) {
        out_ += fmt::format("    {}\n", quoted(command.name + ':' + command.what));
      }
    }
    out_ += R"sh(  )
  if ((CURRENT == 2)); then
    _describe -t commands command commands
    return
  fi
)sh";
    add_pairs(commands);
    out_ += "  shift words\n  ((CURRENT--))\n  case $command in\n";
    for (const DescribedCommand& command : commands) {
      add(command, commands);
    }
    return out_ + R"sh(  esac
}

if [[ $funcstack[1] == _plume ]]; then
  _plume "$@"
else
  compdef _plume plume
fi
)sh";
  }

 private:
  void add_pairs(Commands commands) {
    for (const DescribedCommand& command : commands) {
      if (is_pair(command)) {
        out_ += fmt::format("  if ((CURRENT > 3)) && [[ \"$words[2] $words[3]\" == {0} ]]; then\n"
                            "    command={0}\n    shift words\n    ((CURRENT--))\n  fi\n",
                            quoted(command.name));
      }
    }
  }

  void add(const DescribedCommand& command, Commands commands) {
    out_ += fmt::format("    {})\n      _arguments -s", quoted(command.name));
    for (const DescribedFlag& flag : command.flags) {
      add(flag);
    }
    out_ += " \\\n        " + quoted("*:argument:" + of_arguments(command, commands)) + " ;;\n";
  }

  void add(const DescribedFlag& flag) {
    std::string spec = "[" + escaped(flag.what, "[]\\") + "]";
    if (flag.value.kind != Kind::nothing) {
      spec += ":value:" + action_of(flag.value);
    }
    for (const std::string& name : flag.names) {
      const std::string others =
          flag.names.size() < 2 ? std::string() : "(" + in_a_row(flag.names) + ")";
      out_ += " \\\n        " + quoted(others + name + spec);
    }
  }

  static std::string of_arguments(const DescribedCommand& command, Commands commands) {
    const auto below = words_below(command, commands);
    const std::string action = action_of(arguments_of(command));
    return below.empty() ? action : fmt::format("{{compadd {}; {}}}", in_a_row(below), action);
  }

  static std::string action_of(const DescribedValue& value) {
    switch (value.kind) {
      case Kind::words:
        return "(" + in_a_row(value.words) + ")";
      case Kind::entries:
        return " " + of_catalogue("_plume_entries", value);  // the blank: without more arguments
      case Kind::file:
        return "_files";
      case Kind::folder:
        return "_files -/";
      default:
        return "";
    }
  }

  std::string out_;
};

class FishScript {
 public:
  std::string write(Commands commands) {
    out_ = R"sh(# plume's command line in fish: plume completion fish | source
function __plume_entries
    for kind in $argv
        plume data list $kind --format csv 2>/dev/null
    end | )sh" +
           ids_alone() + R"sh(
end

function __plume_command
    set -l words (commandline -opc)
    set -l pairs )sh";
    for (const DescribedCommand& command : commands) {
      out_ += is_pair(command) ? quoted_here(command.name) + " " : std::string();
    }
    out_ += R"sh(
    if contains -- "$words[2] $words[3]" $pairs
        echo "$words[2] $words[3]"
    else
        echo "$words[2]"
    end
end

function __plume_runs
    test (__plume_command) = "$argv"
end

complete -c plume -f
complete -c plume -n '__plume_runs ""' -l help -d 'the commands'
complete -c plume -n '__plume_runs ""' -l version -d 'which this is'
)sh";
    for (const DescribedCommand& command : commands) {
      add(command);
    }
    return out_;
  }

 private:
  static std::string quoted_here(std::string_view text) { return "'" + escaped(text, "'\\") + "'"; }

  void add(const DescribedCommand& command) {
    const std::size_t last = command.name.rfind(' ') + 1;
    const std::string before = last == 0 ? "\"\"" : command.name.substr(0, last - 1);
    out_ += fmt::format("complete -c plume -n '__plume_runs {}' -a {} -d {}\n", before,
                        command.name.substr(last), quoted_here(command.what));
    const std::string here =
        fmt::format("complete -c plume -n {}", quoted_here("__plume_runs " + command.name));
    for (const DescribedFlag& flag : command.flags) {
      out_ += here;
      for (const std::string& name : flag.names) {
        out_ += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      }
      out_ += fmt::format("{}{} -d {}\n", flag.value.kind == Kind::nothing ? "" : " -r",
                          proposes(flag.value), quoted_here(flag.what));
    }
    if (const std::string arguments = proposes(arguments_of(command)); !arguments.empty()) {
      out_ += here + arguments + '\n';
    }
  }

  static std::string proposes(const DescribedValue& value) {
    switch (value.kind) {
      case Kind::words:
        return " -f -a " + quoted_here(in_a_row(value.words));
      case Kind::entries:
        return " -f -a " + quoted_here("(" + of_catalogue("__plume_entries", value) + ")");
      case Kind::file:
        return " -F";
      case Kind::folder:
        return " -f -a '(__fish_complete_directories)'";
      case Kind::free:
        return " -f";
      default:
        return "";
    }
  }

  std::string out_;
};

}  // namespace

std::string write_completion(Shell shell, Commands commands) {
  switch (shell) {
    case Shell::bash:
      return BashScript().write(commands);
    case Shell::zsh:
      return ZshScript().write(commands);
    default:
      return FishScript().write(commands);
  }
}

}  // namespace plume
