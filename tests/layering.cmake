# SPDX-License-Identifier: Apache-2.0
# cmake -D ROOT=… -P layering.cmake: a room includes only rooms above it in this list (src/fit, a tool, stands above all), every first-party
# file says its licence, and no file is longer than 400 lines.
set(rooms support units data models pipeline formats batch gate measure report cli)
set(longest 400)

file(GLOB_RECURSE files RELATIVE "${ROOT}" "${ROOT}/include/*" "${ROOT}/src/*" "${ROOT}/tests/*" "${ROOT}/.cmake/*"
  "${ROOT}/.dev/*" "${ROOT}/.ci/*")
list(FILTER files INCLUDE REGEX "\\.([ch]pp|cmake|sh)$|CMakeLists\\.txt$|^\\.(dev|ci)/")
foreach(file IN LISTS files)
  file(READ "${ROOT}/${file}" text)

  string(SUBSTRING "${text}" 0 100 head)
  if(NOT head MATCHES "SPDX-License-Identifier: Apache-2.0")
    message(SEND_ERROR "${file}: the first line must say SPDX-License-Identifier: Apache-2.0")
  endif()

  string(REGEX MATCHALL "\n" lines "${text}")
  list(LENGTH lines length)
  if(length GREATER longest)
    message(SEND_ERROR "${file}: ${length} lines, ${longest} at most: divide it")
  endif()

  if(NOT file MATCHES "^src/fit/" AND file MATCHES "^(include/plume|src)/([a-z]+)/")
    list(FIND rooms "${CMAKE_MATCH_2}" own)
    string(REGEX MATCHALL "#include [\"<]plume/[a-z]+/" includes "${text}")
    foreach(include IN LISTS includes)
      string(REGEX REPLACE ".*plume/([a-z]+)/" "\\1" room "${include}")
      list(FIND rooms "${room}" other)
      if(other GREATER own OR other EQUAL -1)
        message(SEND_ERROR "${file} includes plume/${room}/, which is not below it")
      endif()
    endforeach()
  endif()
endforeach()
