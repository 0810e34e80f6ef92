// SPDX-License-Identifier: MIT
// The method that a system has without any further program: the default where none is named.
#pragma once

#include <string>

namespace sandtray::platform {

// The method that this system uses when nobody names one. Never one without a boundary.
std::string embedded_method();

}  // namespace sandtray::platform
