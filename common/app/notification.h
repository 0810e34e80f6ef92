// SPDX-License-Identifier: MIT
// What a desktop notification says. Pure. Title and body are plain text that already passed
// display_text(); a shell whose server reads markup escapes the body once more.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/action.h"
#include "config/settings.h"
#include "session/store.h"

namespace sandtray::app {

enum class NotificationKind { finished, needs_you, failed, about_us };

struct NotificationButton {
  std::string key;  // "attach", "log": what the desktop sends back
  std::string label;
  Action action;

  bool operator==(const NotificationButton&) const = default;
};

// Windows names a toast by its key, in at most this many characters
// (learn.microsoft.com/uwp/api/windows.ui.notifications.toastnotification.tag).
inline constexpr std::size_t longest_key = 64;

struct Notification {
  std::string key;  // one notification per key, replaced rather than stacked: the session's id
  NotificationKind kind = NotificationKind::about_us;
  std::string title;
  std::string body;
  std::int64_t since_ms = 0;          // when the state began that it tells of; 0: it tells of none
  bool urgent = false;                // stays until the person has seen it
  std::vector<std::string> sessions;  // whose news it tells
  std::vector<NotificationButton> buttons;

  bool operator==(const Notification&) const = default;
};

// Text for an event that is worth telling; the caller has decided that it is. `ran_ms` is how long
// the run (an ending) or the turn (a state) took.
std::optional<Notification> describe_event(const session::Snapshot& snapshot, std::int64_t ran_ms,
                                           const std::string& home);
// The buttons of a session's news; the first is also what a click on the news itself means.
std::vector<NotificationButton> session_buttons(const std::string& id, bool lives);
// What such a button means where nothing but its key and the session is left of the news.
std::optional<Action> session_action(const std::string& id, std::string_view button);
Notification many_sessions(std::vector<std::string> ids);

// Whether the switches and the quiet hours let this kind through.
bool is_wanted(NotificationKind kind, const config::NotificationSettings& settings,
               int minute_of_day);

// For servers with the capability body-markup: & < > become entities.
std::string escape_markup(std::string_view text);

}  // namespace sandtray::app
