// SPDX-License-Identifier: MIT
// What may be called between fork and exec to keep this process's own things out of the child.
#pragma once

namespace sandtray::platform {

// Marks every open descriptor from `first` on close-on-exec.
void close_on_exec_from(int first);
void close_from(int first);
// What process lists show.
void name_process(const char* name);

}  // namespace sandtray::platform
