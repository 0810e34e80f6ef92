// SPDX-License-Identifier: MIT
// Opens the person's terminal on a command: a `.command` file, which Terminal, iTerm2, Ghostty and
// WezTerm run when they are asked to open it. Unlike Apple events that needs nobody's permission.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "platform/handle.h"
#include "platform/process.h"

namespace sandtray::tray {

// The file removes itself first and then becomes the command.
std::string command_file(const std::vector<std::string>& command);

// "iTerm", "WezTerm.app", "/Applications/Ghostty.app"; empty: whatever opens such files.
std::vector<std::string> open_words(const std::string& application, const std::string& file);

// open(1) at work, a child of ours. It ends when the application has been told to open the file.
struct Opening {
  platform::ProcessId pid;
  platform::OwnedHandle errors;  // what it says of them
  std::string file;
};

// Makes the file (0700) in a private folder and has it opened, without waiting for that: a terminal
// takes seconds to start.
Result<Opening> open_command_file(const std::string& folder,
                                  const std::vector<std::string>& command,
                                  const std::string& application);

// Once open(1) has ended with this code. A failure, as of an application that does not exist, is
// told in its own words, and the file goes.
Result<> opened(const Opening& opening, int code);

}  // namespace sandtray::tray
