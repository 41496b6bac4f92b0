# SPDX-License-Identifier: Apache-2.0
# What is released, tested: the release flags, warnings as errors, every test.
set(BUILD_TESTING ON CACHE BOOL "")
set(PLUME_WERROR ON CACHE BOOL "")
include("${CMAKE_CURRENT_LIST_DIR}/release.cmake")
