// SPDX-License-Identifier: MIT
#include "platform/process_command.h"

#include <sys/sysctl.h>

#include <algorithm>
#include <cstring>

namespace sandtray::platform {

// sysctl(3), KERN_PROCARGS2: the number of words, the path of the program, null bytes, the words.
std::vector<std::string> command_of(ProcessId pid) {
  int name[] = {CTL_KERN, KERN_PROCARGS2, pid};
  std::size_t size = 0;
  if (pid <= 0 || sysctl(name, 3, nullptr, &size, nullptr, 0) != 0) return {};
  std::string memory(size, '\0');
  int count = 0;
  if (sysctl(name, 3, memory.data(), &size, nullptr, 0) != 0 || size < sizeof count) return {};
  memory.resize(size);
  std::memcpy(&count, memory.data(), sizeof count);
  auto at = memory.find('\0', sizeof count);
  at = at == std::string::npos ? at : memory.find_first_not_of('\0', at);
  std::vector<std::string> words;
  while (at < memory.size() && static_cast<int>(words.size()) < count) {
    const auto end = std::min(memory.find('\0', at), memory.size());
    words.push_back(memory.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

}  // namespace sandtray::platform
