// SPDX-License-Identifier: MIT
#include "sandbox/vm_ssh.h"

namespace sandtray::sandbox {

Argv vm_ssh(const VmFacts& vm) {
  return {vm.ssh,
          "-F",
          vm.config,
          "-l",
          "agent",
          "-i",
          vm.key,
          "-o",
          "ControlPath=" + vm.control,
          "-o",
          "LogLevel=ERROR"};
}

}  // namespace sandtray::sandbox
