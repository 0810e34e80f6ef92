// SPDX-License-Identifier: MIT
// One tray and one window for each person: a second start makes the first one show itself.
#pragma once

#include <optional>
#include <string>

#include "platform/file.h"
#include "platform/paths.h"

namespace sandtray::tray {

// What of a program there is once: names in the folder of sockets, and of its log.
struct Single {
  const char* lock;
  const char* socket;
  const char* log;
  std::string word;  // what a second start says to the first
};

// Makes the folders that the program needs and opens its log. Empty if another one runs, which has
// been told; otherwise hold the lock for as long as the program lives, and listen at once.
Result<std::optional<platform::FileLock>> only_instance(const platform::Paths& paths,
                                                        const Single& single);
// The tray.
Result<std::optional<platform::FileLock>> only_instance(const platform::Paths& paths);

}  // namespace sandtray::tray
