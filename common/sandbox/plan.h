// SPDX-License-Identifier: MIT
// A plan is everything that a session host will do, computed beforehand: pure data, no secret in
// it. Methods make plans (sandbox/method.h); launch writes one into plan.json; the host carries
// it out.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/json.h"

namespace sandtray::sandbox {

using Argv = std::vector<std::string>;

// The compiled system call filter, in the session's files folder.
constexpr auto seccomp_file = "seccomp.bpf";
// What the mounts must show, likewise; the host writes it (session/mount_list.h).
constexpr auto mounts_file = "mounts";

struct PlanFile {
  std::string name;  // below the session's files folder; launch writes it before the host starts
  std::string content;
  unsigned mode = 0600;
};

// A file that the main command inherits as an open, read-only descriptor.
struct OpenFile {
  int descriptor = 0;
  std::string path;
};

// A mount of something that an agent of another session can replace while this one starts.
struct Shown {
  std::string source;  // on this machine
  std::string path;    // inside
};

// What a guard needs to be there in the workspace for as long as the session lives. The host makes
// it before anything else and removes it at the end (session/placeholders.h).
struct Placeholder {
  std::string path;
  std::string content;
  bool folder = false;
};

// Keys that are missing in a JSON file of the agent's private home; launch merges them in.
struct HomeSeed {
  std::string path;  // absolute, on this machine
  Json content;
};

struct Plan {
  std::string method;
  std::vector<PlanFile> files;
  Json seccomp;               // policy that launch compiles into the file seccomp_file; null: none
  std::vector<Argv> prepare;  // run one after the other by the host; a failure ends the session
  Argv main;                  // never empty; argv[0] is an absolute path
  std::string folder;         // working folder of the main command
  std::map<std::string, std::string> env;  // the main command's environment ...
  std::vector<std::string> pass_env;       // ... and these names, with the values of the launcher
  std::vector<OpenFile> open_files;
  int report_descriptor = 0;  // where the main command inherits the writing end of a pipe, on which
                              // sandtray-guest says that the agent runs; 0: it says nothing
  std::vector<Shown> shown;   // what sandtray-guest makes sure of before
  int wrapper_levels = 0;     // generations of the wrapper's own processes above the agent: a
                              // graceful stop signals only what is below them
  std::string hook_socket;    // where the host listens for hook events; empty: none
  std::vector<Argv> stop;     // started when the session is to end; signals come after them
  std::vector<Argv> cleanup;  // after the tree is gone; failures are reported, not fatal
  std::vector<Placeholder> placeholders;
  std::vector<HomeSeed> seeds;
  std::string private_home;  // launch makes this folder (0700); empty: none
  std::vector<std::string>
      watch;  // paths that did not exist: a warning for each that does when the
              // agent rests, for the host's own tools would run what is in it
  std::vector<std::string> guarded;  // files whose guard is gone if one outside replaces them: a
                                     // warning for each that is another at the end
  std::vector<std::string> git_folders;  // a warning for what the agent makes there
                                         // (session/host/git_folders.h)
  std::vector<std::string> reports;      // a warning for each from the start on; of the notes, too
  std::vector<std::string> notes;        // what the person should know before it starts
};

Json plan_to_json(const Plan& plan);
Result<Plan> plan_from_json(const Json& json);

}  // namespace sandtray::sandbox
