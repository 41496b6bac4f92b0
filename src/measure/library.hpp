// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <string>

namespace plume {

/// A shared library that is opened at run time, and stays open until the process ends: drivers'
/// libraries keep threads.
class Library {
 public:
  explicit Library(const std::string& name);

  bool is_open() const { return handle_ != nullptr; }

  /// Why it is not open, where that is worth telling: a plain name that no folder has is not.
  const std::string& fault() const { return fault_; }

  /// Sets a pointer to a function of the library; to null where it has none of that name.
  template <class Function>
  void find(const char* name, Function*& out) const {
    out = std::bit_cast<Function*>(symbol(name));
  }

 private:
  void* symbol(const char* name) const;

  void* handle_ = nullptr;
  std::string fault_;
};

}  // namespace plume
