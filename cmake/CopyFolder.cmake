# sandtray_copy_folder(TARGET FROM TO): after each build the folder TO is what FROM is, also when a file
# of FROM was edited, added or removed meanwhile.
function(sandtray_copy_folder target from to)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${from}/*)
  set(stamp ${CMAKE_CURRENT_BINARY_DIR}/${target}.stamp)
  # Written only when it changes, which is how the build sees that a file has gone.
  set(names ${CMAKE_CURRENT_BINARY_DIR}/${target}.names)
  list(JOIN files "\n" content)
  file(CONFIGURE OUTPUT ${names} CONTENT "${content}\n" @ONLY)
  add_custom_command(OUTPUT ${stamp}
    COMMAND ${CMAKE_COMMAND} -E rm -rf ${to}
    COMMAND ${CMAKE_COMMAND} -E copy_directory ${from} ${to}
    COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
    DEPENDS ${files} ${names} COMMENT "Copying ${from}" VERBATIM)
  add_custom_target(${target} ALL DEPENDS ${stamp})
endfunction()
