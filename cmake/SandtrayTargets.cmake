# How every target of this project is compiled and linked.
include(CheckCXXSourceCompiles)
include(GNUInstallDirs)

find_program(SANDTRAY_CCACHE ccache)
if(SANDTRAY_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # It keeps what was compiled with a precompiled header only if it may overlook that header's
  # macros, none of which we define (ccache(1), "Precompiled headers").
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${SANDTRAY_CCACHE})
endif()

find_package(Threads REQUIRED)
if(CMAKE_CROSSCOMPILING)
  include(CrossHeaders)
else()
  find_package(nlohmann_json 3.10 REQUIRED)
  find_package(tl-expected REQUIRED)
endif()

add_library(sandtray_flags INTERFACE)
# Fifty programs are linked for the tests: a fast linker takes a tenth of the time. What people run is
# linked by the one that their distribution links with.
if(CMAKE_SYSTEM_NAME STREQUAL "Linux" AND NOT CMAKE_BUILD_TYPE STREQUAL "Release")
  include(CheckLinkerFlag)
  check_linker_flag(CXX -fuse-ld=mold SANDTRAY_HAS_MOLD)
  if(SANDTRAY_HAS_MOLD)
    target_link_options(sandtray_flags INTERFACE -fuse-ld=mold)
  endif()
endif()
if(MSVC)
  # Our text is UTF-8, and the standard is the standard. Its warnings have not been looked at yet.
  target_compile_options(sandtray_flags INTERFACE /W3 /utf-8 /permissive- /EHsc /Zc:__cplusplus /Zc:preprocessor)
else()
  target_compile_options(sandtray_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough
    -Wsuggest-override -Werror -fPIE)
endif()
# gcc 12 takes "text" + string for overlapping memory (gcc bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(sandtray_flags INTERFACE -Wno-restrict)
endif()
target_include_directories(sandtray_flags INTERFACE ${CMAKE_SOURCE_DIR}/common)
target_compile_definitions(sandtray_flags INTERFACE SANDTRAY_VERSION="${PROJECT_VERSION}")
if(WIN32)
  # Windows 10 of 2018 is the oldest: it has pseudo-consoles.
  target_compile_definitions(sandtray_flags INTERFACE
    _WIN32_WINNT=0x0A00 NTDDI_VERSION=0x0A000008 UNICODE _UNICODE NOMINMAX WIN32_LEAN_AND_MEAN)
endif()
if(SANDTRAY_SANITIZE)
  # gcc 12 takes what a sanitizer adds to the library's headers (<regex>) for uninitialized reads;
  # the other builds have the warning.
  target_compile_options(sandtray_flags INTERFACE
    -fsanitize=${SANDTRAY_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer
    -Wno-maybe-uninitialized)
  target_link_options(sandtray_flags INTERFACE -fsanitize=${SANDTRAY_SANITIZE})
endif()

# What people run reads text of agents: a memory error must not be easy to use. Unused functions are
# dropped, which halves the static programs.
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT MSVC)
  include(CheckCXXCompilerFlag)
  target_compile_options(sandtray_flags INTERFACE
    -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS
    -ffunction-sections -fdata-sections)
  foreach(flag -fstack-clash-protection -fcf-protection)
    string(MAKE_C_IDENTIFIER "SANDTRAY_HAS${flag}" known)
    check_cxx_compiler_flag(${flag} ${known})
    if(${known})
      target_compile_options(sandtray_flags INTERFACE ${flag})
    endif()
  endforeach()
  if(NOT APPLE AND NOT WIN32)
    target_link_options(sandtray_flags INTERFACE
      -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--gc-sections -Wl,--as-needed)
  endif()
endif()
if(SANDTRAY_FUZZ)
  # Clang warns of other things; the warnings of the ordinary build are the ones that count.
  target_compile_options(sandtray_flags INTERFACE -fsanitize=fuzzer-no-link -Wno-error)
endif()

