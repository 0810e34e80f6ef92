// SPDX-License-Identifier: MIT
// tests/network/server.py as a child of the test, on a port of its own; it ends with this.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/json.h"
#include "base/text.h"
#include "platform/file.h"
#include "platform/process.h"

namespace sandtray::test {

class WebServer {
 public:
  // In `folder` it has its log and the file that it serves.
  WebServer(const std::string& folder, const std::string& content) : log_(folder + "/log") {
    const auto file = folder + "/served";
    EXPECT_TRUE(platform::write_file(file, content));
    auto in = platform::make_input_pipe();
    auto out = platform::make_pipe();
    platform::SpawnOptions spawn;
    spawn.argv = {SANDTRAY_PYTHON, SANDTRAY_SOURCE_DIR "/tests/network/server.py", log_, file};
    spawn.env = platform::current_environment();
    spawn.input = in->first.get();
    spawn.output = out->second.get();
    spawn.error = 2;
    spawn.die_with_parent = true;
    const auto pid = platform::spawn(spawn);
    EXPECT_TRUE(pid) << pid.error().message;
    if (!pid) return;
    pid_ = *pid;
    input_ = std::move(in->second);
    out->second.reset();
    char digit = 0;
    while (platform::read_some(out->first.get(), &digit, 1).state == platform::IoState::ok &&
           digit != '\n') {
      port_ += digit;
    }
  }
  WebServer(const WebServer&) = delete;
  WebServer& operator=(const WebServer&) = delete;
  ~WebServer() {
    input_.reset();
    if (pid_ > 0) platform::wait_for(pid_);
  }

  std::string url(const std::string& path) const { return "http://127.0.0.1:" + port_ + path; }

  // What was asked for since the last call.
  std::vector<Json> requests() {
    std::vector<Json> found;
    const auto lines = split(platform::read_file(log_).value_or(""), '\n');
    for (std::size_t i = seen_; i + 1 < lines.size(); ++i) found.push_back(Json::parse(lines[i]));
    seen_ += found.size();
    return found;
  }

 private:
  std::string log_, port_;
  platform::ProcessId pid_ = 0;
  platform::OwnedHandle input_;
  std::size_t seen_ = 0;
};

}  // namespace sandtray::test
