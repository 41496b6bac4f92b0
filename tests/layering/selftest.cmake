# SPDX-License-Identifier: Apache-2.0
# cmake -D OUT=scratch -P selftest.cmake: layering.cmake passes a good tree and fails on each kind of bad one.
set(spdx "// SPDX-License-Identifier: Apache-2.0\n")
string(REPEAT "\n" 400 many_lines)

function(expect_layering verdict file text)
  file(REMOVE_RECURSE "${OUT}")
  file(WRITE "${OUT}/${file}" "${text}")
  execute_process(COMMAND "${CMAKE_COMMAND}" -D "ROOT=${OUT}" -P "${CMAKE_CURRENT_LIST_DIR}/../layering.cmake"
    RESULT_VARIABLE status ERROR_VARIABLE said)
  if(verdict STREQUAL "passes")
    if(status)
      message(SEND_ERROR "a good tree failed: ${said}")
    endif()
  elseif(NOT status OR NOT said MATCHES "${verdict}")
    message(SEND_ERROR "expected «${verdict}», got status ${status}: ${said}")
  endif()
endfunction()

expect_layering(passes src/report/a.cpp "${spdx}#include \"plume/units/text.hpp\"\n")
expect_layering("includes plume/report/" src/units/a.cpp "${spdx}#include \"plume/report/json.hpp\"\n")
expect_layering("includes plume/cli/" include/plume/data/a.hpp "${spdx}#include <plume/cli/app.hpp>\n")
expect_layering("includes plume/nowhere/" src/cli/a.cpp "${spdx}#include \"plume/nowhere/a.hpp\"\n")
expect_layering("first line must say" src/units/a.cpp "#include <string>\n")
expect_layering("401 lines" src/units/a.cpp "${spdx}${many_lines}")
