// SPDX-License-Identifier: MIT
// Tells beforehand whether virtual machines have the processor's help here, for this user: what is
// asked is what a machine does first, not what files there are.
#pragma once

#include <string>

namespace sandtray::platform {

struct Virtualization {
  std::string refused;  // why there is none; empty: there is
  std::string fix;      // what a person can do about it; may be empty
};

// Linux: opens the device of KVM and makes an empty machine, which is gone at once. A machine that
// passes may still hang where KVM itself is emulated. macOS: asks the kernel; there is no device.
Virtualization probe_virtualization(const std::string& device = "/dev/kvm");

}  // namespace sandtray::platform
