// SPDX-License-Identifier: MIT
// Docker Sandboxes on this machine, as their launcher `sbx` tells of them: a proprietary program
// whose answers differ by version, so each is taken as far as it is understood (docs.docker.com,
// ai/sandboxes). Nothing here starts a sandbox, signs in, or chooses a policy; the launcher's own
// daemon may start.
#pragma once

#include <string>
#include <vector>

namespace sandtray::config {

struct DockerSandboxes {
  enum class Known { unknown, no, yes };
  std::string program;               // empty: not found
  std::string version;               // in its own words; only if asked for
  bool clones = false;               // run --clone: the agent works in a clone of its own
  bool branches = false;             // run --branch, of older versions
  Known signed_in = Known::unknown;  // to Docker
  Known policy = Known::unknown;     // a preset is chosen, without which a start asks or fails
  std::vector<std::string> names;    // of the sandboxes there are
};

// Words of the answers, whatever stands before and between them.
DockerSandboxes::Known signed_in_by(const std::string& diagnosis);
// Of `ls --json`: a list, or an object that has it.
std::vector<std::string> sandbox_names(const std::string& answer);

// On PATH, or where its installers put it.
std::string find_sbx();
// Takes seconds where the daemon has to start; with `version` it is asked for that, too.
DockerSandboxes look_at_docker_sandboxes(const std::string& program, bool version);

}  // namespace sandtray::config
