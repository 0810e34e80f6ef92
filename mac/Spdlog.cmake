# spdlog as the target sandtray_spdlog, with nothing to load at run time: Homebrew's spdlog brings its
# fmt along as a library, of this machine's processor alone and not on the machines of others.
find_package(spdlog REQUIRED)
find_package(fmt REQUIRED)
get_target_property(include spdlog::spdlog_header_only INTERFACE_INCLUDE_DIRECTORIES)
add_library(sandtray_spdlog INTERFACE)
target_include_directories(sandtray_spdlog SYSTEM INTERFACE ${include})
target_compile_definitions(sandtray_spdlog INTERFACE SPDLOG_FMT_EXTERNAL)
target_link_libraries(sandtray_spdlog INTERFACE fmt::fmt-header-only)
