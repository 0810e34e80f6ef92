// SPDX-License-Identifier: MIT
// The parts of the command `vm`.
#pragma once

#include "cli/options.h"
#include "platform/paths.h"
#include "provision/lima/vm.h"

namespace sandtray::cli {

// Whether vm.json asks for something else than what is in force.
bool changes_at_next_start(const provision::Vm& machine);

Result<int> vm_status(const Options& options, const platform::Paths& paths,
                      const provision::Vm& machine);
// The person's way in, as who may become root there: with a terminal, or for one command.
Result<int> vm_shell(const Options& options, provision::Vm& machine);
// Waits until the last session in it has ended, unless it is forced.
Result<int> vm_restart(const Options& options, const platform::Paths& paths,
                       provision::Vm& machine);
// Likewise, where it runs.
Result<int> vm_resize(const Options& options, const platform::Paths& paths, provision::Vm& machine);

}  // namespace sandtray::cli
