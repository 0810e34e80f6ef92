// SPDX-License-Identifier: MIT
// An agent preset: how to start one coding agent CLI and how it reports its state. Presets are
// data: share/agents/*.json and the person's own <config>/agents/*.json; a preset of the person
// stands for the shipped one of the same name. It is whole, or says "from" which shipped one it is
// and what is different. Schema: share/schemas/agent.schema.json.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/json.h"

namespace sandtray::config {

// How text of the agent becomes a state. Tables are tried in order; the first match counts.
struct TextRule {
  std::string match;  // a prefix of the title, or a part of the notification's text
  std::string state;  // working, blocked, done, failed, idle
  std::string kind;   // permission, question, auth; empty
};

// One hook or plugin event: every JSON pointer in `when` must hold exactly its value; null means
// that nothing is there. Rules are tried in order; the first match counts.
struct HookRule {
  Json when;          // {"/hook_event_name": "Stop", "/background_tasks": []}
  std::string state;  // as above
  std::string kind;
  std::string message;     // JSON pointer to the text for the person; empty
  std::string unless;      // a state in which the event does not count; empty
  bool overrides = false;  // counts even against a report in the terminal of the same moment
};

struct Signals {
  // OSC 0 and 2. `done` counts after `working` and is `idle` else; `idle` ends `working` only after
  // the person pressed Escape or Ctrl-C, because such a title may also mean `blocked`.
  std::vector<TextRule> titles;
  std::vector<TextRule> notifications;  // OSC 9, 777, 99
  std::string bell;                     // state of a bare BEL; empty: ignored
  std::vector<HookRule> hooks;
  int quiet_seconds = 15;  // silence after which a prompt is guessed at; 0: never
};

struct AgentFile {
  std::string name;     // relative to the session's files folder
  std::string content;  // template
};

// Merged into a JSON file of the agent's private home where a key is missing; never into the
// person's.
struct HomeSeed {
  std::string path;      // relative to the private home
  Json content;          // strings are templates, object keys too
  bool reports = false;  // like Agent::reports
};

// What is added to an agent's command in some sessions. Values are templates.
struct Profile {
  std::vector<std::string> args;  // after the agent's own, before the person's
  std::map<std::string, std::string> env;
};

// How the agent confines the commands that it runs by itself: what the method `agent` needs. What
// switches that off must not pass, and nobody knows all that does: so of the words that are not
// `always` and its like, the options must be among `options` and the first plain words (its
// subcommands) among `commands`.
struct OwnSandbox {
  struct Part {
    Profile profile;
    std::map<std::string, Json> files;  // laid over the content of the agent's files of that name
  };
  std::vector<std::string> systems;            // linux, macos, windows; empty: it has none
  std::vector<std::string> needs;              // programs that it makes the sandbox with
  Part always, online, offline;                // of the session's network
  std::map<std::string, Profile> permissions;  // in the place of Agent::permissions
  // "--print"; "--model=", which takes a value, as a word of its own or after "="; two words with a
  // blank for just these two. Templates.
  std::vector<std::string> options;
  std::vector<std::string> commands;
};

// Whether an agent that has crashed is started again: only in a session on a terminal, and only if
// it has run and ended with another status than 0.
struct Restart {
  int times = 0;         // in a row, at most
  int delay_s = 1;       // before the first; each further one waits twice as long
  int max_delay_s = 60;  // but no longer than this
  int calm_s = 300;      // a run of so long ends the row
};

// Before the restart of this number, from 0.
int restart_delay_s(const Restart& restart, int number);

// Who cuts the command of a hook into words; cmd and powershell are Windows' own.
enum class HookShell { posix, cmd, powershell };

// Templates know {workspace}, {home}, {files} (where the session's files are seen by the agent),
// {hook} (the command that reports an event on stdin, for the agent's shell) and {hook_socket}
// (what a program opens to report one itself); {x:json} quotes a value. `model` knows {model}, too.
struct Agent {
  std::string name;
  std::string title;                           // "Claude Code"
  std::string command;                         // a name on PATH or an absolute path
  std::vector<std::string> args;               // always given, before the person's own; templates
  std::map<std::string, Profile> permissions;  // "ask", "edit", "bypass"
  // Only under a method with a boundary: that the workspace and its hooks are to be trusted.
  // Outside one a workspace could use that against the person.
  Profile confined;
  // Only where the agent reaches the session host: what names {files} or {hook}. A method that
  // shows neither inside leaves the agent's terminal to tell its state.
  Profile reports;
  Profile confined_reports;  // both at once
  Profile model;   // how it is told which model to use, {model}; nothing: it cannot be told
  Profile resume;  // that it goes on with its last conversation; nothing: it has none
  std::vector<std::string> resume_not_before;  // first words of the person's that exclude it
  std::vector<std::string> login;   // with which it logs the person in; empty: it has no login
  std::string default_permissions;  // without a wish; empty: bypass under a method with a boundary
  std::string default_model;        // likewise; empty: the agent's own choice
  // First words of the person's own arguments that take neither args nor a profile's arguments:
  // "gemini mcp list" is an error with them.
  std::vector<std::string> subcommands;
  std::vector<std::string> leading;  // first words of the person's that stand before all of that
  std::map<std::string, std::string> env;  // fixed, nothing secret; templates
  std::vector<std::string> pass_env;       // names of the host's variables that the agent may see
  std::vector<std::string> needs;          // further programs that the agent runs, e.g. "node"
  bool own_sandbox = false;  // unless it bypasses permissions it makes sandboxes of its own, for
                             // which it needs user namespaces
  OwnSandbox sandboxed;
  HookShell hook_shell = HookShell::posix;
  std::vector<AgentFile> files;
  std::vector<HomeSeed> seeds;
  Signals signals;
  Restart restart;
  // How Docker Sandboxes have it: what they call it, and words for it, which begin with a dash.
  struct {
    std::string agent;
    std::vector<std::string> args;
  } sbx;
  std::string launch;  // "sbx": started by that where nothing else is asked for; empty: by a method
  std::string install;        // how a person installs it; the hint when it is missing
  bool own = false;           // of a file of the person's
  std::string from;           // the shipped preset that it is made from; empty
  bool disabled = false;      // nothing starts it, and no menu has it
  bool notifications = true;  // false: the tray shows none about its sessions
};

// A preset as it is on a system: what stands in "on" for it replaces what stands beside it.
Json preset_on(const Json& preset, const std::string& system);
Json preset_here(const Json& preset);
// `changes` over `base`: objects key by key, lists and values as a whole.
Json changed_preset(const Json& base, const Json& changes);
// Of a preset that was taken by preset_here.
Result<Agent> agent_from_json(const Json& json, const std::string& origin);
Json restart_to_json(const Restart& restart);
Restart restart_from_json(const Json& json);
Json signals_to_json(const Signals& signals);
Result<Signals> signals_from_json(const Json& json);

}  // namespace sandtray::config
