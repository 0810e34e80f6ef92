// SPDX-License-Identifier: MIT
// The virtual machine in the tray's menu: what the last answer of `sandtray vm status` said, which
// may be old, and what can be done. Pure.
#pragma once

#include <cstdint>
#include <optional>

#include "app/menu_model.h"

namespace sandtray::app {

// `sessions`: how many live in it, as the tray knows them.
MenuItem machine_item(const MachineEntry& machine, std::size_t sessions, std::int64_t now_ms,
                      MenuIds& ids);

}  // namespace sandtray::app
