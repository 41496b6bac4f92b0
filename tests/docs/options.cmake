# SPDX-License-Identifier: Apache-2.0
# cmake -D PLUME=… -D ROOT=… -P options.cmake: every long flag of `plume estimate` has a place in the reference.
execute_process(COMMAND "${PLUME}" estimate --help OUTPUT_VARIABLE help COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "--[a-z][a-z-]+" flags "${help}")
list(REMOVE_DUPLICATES flags)
if(NOT flags)
  message(FATAL_ERROR "plume estimate --help shows no flag")
endif()

set(reference "")
foreach(page manifest command-line)
  file(READ "${ROOT}/docs/reference/${page}.md" text)
  string(APPEND reference "${text}")
endforeach()
foreach(flag IN LISTS flags)
  if(NOT reference MATCHES "${flag}[^a-z-]")
    message(SEND_ERROR "${flag} is in neither docs/reference/manifest.md nor docs/reference/command-line.md")
  endif()
endforeach()
