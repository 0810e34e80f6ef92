// SPDX-License-Identifier: MIT
// What a session that has waited is to do is worked out when its turn comes, of what there is then.
#include <algorithm>

#include "process/cli/queue.h"

namespace sandtray::test {
namespace {

using ::testing::HasSubstr;

TEST_F(Queue, PlansWhenTheTurnComes) {
  const auto one = start_until("one");
  const auto extra = dir_ / "extra";
  const auto seen = start("cat " + extra + "/word > seen");
  write(extra + "/word", "new");
  ASSERT_EQ(sandtray({"config", "set", "mounts", R"([{"path": ")" + extra + R"("}])"}).status, 0);
  // Hooks of a repository that was not there when it came are guarded all the same.
  ASSERT_EQ(run_command({"git", "init", "-q", workspace_}, env_).status, 0);
  const auto hook = start("echo x > .git/hooks/pre-commit && echo planted > hooked; exit 0");
  const auto gone = dir_ / "gone";
  std::filesystem::create_directories(gone);
  const auto lost = start("exit 0", usual_method(), {"-w", gone});
  std::filesystem::remove_all(gone);
  let_end("one");
  EXPECT_NE(sandtray({"wait", lost}).status, 0);
  EXPECT_THAT(session(lost).at("message"), HasSubstr("there is no folder"));
  EXPECT_EQ(sandtray({"wait", lost}).status, 66);
  if (usual_method() != "bwrap") return;  // for the rest a boundary is needed
  EXPECT_EQ(read(workspace_ + "/seen"), "new");
  EXPECT_EQ(sandtray({"wait", hook}).status, 0);
  EXPECT_FALSE(std::filesystem::exists(workspace_ + "/hooked"));
}

// What an agent that runs may do to the workspace of one that waits in a folder of its own.
TEST_F(Queue, IsNotLedElsewhereByALinkThatAnAgentMakes) {
  const auto secret = dir_ / "secret";
  write(secret + "/word", "s");
  std::filesystem::create_directories(workspace_ + "/sub");
  const auto one = start("while [ ! -e now ]; do sleep 0.05; done; rmdir sub; ln -s " + secret +
                         " sub; echo made; while [ ! -e one ]; do sleep 0.05; done");
  const auto two = start("cat word; touch planted", usual_method(), {"-w", workspace_ + "/sub"});
  let_end("now");
  wait_for_output(one, "made");
  let_end("one");
  EXPECT_NE(sandtray({"wait", two}).status, 0);
  EXPECT_THAT(session(two).at("message"), HasSubstr("link"));
  EXPECT_FALSE(std::filesystem::exists(secret + "/planted"));
}

TEST_F(Queue, RemembersWhatOneMayWriteThatWasNotThereWhenItCame) {
  if (usual_method() != "bwrap") GTEST_SKIP() << "it is about a boundary";
  const auto one = start_until("one");
  const auto tools = dir_ / "tools";
  std::filesystem::create_directories(tools);
  const auto two = start("cp /usr/bin/true " + tools + "/bwrap");
  ASSERT_EQ(
      sandtray({"config", "set", "mounts", R"([{"path": ")" + tools + R"(", "writable": true}])"})
          .status,
      0);
  let_end("one");
  EXPECT_EQ(sandtray({"wait", two}).status, 0);
  ASSERT_TRUE(std::filesystem::exists(tools + "/bwrap"));
  ASSERT_EQ(sandtray({"config", "unset", "mounts"}).status, 0);
  env_["PATH"] = tools + ":" + env_["PATH"];
  EXPECT_EQ(sandtray({"run", "-m", "bwrap", "shell", "--", "-c", "true"}).status, 77);
}

TEST_F(Queue, DoesNotStartWhatConfinesOtherwiseThanWasSaid) {
  const auto wrapper = [&](bool boundary) {
    write(dir_ / "config/sandtray/methods/mine.json",
          dump_json({{"name", "mine"}, {"wrapper", {"env"}}, {"boundary", boundary}}));
  };
  wrapper(true);
  const auto one = start_until("one");
  const auto two = start("touch ran", "mine");
  wrapper(false);
  let_end("one");
  EXPECT_NE(sandtray({"wait", two}).status, 0);
  EXPECT_THAT(session(two).at("message"), HasSubstr("mine was changed"));
  EXPECT_FALSE(std::filesystem::exists(workspace_ + "/ran"));
}

TEST_F(Queue, SaysWhyOneCouldNotBeStartedAndWhatToDo) {
  const auto one = start_until("one");
  ASSERT_EQ(sandtray({"agents", "add", "mine", "--from", "shell"}).status, 0);
  const auto two = sandtray({"run", "-d", "mine", "-m", usual_method()});
  ASSERT_EQ(sandtray({"agents", "disable", "mine"}).status, 0);
  let_end("one");
  const auto id = two.out.substr(0, two.out.find('\n'));
  const auto waited = sandtray({"wait", id});
  EXPECT_EQ(waited.status, sandtray({"run", "-d", "mine", "-m", usual_method()}).status);
  EXPECT_THAT(waited.err, HasSubstr("sandtray agents enable mine"));
}

TEST_F(Queue, TakesTheNetworkAwayThatWasADefaultWhenItCame) {
  if (usual_method() != "bwrap") GTEST_SKIP() << "another method may not be able to";
  const auto one = start_until("one");
  const auto two = start("cat /proc/net/dev; echo that is all");
  ASSERT_EQ(sandtray({"config", "set", "network", "none"}).status, 0);
  let_end("one");
  EXPECT_EQ(sandtray({"wait", two}).status, 0);
  const auto seen = sandtray({"logs", two}).out;
  EXPECT_EQ(std::count(seen.begin(), seen.end(), ':'), 1) << "lo alone: " << seen;
}

TEST_F(Queue, WarnsOfWhatWasNotThereWhenItCame) {
  if (usual_method() != "bwrap") GTEST_SKIP() << "it is about the notes of bwrap";
  const auto one = start_until("one");
  const auto two = start("exit 0");
  // Two names of a guarded file: one of them stays writable.
  write(workspace_ + "/.mcp.json", "{}");
  std::filesystem::create_hard_link(workspace_ + "/.mcp.json", workspace_ + "/other.json");
  let_end("one");
  EXPECT_EQ(sandtray({"wait", two}).status, 0);
  EXPECT_THAT(sandtray({"events", two}).out, HasSubstr("hard link"));
}

}  // namespace
}  // namespace sandtray::test
