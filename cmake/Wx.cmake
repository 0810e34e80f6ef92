# wxWidgets as the target sandtray_wx, whoever has packed it: its own build tells CMake, what
# distributions ship has wx-config.
include_guard(GLOBAL)
if(APPLE AND CMAKE_CROSSCOMPILING)
  # The headers of the source, set up as its project for Xcode does: enough to compile, and there is
  # nothing to link with.
  execute_process(COMMAND ${CMAKE_SOURCE_DIR}/installer/source.sh wxwidgets3.2
    OUTPUT_VARIABLE source OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  configure_file(${source}/include/wx/osx/setup.h ${CMAKE_BINARY_DIR}/wx/wx/setup.h COPYONLY)
  add_library(sandtray_wx INTERFACE)
  target_include_directories(sandtray_wx SYSTEM INTERFACE ${CMAKE_BINARY_DIR}/wx ${source}/include)
  target_compile_definitions(sandtray_wx INTERFACE
    __WXMAC__ __WXOSX__ __WXOSX_COCOA__ __WXMAC_XCODE__=1)
  return()
endif()

find_package(wxWidgets 3.2 CONFIG QUIET COMPONENTS core base)
if(TARGET wx::core)
  add_library(sandtray_wx INTERFACE)
  target_link_libraries(sandtray_wx INTERFACE wx::core wx::base)
else()
  find_package(wxWidgets 3.2 MODULE REQUIRED COMPONENTS core base)
  add_library(sandtray_wx INTERFACE)
  target_include_directories(sandtray_wx SYSTEM INTERFACE ${wxWidgets_INCLUDE_DIRS})
  target_compile_definitions(sandtray_wx INTERFACE ${wxWidgets_DEFINITIONS})
  target_compile_options(sandtray_wx INTERFACE ${wxWidgets_CXX_FLAGS})
  target_link_directories(sandtray_wx INTERFACE ${wxWidgets_LIBRARY_DIRS})
  target_link_libraries(sandtray_wx INTERFACE ${wxWidgets_LIBRARIES})
endif()
