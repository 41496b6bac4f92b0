# SPDX-License-Identifier: Apache-2.0
# A room is a folder of the same name under include/plume/ and src/, and a static library.

set_property(GLOBAL PROPERTY plume_rooms "")

# plume_room(<name> [SOURCES file…] [LINKS room…] [PUBLIC_LIBS target…] [PRIVATE_LIBS target…])
function(plume_room room)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS;PUBLIC_LIBS;PRIVATE_LIBS")
  list(TRANSFORM arg_LINKS PREPEND plume::)
  if(arg_SOURCES)
    add_library(plume_${room} STATIC ${arg_SOURCES})
    target_include_directories(plume_${room} PUBLIC "${PROJECT_SOURCE_DIR}/include"
                                             PRIVATE "${PROJECT_SOURCE_DIR}/src")
    target_link_libraries(plume_${room} PUBLIC ${arg_LINKS} ${arg_PUBLIC_LIBS}
                                        PRIVATE ${arg_PRIVATE_LIBS} plume_settings)
  else()
    add_library(plume_${room} INTERFACE)
    target_include_directories(plume_${room} INTERFACE "${PROJECT_SOURCE_DIR}/include")
    target_link_libraries(plume_${room} INTERFACE ${arg_LINKS} ${arg_PUBLIC_LIBS} ${arg_PRIVATE_LIBS})
  endif()
  add_library(plume::${room} ALIAS plume_${room})
  set_property(GLOBAL APPEND PROPERTY plume_rooms ${room})
endfunction()

# plume::core: every room but the command line, for programs that use plume as a library.
function(plume_umbrella)
  add_library(plume_core INTERFACE)
  get_property(rooms GLOBAL PROPERTY plume_rooms)
  list(REMOVE_ITEM rooms cli)
  list(TRANSFORM rooms PREPEND plume::)
  target_link_libraries(plume_core INTERFACE ${rooms})
  add_library(plume::core ALIAS plume_core)
endfunction()
