// SPDX-License-Identifier: MIT
// Every name in a session's folder, in one place. The folder is the database; its host is its only
// writer once session.json is there, but for what launch makes for a session that had to wait and
// for its ports (session/ports.h).
#pragma once

namespace sandtray::session::filename {

constexpr auto sessions = "sessions";        // <state>/sessions/<id>/
constexpr auto cleanup = "cleanup";          // <state>/cleanup/<id>.json: session/cleanup.h
constexpr auto session = "session.json";     // wish, signals; written once by launch
constexpr auto plan = "plan.json";           // what the host is to do; likewise
constexpr auto events = "events.jsonl";      // one event a line
constexpr auto output = "output.log";        // the terminal's bytes, newest
constexpr auto output_old = "output.log.1";  // ... and the part before, after a rotation
constexpr auto pid = "host.pid";             // for people; liveness is the lock
constexpr auto lock = "host.lock";      // held by launch, then by the host, for as long as it lives
constexpr auto admitted = "admitted";   // when the turn of a session that had to wait came
constexpr auto files = "files";         // what the plan asked for
constexpr auto seen = "seen";           // the tray has shown the ending
constexpr auto lost = "lost";           // when it was noticed that the host has vanished
constexpr auto making_suffix = ".new";  // .<id>.new: a folder that launch is still making
constexpr auto removing_suffix = ".gone";    // .<id>.gone: one that is being removed
constexpr auto making_lock = "making.lock";  // <state>/making.lock: held while one is made
constexpr auto given = "given.json";         // <state>/given.json: Store::folders_of_agents()
constexpr auto queue_lock = "queue.lock";    // <state>/queue.lock: session/queue.h
constexpr auto socket_suffix = ".sock";      // <runtime>/<id>.sock: clients
constexpr auto hook_suffix = ".hook";        // <runtime>/<id>.hook: hook events of the agent
constexpr auto tray_socket = "tray.sock";    // <runtime>/tray.sock: "ready ID" lines from hosts
constexpr auto tray_lock = "tray.lock";      // <runtime>/tray.lock: held by the one tray
constexpr auto tray_log = "tray.log";        // <state>/tray.log
constexpr auto shown = "shown.json";   // <runtime>/shown.json: what the tray has on the screen
constexpr auto ui_socket = "ui.sock";  // <runtime>/ui.sock: "show PAGE" lines
constexpr auto ui_lock = "ui.lock";    // <runtime>/ui.lock: held by the one window
constexpr auto ui_log = "ui.log";      // <state>/ui.log

}  // namespace sandtray::session::filename
