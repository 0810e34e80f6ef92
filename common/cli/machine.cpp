// SPDX-License-Identifier: MIT
#include "cli/machine.h"

#include "cli/print.h"
#include "provision/lima/guest.h"
#include "provision/lima/vm.h"
#include "session/person_programs.h"

namespace sandtray::cli {

Result<std::optional<provision::VmUse>> enter_machine(const platform::Paths& paths,
                                                      sandbox::PlanRequest& request,
                                                      bool may_start) {
  std::optional<provision::VmUse> held;
  if (request.spec.method != "lima" || request.method.own) return held;
  SANDTRAY_TRY(
      session::check_person_programs(paths, provision::programs_of_vm(), {request.spec.workspace}));
  provision::Vm machine(paths);
  machine.waits = [] {
    print_warning("another command is at the virtual machine; waiting for it");
  };
  machine.progress = [](const provision::Phase& phase) {
    print_warning("the virtual machine starts: " + std::to_string(phase.percent) + " % " +
                  phase.name);
  };
  if (may_start) {
    auto use = provision::VmUse::begin(machine.place(), request.spec.id);
    if (!use) return Failure(use.error());
    held.emplace(std::move(*use));
  }
  const auto guest = provision::find_vm_guest(paths);
  if (!guest) return Failure(guest.error());
  auto facts = machine.enter(*guest, request.spec.name, may_start);
  if (!facts) return Failure(facts.error());
  request.vm = std::move(*facts);
  return held;
}

}  // namespace sandtray::cli
