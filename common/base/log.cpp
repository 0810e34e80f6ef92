// SPDX-License-Identifier: MIT
#include "base/log.h"

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <filesystem>

namespace sandtray::log {
namespace {

spdlog::logger& logger() {
  static const auto to_stderr = spdlog::stderr_logger_st("sandtray");
  auto current = spdlog::default_logger_raw();
  return current->name() == "file" ? *current : *to_stderr;
}

}  // namespace

void open_file(const std::string& path) {
  try {
    // UTF-8 to what the system calls its files by.
    const std::filesystem::path native(std::u8string(path.begin(), path.end()));
    auto file = spdlog::rotating_logger_st("file", native.native(), 1 << 20, 1);
    file->flush_on(spdlog::level::info);
    spdlog::set_default_logger(file);
  } catch (const spdlog::spdlog_ex& problem) {
    logger().error("cannot open the log {}: {}", path, problem.what());
  }
}

void info(std::string_view line) {
  logger().info("{}", line);
}
void warn(std::string_view line) {
  logger().warn("{}", line);
}
void error(std::string_view line) {
  logger().error("{}", line);
}

}  // namespace sandtray::log
