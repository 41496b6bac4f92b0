# SPDX-License-Identifier: Apache-2.0
# Packaged first, pinned by hash second. Pins equal Debian 12, so both roads compile the same code.

include(FetchContent)

set(DEPS AUTO CACHE STRING "Third-party code: AUTO (packaged, else download), SYSTEM or DOWNLOAD")
set_property(CACHE DEPS PROPERTY STRINGS AUTO SYSTEM DOWNLOAD)

# plume_dependency(<package> <least version> <target> URL … SHA256 …
#                  [INCLUDE dir] [SOURCES file…] [DEFINE macro…] [LINKS target…])
# gives <target>, from a package or, where there is none, from the pinned archive: its own CMake is
# never run, its headers (and SOURCES) are compiled as they are.
function(plume_dependency package version target)
  cmake_parse_arguments(PARSE_ARGV 3 arg "" "URL;SHA256;INCLUDE" "SOURCES;DEFINE;LINKS")
  if(NOT DEPS STREQUAL "DOWNLOAD" AND NOT TARGET ${target})
    find_package(${package} ${version} CONFIG QUIET GLOBAL)
  endif()
  if(TARGET ${target})
    message(STATUS "${package}: packaged ${${package}_VERSION}")
    return()
  endif()
  if(DEPS STREQUAL "SYSTEM")
    message(FATAL_ERROR "${package} ${version} or newer is not installed (DEPS=SYSTEM forbids a download)")
  endif()

  string(TOLOWER ${package} name)
  get_filename_component(file ${arg_URL} NAME)
  set(unpack DOWNLOAD_EXTRACT_TIMESTAMP OFF)
  if(file MATCHES "\\.hpp$")
    set(unpack DOWNLOAD_NO_EXTRACT ON)
  endif()
  FetchContent_Declare(${name} URL ${arg_URL} URL_HASH SHA256=${arg_SHA256}
    ${unpack} SOURCE_SUBDIR none)
  FetchContent_MakeAvailable(${name})

  if(arg_SOURCES)
    list(TRANSFORM arg_SOURCES PREPEND "${${name}_SOURCE_DIR}/")
    file(GLOB sources ${arg_SOURCES})
    add_library(third_party_${name} STATIC ${sources})
    set(scope PUBLIC)
  else()
    add_library(third_party_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(third_party_${name} SYSTEM ${scope} "${${name}_SOURCE_DIR}/${arg_INCLUDE}")
  target_compile_definitions(third_party_${name} ${scope} ${arg_DEFINE})
  target_link_libraries(third_party_${name} ${scope} ${arg_LINKS})
  add_library(${target} ALIAS third_party_${name})
  message(STATUS "${package}: downloaded ${version}")
endfunction()

plume_dependency(fmt 9.1.0 fmt::fmt-header-only
  URL https://github.com/fmtlib/fmt/archive/9.1.0.tar.gz
  SHA256 5dea48d1fcddc3ec571ce2058e13910a0d4a6bab4cc09a809d8b1dd1c88ae6f2
  INCLUDE include DEFINE FMT_HEADER_ONLY=1)

plume_dependency(spdlog 1.10.0 spdlog::spdlog_header_only
  URL https://github.com/gabime/spdlog/archive/v1.10.0.tar.gz
  SHA256 697f91700237dbae2326b90469be32b876b2b44888302afbc7aceb68bcfe8224
  INCLUDE include DEFINE SPDLOG_FMT_EXTERNAL LINKS fmt::fmt-header-only Threads::Threads)

plume_dependency(nlohmann_json 3.11.2 nlohmann_json::nlohmann_json
  URL https://github.com/nlohmann/json/archive/refs/tags/v3.11.2.tar.gz
  SHA256 d69f9deb6a75e2580465c6c4c5111b89c4dc2fa94e3a85fcd2ffcd9a143d9273
  INCLUDE include)

plume_dependency(CLI11 2.1.2 CLI11::CLI11
  URL https://github.com/CLIUtils/CLI11/archive/v2.1.2.tar.gz
  SHA256 26291377e892ba0e5b4972cdfd4a2ab3bf53af8dac1f4ea8fe0d1376b625c8cb
  INCLUDE include)

plume_dependency(simdjson 3.0.1 simdjson::simdjson
  URL https://github.com/simdjson/simdjson/archive/v3.0.1.tar.gz
  SHA256 156b1bc5eb0561b2bd166b46d191fd3d95a3e709cc63761477d3b7aec2b6e9ed
  INCLUDE singleheader SOURCES singleheader/simdjson.cpp LINKS Threads::Threads)

plume_dependency(yaml-cpp 0.7.0 yaml-cpp
  URL https://github.com/jbeder/yaml-cpp/archive/yaml-cpp-0.7.0.tar.gz
  SHA256 43e6a9fcb146ad871515f0d0873947e5d497a1c9c60c58cb102a97b47208b7c3
  INCLUDE include SOURCES src/*.cpp)

plume_dependency(tomlplusplus 3.3.0 tomlplusplus::tomlplusplus
  URL https://github.com/marzer/tomlplusplus/archive/v3.3.0.tar.gz
  SHA256 fc1a5eb410f3c67e90e5ad1264a1386d020067cfb01b633cc8c0441789aa6cf2
  INCLUDE include)

# zlib comes with no package file of CMake's kind, but CMake knows it. Both libraries are C, which
# only their own compilation needs.
if(NOT DEPS STREQUAL "DOWNLOAD")
  find_package(ZLIB 1.2.13 QUIET)
  set(ZLIB_VERSION "${ZLIB_VERSION_STRING}")
  find_package(zstd 1.5.4 CONFIG QUIET GLOBAL)
endif()
if(NOT TARGET ZLIB::ZLIB OR NOT TARGET zstd::libzstd_shared)
  enable_language(C)
endif()

plume_dependency(ZLIB 1.2.13 ZLIB::ZLIB
  URL https://github.com/madler/zlib/releases/download/v1.2.13/zlib-1.2.13.tar.gz
  SHA256 b3a24de97a8fdbc835b9833169501030b8977031bcb54b3b3ac13740f846ab30
  SOURCES adler32.c crc32.c deflate.c inffast.c inflate.c inftrees.c trees.c zutil.c)

plume_dependency(zstd 1.5.4 zstd::libzstd_shared
  URL https://github.com/facebook/zstd/releases/download/v1.5.4/zstd-1.5.4.tar.gz
  SHA256 0f470992aedad543126d06efab344dc5f3e171893810455787d38347343a4424
  INCLUDE lib SOURCES lib/common/*.c lib/compress/*.c lib/decompress/*.c DEFINE ZSTD_DISABLE_ASM=1)

# Debian's targets name the shared libfmt, libyaml-cpp, libz and libzstd. Each shared library costs every
# start about 0.1 ms of relocation, so the header-only and static forms in the same packages are linked
# instead.
get_target_property(packaged spdlog::spdlog_header_only IMPORTED)
if(packaged)
  set_target_properties(spdlog::spdlog_header_only PROPERTIES
    INTERFACE_LINK_LIBRARIES "fmt::fmt-header-only;Threads::Threads")
endif()

# plume_static(<name> <target> <archive>): <target>, by its archive where it is packaged with one.
function(plume_static name target archive)
  add_library(${name} INTERFACE)
  get_target_property(packaged ${target} IMPORTED)
  string(TOUPPER ${name}_ARCHIVE found)
  if(packaged)
    find_library(${found} NAMES ${archive})
    mark_as_advanced(${found})
  endif()
  if(packaged AND ${found})
    target_include_directories(${name} SYSTEM INTERFACE
      $<TARGET_PROPERTY:${target},INTERFACE_INCLUDE_DIRECTORIES>)
    target_link_libraries(${name} INTERFACE "${${found}}")
  else()
    target_link_libraries(${name} INTERFACE ${target})
  endif()
endfunction()

plume_static(plume_yaml yaml-cpp libyaml-cpp.a)
plume_static(plume_zlib ZLIB::ZLIB libz.a)
plume_static(plume_zstd zstd::libzstd_shared libzstd.a)

# Debian's target names a shared library here too; the headers alone do.
add_library(plume_toml INTERFACE)
target_include_directories(plume_toml SYSTEM INTERFACE
  $<TARGET_PROPERTY:tomlplusplus::tomlplusplus,INTERFACE_INCLUDE_DIRECTORIES>)
