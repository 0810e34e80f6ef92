// SPDX-License-Identifier: MIT
#include "cli/vm_attend.h"

#include "provision/lima/habits.h"
#include "provision/lima/use.h"
#include "session/live.h"

namespace sandtray::cli {
namespace {

// The marks first: whoever takes one back has a session by then. Who is in it by limactl or ssh
// alone is not seen.
Result<int> stop(const Options& options, const platform::Paths& paths, provision::Vm& machine) {
  const session::Store store(paths);
  bool stays = false;
  const auto stopped = machine.stop(/*at_once=*/false, [&]() -> Result<> {
    stays = provision::is_used(machine.place()) || !session::living_by(store, "lima").empty();
    if (!stays) return {};
    return fail(Code::unavailable, "the virtual machine is in use, so it runs on",
                "`sandtray vm stop` ends the sessions in it, too.");
  });
  if (stopped) return 0;
  const bool is_well = stays || stopped.error().code == Code::not_found;
  return options.if_wished && is_well ? Result<int>(0) : Failure(stopped.error());
}

}  // namespace

Result<int> attend(const Options& options, const platform::Paths& paths, provision::Vm& machine) {
  const bool starts = options.action == "start";
  if ((!starts && options.action != "stop") || (starts && options.if_unused) || options.force) {
    return fail(Code::usage, "--if-wished goes with start and stop, --if-unused with stop",
                "`sandtray vm stop --if-unused` ends no session.");
  }
  if (!options.if_wished) return stop(options, paths, machine);
  const auto habits = provision::read_habits(paths);
  if (!habits) return Failure(habits.error());
  if (!starts) return habits->stop_with_sandtray ? stop(options, paths, machine) : 0;
  if (habits->start_with_sandtray) SANDTRAY_TRY(machine.start(/*only_made=*/true));
  return 0;
}

}  // namespace sandtray::cli
