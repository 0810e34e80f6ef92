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

}  // namespace
}  // namespace sandtray::test
