// SPDX-License-Identifier: MIT
// One tray for each person: a second start makes the first one show itself.
#pragma once

#include <optional>

#include "platform/file.h"
#include "platform/paths.h"

namespace sandtray::tray {

// Makes the folders that the tray needs and opens its log. Empty if another one runs, which has
// been told; otherwise hold the lock for as long as the tray lives.
Result<std::optional<platform::FileLock>> only_instance(const platform::Paths& paths);

}  // namespace sandtray::tray
