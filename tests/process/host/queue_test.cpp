// SPDX-License-Identifier: MIT
// A host that waits for its turn, whatever the program that it asks has to say.
#include <gtest/gtest.h>

#include <fstream>

#include "platform/file.h"
#include "sandbox/plan.h"
#include "session/filenames.h"
#include "session/turn.h"
#include "support/session_host.h"

namespace sandtray::test {
namespace {

using session::FrameType;
using session::State;

class WaitingHost : public ::testing::Test {
 protected:
  WaitingHost() {
    host_.spec.id = "abcdefgh";
    host_.run_shell("echo my turn");
    host_.asked = host_.dir() / "asked.sh";
  }
  // What is answered to the question for the turn, by a script.
  void answer(const std::string& script) {
    const auto written = platform::write_file(
        host_.asked, "#!/bin/sh\necho \"$*\" >> " + (host_.dir() / "questions") + "\n" + script,
        0700);
    ASSERT_TRUE(written);
  }
  static std::string saying(const session::Turn& turn) {
    return "echo '" + dump_json(session::turn_to_json(turn)) + "'\n";
  }
  // As the real one does it: first the plan, then the word.
  std::string coming() const {
    return "cp " + host_.file("later.json") + " " + host_.file(session::filename::plan) + "\n" +
           saying({.come = true});
  }
  bool has_warned(const std::string& text) {
    return eventually([&] {
      for (const auto& event : host_.events()) {
        if (event.type == "warning" && event.message.find(text) != std::string::npos) return true;
      }
      return false;
    });
  }

  SessionHost host_;
};

TEST_F(WaitingHost, AsksAndStarts) {
  answer(coming());
  ASSERT_TRUE(host_.start());
  ASSERT_TRUE(host_.wait_for_end());
  EXPECT_EQ(host_.log(), "my turn\r\n");
  const auto events = host_.events();
  ASSERT_GE(events.size(), 3u);
  EXPECT_EQ(events[0].state, State::queued);
  EXPECT_FALSE(events[0].pid);
  EXPECT_EQ(events[1].type, "started");
  EXPECT_EQ(events[1].state, State::starting);
  EXPECT_EQ(events.back().exit_code, 0);
  std::ifstream questions(host_.dir() / "questions");
  std::string question;
  std::getline(questions, question);
  EXPECT_EQ(question, "--admit abcdefgh");
}

TEST_F(WaitingHost, AsksAgainAfterNonsenseAndAfterAProgramThatIsNotThere) {
  answer("echo nonsense\n");
  ASSERT_TRUE(host_.start());
  ASSERT_TRUE(has_warned("not understood"));
  ASSERT_TRUE(platform::remove_tree(host_.asked));
  ASSERT_TRUE(has_warned("asked.sh"));
  answer(coming());
  ASSERT_TRUE(host_.wait_for_end());
  EXPECT_EQ(host_.log(), "my turn\r\n");
}

TEST_F(WaitingHost, LosesNoInputThatComesWhileItPrepares) {
  const auto preparing = host_.dir() / "preparing", go = host_.dir() / "go";
  host_.plan.prepare = {
      {"/bin/sh", "-c", "touch " + preparing + "; while [ ! -e " + go + " ]; do sleep 0.02; done"}};
  host_.spec.channel = sandbox::Channel::pipe;
  host_.run_shell("cat");
  answer(coming());
  ASSERT_TRUE(host_.start());
  ASSERT_TRUE(eventually([&] { return platform::exists(preparing); }));
  HostClient client(host_.socket());
  client.send(FrameType::watch);
  client.send(FrameType::input, "hello\n");
  client.send(FrameType::end_input);
  ASSERT_TRUE(client.read_until_state(State::starting)) << "it has been heard";
  ASSERT_TRUE(platform::write_file(go, ""));
  ASSERT_TRUE(client.read_to_end());
  ASSERT_TRUE(host_.wait_for_end());
  EXPECT_EQ(host_.log(), "hello\n");
}

TEST_F(WaitingHost, EndsWithTheReasonWhyItCannotBeStarted) {
  answer(R"(echo '{"error": {"message": "the method has gone"}}')");
  ASSERT_TRUE(host_.start());
  ASSERT_TRUE(host_.wait_for_end());
  EXPECT_EQ(host_.events().back().state, State::failed);
  EXPECT_EQ(host_.events().back().message, "the method has gone");
  EXPECT_FALSE(platform::exists(host_.socket()));
}

TEST_F(WaitingHost, EndsWithoutAPlan) {
  answer(saying({.come = true}));
  ASSERT_TRUE(host_.start());
  ASSERT_TRUE(host_.wait_for_end());
  EXPECT_EQ(host_.events().back().state, State::failed);
  EXPECT_NE(host_.events().back().message.find("plan.json"), std::string::npos);
}

TEST_F(WaitingHost, IsStoppedWhileItAsksAndWhileItSleeps) {
  answer("exec sleep 1000\n");
  ASSERT_TRUE(host_.start());
  HostClient client(host_.socket());
  client.send(FrameType::watch);
  ASSERT_TRUE(client.read_until_state(State::queued));
  client.stop(0);
  ASSERT_TRUE(client.read_to_end());
  EXPECT_EQ(client.talk().events.back().kind, "stopped");
  ASSERT_TRUE(host_.wait_for_end());
  EXPECT_TRUE(nothing_runs());

  SessionHost other;
  other.asked = host_.asked;
  answer(saying({}));
  ASSERT_TRUE(other.start());
  HostClient second(other.socket());
  second.send(FrameType::watch);
  ASSERT_TRUE(second.read_until_state(State::queued));
  second.stop(10'000);
  ASSERT_TRUE(second.read_to_end());
  EXPECT_EQ(second.talk().events.back().kind, "stopped");
  ASSERT_TRUE(other.wait_for_end());
}

}  // namespace
}  // namespace sandtray::test
