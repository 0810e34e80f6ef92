// SPDX-License-Identifier: MIT
// A person's home, with repositories beside it that git itself has made.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "session/facts/facts.h"

namespace sandtray::session {

class GitWorld : public testing::Test {
 protected:
  GitWorld() {
    std::string pattern = std::filesystem::temp_directory_path() / "sandtray-git-XXXXXX";
    root_ = std::filesystem::canonical(mkdtemp(pattern.data()));
    paths_.home = root_ + "/home";
    paths_.config = root_ + "/home/.config/sandtray";
    write("home/.gitconfig", "[user]\n\tname = Ada\n\temail = ada@example.org\n");
  }
  ~GitWorld() override { std::filesystem::remove_all(root_); }

  void write(const std::string& name, const std::string& content) const {
    std::filesystem::create_directories(std::filesystem::path(root_ + "/" + name).parent_path());
    std::ofstream(root_ + "/" + name) << content;
  }
  void git(const std::string& words) const {
    const auto command = "cd '" + root_ + "' && HOME='" + paths_.home +
                         "' git -c protocol.file.allow=always " + words + " >/dev/null 2>&1";
    ASSERT_EQ(std::system(command.c_str()), 0) << command;
  }
  sandbox::GitFacts facts(const std::string& workspace) const {
    return gather_git(paths_, root_ + "/" + workspace);
  }
  void make_repository(const std::string& name) const {
    git("init -q " + name);
    git("-C " + name + " commit -q --allow-empty -m first");
  }

  std::string root_;
  platform::Paths paths_;
};

}  // namespace sandtray::session
