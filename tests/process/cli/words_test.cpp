// SPDX-License-Identifier: MIT
// What the command line refuses, and what the settings say.
#include "process/cli/world.h"

namespace sandtray::test {
namespace {

using ::testing::HasSubstr;

class Words : public World {};

TEST_F(Words, AnUnknownCommandIsNamed) {
  const auto finished = sandtray({"lss"});
  EXPECT_EQ(finished.status, 64);
  EXPECT_EQ(finished.err,
            "sandtray: unknown command \"lss\"\n`sandtray --help` lists the commands.\n");
  EXPECT_EQ(sandtray({}).status, 64);
  EXPECT_EQ(sandtray({"--version"}).status, 0);
}

TEST_F(Words, NotificationsAreNeitherJsonNorFollowed) {
  EXPECT_EQ(sandtray({"events", "--notifications"}).status, 0);
  EXPECT_EQ(sandtray({"events", "--json", "--notifications"}).status, 64);
  EXPECT_EQ(sandtray({"events", "-f", "--notifications"}).status, 64);
}

TEST_F(Words, TheDefaultMethodIsToldWhereNoneIsSet) {
  const auto finished = sandtray({"config", "get", "default_method"});
  EXPECT_EQ(finished.status, 0) << finished.err;
  EXPECT_EQ(finished.out, "bwrap\n");
}

TEST_F(Words, DetachKeysBeginWithAControlKey) {
  EXPECT_EQ(sandtray({"config", "set", "detach_keys", "d"}).status, 78);
  write(dir_ / "config/sandtray/config.json", R"({"detach_keys": "d"})");
  const auto finished = sandtray({"config", "check"});
  EXPECT_EQ(finished.status, 78);
  EXPECT_THAT(finished.err, HasSubstr("/detach_keys"));
}

TEST_F(Words, SettingsThatEveryRunWouldRefuseAreNotGood) {
  const auto file = dir_ / "config/sandtray/config.json";
  for (const auto& [key, value, says] :
       {std::array{"default_method", R"("magic")", "no method"},
        std::array{"mounts", R"([{"path": "/etc/ssl"}])", "belongs to the system"},
        std::array{"pass_env", R"(["HOME"])", "HOME"},
        std::array{"terminal", R"("xterm -T 'open -e")", "/terminal"}}) {
    const auto set = sandtray({"config", "set", key, value});
    EXPECT_NE(set.status, 0) << key;
    EXPECT_THAT(set.err, HasSubstr(says));
    write(file, std::string(R"({")") + key + R"(": )" + value + "}");
    const auto checked = sandtray({"config", "check"});
    EXPECT_NE(checked.status, 0) << key;
    EXPECT_THAT(checked.err, HasSubstr(says));
    write(file, "{}");
  }
  EXPECT_EQ(sandtray({"config", "check"}).status, 0);
  EXPECT_EQ(sandtray({"config", "set", "terminal", "xterm -T \"it's\" -e {}"}).status, 0);
}

}  // namespace
}  // namespace sandtray::test
