// SPDX-License-Identifier: MIT
#include <csignal>

#include "process/cli/world.h"

namespace sandtray::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Sessions : public World {};

TEST_F(Sessions, ADetachedSessionIsListedStoppedAndWaitedFor) {
  const auto id = start("trap 'exit 5' TERM; echo ready; while :; do sleep 0.1; done");
  wait_for_output(id, "ready");
  auto entry = session(id);
  EXPECT_EQ(entry.at("agent"), "shell");
  EXPECT_EQ(entry.at("method"), usual_method());
  EXPECT_EQ(entry.at("workspace"), workspace_);
  EXPECT_TRUE(entry.at("alive"));
  EXPECT_TRUE(entry.at("pid").is_number());
  EXPECT_EQ(list(false).size(), 1u);
  EXPECT_EQ(sandtray({"stop", id.substr(0, 5)}).status, 0);
  EXPECT_EQ(sandtray({"wait", id}).status, 5);
  entry = session(id);
  EXPECT_EQ(entry.at("state"), "exited");
  EXPECT_EQ(entry.at("exit_code"), 5);
  EXPECT_THAT(list(false), IsEmpty());
}

TEST_F(Sessions, ASilentAgentDoesNotStartForEver) {
  const auto id = start("sleep 1000");
  OnTerminal events({"sandtray", "events", "-f", id}, env_);
  EXPECT_TRUE(events.shows("working?"));
}

TEST_F(Sessions, AStubbornAgentIsKilledAfterTheTimeout) {
  const auto id = start("trap '' TERM HUP INT; echo ready; while :; do sleep 0.1; done");
  wait_for_output(id, "ready");
  EXPECT_EQ(sandtray({"stop", "--timeout", "0", id}).status, 0);
  EXPECT_EQ(session(id).at("exit_code"), 137);
}

TEST_F(Sessions, AllAreAskedToEndBeforeAnyIsWaitedFor) {
  // Each ends when all have been asked.
  const auto polite = [](const std::string& name) {
    return "trap 'touch " + name +
           "; while ! [ -e a -a -e b -a -e c ]; do sleep 0.05; done; exit 7' TERM; echo ready; "
           "while :; do sleep 0.1; done";
  };
  std::vector<std::string> ids;
  for (const auto* name : {"a", "b", "c"}) ids.push_back(start(polite(name)));
  for (const auto& id : ids) wait_for_output(id, "ready");
  EXPECT_EQ(sandtray({"stop", "--all", "--timeout", "10"}).status, 0);
  for (const auto& id : ids) EXPECT_EQ(session(id).at("exit_code"), 7);
}

TEST_F(Sessions, AStuckHostIsKilledAndTheStateIsTrue) {
  const auto id = start("echo ready; sleep 1000");
  wait_for_output(id, "ready");
  ASSERT_EQ(kill(host_pid(id), SIGSTOP), 0);
  EXPECT_EQ(sandtray({"stop", "--timeout", "0", id}).status, 0);
  EXPECT_THAT(session(id).at("message"), HasSubstr("host lost"));
}

TEST_F(Sessions, IsReachedFromUnderAnotherRuntimeFolder) {
  const auto id = start("trap 'exit 5' TERM; echo ready; while :; do sleep 0.1; done");
  env_["XDG_RUNTIME_DIR"] = dir_ / "elsewhere";
  wait_for_output(id, "ready");
  EXPECT_EQ(sandtray({"stop", id}).status, 0);
  EXPECT_EQ(sandtray({"wait", id}).status, 5);
  EXPECT_EQ(sandtray({"rm", id}).status, 0);
}

TEST_F(Sessions, WithoutItsSocketItIsStillReadAndStopped) {
  const auto id = start("trap 'exit 5' TERM; echo ready; while :; do sleep 0.1; done");
  wait_for_output(id, "ready");
  ASSERT_GT(std::filesystem::remove_all(dir_ / "run/sandtray"), 0u);
  OnTerminal attached({"sandtray", "attach", id}, env_);
  EXPECT_TRUE(attached.shows("cannot be reached"));
  EXPECT_EQ(attached.status(), 69);
  const auto followed = sandtray({"logs", "-f", id});
  EXPECT_EQ(followed.status, 69);
  EXPECT_THAT(followed.err, HasSubstr("sandtray stop " + id));
  const auto printed = sandtray({"logs", id});
  EXPECT_EQ(printed.status, 0);
  EXPECT_EQ(printed.out, "ready\n");
  EXPECT_EQ(sandtray({"stop", id}).status, 0);
  EXPECT_EQ(sandtray({"wait", id}).status, 5);
}