# The command, the session host and the guest start hundreds of times and must start fast: they are
# linked statically where the system has static libraries, still at a random address. Sanitizers
# need the dynamic runtime.
if(NOT SANDTRAY_SANITIZE AND NOT APPLE AND NOT WIN32)
  set(CMAKE_REQUIRED_FLAGS -fPIE)
  set(CMAKE_REQUIRED_LINK_OPTIONS -static-pie)
  check_cxx_source_compiles("#include <string>\nint main() { return std::string().size(); }"
    SANDTRAY_HAS_STATIC_RUNTIME)
  unset(CMAKE_REQUIRED_FLAGS)
  unset(CMAKE_REQUIRED_LINK_OPTIONS)
endif()

# Compiling is mostly reading the same headers of libraries: a build that is made often reads them once.
# Not together with optimization: gcc 12 then warns of copies that are none (-Warray-bounds).
option(SANDTRAY_PRECOMPILE "Read the libraries' headers once" OFF)
if(SANDTRAY_PRECOMPILE)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/headers.cpp CONTENT "")
  add_library(sandtray_headers OBJECT ${CMAKE_BINARY_DIR}/headers.cpp)
  target_link_libraries(sandtray_headers PRIVATE sandtray_flags nlohmann_json::nlohmann_json tl::expected)
  target_precompile_headers(sandtray_headers PRIVATE <chrono> <filesystem> <fstream> <functional> <map> <memory>
    <optional> <string> <vector> <nlohmann/json.hpp> <tl/expected.hpp>)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(sandtray_headers PRIVATE -fpch-preprocess)
  endif()
endif()
function(sandtray_precompile target)
  if(SANDTRAY_PRECOMPILE)
    target_precompile_headers(${target} REUSE_FROM sandtray_headers)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      target_compile_options(${target} PRIVATE -fpch-preprocess)
    endif()
  endif()
endfunction()

# Likewise for what a file instantiates of the libraries: the files of a target are compiled together,
# as far as they define different names. After a new name that another file has, CMake has to be run again.
option(SANDTRAY_UNITE "Compile the files of a target together" OFF)
if(SANDTRAY_UNITE)
  find_package(Python3 3.9 REQUIRED COMPONENTS Interpreter)
  # To clang a variable in one file shadows what another file of its group has for itself.
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    target_compile_options(sandtray_flags INTERFACE -Wno-shadow)
  endif()
  if(NOT MINGW)  # whose linker takes half a minute for a program with that many sections
    # Without sections a program would have all of a group for one function in it.
    target_compile_options(sandtray_flags INTERFACE -ffunction-sections -fdata-sections)
    set(drop -Wl,--gc-sections)
    if(APPLE)
      set(drop -Wl,-dead_strip)
    endif()
    target_link_options(sandtray_flags INTERFACE ${drop})
  endif()
endif()
function(sandtray_unite target)
  if(NOT SANDTRAY_UNITE)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  list(FILTER sources INCLUDE REGEX "\\.cpp$")
  execute_process(COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_SOURCE_DIR}/cmake/together.py 8 ${sources}
    WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} OUTPUT_VARIABLE groups
    OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  string(REPLACE "\n" ";" groups "${groups}")
  set(number 0)
  foreach(group IN LISTS groups)
    math(EXPR number "${number} + 1")
    separate_arguments(group)
    set_source_files_properties(${group} PROPERTIES UNITY_GROUP ${number})
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()

# sandtray_floor(NAME SOURCES ... LINK ...): one floor of common/ as a static library.
function(sandtray_floor name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_library(sandtray_${name} STATIC ${ARG_SOURCES})
  target_link_libraries(sandtray_${name} PUBLIC sandtray_flags ${ARG_LINK})
  sandtray_precompile(sandtray_${name})
  sandtray_unite(sandtray_${name})
endfunction()

# sandtray_program(NAME [STATIC] SOURCES ... LINK ...): one executable.
function(sandtray_program name)
  cmake_parse_arguments(ARG "STATIC" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LINK})
  if(ARG_STATIC AND SANDTRAY_HAS_STATIC_RUNTIME)
    target_link_options(${name} PRIVATE -static-pie)
  elseif(NOT APPLE AND NOT WIN32)
    target_link_options(${name} PRIVATE -pie)
  endif()
  sandtray_unite(${name})
endfunction()
