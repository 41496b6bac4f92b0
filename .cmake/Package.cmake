# SPDX-License-Identifier: Apache-2.0
include(GNUInstallDirs)

install(TARGETS plume RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT cli)
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT cli)
install(DIRECTORY include/plume DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT dev)

# What shells complete the command line by, and the manual page: printed by the program itself.
if(NOT CMAKE_CROSSCOMPILING)
  # plume_printed(<file> <folder> <argument…>): what plume prints, and where it is looked for.
  function(plume_printed file folder)
    set(path "${PROJECT_BINARY_DIR}/printed/${file}")
    add_custom_command(OUTPUT "${path}" COMMAND plume ${ARGN} -o "${path}" DEPENDS plume VERBATIM)
    add_custom_target(printed_${file} ALL DEPENDS "${path}")
    install(FILES "${path}" DESTINATION "${CMAKE_INSTALL_DATADIR}/${folder}" COMPONENT cli)
  endfunction()
  file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/printed")
  plume_printed(plume bash-completion/completions completion bash)
  plume_printed(_plume zsh/site-functions completion zsh)
  plume_printed(plume.fish fish/vendor_completions.d completion fish)
  plume_printed(plume.1 man/man1 man)
endif()
