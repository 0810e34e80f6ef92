// SPDX-License-Identifier: MIT
// What the virtual machine needs of this one before it is started: gathered in one place, judged
// purely, for the doctor, the wizard and whoever starts it.
#pragma once

#include <cstdint>

#include "provision/doctor.h"
#include "provision/lima/place.h"
#include "provision/lima/run.h"

namespace sandtray::provision {

struct VmFindings {
  std::string system;  // linux, macos
  bool root = false;
  std::string limactl;             // empty: not found
  std::string version;             // what it says of itself
  std::string qemu, qemu_img;      // empty: not found; Linux alone
  std::string ssh, ssh_keygen;     // likewise
  std::string bwrap, sftp_server;  // likewise
  std::string no_virtualization;   // why there is none; empty: there is
  std::string virtualization_fix;
  std::uint64_t free_disk = 0;    // bytes, where the machine lies; 0: cannot be told
  std::uint64_t memory = 0;       // bytes that this machine has; 0: cannot be told
  std::uint64_t free_memory = 0;  // bytes that can be had; likewise
  std::size_t path_length = 0, path_limit = 0;
};
// All but limactl, which need not be there yet. Asks KVM for a machine.
VmFindings gather_own_findings(const VmPlace& place);
// Asks limactl for its version, too.
VmFindings gather_vm_findings(const VmPlace& place);

// Those that say `missing` keep the machine from starting.
std::vector<Check> check_vm(const VmFindings& findings, const VmOptions& options);
// The first of those as an error.
Result<> refuse_by(const std::vector<Check>& checks);

}  // namespace sandtray::provision
