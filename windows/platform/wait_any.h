// SPDX-License-Identifier: MIT
// Waits for any of many things: the system itself takes no more than 64 at once.
#pragma once

#include <windows.h>

#include <vector>

namespace sandtray::platform {

// Until one is signalled, or the milliseconds have passed. Which one is for the caller to ask.
void wait_any(const std::vector<HANDLE>& handles, DWORD milliseconds);

}  // namespace sandtray::platform
