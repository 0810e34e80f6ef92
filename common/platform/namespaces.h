// SPDX-License-Identifier: MIT
// Tells beforehand why a sandbox cannot be made on this machine, so that a launch can refuse with a
// hint instead of showing what the tool prints.
#pragma once

#include <string>

namespace sandtray::platform {

struct NamespaceAnswer {
  std::string refused;  // why a sandbox cannot be made here; empty: it can
  std::string fix;      // what a person can do about it
};

// Whether `bwrap` may make user namespaces. Starts a process or two, nothing else.
NamespaceAnswer probe_user_namespaces(const std::string& bwrap);

}  // namespace sandtray::platform
