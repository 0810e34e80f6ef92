// SPDX-License-Identifier: MIT
// Names of the variables that a program of the person needs to find its own files, terminal and
// language; on Windows also the system's. Names that are not set count for nothing.
#pragma once

#include <string>
#include <vector>

namespace sandtray::sandbox {

const std::vector<std::string>& person_env();

}  // namespace sandtray::sandbox
