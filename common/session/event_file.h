// SPDX-License-Identifier: MIT
// What the folder of a session tells of what has happened in it: the events that its host has
// written, a JSON object a line, and what stands for those that nobody could write.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "session/state.h"

namespace sandtray::session {

// All that can be read, from the first; none if there is no file yet.
Result<std::vector<Event>> all_events(const std::string& folder);
// The last whole line that is an event. A host that was killed may leave half a line.
std::optional<Event> last_event(const std::string& folder);

// Before the host has written one.
Event first_event(std::int64_t created_ms);
// After its host was found gone with `last` as its last word. When it ended nobody knows: all who
// look at the session tell the same moment, which is when the first of them saw it.
Event host_lost(const std::string& folder, const Event& last);

}  // namespace sandtray::session
