// SPDX-License-Identifier: MIT
// `methods test`: a method of the person's, tried in a short session; and its own way to stop one.
#include <sys/stat.h>

#include "process/cli/world.h"

namespace sandtray::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class TryMethod : public World {
 protected:
  void add(const std::string& name, Json method) {
    method["name"] = name;
    write(dir_ / ("config/sandtray/methods/" + name + ".json"), dump_json(method));
  }
};

TEST_F(TryMethod, TellsWhatHolds) {
  add("box", {{"wrapper", {"env"}}, {"boundary", true}});
  const auto tried = sandtray({"methods", "test", "box"});
  EXPECT_EQ(tried.status, 0) << tried.out << tried.err;
  EXPECT_EQ(tried.out,
            "ok      a session starts\n"
            "ok      its command runs to the end\n"
            "ok      it can write in the workspace\n"
            "ok      what it writes is yours\n"
            "ok      nothing is left behind\n");
  // Neither the session nor the folder that it was tried in.
  EXPECT_EQ(sandtray({"ls", "--all", "--json"}).out, "[]\n");
  EXPECT_TRUE(std::filesystem::is_empty(dir_ / "home/.cache/sandtray"));
}

TEST_F(TryMethod, LeavesAFolderOfYoursAsItWas) {
  add("box", {{"wrapper", {"env"}}});
  write(workspace_ + "/mine", "");
  EXPECT_EQ(sandtray({"methods", "test", "box", "-w", workspace_, "--json"}).status, 0);
  EXPECT_TRUE(std::filesystem::exists(workspace_ + "/mine"));
  const auto files = std::filesystem::directory_iterator(workspace_);
  EXPECT_EQ(std::distance(begin(files), end(files)), 1);
}

TEST_F(TryMethod, TellsWhatDoesNotHoldAndWhatToDo) {
  const auto tried = [this](const Json& method) {
    add("mine", method);
    const auto ran = sandtray({"methods", "test", "mine"});
    EXPECT_NE(ran.status, 0) << ran.out << ran.err;
    EXPECT_TRUE(std::filesystem::is_empty(dir_ / "home/.cache/sandtray"));
    return ran.out;
  };
  EXPECT_THAT(tried({{"wrapper", {"env"}}, {"check", {"sh", "-c", "echo no engine; exit 3"}}}),
              AllOf(HasSubstr("FAILED  a session starts\n"),
                    HasSubstr("no engine\n        What it needs")));
  EXPECT_THAT(
      tried({{"wrapper", {"sh", "-c", "exit 3"}}}),
      AllOf(HasSubstr("FAILED  its command runs to the end\n        its command ended with 3"),
            HasSubstr("sandtray logs ")));
  EXPECT_THAT(tried({{"wrapper", {"env", "-C", "{home}"}}}),
              AllOf(HasSubstr("FAILED  it can write in the workspace\n"), HasSubstr("{workspace}"),
                    Not(HasSubstr("yours"))));
  EXPECT_THAT(tried({{"wrapper", {"env"}}, {"cleanup", {"false"}}}),
              HasSubstr("FAILED  nothing is left behind\n        the clean-up has failed"));
  EXPECT_EQ(sandtray({"methods", "test", "missing"}).status, 64);
}

// The agent obeys no signal and ends when it is asked by the method's own command.
TEST_F(TryMethod, TheStopCommandComesBeforeSignals) {
  const auto fifo = workspace_ + "/fifo";
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  add("mine", {{"wrapper", {"env"}}, {"stop", {"sh", "-c", "echo bye >$1", "sh", fifo}}});
  const auto id = start("trap '' TERM HUP; read -r word <fifo; exit 5", "mine");
  EXPECT_EQ(sandtray({"stop", id, "--timeout", "30"}).status, 0);
  EXPECT_EQ(session(id).at("exit_code"), 5);
}

TEST_F(TryMethod, AStopCommandThatDoesNothingDelaysNoSignal) {
  add("mine", {{"wrapper", {"env"}}, {"stop", {"false"}}});
  const auto id = start("exec sleep 100", "mine");
  EXPECT_EQ(sandtray({"stop", id, "--timeout", "600"}).status, 0);
  EXPECT_EQ(session(id).at("exit_code"), 143);
}

TEST_F(TryMethod, AStopCommandThatHangsIsNotWaitedFor) {
  add("mine", {{"wrapper", {"env"}}, {"stop", {"sleep", "100"}}});
  const auto id = start("exec sleep 100", "mine");
  EXPECT_EQ(sandtray({"stop", id, "--timeout", "1"}).status, 0);
  EXPECT_EQ(session(id).at("exit_code"), 143);
}

}  // namespace
}  // namespace sandtray::test
