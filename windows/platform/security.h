// SPDX-License-Identifier: MIT
// Who may use what we make: this user and the system's own services, nobody else.
#pragma once

#include <windows.h>

#include <memory>
#include <string>

#include "base/result.h"

namespace sandtray::platform {

// Memory that the system has allocated for us.
struct LocalFreer {
  void operator()(void* memory) const { LocalFree(memory); }
};
using Descriptor = std::unique_ptr<SECURITY_DESCRIPTOR, LocalFreer>;

// "S-1-5-21-..." of the user of this process; empty when it cannot be told.
std::string user_sid();
// The same of another process.
std::string user_sid_of(DWORD process);

// For files, folders (what is made below inherits it) and pipes.
enum class Private { file, folder, pipe };
Result<Descriptor> private_descriptor(Private what);

// Whether the open file belongs to this user (or to the administrators and the system, who can take
// it anyway) and nobody beside these may write, delete or hand it on.
bool is_private(HANDLE file);

}  // namespace sandtray::platform
