// SPDX-License-Identifier: MIT
// The program of ours that runs in the virtual machine: always one for Linux.
#pragma once

#include <string>

#include "platform/paths.h"
#include "platform/system_name.h"
#include "provision/lima/place.h"

namespace sandtray::provision {

// Where sandtray-guest for the machine belongs. On Linux the one beside this program serves; other
// systems have one for each processor among the data.
std::string vm_guest(const platform::Paths& paths,
                     const std::string& system = platform::system_name,
                     const std::string& arch = machine_arch());

// That path; unavailable if there is nothing.
Result<std::string> find_vm_guest(const platform::Paths& paths,
                                  const std::string& system = platform::system_name,
                                  const std::string& arch = machine_arch());

}  // namespace sandtray::provision
