// SPDX-License-Identifier: MIT
// The one place that knows the command-line library.
#pragma once

#include <optional>
#include <string>

#include "cli/options.h"

namespace sandtray::cli {

struct Parsed {
  Options options;
  std::optional<std::string> print;  // --help or --version: print this and end with 0
};

// usage errors carry the way to the help in their hint.
Result<Parsed> parse(int argc, const char* const* argv);

}  // namespace sandtray::cli
