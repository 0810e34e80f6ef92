// SPDX-License-Identifier: MIT
// A child whose standard output is read line by line; killed at the end of the test.
#pragma once

#include <string>
#include <vector>

#include "platform/process.h"
#include "tray/reactor.h"

namespace sandtray::test {

class Program {
 public:
  Program(Reactor& reactor, std::vector<std::string> argv, platform::Environment env);
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program() { kill(); }

  void kill();  // -9
  int wait();
  platform::ProcessId pid() const { return pid_; }
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  void read();

  Reactor& reactor_;
  platform::ProcessId pid_ = 0;
  platform::OwnedHandle output_;
  std::string text_;
  std::vector<std::string> lines_;
};

}  // namespace sandtray::test
