// SPDX-License-Identifier: MIT
// Methods of the person's own, from the command that makes one to the session that runs in it.
#include <fcntl.h>
#include <sys/stat.h>

#include <chrono>
#include <csignal>
#include <sstream>

#include "base/clock.h"
#include "platform/file.h"
#include "platform/socket.h"
#include "process/cli/world.h"

namespace sandtray::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
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
    ASSERT_EQ(kill(std::stoi(read(folder_of(id) + "/host.pid")), SIGKILL), 0);
    ASSERT_TRUE(platform::wait_until_unlocked(folder_of(id) + "/host.lock"));
  }
  std::string owed(const std::string& id) const {
    return dir_ / ("state/sandtray/cleanup/" + id + ".json");
  }
  bool is_owed(const std::string& id) const { return std::filesystem::exists(owed(id)); }

  std::string cleaned_ = dir_ / "cleaned";  // commands of the clean-ups write into it
  // A command that writes the session into it and fails for as long as the file failing_ is there.
  Json cleanup() const {
    return {"sh", "-c", "echo $1 >" + cleaned_ + "; test ! -e " + failing_, "sh", "{session}"};
  }
  std::string failing_ = dir_ / "failing";
};

// What the clean-ups say, as they say it.
class CleanUps : public Methods {
 protected:
  CleanUps() {
    EXPECT_EQ(mkfifo(cleaned_.c_str(), 0600), 0);
    said_.reset(open(cleaned_.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC));
  }
  // The next line; the clean-up is over then.
  std::string next() {
    std::string line;
    char c = 0;
    const auto deadline = platform::Clock::now() + std::chrono::seconds(20);
    while (platform::receive_some(said_.get(), &c, 1, deadline).state == platform::IoState::ok &&
           c != '\n') {
      line += c;
    }
    EXPECT_TRUE(platform::wait_until_unlocked(dir_ / "state/sandtray/cleanup/.lock"));
    return line;
  }
  platform::OwnedHandle said_;
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
  add("box", {{"wrapper", {"env"}},
              {"boundary", true},
              {"files", "All of them."},
              {"withstands", {"reading-home", "sockets"}}});
  const auto listed = sandtray({"methods"});
  EXPECT_EQ(listed.status, 0) << listed.err;
  EXPECT_THAT(listed.out, HasSubstr("box     claimed   Your own command: env."));
  EXPECT_THAT(listed.out, HasSubstr("open    unknown   Your own command: env."));
  const auto shown = sandtray({"methods", "show", "box"});
  EXPECT_THAT(shown.out,
              AllOf(HasSubstr("files      All of them."), HasSubstr("network    Not stated"),
                    HasSubstr("withstands reading-home, sockets\n"), HasSubstr("wrapper    env\n"),
                    HasSubstr(file("box"))));
  EXPECT_THAT(sandtray({"methods", "show", "open"}).out,
              HasSubstr("withstands nothing that is known\n"));
  EXPECT_THAT(script(":", "box").err, Not(HasSubstr("confined")));
}

TEST_F(Methods, WithoutABoundaryThatIsClaimedASessionCountsAsOpen) {
  add("open", {{"wrapper", {"env"}}});
  add("box", {{"wrapper", {"env"}}, {"boundary", true}});
  EXPECT_FALSE(session(start("exec sleep 100", "open")).at("confined"));
  EXPECT_TRUE(session(start("exec sleep 100", "box")).at("confined"));
}

TEST_F(Methods, ABoundaryIsNotGivenTheWholeHome) {
  add("open", {{"wrapper", {"env"}}});
  add("box", {{"wrapper", {"env"}}, {"boundary", true}});
  workspace_ = dir_ / "home";
  const auto ran = script("touch ran", "box");
  EXPECT_EQ(ran.status, 77);
  EXPECT_THAT(ran.err, HasSubstr("it is your whole home folder"));
  EXPECT_EQ(script(":", "open").status, 0);
}

TEST_F(Methods, AFailedCheckRefusesTheStart) {
  add("mine", {{"wrapper", {"env"}}, {"check", {"sh", "-c", "echo no engine runs; exit 3"}}});
  const auto ran = script("touch ran", "mine");
  EXPECT_EQ(ran.status, 69);
  EXPECT_THAT(ran.err, HasSubstr("the method mine cannot be used: "));
  EXPECT_THAT(ran.err, HasSubstr("no engine runs"));
  EXPECT_THAT(ran.err, HasSubstr("`sandtray methods show mine`"));
  EXPECT_FALSE(std::filesystem::exists(workspace_ + "/ran"));
}

