# SPDX-License-Identifier: Apache-2.0
find_program(clang NAMES clang++-14 clang++ REQUIRED)
set(CMAKE_CXX_COMPILER "${clang}" CACHE STRING "")
set(CMAKE_BUILD_TYPE Debug CACHE STRING "")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1" CACHE STRING "")
set(BUILD_TESTING ON CACHE BOOL "")
set(PLUME_WERROR ON CACHE BOOL "")
set(PLUME_SANITIZE "address,undefined,float-divide-by-zero,float-cast-overflow" CACHE STRING "")
