// SPDX-License-Identifier: MIT
// What stands on the screen, for the tray that comes after one that was killed. The ids are those
// of one notification service on one bus, so both are named. Replaced as a whole; a file that is
// missing or damaged tells of nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/notification.h"
#include "base/result.h"

namespace sandtray::tray {

struct ShownNote {
  std::uint32_t id = 0;  // 0: the person has put it away
  app::Notification content;
};

struct ShownNotes {
  std::string bus;      // its id, 32 hexadecimal digits: a new one each time a bus starts
  std::string service;  // the unique name on that bus
  std::vector<ShownNote> notes;
};

// Nothing unless it is of that bus.
std::optional<ShownNotes> read_shown(const std::string& path, const std::string& bus);
Result<> write_shown(const std::string& path, const ShownNotes& shown);

}  // namespace sandtray::tray
