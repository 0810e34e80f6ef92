// SPDX-License-Identifier: MIT
// Local stream sockets by path. Only processes of the same user get through: the file is 0600 and
// both sides check who the other is. Every handle is non-blocking and close-on-exec.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "platform/handle.h"
#include "platform/loop.h"

namespace sandtray::platform {

// How many bytes a socket's path may have.
std::size_t socket_path_limit();
// The error says how long the path is and how long it may be.
Result<> check_socket_path(const std::string& path);

// What programs that are not ours open to reach the socket of this path: the path, or on Windows
// the name of a pipe. connect_socket() takes it in place of the path.
std::string socket_address(const std::string& path);

// Takes over a file that nobody listens on; unavailable if somebody does. The caller holds a lock
// that makes it the only one to try.
Result<OwnedHandle> listen_socket(const std::string& path);
// The next waiting client of the same user; an empty handle when none waits. Turns clients away
// while the process has no descriptor left for them.
OwnedHandle accept_socket(Handle listener);

// not_found if nobody listens there; unavailable if the listener does not accept in time.
Result<OwnedHandle> connect_socket(const std::string& path,
                                   std::chrono::milliseconds patience = std::chrono::seconds(2));
// Waits for the other side to take everything.
Result<> send_all(Handle socket, std::string_view bytes, Clock::time_point deadline);
// Waits for bytes; closed at the end, would_block when the deadline has passed.
Io receive_some(Handle socket, char* buffer, std::size_t size, Clock::time_point deadline);

// Waits for bytes or the end of any handle; false when the deadline has passed.
bool wait_readable(Handle handle, Clock::time_point deadline);

// The user of the process at the other end of a connected local socket.
bool peer_is_same_user(Handle socket);

}  // namespace sandtray::platform
