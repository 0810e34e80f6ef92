# sandtray_linux_program(NAME ARCHITECTURE OUTPUT SOURCES...): a static program for Linux, whatever system
# this build is for. zig brings the C and the C++ library that go into it.
execute_process(COMMAND ${CMAKE_SOURCE_DIR}/installer/zig.sh OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

function(sandtray_linux_program name architecture output)
  # zig compiles its libraries once for these words: they are the same for each program.
  set(compiler ${CMAKE_SOURCE_DIR}/cmake/toolchains/zig/clang++ --target=${architecture}-linux-musl
    -Os -fPIE -ffunction-sections -fdata-sections)
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/${name})
  file(MAKE_DIRECTORY ${folder})
  # Of headers alone, and behind the C library's own: beside them may lie those of this system.
  set(headers "")
  foreach(library nlohmann_json::nlohmann_json tl::expected)
    get_target_property(places ${library} INTERFACE_INCLUDE_DIRECTORIES)
    foreach(place IN LISTS places)
      list(APPEND headers -idirafter ${place})
    endforeach()
  endforeach()
  set(objects "")
  foreach(source IN LISTS ARGN)
    get_filename_component(source ${source} ABSOLUTE)
    get_filename_component(stem ${source} NAME_WE)
    set(object ${folder}/${stem}.o)
    add_custom_command(OUTPUT ${object}
      COMMAND ${compiler} -std=c++20 -fstack-protector-strong -Wall -Wextra -Wpedantic -Werror
        -I${CMAKE_SOURCE_DIR}/common ${headers} -MD -MF ${object}.d -c ${source} -o ${object}
      DEPENDS ${source} ${CMAKE_SOURCE_DIR}/installer/zig.sh DEPFILE ${object}.d
      COMMENT "Compiling ${stem} for Linux on ${architecture}" VERBATIM)
    list(APPEND objects ${object})
  endforeach()
  get_filename_component(place ${output} DIRECTORY)
  file(MAKE_DIRECTORY ${place})
  add_custom_command(OUTPUT ${output}
    COMMAND ${compiler} -static -pie -s -Wl,--gc-sections -Wl,-z,relro,-z,now ${objects} -o ${output}
    DEPENDS ${objects} COMMENT "Linking ${name} for Linux on ${architecture}" VERBATIM)
  add_custom_target(${name} ALL DEPENDS ${output})
endfunction()
