// SPDX-License-Identifier: MIT
// Hands one hook event of an agent, one JSON document on standard input, to the session host. An
// agent must never fail or wait because of us: whatever happens, it prints nothing, takes at most
// two seconds and succeeds.
#pragma once

namespace sandtray::guest {

// Sends standard input to the socket at `path`, on Windows to the pipe of that name. A document
// over 1 MiB is dropped whole, since half of one means nothing.
void send_hook_event(const char* path);

}  // namespace sandtray::guest
