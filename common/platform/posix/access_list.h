// SPDX-License-Identifier: MIT
// Access control lists: rights to a file beside its mode, whose bits do not show whom they are for.
#pragma once

#include <string>

namespace sandtray::platform {

// Whether a list lets anybody else but root write the file or the folder. Links are followed. True
// also where it cannot be told.
bool access_list_opens(const std::string& path);
// Likewise for the list that what is made in a folder gets, where the system keeps such a one.
bool default_list_opens(const std::string& folder);

// The command, without its paths, that removes the lists.
extern const char* const access_list_remover;

}  // namespace sandtray::platform
