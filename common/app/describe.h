// SPDX-License-Identifier: MIT
// Words for a session, shared by menu and notifications. Everything that comes from an agent or a
// workspace passes display_text() here, so callers may show what they get.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "session/store.h"

namespace sandtray::app {

// The last event is trusted before the lock is: a host that has said `ended` is on its way out.
inline bool has_ended(const session::Snapshot& snapshot) {
  return !snapshot.alive || snapshot.last.type == "ended";
}
inline std::int64_t ended_ms(const session::Snapshot& snapshot) {
  return snapshot.last.since_ms;
}

// The worst state of all sessions decides the icon.
enum class IconState { idle, working, needs_you, failed };
inline constexpr std::array icon_states = {IconState::idle, IconState::working,
                                           IconState::needs_you, IconState::failed};

IconState icon_of(const session::Snapshot& snapshot);
// Of its picture, in data/icons and in the desktop's themes.
const char* icon_name(IconState state);

std::string name_of(const session::Snapshot& snapshot);
// "asks for permission", "finished", "exit code 3"; a guess is called one.
std::string state_words(const session::Snapshot& snapshot);
// "claude in ~/project"
std::string where_words(const session::Snapshot& snapshot, const std::string& home);
// A folder for display: "~/project".
std::string folder_words(const std::string& folder, const std::string& home);
// The message of the last event: "Agent says: ..." unless it is our own reason for a failure, so
// that an agent cannot speak for us. Empty without one.
std::string message_words(const session::Snapshot& snapshot, std::size_t max_characters);

// The signal that ended it, or 0.
int signal_of(const session::Event& event);

}  // namespace sandtray::app
