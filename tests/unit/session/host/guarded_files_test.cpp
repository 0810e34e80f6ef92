// SPDX-License-Identifier: MIT
#include "session/host/guarded_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace sandtray::session {
namespace {

TEST(GuardedFiles, TellsReplacedAndRemovedFilesButNotChangedOnes) {
  std::string pattern = std::filesystem::temp_directory_path() / "sandtray-guard-XXXXXX";
  const std::string root = mkdtemp(pattern.data());
  for (const auto* name : {"/same", "/changed", "/replaced", "/removed"}) {
    std::ofstream(root + name) << name;
  }
  std::filesystem::create_directory(root + "/hooks");
  GuardedFiles files;
  files.remember({root + "/same", root + "/changed", root + "/replaced", root + "/removed",
                  root + "/hooks", root + "/missing"});
  EXPECT_TRUE(files.replaced().empty());
  std::ofstream(root + "/changed") << "by its owner";
  std::ofstream(root + "/new") << "x";
  std::filesystem::rename(root + "/new", root + "/replaced");
  std::filesystem::remove(root + "/removed");
  EXPECT_THAT(files.replaced(), testing::ElementsAre(root + "/replaced", root + "/removed"));
  std::filesystem::remove_all(root);
}

}  // namespace
}  // namespace sandtray::session
