// SPDX-License-Identifier: MIT
// A new session as a form, and the words of the command that starts it. Pure.
#pragma once

#include <string>
#include <vector>

#include "app/form.h"
#include "config/agent.h"
#include "config/method.h"
#include "config/settings.h"
#include "config/workspaces.h"
#include "sandbox/request.h"

namespace sandtray::app {

struct SessionFacts {
  std::vector<config::Agent> agents;        // those that are not disabled
  std::vector<config::MethodInfo> methods;  // for this system
  std::vector<std::string> installed{};     // names of agents whose program is there, in order
  std::string last_agent{};                 // of the latest session; empty: there was none
  std::vector<std::string> workspaces;      // used lately, the latest first
  std::vector<config::Workspace> known{};   // those with wishes of their own
  std::string usual_method;                 // the system's own
  config::Settings settings;
  std::string home;
};

// They depend on the agent and the method that are chosen.
std::vector<Field> session_fields(const SessionFacts& facts, const Values& values);
// What stands in a new form: the folder that was used last and its agent, else the agent that was
// used last, else one that is there.
Values session_values(const SessionFacts& facts);
Reasons check_session(const SessionFacts& facts, const Values& values);

// After "sandtray". Of values that are good.
std::vector<std::string> run_words(const SessionFacts& facts, const Values& values);
// The same once more.
std::vector<std::string> run_again_words(const sandbox::SessionSpec& spec);

// What a command of ours said when it failed: its message, and what can be done.
Error error_in(const std::string& output);

}  // namespace sandtray::app