TEST_F(CleanUps, RunAfterTheEnd) {
  add("mine", {{"wrapper", {"env"}}, {"cleanup", cleanup()}});
  const auto id = start("exit 3", "mine");
  EXPECT_EQ(sandtray({"wait", id}).status, 3);
  EXPECT_EQ(next(), id);
  EXPECT_FALSE(is_owed(id));
}

// A container goes on without the host that started it.
TEST_F(CleanUps, OfAKilledHostRunAtTheNextCommand) {
  add("mine", {{"wrapper", {"env"}}, {"cleanup", cleanup()}});
  const auto id = start("exec sleep 100", "mine");
  const auto living = start("exec sleep 100", "mine");
  kill_host(id);
  EXPECT_EQ(sandtray({"rm", id}).status, 0);  // what is owed does not go with the session
  EXPECT_EQ(next(), id);
  EXPECT_FALSE(is_owed(id));
  EXPECT_TRUE(is_owed(living));
  EXPECT_EQ(sandtray({"stop", living, "--timeout", "1"}).status, 0);
  EXPECT_EQ(next(), living);
  EXPECT_FALSE(is_owed(living));
}

TEST_F(CleanUps, ThatFailAreRunAgainLater) {
  add("mine", {{"wrapper", {"env"}}, {"cleanup", cleanup()}});
  write(failing_, "");
  const auto id = start("exec sleep 100", "mine");
  kill_host(id);
  EXPECT_EQ(sandtray({"ls"}).status, 0);
  EXPECT_EQ(next(), id);
  auto later = Json::parse(read(owed(id)));
  EXPECT_EQ(later.at("attempts"), 1);
  EXPECT_GT(later.at("not_before_ms").get<std::int64_t>(), now_ms());
  later["not_before_ms"] = 0;
  write(owed(id), dump_json(later));
  std::filesystem::remove(failing_);
  EXPECT_EQ(sandtray({"ls"}).status, 0);
  EXPECT_EQ(next(), id);
  EXPECT_FALSE(is_owed(id));
}

TEST_F(CleanUps, ThatAlwaysFailAreGivenUpAndDamagedOnesAreDropped) {
  write(failing_, "");
  const Json last = {{"commands", {cleanup()}}, {"attempts", 7}, {"not_before_ms", 0}};
  write(owed("abcd2345"), dump_json(last));
  write(owed("abcd2346"), "damaged");
  EXPECT_EQ(sandtray({"ls"}).status, 0);
  EXPECT_EQ(next(), "{session}");
  EXPECT_FALSE(is_owed("abcd2345"));
  EXPECT_FALSE(is_owed("abcd2346"));
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
  EXPECT_EQ(shown.at("boundary"), false) << "what the template promises is about another command";
  EXPECT_THAT(shown.at("withstands"), IsEmpty());
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

TEST_F(Methods, WordsThatStandForThemselvesAreRefused) {
  for (const auto* list : {"terminal", "online", "offline"}) {
    for (const auto* word : {"{terminal}", "{network}", "{command}", "{cwd:sh}", "{env:-e}"}) {
      add("mine", {{"wrapper", {"env", "{terminal}", "{network}"}}, {"words", {{list, {word}}}}});
      const auto ran = script("touch ran", "mine");
      EXPECT_EQ(ran.status, 78) << list << " " << word;
      EXPECT_THAT(ran.err, HasSubstr(std::string(word) + " cannot stand in \"words\""));
    }
  }
  EXPECT_FALSE(std::filesystem::exists(workspace_ + "/ran"));
}

TEST_F(Methods, AMissingProgramIsNamed) {
  add("mine", {{"wrapper", {"no-such-engine"}}});
  const auto ran = script(":", "mine");
  EXPECT_EQ(ran.status, 69);
  EXPECT_THAT(ran.err, HasSubstr("sandtray: the method \"mine\" needs no-such-engine"));
}

}  // namespace
}  // namespace sandtray::test
