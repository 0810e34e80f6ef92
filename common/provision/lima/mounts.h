// SPDX-License-Identifier: MIT
// Which folders of this machine may be seen in the virtual machine. Pure: paths are compared as
// text, so they come without symbolic links.
#pragma once

#include "provision/lima/options.h"

namespace sandtray::provision {

// refused for the home and what is above it, for folders of ours, and for what Lima cannot name or
// must not cover inside.
Result<> check_vm_mounts(const std::vector<VmMount>& mounts, const VmHost& host);

}  // namespace sandtray::provision
