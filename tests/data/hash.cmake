# SPDX-License-Identifier: Apache-2.0
# cmake -D ROOT=<repository> -P hash.cmake
# The hash in data/catalogue.json is that of all other data files but the schemas. It is the SHA-256 of a list with one
# line a file, in the order of the paths: its own SHA-256, two spaces and its path below data/ (what sha256sum prints).
# PLUME_ACCEPT=1 writes it.
cmake_minimum_required(VERSION 3.25)

set(catalogue "${ROOT}/data/catalogue.json")
file(GLOB_RECURSE files RELATIVE "${ROOT}/data" "${ROOT}/data/*.json")
list(FILTER files EXCLUDE REGEX "^(schema/.*|catalogue\\.json)$")
list(SORT files COMPARE STRING)

set(lines "")
foreach(file IN LISTS files)
  file(SHA256 "${ROOT}/data/${file}" sum)
  string(APPEND lines "${sum}  ${file}\n")
endforeach()
string(SHA256 hash "${lines}")

file(READ "${catalogue}" text)
string(JSON stated ERROR_VARIABLE missing GET "${text}" hash)
if(stated STREQUAL hash)
  return()
endif()
if(DEFINED ENV{PLUME_ACCEPT})
  string(JSON release GET "${text}" release)
  string(JSON layout GET "${text}" layout)
  file(WRITE "${catalogue}" "{\"layout\": \"${layout}\", \"release\": \"${release}\",\n \"hash\": \"${hash}\"}\n")
  message(STATUS "data/catalogue.json now states ${hash}")
  return()
endif()
message(FATAL_ERROR "the data have changed since their hash was taken. Run the tests of the label data, then commit in "
  "data/catalogue.json\n  \"hash\": \"${hash}\"\n(PLUME_ACCEPT=1 ctest -R data/hash writes it); "
  "give \"release\" the month when the data are published anew.")
