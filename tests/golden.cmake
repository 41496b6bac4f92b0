# SPDX-License-Identifier: Apache-2.0
# cmake -D PLUME=… -D CASE=tests/golden/x -D OUT=scratch -P golden.cmake
# Runs plume with the arguments in CASE/cmd, inside CASE, and compares what it did with CASE's files
# stdout, stderr (absent: nothing) and status (absent: 0). PLUME_ACCEPT=1 rewrites those files.
file(READ "${CASE}/cmd" line)
string(STRIP "${line}" line)
separate_arguments(arguments UNIX_COMMAND "${line}")
set(input /dev/null)
if(EXISTS "${CASE}/stdin")
  set(input "${CASE}/stdin")
endif()

# CASE/environment: a variable a line, "NAME=value".
set(environment "")
if(EXISTS "${CASE}/environment")
  file(STRINGS "${CASE}/environment" environment)
endif()

file(MAKE_DIRECTORY "${OUT}")
execute_process(
  COMMAND "${CMAKE_COMMAND}" -E env --unset=CLICOLOR_FORCE --unset=GITHUB_ACTIONS NO_COLOR=1 LC_ALL=C TZ=UTC ${environment} "${PLUME}" ${arguments}
  WORKING_DIRECTORY "${CASE}" INPUT_FILE "${input}"
  OUTPUT_FILE "${OUT}/stdout" ERROR_FILE "${OUT}/stderr" RESULT_VARIABLE status)
file(WRITE "${OUT}/status" "${status}\n")

file(WRITE "${OUT}/default/stdout" "")
file(WRITE "${OUT}/default/stderr" "")
file(WRITE "${OUT}/default/status" "0\n")
foreach(part stdout stderr status)
  set(expected "${CASE}/${part}")
  if(NOT EXISTS "${expected}")
    set(expected "${OUT}/default/${part}")
  endif()
  execute_process(COMMAND diff -u "${expected}" "${OUT}/${part}" RESULT_VARIABLE differs OUTPUT_VARIABLE difference)
  if(differs AND DEFINED ENV{PLUME_ACCEPT})
    file(COPY "${OUT}/${part}" DESTINATION "${CASE}")
  elseif(differs)
    message("${difference}")
    set(failed TRUE)
  endif()
endforeach()
if(failed)
  message(FATAL_ERROR "plume ${line}\ndoes not do what ${CASE} says; if it now does better: PLUME_ACCEPT=1 ctest -L golden")
endif()