TEST_F(Sessions, AKilledHostIsReportedAsLost) {
  for (const auto& method : {usual_method(), std::string("host")}) {
    const auto id = start("echo ready; sleep 1000", method);
    wait_for_output(id, "ready");
    ASSERT_EQ(kill(host_pid(id), SIGKILL), 0);
    const auto waited = sandtray({"wait", id});
    EXPECT_EQ(waited.status, 70);
    EXPECT_THAT(waited.err, HasSubstr("host lost"));
    EXPECT_EQ(session(id).at("state"), "failed");
    EXPECT_FALSE(session(id).at("alive"));
  }
}

TEST_F(Sessions, NoSessionIsCalledLikeTheIdOfAnother) {
  const auto id = start("true");
  EXPECT_EQ(sandtray({"wait", id}).status, 0);
  const auto second = sandtray({"run", "-d", "--name", id, "shell", "--", "-c", "true"});
  EXPECT_EQ(second.status, 64);
  EXPECT_THAT(second.err, HasSubstr("the id of another session"));
}

TEST_F(Sessions, ANameBelongsToOneLiveSession) {
  const auto id = start("sleep 1000", usual_method(), {"--name", "mine"});
  const auto second = sandtray({"run", "-d", "shell", "--name", "mine", "--", "-c", "true"});
  EXPECT_EQ(second.status, 64);
  EXPECT_THAT(second.err, HasSubstr("already called \"mine\""));
  EXPECT_EQ(sandtray({"stop", "mine"}).status, 0);
  EXPECT_EQ(sandtray({"run", "shell", "--name", "mine", "--", "-c", "true"}).status, 0);
}

TEST_F(Sessions, LogsArePlainTextUnlessRaw) {
  const auto id = start("printf '\\033[31mred\\033[0m\\033]52;c;ZXZpbA==\\007\\n'");
  sandtray({"wait", id});
  EXPECT_EQ(sandtray({"logs", id}).out, "red\n");
  EXPECT_THAT(sandtray({"logs", "--raw", id}).out, HasSubstr("\033[31mred"));
}

TEST_F(Sessions, EventsTellTheWholeStory) {
  const auto id = start("exit 3");
  EXPECT_EQ(sandtray({"wait", id}).status, 3);
  const auto finished = sandtray({"events", "--json", id});
  std::vector<Json> events;
  std::size_t at = 0;
  for (auto end = finished.out.find('\n'); end != std::string::npos;
       at = end + 1, end = finished.out.find('\n', at)) {
    events.push_back(Json::parse(finished.out.substr(at, end - at)));
  }
  ASSERT_GE(events.size(), 2u);
  EXPECT_EQ(events.front().at("type"), "started");
  EXPECT_EQ(events.back().at("type"), "ended");
  EXPECT_EQ(events.back().at("exit_code"), 3);
  EXPECT_EQ(events.back().at("id"), id);
  EXPECT_THAT(sandtray({"events", "--notifications", id}).out, HasSubstr("3"));
}

TEST_F(Sessions, FollowingEventsEndsWithTheSession) {
  const auto id = start("sleep 0.3; exit 4");
  EXPECT_THAT(sandtray({"events", "-f", "--json", id}).out, HasSubstr("\"exit_code\":4"));
}

TEST_F(Sessions, RemovingRefusesALiveSession) {
  const auto id = start("sleep 1000");
  EXPECT_EQ(sandtray({"rm", id}).status, 77);
  EXPECT_EQ(sandtray({"stop", id}).status, 0);
  EXPECT_EQ(sandtray({"rm", id}).status, 0);
  EXPECT_THAT(list(), IsEmpty());
  EXPECT_EQ(sandtray({"rm", id}).status, 66);
  EXPECT_EQ(sandtray({"logs", id}).status, 66);
}

