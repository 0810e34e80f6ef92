// SPDX-License-Identifier: MIT
// A command line as people type it, without a shell: blanks separate, '...' and "..." keep words
// together, nothing else means anything.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace sandtray {

// usage when a quote is not closed.
Result<std::vector<std::string>> split_words(const std::string& text);

}  // namespace sandtray
