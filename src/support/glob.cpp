// SPDX-License-Identifier: Apache-2.0
#include "plume/support/glob.hpp"

#include <algorithm>
#include <filesystem>

namespace plume {

namespace {

namespace fs = std::filesystem;

/// Whether the set that `pattern` begins with, behind its `[`, holds the character; the set's end
/// is taken off the pattern.
bool takes(std::string_view& pattern, char c) {
  const bool without = !pattern.empty() && (pattern.front() == '!' || pattern.front() == '^');
  pattern.remove_prefix(without ? 1 : 0);
  bool found = false;
  for (bool first = true; !pattern.empty() && (first || pattern.front() != ']'); first = false) {
    const char low = pattern.front();
    const bool range = pattern.size() > 2 && pattern[1] == '-' && pattern[2] != ']';
    const char high = range ? pattern[2] : low;
    found = found || (low <= c && c <= high);
    pattern.remove_prefix(range ? 3 : 1);
  }
  pattern.remove_prefix(pattern.empty() ? 0 : 1);
  return found != without && c != '/';
}

/// One name against one name of the pattern; a star is tried again one character further.
bool matches_name(std::string_view pattern, std::string_view name) {
  std::string_view star_pattern;
  std::string_view star_name;
  bool star = false;
  while (!name.empty()) {
    if (!pattern.empty() && pattern.front() == '*') {
      pattern.remove_prefix(1);
      star = true;
      star_pattern = pattern;
      star_name = name;
      continue;
    }
    std::string_view rest = pattern.substr(pattern.empty() ? 0 : 1);
    const bool fits =
        !pattern.empty() && (pattern.front() == '?'   ? true
                             : pattern.front() == '[' ? takes(rest, name.front())
                                                      : pattern.front() == name.front());
    if (fits) {
      pattern = rest;
      name.remove_prefix(1);
    } else if (star) {
      pattern = star_pattern;
      star_name.remove_prefix(1);
      name = star_name;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*') == std::string_view::npos;
}

std::vector<std::string_view> names_of(std::string_view path) {
  std::vector<std::string_view> out;
  while (!path.empty()) {
    const auto slash = std::min(path.find('/'), path.size());
    if (slash > 0 && path.substr(0, slash) != ".") {
      out.push_back(path.substr(0, slash));
    }
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return out;
}

constexpr std::string_view wildcards = "*?[";

using Names = std::vector<std::string_view>;

/// Name by name; `**` is tried again one folder further, the last one first.
bool matches_names(const Names& pattern, const Names& path) {
  std::size_t i = 0;
  std::size_t j = 0;
  std::size_t star = pattern.size();
  std::size_t behind_star = 0;
  while (j < path.size()) {
    if (i < pattern.size() && pattern[i] == "**") {
      star = i++;
      behind_star = j;
    } else if (i < pattern.size() && matches_name(pattern[i], path[j])) {
      ++i;
      ++j;
    } else if (star < pattern.size()) {
      i = star + 1;
      j = ++behind_star;
    } else {
      return false;
    }
  }
  return std::all_of(pattern.begin() + static_cast<std::ptrdiff_t>(i), pattern.end(),
                     [](std::string_view name) { return name == "**"; });
}

bool enters(const std::string& name, std::string_view pattern) {
  return !name.starts_with('.') || pattern.find(name) != std::string_view::npos;
}

}  // namespace

bool matches_glob(std::string_view pattern, std::string_view path) {
  return matches_names(names_of(pattern), names_of(path));
}

bool is_glob(std::string_view text) {
  return text.find_first_of(wildcards) != std::string_view::npos;
}

std::vector<std::string> files_matching(const std::string& folder, std::string_view pattern) {
  const auto slash = pattern.rfind('/', pattern.find_first_of(wildcards));
  const std::size_t begin = slash == std::string_view::npos ? 0 : slash + 1;
  const fs::path named = fs::path(folder) / pattern.substr(0, begin);
  const fs::path top = named.empty() ? fs::path(".") : named;
  pattern.remove_prefix(begin);
  const Names wanted = names_of(pattern);
  std::vector<std::string> out;
  std::error_code unreadable;
  fs::recursive_directory_iterator at(top, fs::directory_options::skip_permission_denied,
                                      unreadable);
  for (; !unreadable && at != fs::end(at); at.increment(unreadable)) {
    if (at->is_directory(unreadable)) {
      if (!enters(at->path().filename().string(), pattern)) {
        at.disable_recursion_pending();
      }
      continue;
    }
    const std::string path = at->path().lexically_relative(top).generic_string();
    if (at->is_regular_file(unreadable) && matches_names(wanted, names_of(path))) {
      out.push_back((named / path).lexically_normal().string());
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace plume
