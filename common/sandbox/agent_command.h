// SPDX-License-Identifier: MIT
// The part of a plan that is the same under every method: the agent's words, environment, files and
// seeds, with the templates of its preset filled in for the paths that the agent will see.
#pragma once

#include "sandbox/method.h"

namespace sandtray::sandbox {

// Where things are for the agent; the same as on the machine when nothing is confined.
struct View {
  std::string program;  // the agent's own
  std::string workspace;
  std::string home;
  // Where the agent finds what it reports with; all empty: it cannot, and its terminal alone tells
  // its state.
  std::string files;
  std::string guest;
  std::string hook_socket;  // its address
};

struct AgentCommand {
  Argv argv;
  std::map<std::string, std::string> env;
  std::vector<std::string> pass_env;  // sorted; only names that are set on this machine
  std::vector<PlanFile> files;
  std::string permissions;  // ask, edit or bypass; empty when the preset knows none
  bool hooks = false;       // it names the socket for hook events
  Argv free_words;  // those of argv that do not make the agent's own sandbox: of the preset and of
                    // the person
};

// usage for an option or a permission profile that the preset does not know; unavailable when its
// program or another one that it needs is missing, or when it cannot do without reports that this
// view has no way for.
Result<AgentCommand> make_agent_command(const PlanRequest& request, const HostFacts& facts,
                                        const View& view);

// `home`: what their paths begin with.
std::vector<HomeSeed> make_seeds(const PlanRequest& request, const std::string& home,
                                 const View& view);

}  // namespace sandtray::sandbox
