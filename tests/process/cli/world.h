// SPDX-License-Identifier: MIT
// A person's home with a workspace, and the command in it. At the end every session is stopped.
#pragma once

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>

#include "base/json.h"
#include "support/command.h"
#include "support/temp_dir.h"

namespace sandtray::test {

// The method of a test that needs no boundary of its own: where there is no bwrap, whoever runs the
// tests names another.
inline std::string usual_method() {
  const char* named = std::getenv("SANDTRAY_TEST_METHOD");
  return named != nullptr ? named : "bwrap";
}

class World : public ::testing::Test {
 protected:
  World() : env_(make_world(dir_.path())), workspace_(dir_ / "work") {
    std::filesystem::create_directories(workspace_);
    std::filesystem::create_directories(dir_ / "run");
    std::filesystem::create_directories(dir_ / "home");
  }
  ~World() override { sandtray({"stop", "--all", "--timeout", "0"}); }

  Finished sandtray(std::vector<std::string> words, const std::string& input = {}) {
    words.insert(words.begin(), "sandtray");
    return run_command(words, env_, input, workspace_);
  }
  // Runs a script in a shell session under the method, without a terminal.
  Finished script(const std::string& text, const std::string& method = usual_method(),
                  const std::string& input = {}) {
    return sandtray({"run", "shell", "-m", method, "--", "-c", text}, input);
  }
  // A detached shell session that runs the script on a terminal; its id.
  std::string start(const std::string& text, const std::string& method = usual_method(),
                    const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"run", "-d", "shell", "-m", method};
    words.insert(words.end(), more.begin(), more.end());
    words.insert(words.end(), {"--", "-c", text});
    const auto finished = sandtray(words);
    EXPECT_EQ(finished.status, 0) << finished.err;
    return finished.out.substr(0, finished.out.find('\n'));
  }
  Json list(bool all = true, int status = 0) {
    const auto finished = all ? sandtray({"ls", "--all", "--json"}) : sandtray({"ls", "--json"});
    EXPECT_EQ(finished.status, status) << finished.err;
    return Json::parse(finished.out);
  }
  Json session(const std::string& id, int status = 0) {
    for (const auto& entry : list(true, status)) {
      if (entry.at("id") == id) return entry;
    }
    return Json();
  }
  std::string folder_of(const std::string& id) const {
    return dir_ / "state/sandtray/sessions/" + id;
  }
  // Returns when the session's script has written the word.
  void wait_for_output(const std::string& id, const std::string& word) {
    const auto finished = run_command(
        {"sh", "-c", SANDTRAY_BIN_DIR "/sandtray logs -f " + id + " | grep -m 1 " + word}, env_);
    EXPECT_EQ(finished.status, 0);
  }
  // A number that no process has where there is no host: 0 would be the tests themselves.
  int host_pid(const std::string& id) {
    std::ifstream file(folder_of(id) + "/host.pid");
    int pid = 0;
    file >> pid;
    return pid > 0 ? pid : std::numeric_limits<int>::max();
  }
  static std::string read(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }
  void write(const std::string& path, const std::string& text) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path) << text;
  }

  TempDir dir_;
  platform::Environment env_;
  std::string workspace_;
};

}  // namespace sandtray::test
