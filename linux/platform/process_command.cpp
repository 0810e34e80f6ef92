// SPDX-License-Identifier: MIT
#include "platform/process_command.h"

#include <fstream>
#include <sstream>

#include "base/text.h"

namespace sandtray::platform {

// proc_pid_cmdline(5): each word ends with a null byte. The file has no size that tells its length.
std::vector<std::string> command_of(ProcessId pid) {
  std::ostringstream text;
  text << std::ifstream("/proc/" + std::to_string(pid) + "/cmdline").rdbuf();
  auto words = split(text.str(), '\0');
  words.pop_back();
  return words;
}

}  // namespace sandtray::platform
