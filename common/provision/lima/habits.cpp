// SPDX-License-Identifier: MIT
#include "provision/lima/habits.h"

#include "config/catalog.h"
#include "config/own_file.h"
#include "provision/lima/place.h"

namespace sandtray::provision {

Result<VmHabits> read_habits(const platform::Paths& paths) {
  const auto file = config::read_own_file(vm_place(paths).wish, "vm");
  if (!file && file.error().code == Code::not_found) return VmHabits{};
  if (!file) return Failure(file.error());
  const auto schema = config::load_data(paths, "schemas/vm.schema.json", "");
  if (!schema) return Failure(schema.error());
  SANDTRAY_TRY(config::check_own_file(file->json, *schema, file->path));
  const auto flag = [&](const char* key) { return file->json.value(key, false); };
  return VmHabits{flag("start_with_sandtray"), flag("stop_with_sandtray")};
}

}  // namespace sandtray::provision
