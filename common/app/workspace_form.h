// SPDX-License-Identifier: MIT
// A workspace of the person's as a form. Pure. Its mounts, and options that no field has, stay as
// they are.
#pragma once

#include <string>
#include <vector>

#include "app/form.h"
#include "config/agent.h"
#include "config/method.h"
#include "config/workspaces.h"

namespace sandtray::app {

struct WorkspaceFacts {
  std::vector<config::Agent> agents;        // those that are not disabled
  std::vector<config::MethodInfo> methods;  // for this system
};

// `fresh`: its folder and its name may still be chosen.
std::vector<Field> workspace_fields(const WorkspaceFacts& facts, const Values& values, bool fresh);
Values workspace_values(const config::Workspace& workspace);
// `taken`: names that are not free; a fresh one without a name gets one.
Reasons check_workspace_form(const Values& values, const std::vector<std::string>& taken,
                             bool fresh);
// Of values that are good. Folder and name are the caller's to set.
void apply_workspace(const Values& values, config::Workspace& workspace);
// Likewise, only what the person has changed since the form was `opened`.
void change_workspace(config::Workspace& workspace, const Values& opened, const Values& values);

// What a person chooses a method from; `usual` is what "" says. Planned ones are left out, `host`
// says what it is.
std::vector<Option> method_options(const std::vector<config::MethodInfo>& methods,
                                   const std::string& usual);
// What the person has to see about a session by that method; empty where there is a boundary.
std::string alarm_of_method(const std::vector<config::MethodInfo>& methods,
                            const std::string& name);

}  // namespace sandtray::app
