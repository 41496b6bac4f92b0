# SPDX-License-Identifier: Apache-2.0
include(GNUInstallDirs)

install(TARGETS plume RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT cli)
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT cli)
install(DIRECTORY include/plume DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT dev)

# What shells complete the command line by, printed by the program itself.
if(NOT CMAKE_CROSSCOMPILING)
  # plume_completion(<shell> <file> <folder>): the script of a shell, and where that shell looks for it.
  function(plume_completion shell file folder)
    set(script "${PROJECT_BINARY_DIR}/completions/${file}")
    add_custom_command(OUTPUT "${script}" COMMAND plume completion ${shell} -o "${script}" DEPENDS plume VERBATIM)
    add_custom_target(completion_${shell} ALL DEPENDS "${script}")
    install(FILES "${script}" DESTINATION "${CMAKE_INSTALL_DATADIR}/${folder}" COMPONENT cli)
  endfunction()
  file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/completions")
  plume_completion(bash plume bash-completion/completions)
  plume_completion(zsh _plume zsh/site-functions)
  plume_completion(fish plume.fish fish/vendor_completions.d)
endif()
