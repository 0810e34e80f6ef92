// SPDX-License-Identifier: MIT
// On Linux Lima serves the machine's folders by OpenSSH's sftp-server, which keeps to no folder:
// root inside could ask it for every file of the person's. It looks for it on PATH first, and finds
// share/vm/sftp-server.sh there, which holds the real one to the folder, by bubblewrap.
#pragma once

#include "platform/paths.h"
#include "provision/lima/place.h"

namespace sandtray::provision {

// The real one, where Lima would look for it (sshocker's pkg/reversesshfs/reversesshfs.go); empty
// if it is nowhere.
std::string find_sftp_server();
// Writes it into place.programs, and lets it serve nothing once. unavailable where it cannot hold:
// then no machine is to be started. Elsewhere than on Linux there is nothing to do.
Result<> put_sftp_guard(const platform::Paths& paths, const VmPlace& place);
// Whether the host agent that there is was started by us, so that it has found it.
bool has_sftp_guard(const VmPlace& place);

}  // namespace sandtray::provision
