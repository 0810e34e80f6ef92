// SPDX-License-Identifier: MIT
// The API of KVM: Documentation/virt/kvm/api.rst of the kernel.
#include "platform/virtualization.h"

#include <fcntl.h>
#include <linux/kvm.h>
#include <sys/ioctl.h>

#include <cerrno>
#include <cstring>

#include "platform/handle.h"

namespace sandtray::platform {

Virtualization probe_virtualization(const std::string& device) {
  const OwnedHandle kvm(open(device.c_str(), O_RDWR | O_CLOEXEC));
  if (!kvm && errno == EACCES) {
    return {"you may not use " + device,
            "Join the group that may: `sudo usermod -aG kvm $USER`, then log in again."};
  }
  if (!kvm) {
    return {device + ": " + std::strerror(errno),
            "Switch virtualization on in the firmware of this machine, or have the machine "
            "emulated, which is many times slower."};
  }
  if (ioctl(kvm.get(), KVM_GET_API_VERSION, 0) != KVM_API_VERSION) {
    return {device + " is not what KVM is to be", "Have the machine emulated."};
  }
  const OwnedHandle machine(ioctl(kvm.get(), KVM_CREATE_VM, 0));
  if (!machine) {
    return {device + " makes no virtual machine: " + std::strerror(errno),
            "End other virtual machines, or have this one emulated."};
  }
  return {};
}

}  // namespace sandtray::platform
