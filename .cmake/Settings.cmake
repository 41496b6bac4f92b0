# SPDX-License-Identifier: Apache-2.0
# plume_settings: how every first-party target is compiled and linked.

option(PLUME_WERROR "Warnings are errors" OFF)
option(PLUME_COVERAGE "Instrument for coverage" OFF)
option(PLUME_FUZZ "Build fuzz targets against libFuzzer (clang)" OFF)
set(PLUME_SANITIZE "" CACHE STRING "Comma-separated sanitizers, as -fsanitize takes them")

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)

add_library(plume_settings INTERFACE)
target_compile_features(plume_settings INTERFACE cxx_std_20)
target_compile_options(plume_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
  -Wold-style-cast -Wcast-qual -Wcast-align -Wnon-virtual-dtor -Woverloaded-virtual
  -Wextra-semi -Wformat=2 -Wundef
  # Aggregates with designated initialisers are house style; members left out have defaults.
  -Wno-missing-field-initializers
  $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wlogical-op>
  $<$<BOOL:${PLUME_WERROR}>:-Werror>
  -ffile-prefix-map=${PROJECT_SOURCE_DIR}/=
  $<$<CONFIG:Release>:-ffunction-sections -fdata-sections>)
target_link_options(plume_settings INTERFACE
  $<$<CONFIG:Release>:-Wl,--gc-sections -Wl,--as-needed -Wl,-O1 -s>)

# Fewer pages to map and to relocate when the program starts, where the linker and libc know how.
include(CheckLinkerFlag)
foreach(flag noseparate-code pack-relative-relocs)
  check_linker_flag(CXX "-Wl,-z,${flag}" plume_has_${flag})
  if(plume_has_${flag})
    target_link_options(plume_settings INTERFACE $<$<CONFIG:Release>:-Wl,-z,${flag}>)
  endif()
endforeach()

if(PLUME_SANITIZE)
  set(sanitize -fsanitize=${PLUME_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(plume_settings INTERFACE ${sanitize})
  target_link_options(plume_settings INTERFACE ${sanitize})
endif()
if(PLUME_FUZZ)
  target_compile_options(plume_settings INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(PLUME_COVERAGE)
  target_compile_options(plume_settings INTERFACE --coverage)
  target_link_options(plume_settings INTERFACE --coverage)
endif()
