// SPDX-License-Identifier: MIT
#include "session/seed.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/temp_dir.h"

namespace sandtray::session {
namespace {

namespace fs = std::filesystem;

class Seed : public ::testing::Test {
 protected:
  Seed() { fs::create_directories(home_); }

  Result<> apply(const Json& content, const std::string& path = ".agent.json") {
    return apply_seeds(home_, {{home_ + "/" + path, content}});
  }
  static std::string content(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }

  const test::TempDir folder_;
  const std::string root_ = folder_.path();
  const std::string home_ = folder_ / "home";
};

TEST_F(Seed, AddsWhatIsMissingAndKeepsTheRest) {
  std::ofstream(home_ + "/.agent.json") << R"({"theme": "light", "projects": {"/a": 1}})";
  ASSERT_TRUE(apply({{"theme", "dark"}, {"projects", {{"/w", {{"trusted", true}}}}}}));
  EXPECT_EQ(Json::parse(content(home_ + "/.agent.json")),
            Json::parse(R"({"theme":"light","projects":{"/a":1,"/w":{"trusted":true}}})"));
}

TEST_F(Seed, MakesFolders) {
  ASSERT_TRUE(apply({{"a", 1}}, ".config/agent/settings.json"));
  EXPECT_TRUE(fs::exists(home_ + "/.config/agent/settings.json"));
}

TEST_F(Seed, LeavesAFileAloneThatItDoesNotUnderstand) {
  std::ofstream(home_ + "/.agent.json") << "not json";
  ASSERT_TRUE(apply({{"a", 1}}));
  EXPECT_EQ(content(home_ + "/.agent.json"), "not json");
}

// The private home belongs to the agent: a link in it must lead neither our reading nor our writing
// out.
TEST_F(Seed, ALinkPlantedByTheAgentReadsNothingOfTheHost) {
  std::ofstream(root_ + "/credentials.json") << R"({"token":"secret"})";
  if (!test::make_link(root_ + "/credentials.json", home_ + "/.agent.json")) {
    GTEST_SKIP() << "this system makes no symbolic links for us";
  }
  const auto result = apply({{"a", 1}});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Code::refused);
  EXPECT_EQ(content(root_ + "/credentials.json"), R"({"token":"secret"})");
}

TEST_F(Seed, AHardLinkPlantedByTheAgentReadsNothingOfTheHost) {
  std::ofstream(root_ + "/credentials.json") << R"({"token":"secret"})";
  fs::create_hard_link(root_ + "/credentials.json", home_ + "/.agent.json");
  EXPECT_EQ(apply({{"a", 1}}).error().code, Code::refused);
}

TEST_F(Seed, AFolderLinkPlantedByTheAgentWritesNothingOutside) {
  fs::create_directories(root_ + "/outside");
  if (!test::make_link(root_ + "/outside", home_ + "/.config")) {
    GTEST_SKIP() << "this system makes no symbolic links for us";
  }
  EXPECT_EQ(apply({{"a", 1}}, ".config/settings.json").error().code, Code::refused);
  EXPECT_TRUE(fs::is_empty(root_ + "/outside"));
}

}  // namespace
}  // namespace sandtray::session
