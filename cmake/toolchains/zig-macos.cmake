# Builds for macOS on Linux, to see that it compiles and links: zig has the C library's headers and
# what libSystem exports. What comes out cannot run here and is for nobody's Mac.
#   SANDTRAY_MAC_ARCHITECTURE   arm64 or x86_64
set(CMAKE_SYSTEM_NAME Darwin)
set(SANDTRAY_MAC_ARCHITECTURE arm64 CACHE STRING "arm64 or x86_64")
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES SANDTRAY_MAC_ARCHITECTURE)
set(CMAKE_SYSTEM_PROCESSOR ${SANDTRAY_MAC_ARCHITECTURE})

# macOS 14 is the oldest.
set(target ${SANDTRAY_MAC_ARCHITECTURE}-macos.14.0)
string(REPLACE arm64 aarch64 target ${target})
foreach(language C CXX OBJCXX)
  set(CMAKE_${language}_COMPILER_TARGET ${target})
endforeach()

set(zig ${CMAKE_CURRENT_LIST_DIR}/zig)
set(CMAKE_C_COMPILER ${zig}/clang)
set(CMAKE_CXX_COMPILER ${zig}/clang++)
set(CMAKE_OBJCXX_COMPILER ${zig}/clang++)
set(CMAKE_AR ${zig}/ar CACHE FILEPATH "")
set(CMAKE_RANLIB ${zig}/ranlib CACHE FILEPATH "")
# zig has none and says so; CMake asks for it and has no use for it here.
set(CMAKE_INSTALL_NAME_TOOL ${zig}/install_name_tool CACHE FILEPATH "")

# zig has the target above and its own root; anything here would add options of Apple's compiler.
foreach(name SYSROOT ARCHITECTURES DEPLOYMENT_TARGET)
  set(CMAKE_OSX_${name} "" CACHE STRING "")
endforeach()

# Programs of this machine, nothing else of it.
set(CMAKE_FIND_ROOT_PATH ${zig})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

# Apple's frameworks, as far as we call them.
set(stubs ${CMAKE_CURRENT_LIST_DIR}/../../tests/macos/stubs)
set(CMAKE_OBJCXX_FLAGS_INIT "-iframework ${stubs}/Frameworks")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-F${stubs}/Frameworks -L${stubs}/lib")
