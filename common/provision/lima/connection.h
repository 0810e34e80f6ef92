// SPDX-License-Identifier: MIT
// The one connection to the virtual machine, as the agents' user, that all sessions share: a
// connection takes longer than all else of a session's start. It is a process of ssh's that nobody
// here is the parent of.
#pragma once

#include <chrono>

#include "platform/run_and_read.h"
#include "provision/lima/place.h"
#include "sandbox/host_facts.h"

namespace sandtray::provision {

class Connection {
 public:
  Connection(const VmPlace& place, sandbox::VmFacts vm)
      : note_(place.folder + "/asleep"), vm_(std::move(vm)) {}

  // Its process is there, which tells little after a sleep of this machine.
  bool is_there() const;
  // Whether this machine has slept since it was made or last looked at.
  bool has_slept() const;
  // Runs it inside, in the place of one that is there.
  Result<platform::Said> ask(const std::vector<std::string>& command,
                             std::chrono::milliseconds patience) const;
  // The time inside in seconds since 1970, from one that answers; looks at it from then on as one
  // that has not slept. unavailable if it does not answer in time.
  Result<std::int64_t> look() const;
  // Ends one that is there and makes another one. unavailable if that is refused.
  Result<> make() const;

 private:
  Result<platform::Said> ssh(const std::vector<std::string>& options,
                             const std::vector<std::string>& command,
                             std::chrono::milliseconds patience) const;
  void note() const;

  std::string note_;  // how long this machine had slept then
  sandbox::VmFacts vm_;
};

}  // namespace sandtray::provision
