// SPDX-License-Identifier: MIT
// What a person asked for: one run of one agent in one workspace under one method.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/json.h"

namespace sandtray::sandbox {

enum class Channel {
  pty,   // a terminal; the default
  pipe,  // standard input and output as pipes: scripts and CI
};

struct SessionSpec {
  std::string id;    // eight letters and digits; names the folder and the socket
  std::string name;  // for people; unique among live sessions
  std::string agent;
  std::string method;
  bool confined = true;   // false: nothing is known to be, which a person sees wherever the session
                          // is named; set by launch
  std::string workspace;  // absolute real path, valid UTF-8
  std::string branch;     // the workspace is a worktree made for it (session/worktree/); or empty
  std::string repository;         // whose worktree it is; absolute real path
  std::vector<std::string> args;  // the person's own, after the preset's
  std::map<std::string, std::string>
      options;  // --set: permissions, network, git, model, resume; method.cpp knows their values
  Channel channel = Channel::pty;
  unsigned short rows = 24, columns = 80;
  std::string term = "xterm-256color";
};

Json spec_to_json(const SessionSpec& spec);
Result<SessionSpec> spec_from_json(const Json& json);

}  // namespace sandtray::sandbox
