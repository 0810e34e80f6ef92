// SPDX-License-Identifier: MIT
// The last good content of each of the person's files, in <state>/good: an error in one that was
// edited by hand costs nothing but the edit.
#pragma once

#include <string>

#include "config/own_file.h"

namespace sandtray::config {

// Call it for a file that was accepted. That it cannot be kept is no fault of the reading: nothing
// is said.
void keep_good(const platform::Paths& paths, const OwnFile& file);

// To an error of configuration: how what was good comes back, if it has been kept.
Error with_way_back(const platform::Paths& paths, const std::string& path, Error error);

// Puts it back; what stood there is kept beside it as <path>.bad. `name` is config, agents/NAME,
// ...: the file's path below <config>, without ".json". not_found if nothing has been kept.
Result<> restore_good(const platform::Paths& paths, const std::string& name);

}  // namespace sandtray::config
