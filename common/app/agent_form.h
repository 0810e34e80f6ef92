// SPDX-License-Identifier: MIT
// An agent preset as a form. Pure. What stands in the file and in no field stays as it is; what is
// left empty is taken from the preset that it is made from.
#pragma once

#include <string>
#include <vector>

#include "app/form.h"
#include "base/json.h"
#include "config/agent.h"
#include "config/method.h"

namespace sandtray::app {

// Of a session or of the preset; without any the usual ones.
std::vector<Option> permission_options(const config::Agent* agent);

// `agent`: as it is without the form's changes; of one that is new and is made from nothing, empty.
// `methods`: those of this system.
std::vector<Field> agent_fields(const config::Agent& agent,
                                const std::vector<config::MethodInfo>& methods, bool fresh);
// What the person's file says, and nothing else.
Values agent_values(const Json& file);
Reasons check_agent_form(const Values& values, const std::vector<std::string>& taken,
                         bool from_another);
// Of values that are good.
Json agent_from(const Values& values, Json before);
// Likewise, only what the person has changed since the form was `opened`.
void change_agent(Json& agent, const Values& opened, const Values& values);

struct AgentRow {
  std::string name, title;
  std::string state;  // "claude", "disabled", "not found: npm install ..."
  bool ready = true;
  bool own = false;

  bool operator==(const AgentRow&) const = default;
};

// `path`: where its command is; empty if it is not there.
AgentRow agent_row(const config::Agent& agent, const std::string& path);

}  // namespace sandtray::app
