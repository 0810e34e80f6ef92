// SPDX-License-Identifier: MIT
// What the first process of a session's namespaces mounts for the agent, who cannot undo it: a
// mount of a namespace that is more privileged is locked in every other (mount_namespaces(7)).
#pragma once

#include <vector>

namespace sandtray::guest {

// A /proc with the processes of this namespace alone. False with the reason in errno.
bool show_own_processes();

// A /dev/shm and a /dev/mqueue that no other session shares, where there are any. Likewise; in an
// IPC namespace of its own.
bool show_own_memory();

// Of an absolute path without a symbolic link in it: a link could lead to what is hidden. -1 with
// the reason in errno.
int open_folder(const char* path);

struct ShownFolder {
  const char* path;
  const char* at;  // where it is seen
};

// As Session has them; needs a /proc of this namespace. False with the reason in errno.
bool hide_folders(const std::vector<const char*>& hidden, const std::vector<ShownFolder>& shown);

}  // namespace sandtray::guest
