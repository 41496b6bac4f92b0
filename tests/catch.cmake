# SPDX-License-Identifier: Apache-2.0
# plume_catch: Catch2 with a main function, version 3 or 2, packaged or the pinned single header.
if(NOT DEPS STREQUAL "DOWNLOAD")
  find_package(Catch2 3 CONFIG QUIET)
endif()
plume_dependency(Catch2 2.13.10 Catch2::Catch2
  URL https://github.com/catchorg/Catch2/releases/download/v2.13.10/catch.hpp
  SHA256 3725c0f0a75f376a5005dde31ead0feb8f7da7507644c201b814443de8355170)

if(TARGET Catch2::Catch2WithMain)
  add_library(plume_catch INTERFACE)
  target_link_libraries(plume_catch INTERFACE Catch2::Catch2WithMain)
else()
  add_library(plume_catch STATIC support/catch_main.cpp)
  target_include_directories(plume_catch PRIVATE .)
  target_link_libraries(plume_catch PUBLIC Catch2::Catch2)
endif()
