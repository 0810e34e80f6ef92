// SPDX-License-Identifier: MIT
// Methods of the person's own, from the command that makes one to the session that runs in it.
#include <chrono>
#include <csignal>
#include <sstream>
#include <thread>

#include "base/clock.h"
#include "process/cli/world.h"

namespace sandtray::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Methods : public World {
 protected:
  std::string file(const std::string& name) const {
    return dir_ / ("config/sandtray/methods/" + name + ".json");
  }
  void add(const std::string& name, const Json& method) {
    Json whole = method;
    whole["name"] = name;
    write(file(name), dump_json(whole));
  }
  void kill_host(const std::string& id) {
    const auto pid = std::stoi(read(folder_of(id) + "/host.pid"));
    ASSERT_EQ(kill(pid, SIGKILL), 0);
    ASSERT_TRUE(becomes([&] { return !session(id).at("alive").get<bool>(); }));
  }
  static std::string read(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }
  static int attempts(const std::string& path) {
    const auto json = Json::parse(read(path), nullptr, /*allow_exceptions=*/false);
    return json.is_object() ? json.value("attempts", -1) : -1;
  }
  template <class Condition>
  static bool becomes(Condition condition) {
    for (int i = 0; i < 500; ++i) {
      if (condition()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return false;
  }
};

TEST_F(Methods, ACommandLineIsAMethod) {
  const auto added =
      sandtray({"methods", "add", "mine", "--wrapper", "env 'WRAPPED=so \"it\" is'"});
  EXPECT_EQ(added.status, 0) << added.err;
  EXPECT_EQ(added.out, file("mine") + "\n");
  const auto ran = script("echo \"$WRAPPED\"; pwd", "mine");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.out, "so \"it\" is\n" + workspace_ + "\n");
  EXPECT_THAT(ran.err, HasSubstr("nothing is known to be confined"));
}

TEST_F(Methods, WordsOfThePathReachTheCommandWhole) {
  workspace_ = dir_ / "a b;$(touch planted) '{home}'";
  std::filesystem::create_directories(workspace_);
  add("mine", {{"wrapper", {"env", "SEEN={workspace}", "{command}"}}});
  const auto ran = script("echo \"$SEEN\"; ls", "mine");
  EXPECT_EQ(ran.out, workspace_ + "\n") << ran.err;
}

TEST_F(Methods, WhatIsClaimedIsSaidToBeAClaim) {
  add("open", {{"wrapper", {"env"}}});
  add("box", {{"wrapper", {"env"}}, {"boundary", true}, {"files", "All of them."}});
  const auto listed = sandtray({"methods"});
  EXPECT_EQ(listed.status, 0) << listed.err;
  EXPECT_THAT(listed.out, HasSubstr("box     claimed   Your own command: env."));
  EXPECT_THAT(listed.out, HasSubstr("open    unknown   Your own command: env."));
  const auto shown = sandtray({"methods", "show", "box"});
  EXPECT_THAT(shown.out,
              AllOf(HasSubstr("files      All of them."), HasSubstr("network    Not stated"),
                    HasSubstr("wrapper    env\n"), HasSubstr(file("box"))));
  EXPECT_THAT(script(":", "box").err, Not(HasSubstr("confined")));
}

TEST_F(Methods, WithoutABoundaryThatIsClaimedASessionCountsAsOpen) {
  add("open", {{"wrapper", {"env"}}});
  add("box", {{"wrapper", {"env"}}, {"boundary", true}});
  EXPECT_FALSE(session(start("exec sleep 100", "open")).at("confined"));
  EXPECT_TRUE(session(start("exec sleep 100", "box")).at("confined"));
}

TEST_F(Methods, AFailedCheckRefusesTheStart) {
  add("mine", {{"wrapper", {"env"}}, {"check", {"sh", "-c", "echo no engine runs; exit 3"}}});
  const auto ran = script("touch ran", "mine");
  EXPECT_NE(ran.status, 0);
  EXPECT_THAT(ran.err, HasSubstr("no engine runs"));
  EXPECT_FALSE(std::filesystem::exists(workspace_ + "/ran"));
}

TEST_F(Methods, CleanUpRunsAfterTheEnd) {
  const std::string mark = dir_ / "cleaned";
  add("mine",
      {{"wrapper", {"env"}}, {"cleanup", {"sh", "-c", "echo $1 >> " + mark, "sh", "{session}"}}});
  const auto id = start("exit 3", "mine");
  EXPECT_EQ(sandtray({"wait", id}).status, 3);
  EXPECT_EQ(std::filesystem::file_size(mark), id.size() + 1);
}

// A container goes on without the host that started it.
TEST_F(Methods, WhatAKilledHostLeavesIsCleanedUpAtTheNextCommand) {
  const std::string mark = dir_ / "cleaned";
  const std::string owed = dir_ / "state/sandtray/cleanup";
  add("mine",
      {{"wrapper", {"env"}},
       {"cleanup",
        {"sh", "-c", "test ! -e " + mark + ".no && echo $1 >> " + mark, "sh", "{session}"}}});
  const auto id = start("exec sleep 100", "mine");
  const auto living = start("exec sleep 100", "mine");
  write(mark + ".no", "");
  kill_host(id);
  EXPECT_EQ(sandtray({"rm", id}).status, 0);  // what is owed does not go with the session
  EXPECT_TRUE(becomes([&] { return attempts(owed + "/" + id + ".json") == 1; }));
  std::filesystem::remove(mark + ".no");
  auto later = Json::parse(read(owed + "/" + id + ".json"));
  EXPECT_GT(later.at("not_before_ms").get<std::int64_t>(), now_ms());
  later["not_before_ms"] = 0;
  write(owed + "/" + id + ".json", dump_json(later));
  EXPECT_EQ(sandtray({"ls"}).status, 0);
  EXPECT_TRUE(becomes([&] { return !std::filesystem::exists(owed + "/" + id + ".json"); }));
  EXPECT_EQ(read(mark), id + "\n");
  EXPECT_TRUE(std::filesystem::exists(owed + "/" + living + ".json"));
  EXPECT_EQ(sandtray({"stop", living, "--timeout", "1"}).status, 0);
  EXPECT_EQ(read(mark), id + "\n" + living + "\n");
  EXPECT_FALSE(std::filesystem::exists(owed + "/" + living + ".json"));
}

TEST_F(Methods, ACleanUpThatAlwaysFailsIsNotTriedForEver) {
  const std::string owed = dir_ / "state/sandtray/cleanup/abcd2345.json";
  write(owed, R"({"commands": [["false"]], "attempts": 7, "not_before_ms": 0})");
  EXPECT_EQ(sandtray({"ls"}).status, 0);
  EXPECT_TRUE(becomes([&] { return !std::filesystem::exists(owed); }));
  write(owed, "damaged");
  EXPECT_EQ(sandtray({"ls"}).status, 0);
  EXPECT_TRUE(becomes([&] { return !std::filesystem::exists(owed); }));
}

TEST_F(Methods, ATemplateIsOneCommandAwayFromAMethod) {
  const auto templates = Json::parse(sandtray({"methods", "templates", "--json"}).out);
  ASSERT_FALSE(templates.empty());
  for (const auto& item : templates) {
    const std::string name = item.at("name");
    const auto added = sandtray({"methods", "add", "my-" + name, "--template", name});
    EXPECT_EQ(added.status, 0) << added.err;
    const auto shown = sandtray({"methods", "show", "my-" + name, "--json"});
    EXPECT_EQ(shown.status, 0) << shown.err;
    auto expected = item;
    expected["name"] = "my-" + name;
    expected["own"] = true;
    EXPECT_EQ(Json::parse(shown.out), expected);
    EXPECT_EQ(sandtray({"methods", "remove", "my-" + name}).status, 0);
    EXPECT_FALSE(std::filesystem::exists(file("my-" + name)));
  }
}

TEST_F(Methods, ACommandLineTakesTheTemplatesPlace) {
  EXPECT_EQ(sandtray({"methods", "add", "mine", "--template", "docker", "--wrapper", "env",
                      "--host-address", "gateway.example"})
                .status,
            0);
  const auto shown = Json::parse(sandtray({"methods", "show", "mine", "--json"}).out);
  EXPECT_EQ(shown.at("wrapper"), Json({"env"}));
  EXPECT_EQ(shown.at("host_address"), "gateway.example");
}

TEST_F(Methods, WhatCannotBeAMethodIsRefusedAndNothingIsWritten) {
  const struct {
    std::vector<std::string> words;
    int status;
    std::string error;
  } cases[] = {
      {{"add", "mine"}, 64, "--template or --wrapper"},
      {{"add", "mine", "--template", "nope"}, 64, "there is no template \"nope\""},
      {{"add", "bwrap", "--wrapper", "env"}, 77, "Sandtray's own"},
      {{"add", "../x", "--wrapper", "env"}, 64, "cannot be called"},
      {{"add", "mine", "--wrapper", "env {oops}"}, 64, "there is no {oops}"},
      {{"add", "mine", "--wrapper", "env x{command}"}, 64, "only a word of its own"},
      {{"add", "mine", "--wrapper", "{command} env"}, 64, "must begin with the program"},
      {{"add", "mine", "--wrapper", "env 'open"}, 64, "quote"},
      {{"remove", "bwrap"}, 77, "Sandtray's own"},
      {{"remove", "nope"}, 64, "no method \"nope\""},
      {{"show"}, 64, "takes a name"},
  };
  for (auto [words, status, error] : cases) {
    words.insert(words.begin(), "methods");
    const auto finished = sandtray(words);
    EXPECT_EQ(finished.status, status) << finished.err;
    EXPECT_THAT(finished.err, HasSubstr(error));
    EXPECT_FALSE(std::filesystem::exists(file("mine")));
  }
}

TEST_F(Methods, OneOfTheSameNameIsNotWrittenOver) {
  EXPECT_EQ(sandtray({"methods", "add", "mine", "--wrapper", "env A=1"}).status, 0);
  const auto again = sandtray({"methods", "add", "mine", "--wrapper", "env A=2"});
  EXPECT_EQ(again.status, 77);
  EXPECT_THAT(again.err, HasSubstr("already"));
  EXPECT_EQ(script("echo $A", "mine").out, "1\n");
}

TEST_F(Methods, ABrokenFileIsNamedAndTheOthersAreListed) {
  add("good", {{"wrapper", {"env"}}});
  add("bad", {{"wrapper", "env"}});
  const auto listed = sandtray({"methods"});
  EXPECT_EQ(listed.status, 78);
  EXPECT_THAT(listed.out, HasSubstr("good"));
  EXPECT_THAT(listed.err, HasSubstr(file("bad")));
  EXPECT_EQ(script(":", "bad").status, 78);
}

TEST_F(Methods, AMissingProgramIsNamed) {
  add("mine", {{"wrapper", {"no-such-engine"}}});
  const auto ran = script(":", "mine");
  EXPECT_EQ(ran.status, 69);
  EXPECT_THAT(ran.err, HasSubstr("sandtray: the method \"mine\" needs no-such-engine"));
}

}  // namespace
}  // namespace sandtray::test
