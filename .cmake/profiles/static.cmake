# SPDX-License-Identifier: Apache-2.0
# One file that runs on any Linux of its architecture, and starts fastest: nothing is loaded at start.
include("${CMAKE_CURRENT_LIST_DIR}/release.cmake")
set(DEPS DOWNLOAD CACHE STRING "")
set(CMAKE_EXE_LINKER_FLAGS "-static" CACHE STRING "")
