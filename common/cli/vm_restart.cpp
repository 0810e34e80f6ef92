// SPDX-License-Identifier: MIT
// What the virtual machine has to stop for, announced, and not before the sessions in it are over.
#include "base/text.h"
#include "cli/print.h"
#include "cli/vm.h"
#include "cli/vm_words.h"
#include "provision/lima/use.h"
#include "session/live.h"

namespace sandtray::cli {
namespace {

using provision::Vm;
using provision::VmState;

// Who has a shell in it, or is about to begin a session, has a mark and no folder.
Result<> let_sessions_end(const platform::Paths& paths, const Vm& machine) {
  std::string told;
  while (true) {
    std::vector<std::string> names;
    auto waits_for = provision::held_mark(machine.place());
    if (!waits_for.empty()) names.emplace_back("somebody who enters it or has a shell in it");
    // The marks first: whoever takes one back has a session by then.
    for (const auto& session : session::living_by(session::Store(paths), "lima")) {
      names.push_back(display_text(session.name));
      if (waits_for.empty()) waits_for = session.lock;
    }
    if (names.empty()) return {};
    if (auto all = join(names, ", "); all != told) {
      told = std::move(all);
      print_warning("the virtual machine restarts when the sessions in it have ended: " + told +
                    " (Ctrl-C: not at all; --force: now, and they end)");
    }
    SANDTRAY_TRY(platform::wait_until_unlocked(waits_for));
  }
}

Result<> stop_between_sessions(const platform::Paths& paths, Vm& machine, bool force) {
  if (force) return machine.stop(false);
  bool is_used = true;
  Result<> stopped;
  while (is_used) {
    is_used = false;
    SANDTRAY_TRY(let_sessions_end(paths, machine));
    // Another one may have begun meanwhile.
    stopped = machine.stop(false, [&]() -> Result<> {
      is_used = provision::is_used(machine.place()) ||
                !session::living_by(session::Store(paths), "lima").empty();
      if (is_used) return fail(Code::unavailable, "a session runs");
      return {};
    });
  }
  return stopped;
}

Result<provision::VmSize> size_of(const Options& options) {
  const auto mib = mib_of(options.memory_gib);
  if (options.processors == 0 && mib == 0 && options.disk_gib == 0) {
    return fail(Code::usage, "resize takes --processors, --memory or --disk",
                "`sandtray vm resize --memory 8` gives it 8 GiB.");
  }
  return provision::VmSize{static_cast<unsigned>(options.processors), mib,
                           static_cast<unsigned>(options.disk_gib)};
}

}  // namespace

Result<int> vm_restart(const Options& options, const platform::Paths& paths, Vm& machine) {
  const auto mounts = vm_mounts(options.mounts);
  if (!mounts) return Failure(mounts.error());
  const auto view = machine.look();
  if (!view) return Failure(view.error());
  if (view->state == VmState::absent) {
    return fail(Code::not_found, "there is no virtual machine",
                "`sandtray provision lima` sets one up.");
  }
  if (!mounts->empty()) SANDTRAY_TRY(machine.wish_for(*mounts));
  SANDTRAY_TRY(stop_between_sessions(paths, machine, options.force));
  SANDTRAY_TRY(machine.start());
  return 0;
}

Result<int> vm_resize(const Options& options, const platform::Paths& paths, Vm& machine) {
  const auto size = size_of(options);
  if (!size) return Failure(size.error());
  const auto view = machine.look();
  if (!view) return Failure(view.error());
  SANDTRAY_TRY(machine.accept_size(*size));
  const bool runs = view->state == VmState::ready || view->state == VmState::degraded ||
                    view->state == VmState::starting;
  if (runs) SANDTRAY_TRY(stop_between_sessions(paths, machine, options.force));
  const auto resized = machine.resize(*size);
  const auto started = runs ? machine.start() : Result<>();
  if (!resized) return Failure(resized.error());
  if (!started) return Failure(started.error());
  return 0;
}

}  // namespace sandtray::cli
