// SPDX-License-Identifier: MIT
#include "platform/arguments.h"

namespace sandtray::platform {

std::vector<std::string> program_arguments(int argc, char** argv) {
  return {argv, argv + argc};
}

}  // namespace sandtray::platform
