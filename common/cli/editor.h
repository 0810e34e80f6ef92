// SPDX-License-Identifier: MIT
// The person's editor on a file of the configuration.
#pragma once

#include <string>

#include "base/result.h"

namespace sandtray::cli {

// Returns when the editor has ended; internal if it did not end well.
Result<> open_editor(const std::string& path);

}  // namespace sandtray::cli
