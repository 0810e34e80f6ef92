// SPDX-License-Identifier: MIT
// A method: a way to confine an agent. What it promises is in words for people; how it is done
// stands in sandbox/ for the methods of Sandtray's own, and in `wrapper` for those of the person:
// share/methods/*.json and <config>/methods/*.json, schema share/schemas/method.schema.json.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "base/json.h"

namespace sandtray::config {

// A command line with the agent's command at its end. It never passes through a shell: every word
// stays one word, and what is put in cannot make another one.
//
// Within a word: {workspace} and {home}, the folders on this machine (the home is private, kept for
// each agent and method); {cwd}, where the agent works inside; {session}, eight letters and digits;
// {uid} and {gid}; {files}, {guest} and {socket}, with which the agent reports its state, on this
// machine. As a word of its own: {command}, the agent's words, else they stand at the end;
// {command:sh} and {cwd:sh}, quoted for a POSIX shell, for programs that give what they get to one
// elsewhere, as ssh does;
// {terminal} and {network}, the lists below; {mounts}, one of the lists for each mount of the
// settings and of the workspace; {env:-e}, for every variable of the agent "-e" and its name as two
// words, or one if it ends in "=".
struct Wrapper {
  std::vector<std::string> argv;      // empty: Sandtray's own method
  std::vector<std::string> terminal;  // only for a session on a terminal
  std::vector<std::string> online;    // of the session's network
  std::vector<std::string> offline;   // empty: it cannot take the network away
  // Of one mount, with {source} for what is mounted and {path} for where it is seen inside. Both or
  // none are empty; empty: it cannot show mounts.
  std::vector<std::string> mount_read_only, mount_writable;
  std::string workspace;                      // where it is inside; empty: where it is outside
  std::string home;                           // likewise
  std::string files, guest, socket;           // likewise
  std::map<std::string, std::string> env;     // of the agent, fixed
  std::vector<std::string> pass_env;          // what the wrapper needs of the person's environment
  std::map<std::string, Json> session_files;  // by name in {files}: what is written there; strings
                                              // are templates
  std::string separators;                     // characters that no path in it may have: ","
  std::string host_address;          // by which the inside reaches this machine; empty: not.
                                     // The agent has it as SANDTRAY_HOST_ADDRESS
  std::vector<std::string> check;    // run before; another status than 0 refuses the start
  std::vector<std::string> stop;     // run when a session is to end, before signals are sent
  std::vector<std::string> cleanup;  // run after the end, also when the host was killed
};

// What a file says of its command. Another command makes all of it untrue, and "boundary", too.
inline constexpr std::array statements = {"summary", "files",      "processes", "network",
                                          "devices", "withstands", "tried_on"};

struct MethodInfo {
  std::string name;
  std::string title;
  std::string summary;
  bool boundary = true;                            // false: nothing is known to be confined
  bool partial = false;                            // without a boundary: the agent confines the
                                                   // commands that it runs, and nobody confines it
  bool planned = false;                            // not there yet: it refuses
  bool own = false;                                // of the person, not of Sandtray
  std::vector<std::string> platforms;              // linux, macos, windows
  std::string files, processes, network, devices;  // what it isolates, and what not
  std::vector<std::string> withstands;             // kinds of attempts to escape; docs/methods.md.
                                                   // Empty on a system where nobody has tried
  std::string needs;                               // the program it needs; empty
  Wrapper wrapper;
};

// config when it is of another form. A method of the person may leave out what it promises: then it
// promises nothing, and counts as without a boundary unless it says that it has one.
Result<MethodInfo> method_from_json(const Json& json, const std::string& origin);

}  // namespace sandtray::config
