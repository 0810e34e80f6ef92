// SPDX-License-Identifier: MIT
#include "platform/process_command.h"

namespace sandtray::platform {

std::vector<std::string> command_of(ProcessId) {
  return {};
}

}  // namespace sandtray::platform
