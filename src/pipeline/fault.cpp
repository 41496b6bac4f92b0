// SPDX-License-Identifier: Apache-2.0
#include "plume/pipeline/fault.hpp"

#include "plume/pipeline/field.hpp"

#include <algorithm>
#include <tuple>

namespace plume {

namespace {

Diagnostic locate(const Fault& fault, std::string_view name, std::string_view text) {
  Diagnostic out{.code = fault.code, .message = fault.message, .cure = fault.cure};
  if (fault.origin.where == Origin::Where::manifest) {
    out.file = name;
    out.position = position_at(text, fault.origin.offset);
    out.line = line_at(text, fault.origin.offset);
    out.width = fault.origin.width;
  } else if (fault.origin.where == Origin::Where::flag) {
    out.file = find_field(fault.key)->flag;
  }
  return out;
}

/// In the order of the file; what has no place comes last.
bool comes_first(const Diagnostic& a, const Diagnostic& b) {
  if (a.position.line == 0 || b.position.line == 0) {
    return a.position.line != 0 && b.position.line == 0;
  }
  return std::tie(a.position.line, a.position.column) <
         std::tie(b.position.line, b.position.column);
}

}  // namespace

std::vector<Diagnostic> locate(const Faults& faults, std::string_view name, std::string_view text) {
  std::vector<Diagnostic> diagnostics;
  diagnostics.reserve(faults.size());
  for (const Fault& fault : faults) {
    diagnostics.push_back(locate(fault, name, text));
  }
  std::stable_sort(diagnostics.begin(), diagnostics.end(), comes_first);
  return diagnostics;
}

}  // namespace plume
