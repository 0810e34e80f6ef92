# What sandtray-fetch is linked with on a Mac. macOS has libarchive without its headers, and Homebrew's is for
# one processor and loads libraries that only Homebrew has. Of the source (source.sh) these files are what
# reads a tar file that gzip has packed; zlib is the system's.
enable_language(C)
execute_process(COMMAND ${CMAKE_SOURCE_DIR}/installer/source.sh libarchive
  OUTPUT_VARIABLE source OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
set(files "")
foreach(name acl check_magic entry entry_sparse entry_xattr random rb read read_open_fd
    read_support_filter_gzip read_support_format_tar string string_sprintf util virtual)
  list(APPEND files ${source}/libarchive/archive_${name}.c)
endforeach()
add_library(sandtray_libarchive STATIC ${files})
target_include_directories(sandtray_libarchive SYSTEM INTERFACE ${source}/libarchive)
target_compile_definitions(sandtray_libarchive
  PRIVATE PLATFORM_CONFIG_H="${CMAKE_CURRENT_LIST_DIR}/libarchive_config.h")
# What it reads comes from elsewhere. Its warnings are its authors' business.
target_compile_options(sandtray_libarchive PRIVATE -w -O2 -fstack-protector-strong -fPIE)
target_link_libraries(sandtray_libarchive PUBLIC z)

# libcurl and zlib come with macOS, their headers with its SDK; a build on another system has neither.
add_library(sandtray_libcurl INTERFACE)
target_link_libraries(sandtray_libcurl INTERFACE curl)
if(CMAKE_CROSSCOMPILING)
  execute_process(COMMAND ${CMAKE_SOURCE_DIR}/installer/source.sh curl
    OUTPUT_VARIABLE source OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  target_include_directories(sandtray_libcurl SYSTEM INTERFACE ${source}/include)
  set(headers ${CMAKE_BINARY_DIR}/headers/zlib)
  file(MAKE_DIRECTORY ${headers})
  foreach(name zlib.h zconf.h)
    if(NOT EXISTS /usr/include/${name})
      message(FATAL_ERROR "there is no /usr/include/${name}; installer/packages.sh macos installs it")
    endif()
    file(CREATE_LINK /usr/include/${name} ${headers}/${name} SYMBOLIC)
  endforeach()
  target_include_directories(sandtray_libarchive SYSTEM PRIVATE ${headers})
endif()
