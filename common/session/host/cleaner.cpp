// SPDX-License-Identifier: MIT
#include "session/host/cleaner.h"

#include "platform/file.h"
#include "platform/loop.h"
#include "session/cleanup.h"
#include "session/filenames.h"
#include "session/host/command.h"

namespace sandtray::session {

Result<> clean_up_after_killed_hosts(const std::string& state) {
  const auto lock =
      platform::FileLock::acquire(state + "/" + filename::cleanup + "/.lock", /*wait=*/false);
  if (!lock) return Failure(lock.error());
  const auto loop = platform::Loop::create();
  for (const auto& owed : owed_cleanups(state)) {
    bool done = true;
    for (const auto& argv : owed.commands) {
      done = run_command(*loop, argv, cleanup_limit, [](std::string_view) {}).has_value() && done;
    }
    if (!done) {
      put_off(owed);
    } else {
      SANDTRAY_TRY(platform::remove_tree(owed.file));
    }
  }
  return {};
}

}  // namespace sandtray::session
