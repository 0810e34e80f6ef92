// SPDX-License-Identifier: MIT
// The ports of a session in the virtual machine that this machine's loopback has, too: forwarded by
// the connection that all sessions share, so whoever opens one has to close it. The file
// sandbox::ports_file of the session tells which are open. One is opened or closed at a time.
#pragma once

#include "sandbox/ports.h"
#include "session/store.h"

namespace sandtray::session {

// Of a session that lives; of others none.
std::vector<sandbox::Port> open_ports(const Snapshot& session);

// refused where the session may have none; unavailable for a port that somebody listens to, or when
// the session is not there. The number on this machine is that of the session unless it says
// another.
Result<sandbox::Port> open_port(const Snapshot& session, sandbox::Port port);
// not_found for one that is not open.
Result<> close_port(const Snapshot& session, int host);

// Those that the file names: all or none. For a session that starts, or starts again.
Result<> open_all_ports(const std::string& file);
// From then on none can be opened. Without the file there is nothing to do.
Result<> close_all_ports(const std::string& file);

}  // namespace sandtray::session
