// SPDX-License-Identifier: MIT
// Everything that planning needs to know of this machine and this person's files. Facts are
// gathered once by session/gather_facts.h and come in as arguments, so that every plan can be made,
// and tested, on any machine. Names of environment variables only, never their values.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/docker_sandboxes.h"
#include "platform/file.h"

namespace sandtray::sandbox {

using platform::PathKind;

// A part of the system, e.g. the folder /usr, or /lib as a link to usr/lib.
struct SystemPath {
  std::string path;
  PathKind kind = PathKind::missing;
  std::string target;  // of a link, as written
};

// A program that the agent needs, as found on the person's PATH.
struct Tool {
  std::string name;
  std::string path;                  // empty: not found
  std::string real;                  // symbolic links resolved
  std::vector<std::string> visible;  // files and folders outside the system folders without which
                                     // it does not run: its own file, its node_modules, ...
  std::string not_executable = {};   // if not found: a file of its name on PATH that may not be
                                     // executed
  std::string in_workspace = {};  // a place where agents can write that leads to it; or empty. Not
                                  // looked for where it runs inside of a boundary
};

// A folder of git that holds configuration: a repository's, a linked worktree's, a submodule's.
struct GitFolder {
  enum class Role { repository, worktree, submodule };
  std::string path;
  Role role = Role::repository;
  std::vector<std::string> pins;  // further folders above it that could be renamed to replace it
  std::map<std::string, PathKind> entries;  // of the names that are guarded
};

// A file or folder among the project's own that a host's git obeys: a submodule's .git file, an
// included configuration, the script behind a hook that is a symbolic link.
struct GitFile {
  std::string path;
  std::vector<std::string> pins;  // the folders that lead to it, the upmost first
};

struct GitFacts {
  enum class Kind {
    none,     // the workspace is not the top of a repository
    folder,   // .git is a folder
    file,     // .git is a file that names a folder elsewhere: a linked worktree, a submodule
    strange,  // .git is something else, or does not lead to a repository
  };
  Kind kind = Kind::none;
  bool head_missing = false;       // kind none: no HEAD, without which git takes no folder itself
                                   // for a repository
  std::string outside;             // kind none: the repository above the workspace; or empty
  std::string folder;              // real path of the repository's git folder
  std::string common;              // real path of what it shares with others; often the same
  std::vector<GitFolder> folders;  // all that a host's git would read configuration from
  std::size_t more_than = 0;       // if not 0: there are more of these, and they are not all known
  std::vector<GitFile> files;
  std::vector<std::string> unsteady;  // such files that are missing, links, or behind a link
  std::vector<std::string> linked;  // what git obeys and has another name: a hard link, by which an
                                    // agent could change it
  std::vector<std::string> missing_hooks;  // where git looks for hooks (core.hooksPath) and an
                                           // agent could make a folder
  std::string user_name, user_email;       // the person's, for commits
  std::string own_branch = {};  // kind file: a worktree that was made for the session, whose agent
                                // is to change this branch alone
  bool branch_beside_others = false;  // there are others in the folder of its file
};

// A mount of the settings, resolved.
struct MountFact {
  std::string real;
  PathKind kind = PathKind::missing;
  GitFacts git = {};         // of a writable folder
  std::string planted = {};  // a link on the way that an agent or another user may have made
};

// A file of the workspace that may ask for less confinement: sandbox/claims.h.
struct ClaimingFile {
  std::string name;  // relative to the workspace
  std::string text;
  std::string problem;  // why it has not been read; empty: it has
};

// A program that a method of the person runs.
struct Program {
  std::string path;          // empty: not found
  std::string in_workspace;  // a place where agents can write that leads to it; empty: none
};

// The virtual machine, as it was made (provision/lima/). Agents are the user `agent` in it.
struct VmFolder {
  std::string path;  // a real path, the same inside
  bool writable = false;
};
struct VmFacts {
  std::string ssh;      // the program; empty: not found
  std::string config;   // of ssh: Lima writes it anew at each start
  std::string host;     // its name in there
  std::string key;      // the private key that agents are let in by
  std::string control;  // the socket of the connection that all sessions share (ControlPath)
  std::vector<VmFolder> folders;
  bool restrict_sudo = true;
  bool ssh_agent = false;        // a session may ask for the person's keys
  bool port_forwarding = false;  // a session may have ports of its own on this machine
};

struct HostFacts {
  std::string system;  // linux, macos, windows
  bool root = false;   // the agent then keeps root's identity for files, though no privilege
  std::string user_id, group_id;  // numbers; empty on Windows
  std::string home;               // real path
  // Where something is counts with every symbolic link that leads there: whoever may change one of
  // them decides where it is. All are real paths.
  std::vector<std::string> private_folders;  // our own: config, data, state, runtime
  std::string worktree;  // the workspace, if it is a worktree of ours: it lies in one of them
  std::vector<std::string> settings;      // our settings and the person's presets
  std::vector<std::string> installation;  // our programs and the folder of our data files
  std::map<std::string, std::vector<std::string>> home_links;  // names of the policy below the home
                                                               // that links lead to
  std::string bwrap;                                           // empty: not found
  std::string bwrap_in_workspace;           // a place in the workspace that leads to it, or empty
  bool bwrap_limits_nesting = false;        // it knows --disable-userns
  std::string user_namespaces_refused;      // why they cannot be used; empty: they can
  std::string user_namespaces_fix;          // what to do about it
  std::vector<SystemPath> system_folders;   // in the order of the policy
  std::vector<SystemPath> etc;              // existing ones of the policy, absolute
  std::vector<std::string> hidden_proc;     // existing ones of the policy
  std::string resolv_conf;                  // the file behind /etc/resolv.conf; may be empty
  std::map<std::string, Program> programs;  // by the name that the method uses
  config::DockerSandboxes sandboxes;        // only for the method sbx
  std::string sandboxes_in_workspace;       // a place in the workspace that leads to sbx, or empty
  std::string shell = "/bin/sh";            // the best shell in the system folders
  Tool command;                             // the agent's
  std::vector<Tool> needs;                  // further programs that it runs
  PathKind workspace = PathKind::missing;
  bool workspace_writable = false;                     // for this user without any privilege
  std::map<std::string, PathKind> settings_of_agents;  // below the workspace: those of the policy
                                                       // and the folders that lead to them
  std::vector<ClaimingFile> claiming_files;
  std::vector<std::string> linked_settings;  // those of them that have another name
  GitFacts git;
  std::map<std::string, MountFact> mounts;  // by path as written in the settings
  std::string private_home;                 // the agent's, on this machine
  std::string files;                        // the session's files folder
  std::string hook_socket;                  // where the host will listen
  std::string hook_address;                 // the same for programs that are not ours
  std::string sandtray = {};                // our command
  std::vector<int> taken_ports = {};        // of those that are asked for
  std::string ssh_agent = {};               // the socket of the person's; empty: none
  std::string guest;                        // the sandtray-guest program; empty: missing
  std::vector<std::string> environment;     // names of the variables that are set
};

}  // namespace sandtray::sandbox
