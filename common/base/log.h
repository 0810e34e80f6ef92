// SPDX-License-Identifier: MIT
// The diagnostic log of long-lived programs (the tray); sessions have their own files. The one
// place that includes the logging library. Agent text must pass display_text() before it is logged.
#pragma once

#include <string>
#include <string_view>

namespace sandtray::log {

// Rotates at 1 MiB, one old file kept. The path is UTF-8. Without a call, lines go to stderr.
void open_file(const std::string& path);
void info(std::string_view line);
void warn(std::string_view line);
void error(std::string_view line);

}  // namespace sandtray::log
