// SPDX-License-Identifier: MIT
// Where a wish becomes a session: the command line, the tray and the windows all enter here. Pure:
// no process, no file, no clock.
#pragma once

#include <string>
#include <vector>

#include "config/settings.h"
#include "sandbox/request.h"

namespace sandtray::app {

struct RunRequest {
  std::string agent;
  std::string method;              // empty: the settings' or the platform's own
  std::string workspace;           // absolute real path
  std::string branch, repository;  // of a worktree that the workspace is; or empty
  std::string name;                // empty: made from agent and id
  std::vector<std::string> args;
  std::vector<std::string> options;  // "permissions=ask", "network=none"
  sandbox::Channel channel = sandbox::Channel::pty;
  unsigned short rows = 24, columns = 80;
  std::string term;
};

// usage for a bad name or option, refused without a method where the settings want one to be named,
// and refused for a workspace that cannot be told apart in our files.
Result<sandbox::SessionSpec> make_spec(const RunRequest& request, const config::Settings& settings,
                                       const std::string& platform_method, const std::string& id);

}  // namespace sandtray::app
