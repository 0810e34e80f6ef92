// SPDX-License-Identifier: MIT
// A session of sandtray-guest in a folder of its own.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "support/command.h"
#include "support/temp_dir.h"

namespace sandtray::test {

class GuestSession : public ::testing::Test {
 protected:
  using Words = std::vector<std::string>;

  static Words session(const std::string& folder, Words program) {
    program.insert(program.begin(), {SANDTRAY_BIN_DIR "/sandtray-guest", "session", folder, "--"});
    return program;
  }
  Finished run(Words program) {
    return run_command(session(dir_.path(), std::move(program)), make_world(dir_.path()));
  }
  Finished run_shell(const std::string& script) { return run({"/bin/sh", "-c", script}); }
  // `act` is what a shell does beside the session whose agent is `script` once that says "ready";
  // $! is the session. Its exit status is the session's.
  Finished beside(const std::string& script, const std::string& act) {
    const auto all = "mkfifo said; '" SANDTRAY_BIN_DIR "/sandtray-guest' session . -- sh -c '" +
                     script + "' >said & read -r word <said; " + act + "; wait $!";
    return run_command({"/bin/sh", "-c", all}, make_world(dir_.path()), "", dir_.path());
  }
  std::string read(const std::string& name) {
    std::stringstream text;
    text << std::ifstream(dir_ / name).rdbuf();
    return text.str();
  }

  TempDir dir_;
};

}  // namespace sandtray::test
