// SPDX-License-Identifier: MIT
// Nobody keeps here but the system: the program and all below it belong to a job that only this
// process holds, and end with it.
#include "platform/keeper.h"

#include "platform/spawn.h"

namespace sandtray::platform {

const int keeper_levels = 0;

namespace {

class Line final : public Object {
 public:
  using Object::Object;
  HANDLE readable() override { return native(); }
};

}  // namespace

Result<Kept> spawn_kept(const SpawnOptions& options) {
  auto kept_options = options;
  kept_options.die_with_parent = true;
  auto started = start(kept_options, nullptr);
  if (!started) return Failure(started.error());
  Kept kept;
  kept.pid = started->pid;
  kept.line.reset(add_object(std::make_shared<Line>(std::move(started->process))));
  return kept;
}

std::optional<Ended> read_ending(const Kept& kept) {
  const HANDLE process = native_of(kept.line.get());
  if (process == nullptr || WaitForSingleObject(process, INFINITE) != WAIT_OBJECT_0) return {};
  return ended_from(kept.pid, process);
}

}  // namespace sandtray::platform
