// SPDX-License-Identifier: MIT
// A set of processes that none of its members can leave: whatever they start belongs to it too.
// When the last handle on it is closed, also because we were killed, all of them end.
#pragma once

#include <chrono>

#include <vector>

#include "platform/native.h"

namespace sandtray::platform {

class Job {
 public:
  static Result<Job> create();

  // For spawn(): the process is a member from its first instruction on.
  HANDLE native() const { return handle_.get(); }
  // How many members live.
  unsigned size() const;
  std::vector<DWORD> members() const;
  // Ends all members with that exit code and waits until they are gone; false if the patience ends.
  bool end(unsigned code, std::chrono::milliseconds patience);

 private:
  Job(NativeHandle handle, NativeHandle port)
      : handle_(std::move(handle)), port_(std::move(port)) {}
  NativeHandle handle_;
  NativeHandle port_;  // gets a message when the last member has ended
};

// The one of what this process has started with die_with_parent.
Result<Job*> own_job();
// Also of everything else that it starts from here on and does not set free.
void keep_all_children();
bool keeps_all_children();

}  // namespace sandtray::platform
