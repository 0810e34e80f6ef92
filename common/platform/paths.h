// SPDX-License-Identifier: MIT
// Where things live (XDG Base Directory on Linux). Every folder is private to the user (0700) and
// is made on demand. Session sockets need short paths: sockaddr_un holds 108 bytes on Linux, 104 on
// macOS.
#pragma once

#include <string>

#include "base/result.h"

namespace sandtray::platform {

struct Paths {
  std::string home;     // the person's home
  std::string config;   // settings, own agents and methods
  std::string data;     // agents' private homes
  std::string state;    // sessions, logs
  std::string runtime;  // sockets and locks; may vanish at logout
  std::string share;    // data files that come with the program: <bin>/../share/sandtray
  std::string bin;      // the folder of the running program
};

// Reads HOME, XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME, XDG_RUNTIME_DIR. SANDTRAY_SHARE
// overrides the data files' folder. Makes nothing. Without XDG_RUNTIME_DIR the runtime folder is
// <state>/run, or <home>/.sandtray where a long home leaves no room for a socket there.
Result<Paths> find_paths();

// Makes the folder and its parents, mode 0700 for what it makes; refuses one that another user owns
// or that group or others may write.
Result<> make_private_folder(const std::string& path);

}  // namespace sandtray::platform
