# SPDX-License-Identifier: Apache-2.0
# cmake -D ROOT=dir -P codes.cmake: every diagnostic code in src/ stands in docs/reference/diagnostics.md.
cmake_minimum_required(VERSION 3.25)
file(READ "${ROOT}/docs/reference/diagnostics.md" page)
set(no_codes my-model)  # words of that shape that are no codes

file(GLOB sources "${ROOT}/src/support/*.cpp" "${ROOT}/src/pipeline/*.cpp" "${ROOT}/src/formats/*.cpp" "${ROOT}/src/formats/logs/*.cpp" "${ROOT}/src/batch/*.cpp"
  "${ROOT}/src/cli/*.cpp")
foreach(source IN LISTS sources)
  file(READ "${source}" text)
  string(REGEX MATCHALL "\"[a-z]+(-[a-z]+)+\"" words "${text}")
  foreach(word IN LISTS words)
    string(REPLACE "\"" "" word "${word}")
    string(FIND "${page}" "`${word}`" at)
    if(at EQUAL -1 AND NOT word IN_LIST no_codes)
      list(APPEND missing ${word})
    endif()
  endforeach()
endforeach()
if(missing)
  list(REMOVE_DUPLICATES missing)
  message(FATAL_ERROR "docs/reference/diagnostics.md does not explain: ${missing}")
endif()
