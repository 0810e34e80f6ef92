// SPDX-License-Identifier: MIT
// Sessions of windows_child, by the command as people use it, in a profile of their own.
#pragma once

#include <gmock/gmock.h>

#include <sstream>

#include "base/json.h"
#include "platform/file.h"
#include "platform/paths.h"
#include "support/command.h"
#include "support/temp_dir.h"

namespace sandtray::test {

class WindowsSession : public testing::Test {
 protected:
  WindowsSession() : env_(platform::current_environment()) {
    env_["USERPROFILE"] = dir_ / "home";
    env_["APPDATA"] = dir_ / "roaming";
    env_["LOCALAPPDATA"] = dir_ / "local";
    env_["TERM"] = "xterm-256color";
    EXPECT_TRUE(platform::make_private_folder(workspace_));
    EXPECT_TRUE(platform::make_private_folder(dir_ / "roaming/sandtray/agents"));
    const Json preset = {{"name", "child"}, {"title", "Child"}, {"command", child_}};
    EXPECT_TRUE(
        platform::write_file(dir_ / "roaming/sandtray/agents/child.json", dump_json(preset)));
  }
  ~WindowsSession() override { sandtray({"stop", "--all", "--timeout", "0"}); }

  Finished sandtray(std::vector<std::string> words, const std::string& input = {}) {
    words.insert(words.begin(), "sandtray");
    return run_command(words, env_, input);
  }
  // Arguments for the agent.
  std::vector<std::string> run_words(const std::vector<std::string>& first,
                                     const std::vector<std::string>& words) const {
    std::vector<std::string> all = {"run", "-m", "host", "-w", workspace_};
    all.insert(all.end(), first.begin(), first.end());
    all.insert(all.end(), {"child", "--"});
    all.insert(all.end(), words.begin(), words.end());
    return all;
  }
  // Detached, on a console; its id.
  std::string start(std::vector<std::string> words) {
    words.insert(words.begin(), {"console", child_});
    auto started = sandtray(run_words({"-d"}, words));
    EXPECT_EQ(started.status, 0) << started.err;
    while (started.out.ends_with('\n')) started.out.pop_back();
    return started.out;
  }
  std::string log(const std::string& id) { return sandtray({"logs", id}).out; }
  // Follows the output until it has shown this.
  bool shows(const std::string& id, const std::string& text) {
    OnTerminal follower({child_, "console", program_, "logs", "-f", id}, env_);
    return follower.shows(text);
  }
  std::vector<Json> events(const std::string& id) {
    std::vector<Json> all;
    std::istringstream lines(sandtray({"events", "--json", id}).out);
    for (std::string line; std::getline(lines, line);) all.push_back(Json::parse(line));
    return all;
  }

  TempDir dir_;
  platform::Environment env_;
  const std::string workspace_ = dir_ / "work";
  const std::string child_ = SANDTRAY_BIN_DIR "/windows_child.exe";
  const std::string program_ = SANDTRAY_BIN_DIR "/sandtray.exe";
};

}  // namespace sandtray::test
