// SPDX-License-Identifier: MIT
// The person's settings: <config>/config.json, comments allowed, schema
// share/schemas/config.schema.json. A missing file means the defaults below. Nothing here is ever
// read from a workspace.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "platform/paths.h"

namespace sandtray::config {

struct Mount {
  std::string path;  // absolute, seen at the same path inside
  bool writable = false;
  std::string workspace{};  // whose it is; empty: of the settings, for every session
};

// One way to write a path, so that it can be compared: no "//" nor "." nor a slash at the end. What
// ".." leads to is the file system's to say.
std::string plain_path(const std::string& path);
// For messages: "a mount of your settings".
std::string mount_words(const Mount& mount);
// For hints about one that cannot be there: "take it from ...".
std::string mount_remedy(const Mount& mount);

struct NotificationSettings {
  bool finished = true;
  bool needs_you = true;
  bool failed = true;
  int quiet_success_s = 30;          // successes of shorter runs make no toast
  std::string quiet_from, quiet_to;  // "22:00", "07:30" local time; empty: no quiet hours
};

struct Settings {
  bool containerized_agents = true;   // false: a session without a method of its own is refused
  std::string default_method;         // empty: the platform's embedded one
  std::string network = "host";       // "host" or "none"
  std::vector<Mount> mounts;          // for every session
  std::vector<std::string> pass_env;  // names that every agent may see, beside its preset's
  std::string detach_keys = "ctrl-],d";
  std::uint64_t log_bytes = 64u << 20;  // of output kept per session
  int stop_timeout_s = 10;
  int max_sessions = 0;  // that may run at once, the next ones wait for their turn; 0: any number
  std::string terminal;  // for Attach from the tray: "xterm -e {}" ("iTerm" on macOS); empty: found
  NotificationSettings notifications;
};

std::string settings_path(const platform::Paths& paths);
Result<Settings> settings_from_json(const Json& json, const std::string& origin);
Json settings_to_json(const Settings& settings);
Result<Settings> load_settings(const platform::Paths& paths);

// Changes one value of the file; `key` is dotted, e.g. "notifications.finished". Checked as a
// whole, by `accept` at last, before it is written; concurrent writers lose nothing. refused when
// the file holds comments, which a rewrite would lose.
Result<> change_setting(const platform::Paths& paths, const std::string& key, const Json& value,
                        const std::function<Result<>(const Settings&)>& accept);

// Takes a value out of the file, so that the default counts; false if there was none. usage for a
// key that no setting has.
Result<bool> unset_setting(const platform::Paths& paths, const std::string& key);

// Whether there is such a setting, set or not.
Result<bool> is_setting(const platform::Paths& paths, const std::string& key);

}  // namespace sandtray::config
