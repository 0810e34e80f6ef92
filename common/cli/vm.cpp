// SPDX-License-Identifier: MIT
// vm: the virtual machine that agents can run in, its life and its size.
#include "cli/vm.h"

#include <cstdio>

#include "cli/print.h"
#include "cli/vm_attend.h"
#include "platform/terminal.h"
#include "session/person_programs.h"

namespace sandtray::cli {
namespace {

using provision::Vm;

Result<int> done(const Result<>& result) {
  if (!result) return Failure(result.error());
  return 0;
}

// By force, the copy that the next one would begin with goes, too.
Result<> remove(Vm& machine, bool force) {
  const bool has_kept = machine.has_kept();
  auto removed = machine.remove(force);
  if (!force) return removed;
  SANDTRAY_TRY(machine.forget_kept());
  const bool was_the_copy = !removed && removed.error().code == Code::not_found && has_kept;
  return was_the_copy ? Result<>() : removed;
}

}  // namespace

Result<int> vm(const Options& options, const platform::Paths& paths) {
  SANDTRAY_TRY(session::check_person_programs(paths, provision::programs_of_vm()));
  Vm machine(paths);
  if (options.timeout_s >= 0) {
    machine.patience.start = machine.patience.stop = std::chrono::seconds(options.timeout_s);
  }
  const bool watched = platform::is_terminal(2);
  machine.waits = [] {
    print_warning("another command is at the virtual machine; waiting for it");
  };
  if (watched) {
    machine.progress = [](const provision::Phase& phase) {
      std::fprintf(stderr, "sandtray: %3d %% %s\n", phase.percent, phase.name.c_str());
    };
  }
  if (options.if_wished || options.if_unused) return attend(options, paths, machine);
  if (options.action == "start") {
    const auto started = machine.start();
    if (started && changes_at_next_start(machine)) {
      print_warning("vm.json asks for something else, which counts from the next start");
    }
    return done(started);
  }
  if (options.action == "stop") return done(machine.stop(options.force));
  if (options.action == "delete") return done(remove(machine, options.force));
  if (options.action == "resize") return vm_resize(options, paths, machine);
  if (options.action == "restart") return vm_restart(options, paths, machine);
  if (options.action == "shell") return vm_shell(options, machine);
  return vm_status(options, paths, machine);
}

}  // namespace sandtray::cli
