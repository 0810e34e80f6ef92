// SPDX-License-Identifier: MIT
// Runs limactl to its end: without a terminal, in a session of its own, with our LIMA_HOME and
// without the variables of the person's other Lima. For a program that has no loop meanwhile.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/process.h"
#include "provision/lima/cancel.h"
#include "provision/lima/place.h"

namespace sandtray::provision {

struct LimaTool {
  std::string program;             // limactl
  std::string folder;              // where it works: it may leave files behind
  std::string lima_home;           // of the machine
  bool emulation = false;          // QEMU without KVM
  const Cancel* cancel = nullptr;  // heeded, if there is one
  std::function<void(std::string_view)>
      heard{};             // gets what comes on standard output, in its place
  std::string programs{};  // a folder before all others of PATH; empty: none
};

// The one that was fetched, or that on PATH; unavailable when there is none.
Result<LimaTool> find_limactl(const VmPlace& place);
platform::Environment lima_environment(const LimaTool& tool);
// With what every command gets.
std::vector<std::string> lima_command(const LimaTool& tool, const std::vector<std::string>& words);

struct LimaSaid {
  int code = 0;
  bool in_time = true;     // false: it was killed, with what it had started
  bool cancelled = false;  // likewise, because the person wants no more of it
  std::string out, log;    // at most a mebibyte each
};
Result<LimaSaid> run_limactl(const LimaTool& tool, const std::vector<std::string>& words,
                             std::chrono::milliseconds patience);
// What is done has been given up: no error of anything.
Failure cancelled(const std::string& what);
// Likewise; `what` begins the error when it does not end with 0 in time.
Result<std::string> ask_limactl(const LimaTool& tool, const std::vector<std::string>& words,
                                std::chrono::milliseconds patience, const std::string& what);

}  // namespace sandtray::provision
