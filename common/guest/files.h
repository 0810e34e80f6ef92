// SPDX-License-Identifier: MIT
// The files of a session, as they come to a machine that has no other way in than its environment:
// the variable SANDTRAY_FILES, for each file "NAME LENGTH\n" and so many bytes.
#pragma once

#include <sys/types.h>

namespace sandtray::guest {

constexpr auto files_variable = "SANDTRAY_FILES";

// Makes `folder`, for the user of that number alone (0: who calls), with what `text` says in it;
// null is nothing. False, with the reason in errno, when it cannot or the text is of another form:
// EINVAL.
bool unpack_files(const char* folder, const char* text, uid_t user, gid_t group);
constexpr auto keys_name = "ssh-agent", hooks_name = "hooks";
// Gives the socket at `socket` that name in the folder, and that user; it is listened to as before.
// False with the reason in errno.
bool take_socket(const char* folder, const char* name, const char* socket, uid_t user, gid_t group);
// Removes the folder, with whatever the agent has put there, once nothing of the agent's lives.
void remove_files(const char* folder);

}  // namespace sandtray::guest
