// SPDX-License-Identifier: MIT
// A small file or an empty folder that several processes share, kept for as long as one of them
// lives: each holds a shared lock on it, and only the last one removes it. A process that was
// killed leaves it behind; the next one takes it over.
#pragma once

#include <string>

#include "platform/handle.h"

namespace sandtray::platform {

class HeldFile {
 public:
  // Makes it if it is missing. If it is there with another content it is somebody's own: nothing
  // happens to it then, now or later.
  // `path` is absolute; refused if a symbolic link is on the way, which an agent may have put there
  // so that something is made elsewhere. Destruction lets go and removes nothing.
  static Result<HeldFile> hold(const std::string& path, const std::string& content, bool folder);

  // True if it is gone: nobody else held it and it was as it had been made.
  bool remove_if_last();

 private:
  HeldFile() = default;
  std::string path_, content_;
  bool folder_ = false;
  OwnedHandle parent_;  // the folder that it lies in, wherever that is now; POSIX only
  OwnedHandle handle_;
};

}  // namespace sandtray::platform
