// SPDX-License-Identifier: MIT
#include "provision/lima/habits.h"

#include "provision/lima/wish_file.h"

namespace sandtray::provision {

Result<VmHabits> read_habits(const platform::Paths& paths) {
  const auto file = read_wish(paths, vm_place(paths));
  if (!file && file.error().code == Code::not_found) return VmHabits{};
  if (!file) return Failure(file.error());
  const auto flag = [&](const char* key) { return file->json.value(key, false); };
  return VmHabits{flag("start_with_sandtray"), flag("stop_with_sandtray")};
}

}  // namespace sandtray::provision
