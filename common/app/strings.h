// SPDX-License-Identifier: MIT
// Every sentence that this floor shows to a person: one place for translators. {names} are filled
// in by expand_template().
#pragma once

namespace sandtray::app::strings {

// Sessions, in the menu. {name} is the session's, {age} a duration.
constexpr auto session_line = "{name}: {state}, {age}";
constexpr auto session_line_open = "{name}: {state}, {age} ({method}: not confined)";
constexpr auto ended_line = "{name}: {state}, {age} ago";
constexpr auto where_line = "{agent} in {workspace}";
constexpr auto where_unknown = "Agent and workspace are unknown: session.json is damaged";
constexpr auto ports_line = "Ports here: {ports}";
constexpr auto agent_says = "Agent says: {message}";

constexpr auto state_queued = "waits for its turn";
constexpr auto state_starting = "starting";
constexpr auto state_working = "working";
constexpr auto state_permission = "asks for permission";
constexpr auto state_question = "has a question";
constexpr auto state_auth = "wants you to log in";
constexpr auto state_blocked = "needs you";
constexpr auto state_done = "finished its turn";
constexpr auto state_idle = "idle";
constexpr auto state_error = "reports an error";
constexpr auto state_guess = "probably {state}";
constexpr auto state_exited = "finished";
constexpr auto state_exit_code = "exit code {code}";
constexpr auto state_signal = "ended by signal {signal}";
constexpr auto state_stopped = "stopped";
constexpr auto state_failed = "failed";

constexpr auto menu_no_session = "No agent is running";
constexpr auto menu_recent = "Ended lately";
constexpr auto menu_attach = "Attach";
constexpr auto menu_log = "Show log";
constexpr auto menu_stop = "Stop";
constexpr auto menu_run = "Run";
constexpr auto menu_run_known = "{workspace}: {agent}";
constexpr auto menu_run_again = "{agent} in {workspace}";
constexpr auto menu_no_workspace = "No workspace yet: sandtray run {agent} -w FOLDER";
constexpr auto menu_no_agent = "No agent is known";
constexpr auto menu_machine = "Virtual machine";
constexpr auto machine_line = "Virtual machine: {state}";
constexpr auto machine_line_old = "Virtual machine: {state} ({age} ago)";
constexpr auto machine_asks = "Looking at it…";
constexpr auto machine_alarm = "An agent that is root inside can lift every rule";
constexpr auto machine_had_root = "Agents could be root inside once: reset it";
constexpr auto machine_lets_nobody_in = "Its rules do not hold: no agent is let in";
constexpr auto menu_machine_start = "Start virtual machine";
constexpr auto menu_machine_stop = "Stop virtual machine";
constexpr auto menu_machine_in_use = "Stop virtual machine ({n} sessions are in it)";
constexpr auto menu_machine_in_use_one = "Stop virtual machine (a session is in it)";
constexpr auto menu_stop_all = "Stop all";
constexpr auto menu_new_session = "New session…";
constexpr auto menu_sessions = "Sessions…";
constexpr auto menu_settings = "Settings…";
constexpr auto menu_about = "About";
constexpr auto menu_doctor = "Doctor";
constexpr auto menu_login = "Start at login";
constexpr auto menu_quit = "Quit (sessions go on)";

// The windows.
constexpr auto page_sessions = "Sessions";
constexpr auto page_about = "About";
constexpr auto about_title = "Sandtray {version}";
constexpr auto about_purpose =
    "Runs AI coding agents in sandboxes and tells you when they need you.";
constexpr auto about_details = "Details";
constexpr auto about_text =
    "Settings: {config}\n"
    "Sessions and logs: {state}\n"
    "Data of the program: {share}\n"
    "Windows drawn by: {library}\n"
    "Licence: MIT\n";
constexpr auto column_state = "State";
constexpr auto column_name = "Name";
constexpr auto column_agent = "Agent";
constexpr auto column_workspace = "Workspace";
constexpr auto column_method = "Method";
constexpr auto column_age = "Since";
constexpr auto list_summary = "Sessions: {counts}";
constexpr auto list_none = "no agent is running";
constexpr auto list_open = "{method}: not confined";
constexpr auto list_unknown = "?";
constexpr auto list_ended_age = "{age} ago";

// Notifications.
constexpr auto title_exited = "{name} has finished";
constexpr auto title_done = "{name} has finished its turn";
constexpr auto title_permission = "{name} asks for permission";
constexpr auto title_question = "{name} has a question";
constexpr auto title_auth = "{name} wants you to log in";
constexpr auto title_blocked = "{name} needs you";
constexpr auto title_guess = "{name} probably needs you";
constexpr auto title_failed = "{name} has failed";
constexpr auto title_error = "{name} reports an error";
constexpr auto body_after = "{where}, after {duration}";
constexpr auto body_exit_code = "{where}, exit code {code}, after {duration}";
constexpr auto body_signal = "{where}, ended by signal {signal}, after {duration}";
constexpr auto many_title = "{count} more sessions have news";
constexpr auto many_body = "The menu in the tray lists them.";

constexpr auto tooltip_none = "Sandtray: no agent is running";
constexpr auto tooltip_counts = "Sandtray: {counts}";
constexpr auto count_failed = "{n} failed";
constexpr auto count_needs_you = "{n} need you";
constexpr auto count_needs_you_one = "1 needs you";
constexpr auto count_working = "{n} working";
constexpr auto count_idle = "{n} idle";
constexpr auto count_queued = "{n} queued";

// The program's own messages.
constexpr auto running_title = "Sandtray is running";
constexpr auto running_body = "Look for its icon in the panel.";
constexpr auto no_tray_title = "Sandtray runs without an icon";
constexpr auto no_tray_body =
    "This desktop shows no tray icons. Notifications still work, and so does the command: "
    "sandtray ls";
constexpr auto no_terminal_title = "No terminal opened";
constexpr auto no_terminal_body = "Paste this into a terminal: {command}";
constexpr auto no_terminal_found = "no terminal program was found";
constexpr auto no_terminal_hint = "Set \"terminal\" in config.json, e.g. \"xterm -e {}\".";
constexpr auto run_failed_title = "{agent} did not start";
constexpr auto login_failed_title = "Start at login was not changed";
constexpr auto stop_failed_title = "{name} was not stopped";
constexpr auto stop_all_failed_title = "Not every session was stopped";
constexpr auto machine_start_failed_title = "The virtual machine did not start";
constexpr auto machine_stop_failed_title = "The virtual machine was not stopped";
constexpr auto window_failed_title = "The window did not open";
constexpr auto window_wait = "Press Enter to close this window.";

}  // namespace sandtray::app::strings
