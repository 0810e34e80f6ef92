# Libraries for a build that must not see this machine's /usr/include: header-only ones through a
# folder of links to exactly these headers, GoogleTest from its source.
set(headers ${CMAKE_BINARY_DIR}/headers)
file(MAKE_DIRECTORY ${headers})

# sandtray_header_library(TARGET FOLDER PROBE): the headers in /usr/include/FOLDER.
function(sandtray_header_library target folder probe)
  if(NOT EXISTS /usr/include/${folder}/${probe})
    message(FATAL_ERROR "there is no /usr/include/${folder}/${probe}; installer/packages.sh build test installs it")
  endif()
  file(CREATE_LINK /usr/include/${folder} ${headers}/${folder} SYMBOLIC)
  add_library(${target} INTERFACE IMPORTED GLOBAL)
  target_include_directories(${target} SYSTEM INTERFACE ${headers})
endfunction()

sandtray_header_library(nlohmann_json::nlohmann_json nlohmann json.hpp)
sandtray_header_library(tl::expected tl expected.hpp)
sandtray_header_library(CLI11::CLI11 CLI CLI.hpp)
sandtray_header_library(fmt_headers fmt format.h)
sandtray_header_library(spdlog::spdlog_header_only spdlog spdlog.h)
target_link_libraries(spdlog::spdlog_header_only INTERFACE fmt_headers)
target_compile_definitions(spdlog::spdlog_header_only INTERFACE SPDLOG_FMT_EXTERNAL FMT_HEADER_ONLY)

if(SANDTRAY_TESTS)
  sandtray_header_library(valijson::valijson valijson validator.hpp)
  set(SANDTRAY_GTEST_SOURCE /usr/src/googletest CACHE PATH "GoogleTest's source")
  if(NOT EXISTS ${SANDTRAY_GTEST_SOURCE}/CMakeLists.txt)
    message(FATAL_ERROR "there is no GoogleTest in ${SANDTRAY_GTEST_SOURCE}; installer/packages.sh windows macos installs it")
  endif()
  set(INSTALL_GTEST OFF CACHE INTERNAL "")
  add_subdirectory(${SANDTRAY_GTEST_SOURCE} ${CMAKE_BINARY_DIR}/googletest EXCLUDE_FROM_ALL)
endif()
