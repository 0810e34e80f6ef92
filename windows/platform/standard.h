// SPDX-License-Identifier: MIT
// Our standard input and output, which were made by somebody else and can be anything: a console,
// a pipe that only waits, a file.
#pragma once

#include "platform/native.h"

namespace sandtray::platform {

std::shared_ptr<Object> make_standard_input(NativeHandle native);
std::shared_ptr<Object> make_standard_output(NativeHandle native);

}  // namespace sandtray::platform
