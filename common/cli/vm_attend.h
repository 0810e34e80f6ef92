// SPDX-License-Identifier: MIT
// vm start and vm stop for programs that act by themselves: on nothing that is in use, and on
// nothing that is not there.
#pragma once

#include "cli/options.h"
#include "provision/lima/vm.h"

namespace sandtray::cli {

// With --if-wished or --if-unused.
Result<int> attend(const Options& options, const platform::Paths& paths, provision::Vm& machine);

}  // namespace sandtray::cli
