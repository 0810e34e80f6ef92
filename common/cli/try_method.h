// SPDX-License-Identifier: MIT
// `methods test`: a short session by a method, and what it shows of it.
#pragma once

#include "cli/options.h"

namespace sandtray::cli {

// Prints a line for each thing that has to hold, with what to do where it does not. The status of
// the first that does not hold, else 0.
Result<int> try_method(const Options& options, const platform::Paths& paths);

}  // namespace sandtray::cli
