// SPDX-License-Identifier: MIT
// What the host of one session has to do: session.json and plan.json, each read once. The host
// reads no settings, no presets and nothing of the workspace.
#pragma once

#include <cstdint>
#include <string>

#include "config/agent.h"
#include "sandbox/plan.h"
#include "sandbox/request.h"

namespace sandtray::session {

struct Job {
  std::string folder;
  sandbox::SessionSpec spec;
  bool waits = false;             // for its turn: there is no plan yet
  std::vector<std::string> said;  // to the person when it was queued
  sandbox::Plan plan;
  config::Signals signals;
  config::Restart restart;
  std::uint64_t log_bytes = 0;
  std::string socket;        // where clients connect
  std::string cleanup_file;  // to be removed when it has been done
  std::string tray_socket;   // told once that the session is there; empty: nobody
  std::string program;       // the `sandtray` command, which is asked for the turn
  std::string settings;      // the folder of the settings, which may change the answer
};

Result<Job> load_job(const std::string& folder);
// What it is to do once its turn has come.
Result<sandbox::Plan> load_plan(const std::string& folder);

}  // namespace sandtray::session
