// SPDX-License-Identifier: MIT
// What the command line said, as data: parse.cpp fills it, one function per command acts on it.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "platform/paths.h"

namespace sandtray::cli {

struct Options {
  std::string command;       // "run", "attach", ...
  std::string action;        // second word of agents, methods, config: "list", "show", "get", ...
  std::string agent;         // run
  std::string session;       // attach, logs, stop, wait, rm, events, ports
  std::string name;          // run --name; agents show NAME; config get KEY
  std::string value;         // config set KEY VALUE; completion SHELL; ports PORT
  std::string method;        // run -m, agents login -m
  std::string worktree;      // run --worktree BRANCH
  std::string workspace;     // run -w, agents login -w; workspaces show WORKSPACE
  std::string from;          // methods add --template, agents add --from
  std::string wrapper;       // methods add --wrapper, one command line
  std::string host_address;  // methods add --host-address
  std::string model;         // run --model, agents add --model
  std::string permissions;   // agents add --permissions
  std::string program;       // agents add --command, one command line
  std::string title;         // agents add --title
  std::vector<std::string> set;       // run --set K=V, workspaces add --set K=V
  std::vector<std::string> mounts;    // workspaces add --mount PATH[:rw], provision --mount
  std::vector<std::string> unmounts;  // workspaces edit --unmount PATH
  std::vector<std::string> args;      // run: everything after --
  bool has_method = false;            // workspaces --method, which may be empty
  bool has_agent = false;             // workspaces --agent, likewise
  bool detached = false;
  bool resume = false;      // run --resume
  bool no_wait = false;     // run: not even for its turn
  bool any_number = false;  // run: whatever max_sessions says
  bool force = false;       // rm --force, vm --force
  bool if_wished = false;   // vm start, vm stop
  bool if_unused = false;   // vm stop
  std::string launch;       // run --launch
  std::string copied;       // methods add --from
  bool json = false;
  bool all = false;
  bool follow = false;
  bool raw = false;
  bool notifications = false;                  // events --notifications
  int timeout_s = -1;                          // stop --timeout, vm --timeout; -1: the settings'
  int processors = 0;                          // vm resize, provision --processors; 0: as it is
  double memory_gib = 0;                       // vm resize, provision --memory, likewise
  int disk_gib = 0;                            // vm resize --disk, provision --disk, likewise
  std::string limactl_archive, image, mirror;  // provision
  bool emulation = false;                      // provision --emulation
  bool reset = false, golden = false;          // provision
  bool dry_run = false;                        // provision --dry-run
  bool yes = false;                            // provision --yes
};

// As whole mebibytes.
inline unsigned mib_of(double gib) {
  return static_cast<unsigned>(std::lround(gib * 1024));
}

// The status that the command ends with: 0, the agent's own, or a Code.
using Command = Result<int> (*)(const Options&, const platform::Paths&);

Result<int> run(const Options& options, const platform::Paths& paths);
Result<int> attach(const Options& options, const platform::Paths& paths);
Result<int> list_sessions(const Options& options, const platform::Paths& paths);
Result<int> logs(const Options& options, const platform::Paths& paths);
Result<int> ports(const Options& options, const platform::Paths& paths);
Result<int> stop(const Options& options, const platform::Paths& paths);
Result<int> wait(const Options& options, const platform::Paths& paths);
Result<int> remove(const Options& options, const platform::Paths& paths);
Result<int> events(const Options& options, const platform::Paths& paths);
Result<int> agents(const Options& options, const platform::Paths& paths);
Result<int> methods(const Options& options, const platform::Paths& paths);
Result<int> workspaces(const Options& options, const platform::Paths& paths);
Result<int> doctor(const Options& options, const platform::Paths& paths);
Result<int> vm(const Options& options, const platform::Paths& paths);
Result<int> provision_command(const Options& options, const platform::Paths& paths);
Result<int> config_command(const Options& options, const platform::Paths& paths);
Result<int> completion(const Options& options, const platform::Paths& paths);

}  // namespace sandtray::cli
