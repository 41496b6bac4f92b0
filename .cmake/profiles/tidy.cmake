# SPDX-License-Identifier: Apache-2.0
find_program(clang NAMES clang++-14 clang++ REQUIRED)
set(CMAKE_CXX_COMPILER "${clang}" CACHE STRING "")
set(CMAKE_CXX_CLANG_TIDY "clang-tidy;--quiet;--warnings-as-errors=*" CACHE STRING "")
set(CMAKE_BUILD_TYPE Debug CACHE STRING "")
set(BUILD_TESTING OFF CACHE BOOL "")
