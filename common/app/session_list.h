// SPDX-License-Identifier: MIT
// The sessions as the rows of a window. Pure: sessions and the time come in, text comes out; every
// cell has passed display_text(). A list of the same sessions keeps its order while they change
// their states, so that nothing moves away under the person's hand.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/describe.h"
#include "app/session_use.h"
#include "session/store.h"

namespace sandtray::app {

struct SessionRow {
  std::string id;
  IconState icon = IconState::idle;
  std::string state;      // "asks for permission"
  std::string name;       // "claude-ab"
  std::string agent;      // "claude"
  std::string workspace;  // "~/project"
  std::string method;     // "bwrap", "host: not confined"
  std::string age;        // of the state: "3 min"; of an ending: "3 min ago"
  std::string cpu{};      // what it uses, where somebody has looked (app/session_use.h)
  std::string memory{};
  bool live = false;
  bool confined = true;  // false: to be seen at once, or unknown

  bool operator==(const SessionRow&) const = default;
};

struct SessionList {
  std::vector<SessionRow>
      rows;             // those that live first, the newest on top; then the latest endings
  std::string summary;  // "Sessions: 1 needs you, 2 working"
  // Milliseconds until the first age reads differently, if nothing else happens before.
  std::optional<std::int64_t> stays_true_ms;
};

// `uses`: what sessions use, by their ids; those that have ended use nothing.
SessionList list_sessions(const std::vector<session::Snapshot>& sessions, const std::string& home,
                          std::int64_t now_ms, const std::map<std::string, UseWords>& uses = {});

}  // namespace sandtray::app
