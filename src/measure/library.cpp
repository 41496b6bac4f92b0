// SPDX-License-Identifier: Apache-2.0
#include "measure/library.hpp"

#include <dlfcn.h>

namespace plume {

Library::Library(const std::string& name)
    : handle_(name.empty() ? nullptr : ::dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL)) {
  const char* const why = handle_ == nullptr && !name.empty() ? ::dlerror() : nullptr;
  const bool absent = why != nullptr &&
                      std::string(why).find("No such file") != std::string::npos &&
                      name.find('/') == std::string::npos;
  fault_ = why == nullptr || absent ? "" : why;
}

void* Library::symbol(const char* name) const {
  return handle_ == nullptr ? nullptr : ::dlsym(handle_, name);
}

}  // namespace plume
