// SPDX-License-Identifier: MIT
// What every program does first.
#pragma once

#include <string>
#include <vector>

namespace sandtray::platform {

// The program's words, the first its own name, as UTF-8 wherever the system knows text. From here
// on standard input and output carry bytes as they are.
std::vector<std::string> program_arguments(int argc, char** argv);

}  // namespace sandtray::platform
