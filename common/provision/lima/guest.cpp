// SPDX-License-Identifier: MIT
#include "provision/lima/guest.h"

#include "base/text.h"
#include "platform/file.h"

namespace sandtray::provision {

std::string vm_guest(const platform::Paths& paths, const std::string& system,
                     const std::string& arch) {
  if (system == "linux") return paths.bin + "/sandtray-guest";
  return paths.share + "/guest/sandtray-guest-" + arch;
}

Result<std::string> find_vm_guest(const platform::Paths& paths, const std::string& system,
                                  const std::string& arch) {
  auto path = vm_guest(paths, system, arch);
  if (platform::exists(path)) return path;
  return fail(Code::unavailable,
              "the program for the virtual machine is missing: " + display_text(path),
              "Install Sandtray again.");
}

}  // namespace sandtray::provision
