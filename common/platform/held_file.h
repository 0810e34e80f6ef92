// SPDX-License-Identifier: MIT
// A small file or an empty folder that several processes share, kept for as long as one of them
// lives: each holds a shared lock on it, and only the last one removes it. A process that was
// killed leaves it behind; the next one takes it over. A file is known by its content, a folder by
// a bit of its mode that means nothing there (sticky), since an empty one may be somebody's own.
#pragma once

#include <string>

#include "platform/handle.h"

namespace sandtray::platform {

class HeldFile {
 public:
  // Makes it if it is missing. If it is there with another content, or is a folder that was not
  // made here, it is somebody's own: nothing happens to it then, now or later.
  // `path` is absolute; refused if a symbolic link is on the way, which an agent may have put there
  // so that something is made elsewhere. Destruction lets go and removes nothing.
  static Result<HeldFile> hold(const std::string& path, const std::string& content, bool folder);

  // True if it is gone: nobody else held it and it was as it had been made. A folder that is full
  // by then is somebody's own from now on.
  bool remove_if_last();
  // Whether what is there is such a file or folder, of a process that lives or of a killed one. A
  // file with another name is not: somebody may write by that. On Windows no folder is known again.
  static bool is_there(const std::string& path, const std::string& content, bool folder);

 private:
  HeldFile() = default;
  std::string path_, content_;
  bool folder_ = false;
  OwnedHandle parent_;  // the folder that it lies in, wherever that is now; POSIX only
  OwnedHandle handle_;
};

}  // namespace sandtray::platform