TEST_F(Sessions, ADamagedOneIsSaidAndRemoved) {
  const auto live = start("sleep 1000");
  for (const auto* damage : {"", "{", "{}", "[]", R"({"spec": {}, "created": 5})", "gone"}) {
    for (const bool all : {false, true}) {
      const auto id = start("true");
      EXPECT_EQ(sandtray({"wait", id}).status, 0);
      write(folder_of(id) + "/session.json", damage);
      if (damage == std::string("gone")) std::filesystem::remove(folder_of(id) + "/session.json");
      EXPECT_EQ(sandtray({"ls"}).status, 0) << "the live one is well";
      const auto listed = sandtray({"ls", "--all"});
      EXPECT_EQ(listed.status, 70);
      EXPECT_THAT(listed.out, HasSubstr(live));
      EXPECT_EQ(sandtray({"ls", "--all", "--json"}).status, 70);
      EXPECT_THAT(listed.err, HasSubstr("`sandtray rm " + id + "`"));
      EXPECT_EQ(sandtray({"wait", id}).status, 0) << damage;
      EXPECT_EQ(sandtray({"rm", all ? "--all" : id}).status, 0) << damage;
      EXPECT_FALSE(std::filesystem::exists(folder_of(id))) << damage;
    }
  }
  EXPECT_EQ(list().size(), 1u) << "the live one stays: " << live;
}

TEST_F(Sessions, ADamagedLiveOneIsStillReachedByItsId) {
  for (const auto* damage : {"{", "{}", R"({"spec": {"id": 5}})", "folder", "gone"}) {
    const auto id = start("trap 'exit 5' TERM; echo ready; while :; do sleep 0.1; done");
    wait_for_output(id, "ready");
    const auto file = folder_of(id) + "/session.json";
    std::filesystem::remove(file);
    if (damage == std::string("folder")) {
      std::filesystem::create_directory(file);
    } else if (damage != std::string("gone")) {
      write(file, damage);
    }
    const auto listed = sandtray({"ls"});
    EXPECT_EQ(listed.status, 70);
    EXPECT_THAT(listed.out, HasSubstr(id)) << damage;
    EXPECT_THAT(listed.out, HasSubstr("damaged")) << damage;
    EXPECT_THAT(listed.err, HasSubstr("`sandtray stop " + id + "`")) << damage;
    const auto entry = session(id, 70);
    EXPECT_TRUE(entry.at("alive"));
    EXPECT_TRUE(entry.at("damaged"));
    EXPECT_TRUE(entry.at("pid").is_number());
    EXPECT_EQ(sandtray({"logs", id}).out, "ready\n") << damage;
    EXPECT_THAT(sandtray({"events", id}).out, HasSubstr("starting"));
    OnTerminal attached({"sandtray", "attach", id}, env_);
    EXPECT_TRUE(attached.shows("ready")) << damage;
    attached.type("\035d");
    EXPECT_EQ(attached.status(), 0) << damage;
    EXPECT_EQ(sandtray({"rm", id}).status, 77) << damage;
    EXPECT_EQ(sandtray({"stop", id}).status, 0) << damage;
    EXPECT_EQ(sandtray({"wait", id}).status, 5) << damage;
    EXPECT_THAT(sandtray({"logs", id}).out, HasSubstr("ready\n")) << damage;
    EXPECT_EQ(sandtray({"rm", id}).status, 0) << damage;
    EXPECT_FALSE(std::filesystem::exists(folder_of(id))) << damage;
  }
}

TEST_F(Sessions, ADamagedLiveOneWithoutASocketIsStoppedByItsPid) {
  const auto id = start("trap 'exit 5' TERM; echo ready; while :; do sleep 0.1; done");
  wait_for_output(id, "ready");
  write(folder_of(id) + "/session.json", "{");
  env_["XDG_RUNTIME_DIR"] = dir_ / "elsewhere";
  EXPECT_EQ(sandtray({"stop", "--all"}).status, 0);
  EXPECT_EQ(sandtray({"wait", id}).status, 5);
}

TEST_F(Sessions, SecretsOfTheEnvironmentStayOutOfFilesAndArguments) {
  env_["ANTHROPIC_API_KEY"] = "sk-very-secret";
  env_["MY_TOKEN"] = "also-secret";
  write(dir_ / "config/sandtray/config.json", R"({"pass_env": ["MY_TOKEN"]})");
  const auto id = start("test \"$MY_TOKEN\" = also-secret && test -z \"$ANTHROPIC_API_KEY\"");
  EXPECT_EQ(sandtray({"wait", id}).status, 0);
  const auto grep = run_command({"grep", "-r", "-l", "-e", "very-secret", folder_of(id)}, env_);
  EXPECT_EQ(grep.out, "");
  const auto own =
      run_command({"grep", "-c", "also-secret", folder_of(id) + "/events.jsonl"}, env_);
  EXPECT_EQ(own.out, "0\n");
}

}  // namespace
}  // namespace sandtray::test
