// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "measure/selection.hpp"
#include "plume/measure/sensor.hpp"

#include <cstdint>
#include <string>

namespace plume {

/// The functions of AMD SMI that are used, as its public header declares them since ROCm 5.7; null
/// where the library lacks them. All return 0 for success.
struct AmdApi {
  using Handle = void*;
  int (*init)(std::uint64_t) = nullptr;
  int (*shut_down)() = nullptr;
  int (*sockets)(std::uint32_t*, Handle*) = nullptr;
  int (*processors)(Handle, std::uint32_t*, Handle*) = nullptr;
  int (*type)(Handle, unsigned*) = nullptr;
  int (*uuid)(Handle, unsigned*, char*) = nullptr;
  /// A count, the µJ that one of it is, ns
  int (*energy)(Handle, std::uint64_t*, float*, std::uint64_t*) = nullptr;
};

/// Opens the library; a note where it is there and cannot be used.
AmdApi load_amd(const std::string& name, FoundSensors& found);

/// The accelerators that AMD SMI knows and whose counter moves: some stand still.
void add_amd_sensors(const AmdApi& api, Selection& selection, FoundSensors& found);

}  // namespace plume
