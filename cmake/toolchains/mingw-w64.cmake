# Builds for Windows x86_64 on Linux, with the mingw-w64 compiler; wine runs what was built.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)

# The flavour with POSIX threads, which has std::thread. The plain names may be the other one.
set(mingw x86_64-w64-mingw32)
set(CMAKE_C_COMPILER ${mingw}-gcc-posix)
set(CMAKE_CXX_COMPILER ${mingw}-g++-posix)
set(CMAKE_RC_COMPILER ${mingw}-windres)
set(CMAKE_AR ${mingw}-gcc-ar-posix)
set(CMAKE_RANLIB ${mingw}-gcc-ranlib-posix)

# Programs of this machine, headers and libraries of the other: nothing of /usr/include gets in.
set(CMAKE_FIND_ROOT_PATH /usr/${mingw})
# The libraries of installer/windows-libraries.sh, once they are there.
execute_process(COMMAND ${CMAKE_CURRENT_LIST_DIR}/../../installer/windows-libraries.sh --print
  OUTPUT_VARIABLE built OUTPUT_STRIP_TRAILING_WHITESPACE)
if(EXISTS ${built}/ready)
  list(APPEND CMAKE_FIND_ROOT_PATH ${built})
  list(APPEND CMAKE_PREFIX_PATH ${built})
endif()
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

# The programs need no DLL but the system's.
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)

set(CMAKE_CROSSCOMPILING_EMULATOR ${CMAKE_CURRENT_LIST_DIR}/wine.sh)
