# SPDX-License-Identifier: Apache-2.0
# cmake -D ROOT=dir -P codes.cmake: every diagnostic code in src/ stands in docs/reference/diagnostics.md.
cmake_minimum_required(VERSION 3.25)
file(READ "${ROOT}/docs/reference/diagnostics.md" page)
# Words of that shape that are no codes: names, programs, frameworks, settings.
set(no_codes my-model all-linear apt-get nvidia-smi transformer-engine flux-schnell flux-dev
  hugging-face llama-factory llm-foundry max-emissions max-energy max-cost-of max-increase max-steps fail-on)

file(GLOB sources "${ROOT}/src/support/*.cpp" "${ROOT}/src/pipeline/*.cpp" "${ROOT}/src/formats/*.cpp" "${ROOT}/src/formats/logs/*.cpp"
  "${ROOT}/src/formats/configs/*.cpp" "${ROOT}/src/batch/*.cpp" "${ROOT}/src/gate/*.cpp" "${ROOT}/src/cli/*.cpp")
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
