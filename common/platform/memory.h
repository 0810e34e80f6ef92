// SPDX-License-Identifier: MIT
// Memory of this process, for programs that live long and are many.
#pragma once

namespace sandtray::platform {

// Gives what the start has needed and nobody uses any more back to the system.
void release_unused_memory();

}  // namespace sandtray::platform
