# SPDX-License-Identifier: Apache-2.0
# cmake -D ROOT=dir -P codes.cmake: every diagnostic code in src/ stands in the reference.
cmake_minimum_required(VERSION 3.25)
set(page "")
foreach(name diagnostics card-findings log-formats)
  file(READ "${ROOT}/docs/reference/${name}.md" text)
  string(APPEND page "${text}")
endforeach()
# Words of that shape that are no codes: names, programs, frameworks, settings.
set(no_codes my-model all-linear apt-get nvidia-smi transformer-engine flux-schnell flux-dev
  hugging-face llama-factory llm-foundry max-emissions max-energy max-cost-of max-increase max-steps fail-on
  electricity-maps entso-e training-free gpu-hour tpu-hour intel-rapl energy-pkg energy-ram)

set(sources "")
foreach(room support pipeline formats formats/cards formats/configs formats/grids formats/logs batch gate measure cli)
  file(GLOB more "${ROOT}/src/${room}/*.cpp")
  list(APPEND sources ${more})
endforeach()
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
  message(FATAL_ERROR "docs/reference does not explain: ${missing}")
endif()
